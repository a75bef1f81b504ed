"""Where everything in a row of results stands: measured once for each row and width, then only painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from hubdesk.core.types import RepoRef, RepoSummary
from hubdesk.ui.search.row_facts import Figure, Pill, figures, pills
from hubdesk.ui.search.tiles import TILE_PX
from hubdesk.ui.theme import Theme

ROW_PX = 84
PAD_X = 12
PAD_Y = 12
TEXT_X = PAD_X + TILE_PX + 10
ICON_PX = 14
PILL_ICON_PX = 12
_LINE_GAP = 5
_ICON_GAP = 4
_FIGURE_GAP = 12
_PILL_GAP = 6
_PILL_PAD = 8
_PILL_PX = 18
_SEPARATOR = " / "
_OWNER_SHARE = 0.4
_LEAST_LEAD_PX = 96
_CACHE_LIMIT = 3000
_ELIDE_RIGHT = Qt.TextElideMode.ElideRight
_ELIDE_MIDDLE = Qt.TextElideMode.ElideMiddle


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure of the second line: where its icon and its text begin."""

    icon: str
    icon_x: int
    text: str
    text_x: int


@dataclass(frozen=True, slots=True)
class PlacedPill:
    """A pill of the third line."""

    pill: Pill
    x: int
    width: int
    text_x: int


@dataclass(frozen=True, slots=True)
class RowLayout:
    """One row: elided texts and their places, relative to the row's left edge."""

    owner: str
    name: str
    name_x: int
    figures: tuple[PlacedFigure, ...]
    pills: tuple[PlacedPill, ...]

    @property
    def is_short(self) -> bool:
        """Whether the pills may move up, as nothing is known but the name."""
        return not self.figures


class RowLayouts:
    """Measures rows and remembers them; forget them when fonts, language or rows change."""

    def __init__(self, theme: Theme) -> None:
        self._cache: dict[tuple[RepoRef, int, bool, bool], RowLayout] = {}
        self.owner_font = theme.font("body")
        self.name_font = theme.font("body")
        self.name_font.setWeight(QFont.Weight.DemiBold)
        self.figure_font = theme.font("secondary")
        self.pill_font = theme.font("caption")
        self.pill_font.setWeight(QFont.Weight.Medium)
        self._owner_metrics = QFontMetrics(self.owner_font)
        self._name_metrics = QFontMetrics(self.name_font)
        self._figure_metrics = QFontMetrics(self.figure_font)
        self._pill_metrics = QFontMetrics(self.pill_font)
        self._set_lines()

    def _set_lines(self) -> None:
        name, figure, pill = self._name_metrics, self._figure_metrics, self._pill_metrics
        self.pill_height = max(_PILL_PX, pill.height() + 2)
        used = name.height() + figure.height() + self.pill_height + 2 * _LINE_GAP
        self.row_height = max(ROW_PX, used + 2 * PAD_Y - 4)
        top = (self.row_height - used) // 2
        self.name_baseline = top + name.ascent()
        second = top + name.height() + _LINE_GAP
        self.figure_baseline = second + figure.ascent()
        self.figure_middle = second + figure.height() // 2
        self.pill_top = second + figure.height() + _LINE_GAP
        self.pill_baseline = self.pill_top + (self.pill_height - pill.height()) // 2 + pill.ascent()
        self.tile_top = top + 1
        self.short_shift = (figure.height() + _LINE_GAP) // 2

    def clear(self) -> None:
        """Measure everything again."""
        self._cache.clear()

    def row(self, summary: RepoSummary, width: int, *, is_local: bool, is_unreachable: bool) -> RowLayout:
        """The layout of this row in this width."""
        key = (summary.ref, width, is_local, is_unreachable)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[key] = self._measure(summary, width, is_local, is_unreachable)
        return found

    def pill_rect(self, placed: PlacedPill, row: QRect) -> QRect:
        """Where a pill's ground is painted."""
        return QRect(row.x() + placed.x, row.y() + self.pill_top, placed.width, self.pill_height)

    def _measure(self, summary: RepoSummary, width: int, is_local: bool, is_unreachable: bool) -> RowLayout:
        right = width - PAD_X
        room = max(right - TEXT_X, 0)
        owner, name, name_x = self._place_name(summary, room)
        found = pills(summary, is_local=is_local, is_unreachable=is_unreachable)
        return RowLayout(
            owner, name, name_x, self._place_figures(figures(summary), room), self._place_pills(found, room)
        )

    def _place_name(self, summary: RepoSummary, room: int) -> tuple[str, str, int]:
        name = summary.ref.name
        name_width = self._name_metrics.horizontalAdvance(name)
        owner = f"{summary.ref.owner}{_SEPARATOR}" if summary.ref.owner else ""
        owner_width = self._owner_metrics.horizontalAdvance(owner)
        if owner_width + name_width > room and owner_width > room * _OWNER_SHARE:
            separator_width = self._owner_metrics.horizontalAdvance(_SEPARATOR)
            limit = max(room - name_width, round(room * _OWNER_SHARE)) - separator_width
            owner = self._owner_metrics.elidedText(summary.ref.owner, _ELIDE_RIGHT, limit) + _SEPARATOR
            owner_width = self._owner_metrics.horizontalAdvance(owner)
        name = self._name_metrics.elidedText(name, _ELIDE_MIDDLE, max(room - owner_width, 0))
        return owner, name, TEXT_X + owner_width

    def _place_figures(self, found: tuple[Figure, ...], room: int) -> tuple[PlacedFigure, ...]:
        widths = [ICON_PX + _ICON_GAP + self._figure_metrics.horizontalAdvance(figure.text) for figure in found]
        missing = sum(widths) + _FIGURE_GAP * (len(found) - 1) - room
        placed: list[PlacedFigure] = []
        x = TEXT_X
        for place, (figure, width) in enumerate(zip(found, widths, strict=True)):
            text, text_x = figure.text, x + ICON_PX + _ICON_GAP
            if place == 0 and missing > 0:
                width = max(width - missing, min(width, _LEAST_LEAD_PX))
                text = self._figure_metrics.elidedText(text, _ELIDE_RIGHT, width - ICON_PX - _ICON_GAP)
            if x + width > TEXT_X + room:
                break
            placed.append(PlacedFigure(figure.icon, x, text, text_x))
            x += width + _FIGURE_GAP
        return tuple(placed)

    def _place_pills(self, found: tuple[Pill, ...], room: int) -> tuple[PlacedPill, ...]:
        placed: list[PlacedPill] = []
        x = TEXT_X
        for pill in found:
            icon = PILL_ICON_PX + _ICON_GAP if pill.icon else 0
            width = 2 * _PILL_PAD + icon + self._pill_metrics.horizontalAdvance(pill.text)
            if x + width > TEXT_X + room:
                continue
            placed.append(PlacedPill(pill, x, width, x + _PILL_PAD + icon))
            x += width + _PILL_GAP
        return tuple(placed)
