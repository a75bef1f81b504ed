"""Paints a line of the command palette: icon, text with the matching letters marked, shortcut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hubdesk.ui.palette_model import ENTRY_ROLE, Entry
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import paint_icon, paint_row

ROW_PX = 36
_ICON_PX = 16
_LEFT_PX = 12
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaletteDelegate(QStyledItemDelegate):
    """One line of 36 px."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the list."""
        return QSize(0, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The line."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        rect: QRect = option.rect
        state = option.state
        selected = bool(state & _SELECTED)
        paint_row(painter, rect, self._theme, selected=selected, hovered=bool(state & _HOVERED))
        x = rect.x() + _LEFT_PX
        if entry.icon:
            at = QPointF(x, rect.y() + (rect.height() - _ICON_PX) / 2)
            paint_icon(painter, at, entry.icon, "accent" if selected else "muted", self._theme, _ICON_PX)
        x += _ICON_PX + 10
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.color("muted_on_fill" if selected else "muted"))
        painter.drawText(rect.adjusted(0, 0, -_LEFT_PX, 0), int(_RIGHT), entry.shortcut)
        room = rect.right() - x - _LEFT_PX - painter.fontMetrics().horizontalAdvance(entry.shortcut) - 12
        self._paint_text(painter, entry, QRect(x, rect.y(), room, rect.height()))

    def _paint_text(self, painter: QPainter, entry: Entry, area: QRect) -> None:
        font = self._theme.font("body")
        painter.setPen(self._theme.color("text"))
        layout = QTextLayout(entry.text, font)
        layout.setFormats(self._marks(entry))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(1, area.width()))
        layout.endLayout()
        painter.save()
        painter.setClipRect(area)
        layout.draw(painter, QPointF(area.x(), area.y() + (area.height() - line.height()) / 2))
        painter.restore()

    def _marks(self, entry: Entry) -> list[QTextLayout.FormatRange]:
        marks = []
        for place in entry.letters:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = place, 1
            style = QTextCharFormat()
            style.setForeground(self._theme.color("accent"))
            style.setFontWeight(QFont.Weight.DemiBold)
            mark.format = style
            marks.append(mark)
        return marks
