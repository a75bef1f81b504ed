"""Where the parts of a transfer's row stand, for painting and for the mouse alike."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from hubdesk.transfers.model import Transfer
from hubdesk.ui.transfers.actions import Action, row_actions

JOB_HEIGHT = 48
FILE_HEIGHT = 28
TILE_PX = 28
_FOLD_PX = 20
_GAP = 12
_PAD = 8
_BUTTON_PX = 28
_PACE_PX = 200
_NARROW_PX = 860  # below, speed and time stand in the second line


@dataclass(frozen=True, slots=True)
class RowLayout:
    """The areas of one row."""

    fold: QRect
    tile: QRect
    name: QRect
    progress: QRect
    pace: QRect  # empty where the row is narrow
    buttons: tuple[tuple[Action, QRect], ...]

    def action_at(self, point: QPoint) -> Action | None:
        """The painted button under the mouse."""
        return next((action for action, area in self.buttons if area.contains(point)), None)


def job_layout(rect: QRect, transfer: Transfer) -> RowLayout:
    """The areas of a job's row."""
    row = rect.adjusted(_PAD, 0, -_PAD, 0)
    middle = row.center().y() + 1
    fold = QRect(row.left(), row.top(), _FOLD_PX, row.height())
    tile = QRect(fold.right() + 1, middle - TILE_PX // 2, TILE_PX, TILE_PX)
    actions = row_actions(transfer)
    x = row.right() + 1 - len(actions) * _BUTTON_PX
    buttons = tuple(
        (action, QRect(x + number * _BUTTON_PX, middle - _BUTTON_PX // 2, _BUTTON_PX, _BUTTON_PX))
        for number, action in enumerate(actions)
    )
    right = row.right() + 1 - 3 * _BUTTON_PX - _GAP
    is_narrow = rect.width() < _NARROW_PX
    pace = QRect() if is_narrow else QRect(right - _PACE_PX, row.top(), _PACE_PX, row.height())
    if not is_narrow:
        right = pace.left() - _GAP * 2
    left = tile.right() + 1 + _GAP
    name_width = max(120, round((right - left) * (0.5 if is_narrow else 0.4)))
    name = QRect(left, row.top(), name_width, row.height())
    progress = QRect(name.right() + 1 + _GAP, row.top(), max(0, right - name.right() - 1 - _GAP), row.height())
    return RowLayout(fold, tile, name, progress, pace, buttons)
