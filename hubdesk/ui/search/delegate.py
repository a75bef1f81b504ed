"""Paints a row of results: tile, name, figures, pills; the row at the end; selection, hover and keyboard focus."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hubdesk.core.types import RepoSummary
from hubdesk.ui.search.model import LOCAL_ROLE, SUMMARY_ROLE, TAIL_ROLE, UNREACHABLE_ROLE, Tail
from hubdesk.ui.search.row_layout import ICON_PX, PAD_X, PILL_ICON_PX, TEXT_X, PlacedPill, RowLayouts
from hubdesk.ui.search.tiles import TILE_PX, TileCache
from hubdesk.ui.theme import Theme

_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_FOCUSED = QStyle.StateFlag.State_HasFocus
_DISPLAY = Qt.ItemDataRole.DisplayRole
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush
_CENTER = Qt.AlignmentFlag.AlignCenter
_ANTIALIASING = QPainter.RenderHint.Antialiasing
_RADIUS = 8.0
_INSET = 1.0
_DIMMED = 0.45
_TEXT_TOKENS = {"neutral": "muted_on_fill", "good": "good_text", "warn": "warn_text", "bad": "bad_text"}
_FILL_TOKENS = {"neutral": "muted", "good": "good", "warn": "warn", "bad": "bad"}
_SKELETON_BARS = ((0, 0.55), (1, 0.75), (2, 0.3))  # line, share of the width

Index = QModelIndex | QPersistentModelIndex


class ResultDelegate(QStyledItemDelegate):
    """Draws everything itself; the view tells it when the rows are outdated and whether the keyboard leads."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layouts = RowLayouts(theme)
        self._tiles = TileCache(theme)
        self._fills: dict[str, QColor] = {}
        self.is_dimmed = False
        self.shows_focus = False
        theme.changed.connect(self._on_theme_changed)

    @property
    def row_height(self) -> int:
        """The height of every row."""
        return self._layouts.row_height

    def forget(self) -> None:
        """Rows, language or fonts changed: measure again."""
        self._layouts.clear()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is equally high."""
        return QSize(option.rect.width(), self._layouts.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        painter.setRenderHint(_ANTIALIASING)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        summary = index.data(SUMMARY_ROLE)
        if not isinstance(summary, RepoSummary):
            self._paint_tail(painter, rect, index, bool(state & _HOVERED))
        else:
            on_fill = self._paint_ground(painter, rect, state)
            if self.is_dimmed:
                painter.setOpacity(_DIMMED)
            self._paint_row(painter, rect, summary, index, on_fill)
        if state & _FOCUSED and self.shows_focus:
            self._paint_focus(painter, rect)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> bool:
        area = QRectF(rect).adjusted(_INSET + 0.5, _INSET + 0.5, -_INSET - 0.5, -_INSET - 0.5)
        if state & _SELECTED:
            painter.setPen(QPen(self._theme.color("accent"), 1.0))
            painter.setBrush(self._theme.color("accent_wash"))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
            return True
        if state & _HOVERED:
            painter.setPen(_NO_PEN)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
            return True
        return False

    def _paint_focus(self, painter: QPainter, rect: QRect) -> None:
        painter.setOpacity(1.0)
        painter.setPen(QPen(self._theme.color("accent"), 2.0))
        painter.setBrush(_NO_BRUSH)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _paint_row(self, painter: QPainter, rect: QRect, summary: RepoSummary, index: Index, on_fill: bool) -> None:
        lines = self._layouts
        is_local, is_unreachable = bool(index.data(LOCAL_ROLE)), bool(index.data(UNREACHABLE_ROLE))
        row = lines.row(summary, rect.width(), is_local=is_local, is_unreachable=is_unreachable)
        if row.is_short:
            rect = rect.translated(0, lines.short_shift // 2)
        x, y = rect.x(), rect.y()
        dpr = painter.device().devicePixelRatio()
        if is_unreachable:
            painter.setOpacity(painter.opacity() * 0.7)
        painter.drawPixmap(x + PAD_X, y + lines.tile_top, self._tiles.tile(summary, dpr))
        muted = "muted_on_fill" if on_fill else "muted"
        if row.owner:
            painter.setFont(lines.owner_font)
            painter.setPen(self._theme.color(muted))
            painter.drawText(x + TEXT_X, y + lines.name_baseline, row.owner)
        painter.setFont(lines.name_font)
        painter.setPen(self._theme.color(muted if is_unreachable else "text"))
        painter.drawText(x + row.name_x, y + lines.name_baseline, row.name)
        painter.setFont(lines.figure_font)
        painter.setPen(self._theme.color(muted))
        icon_top = y + lines.figure_middle - ICON_PX // 2
        for figure in row.figures:
            painter.drawPixmap(x + figure.icon_x, icon_top, self._theme.pixmap(figure.icon, muted, ICON_PX, dpr))
            painter.drawText(x + figure.text_x, y + lines.figure_baseline, figure.text)
        painter.setFont(lines.pill_font)
        shift = lines.short_shift if row.is_short else 0
        for placed in row.pills:
            self._paint_pill(painter, rect.translated(0, -shift), placed, dpr)

    def _paint_pill(self, painter: QPainter, rect: QRect, placed: PlacedPill, dpr: float) -> None:
        lines, tone = self._layouts, placed.pill.tone
        ground = QRectF(lines.pill_rect(placed, rect))
        painter.setPen(_NO_PEN)
        painter.setBrush(self._fill(tone))
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        token = _TEXT_TOKENS[tone]
        painter.setPen(self._theme.color(token))
        painter.drawText(rect.x() + placed.text_x, rect.y() + lines.pill_baseline, placed.pill.text)
        if placed.pill.icon:
            pixmap = self._theme.pixmap(placed.pill.icon, token, PILL_ICON_PX, dpr)
            top = round(ground.center().y() - PILL_ICON_PX / 2)
            painter.drawPixmap(rect.x() + placed.text_x - PILL_ICON_PX - 4, top, pixmap)

    def _paint_tail(self, painter: QPainter, rect: QRect, index: Index, is_hovered: bool) -> None:
        if index.data(TAIL_ROLE) is Tail.LOADING:
            self._paint_skeleton(painter, rect)
            return
        if is_hovered:
            self._paint_ground(painter, rect, _HOVERED)
        painter.setFont(self._layouts.figure_font)
        painter.setPen(self._theme.color("bad_text"))
        painter.drawText(rect.adjusted(PAD_X, 0, -PAD_X, 0), _CENTER | Qt.TextFlag.TextWordWrap, index.data(_DISPLAY))

    def _paint_skeleton(self, painter: QPainter, rect: QRect) -> None:
        lines = self._layouts
        painter.setPen(_NO_PEN)
        painter.setBrush(self._theme.color("skeleton"))
        tile = QRectF(rect.x() + PAD_X, rect.y() + lines.tile_top, TILE_PX, TILE_PX)
        painter.drawRoundedRect(tile, _RADIUS, _RADIUS)
        room = rect.width() - TEXT_X - PAD_X
        for line, share in _SKELETON_BARS:
            top = rect.y() + lines.tile_top + line * 22
            painter.drawRoundedRect(QRectF(rect.x() + TEXT_X, top, room * share, 12), 6, 6)

    def _fill(self, tone: str) -> QColor:
        found = self._fills.get(tone)
        if found is None:
            found = self._fills[tone] = self._theme.pill_fill(_FILL_TOKENS[tone])
        return found

    def _on_theme_changed(self) -> None:
        self._fills.clear()
        self._layouts = RowLayouts(self._theme)
