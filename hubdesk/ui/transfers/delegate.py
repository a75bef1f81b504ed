"""Paints the rows of the transfers: jobs 48 px high, their files 28."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hubdesk.transfers.model import Direction, State, Transfer, TransferFile, WaitReason
from hubdesk.ui.format import size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.actions import ICONS
from hubdesk.ui.transfers.model import FILE_ROLE, TRANSFER_ROLE
from hubdesk.ui.transfers.row_layout import FILE_HEIGHT, JOB_HEIGHT, RowLayout, job_layout
from hubdesk.ui.transfers.texts import (
    about_text,
    file_state_text,
    pace_text,
    percent_text,
    progress_text,
    shown_state,
    state_text,
)
from hubdesk.ui.widgets.painting import paint_bar, paint_icon, paint_owner_name, paint_row

_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_FOCUSED = QStyle.StateFlag.State_HasFocus
_OPEN = QStyle.StateFlag.State_Open
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_ELIDE = Qt.TextElideMode.ElideRight
_ELIDE_MIDDLE = Qt.TextElideMode.ElideMiddle
_JOB_SIZE, _FILE_SIZE = QSize(0, JOB_HEIGHT), QSize(0, FILE_HEIGHT)
_LINE_PX = 18
_BAR_PX = 4
_ICON_PX = 16
_FILE_BAR_PX = 90

# state -> (icon, token of the text, token of the bar)
_LOOKS: dict[State, tuple[str, str, str]] = {
    State.QUEUED: ("clock", "muted", "muted"),
    State.HASHING: ("hash", "info", "info"),
    State.ACTIVE: ("download", "accent", "accent"),
    State.VERIFYING: ("shield-check", "info", "info"),
    State.COMMITTING: ("git-commit-horizontal", "info", "info"),
    State.PAUSING: ("circle-pause", "muted", "muted"),
    State.PAUSED: ("circle-pause", "muted", "muted"),
    State.WAITING: ("hourglass", "warn_text", "warn"),
    State.FAILED: ("circle-alert", "bad_text", "bad"),
    State.CANCELLED: ("ban", "muted", "muted"),
    State.DONE: ("circle-check", "good_text", "good"),
}
_WAIT_ICONS = {
    WaitReason.ACCESS: "lock",
    WaitReason.SIGN_IN: "key-round",
    WaitReason.NETWORK: "wifi-off",
    WaitReason.SPACE: "hard-drive",
    WaitReason.RATE_LIMIT: "gauge",
    WaitReason.DECISION: "files",
}

Index = QModelIndex | QPersistentModelIndex


def look_of(transfer: Transfer) -> tuple[str, str, str]:
    """The icon, the token of its text, and the token of its bar."""
    icon, text_token, bar_token = _LOOKS[transfer.state]
    if transfer.state is State.WAITING and transfer.wait_reason is not None:
        icon = _WAIT_ICONS[transfer.wait_reason]
    elif transfer.state is State.ACTIVE and transfer.direction is Direction.UPLOAD:
        icon = "upload"
    return icon, text_token, bar_token


class TransferDelegate(QStyledItemDelegate):
    """Everything in a row is drawn; `hovered_at` is where the mouse is, for the painted buttons."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hovered_at: QPoint | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks."""
        return _FILE_SIZE if index.internalId() else _JOB_SIZE  # asked of every row: the parent would cost more

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt asks."""
        transfer = index.data(TRANSFER_ROLE)
        painter.save()
        paint_row(
            painter,
            option.rect.adjusted(2, 1, -2, -1),
            self._theme,
            selected=bool(option.state & _SELECTED),
            hovered=bool(option.state & _HOVERED),
            focused=bool(option.state & _FOCUSED) and self._by_keyboard(option),
        )
        if isinstance(transfer, Transfer):
            self._paint_job(painter, option, transfer)
        else:
            file = index.data(FILE_ROLE)
            if isinstance(file, TransferFile):
                self._paint_file(painter, option, file)
        painter.restore()

    def _by_keyboard(self, option: QStyleOptionViewItem) -> bool:
        return bool(option.state & QStyle.StateFlag.State_KeyboardFocusChange)

    def _paint_job(self, painter: QPainter, option: QStyleOptionViewItem, transfer: Transfer) -> None:
        layout = job_layout(option.rect, transfer)
        icon, text_token, bar_token = look_of(transfer)
        on_fill = bool(option.state & (_SELECTED | _HOVERED))
        muted = "muted_on_fill" if on_fill else "muted"
        if transfer.file_count > 1:
            sign = "chevron-down" if option.state & _OPEN else "chevron-right"
            paint_icon(
                painter, QPointF(layout.fold.x() + 1, layout.tile.center().y() - 6), sign, muted, self._theme, 14
            )
        self._paint_tile(painter, layout.tile, icon, text_token)
        top, bottom = _lines(layout.name)
        paint_owner_name(painter, top, transfer.ref.owner, transfer.ref.name, self._theme)
        about = about_text(transfer)
        if layout.pace.isEmpty() and pace_text(transfer):
            about = pace_text(transfer)
        self._text(painter, bottom, about, muted, "secondary", _LEFT)
        self._paint_progress(painter, layout, transfer, text_token, bar_token, muted)
        if not layout.pace.isEmpty():
            is_bad = transfer.state is State.FAILED
            self._text(painter, layout.pace, pace_text(transfer), "bad_text" if is_bad else "text", "secondary", _LEFT)
        self._paint_buttons(painter, layout, muted)

    def _paint_tile(self, painter: QPainter, area: QRect, icon: str, token: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.pill_fill(token))
        painter.drawRoundedRect(area, 8, 8)
        offset = (area.width() - _ICON_PX) / 2
        paint_icon(painter, QPointF(area.x() + offset, area.y() + offset), icon, token, self._theme, _ICON_PX)

    def _paint_progress(
        self, painter: QPainter, layout: RowLayout, transfer: Transfer, text_token: str, bar_token: str, muted: str
    ) -> None:
        area = layout.progress
        if area.width() < 60:
            return
        line = QRect(area.x(), area.center().y() - 15, area.width(), _LINE_PX)
        figures, state = progress_text(transfer), state_text(transfer)
        self._text(painter, line, state, text_token, "secondary", _LEFT, QFont.Weight.DemiBold)
        room = line.width() - painter.fontMetrics().horizontalAdvance(state) - _ICON_PX
        painter.setFont(self._theme.font("secondary"))
        if painter.fontMetrics().horizontalAdvance(figures) > room:
            figures = percent_text(transfer)
        if painter.fontMetrics().horizontalAdvance(figures) <= room:
            self._text(painter, line, figures, muted, "secondary", _RIGHT)
        bar = QRect(area.x(), line.bottom() + 6, area.width(), _BAR_PX)
        paint_bar(painter, bar, transfer.fraction, self._theme, token=bar_token)

    def _paint_buttons(self, painter: QPainter, layout: RowLayout, muted: str) -> None:
        for action, area in layout.buttons:
            is_hovered = self.hovered_at is not None and area.contains(self.hovered_at)
            if is_hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.color("border"))
                painter.drawRoundedRect(area, 7, 7)
            offset = (area.width() - _ICON_PX) / 2
            token = "text" if is_hovered else muted
            paint_icon(
                painter, QPointF(area.x() + offset, area.y() + offset), ICONS[action], token, self._theme, _ICON_PX
            )

    def _paint_file(self, painter: QPainter, option: QStyleOptionViewItem, file: TransferFile) -> None:
        icon, text_token, bar_token = _LOOKS[shown_state(file)]
        if file.source and file.state is State.ACTIVE:
            icon = "upload"
        muted = "muted_on_fill" if option.state & (_SELECTED | _HOVERED) else "muted"
        row = option.rect.adjusted(56, 0, -12, 0)
        middle = row.center().y() + 1
        paint_icon(painter, QPointF(row.x(), middle - 7), icon, text_token, self._theme, 14)
        size_area = QRect(row.right() - 90, row.y(), 91, row.height())
        self._text(painter, size_area, size_text(file.size), muted, "secondary", _RIGHT)
        state_area = QRect(size_area.x() - 110, row.y(), 100, row.height())
        self._text(painter, state_area, file_state_text(file), text_token, "secondary", _LEFT)
        bar = QRect(state_area.x() - _FILE_BAR_PX - 16, middle - _BAR_PX // 2, _FILE_BAR_PX, _BAR_PX)
        share = 1.0 if file.state is State.DONE else file.done_bytes / file.size if file.size else 0.0
        paint_bar(painter, bar, share, self._theme, token=bar_token)
        name_area = QRect(row.x() + 24, row.y(), bar.x() - row.x() - 40, row.height())
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.color("text"))
        shown = painter.fontMetrics().elidedText(file.path, _ELIDE_MIDDLE, name_area.width())
        painter.drawText(name_area, _LEFT, shown)

    def _text(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        token: str,
        role: str,
        align: int,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        font = self._theme.font(role)
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(area, align, painter.fontMetrics().elidedText(text, _ELIDE, area.width()))


def _lines(area: QRect) -> tuple[QRect, QRect]:
    middle = area.center().y() + 1
    return (
        QRect(area.x(), middle - _LINE_PX, area.width(), _LINE_PX),
        QRect(area.x(), middle, area.width(), _LINE_PX),
    )
