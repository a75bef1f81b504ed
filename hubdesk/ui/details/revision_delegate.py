"""Paints a row of the revision list: its picture, its name, and where it points."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hubdesk.ui.details.history_model import short_id
from hubdesk.ui.details.revision_model import ROW_ROLE, RevisionRow, RowKind
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import paint_icon, paint_row

ROW_HEIGHT = 32
_PAD = 10
_ICON = 16
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideMiddle

Index = QModelIndex | QPersistentModelIndex


class RevisionDelegate(QStyledItemDelegate):
    """Headers are captions; the revision in force bears a check mark."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.current = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt asks."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, RevisionRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        if row.kind is RowKind.HEADER:
            font = self._theme.font("caption")
            font.setWeight(font.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(inner, _LEFT, row.text)
            painter.restore()
            return
        selected = bool(option.state & _SELECTED)
        hovered = bool(option.state & _HOVERED)
        paint_row(painter, option.rect, self._theme, selected=selected, hovered=hovered)
        is_current = row.revision == self.current
        name = "check" if is_current else row.kind.value
        at = QPointF(inner.left(), inner.top() + (inner.height() - _ICON) / 2)
        paint_icon(painter, at, name, "accent" if is_current else "muted", self._theme, _ICON)
        inner.setLeft(inner.left() + _ICON + 8)
        if row.commit:
            font = self._theme.font("code")
            painter.setFont(font)
            painter.setPen(self._theme.color("muted_on_fill" if selected else "muted"))
            painter.drawText(inner, _RIGHT, short_id(row.commit))
            inner.setRight(inner.right() - QFontMetrics(font).horizontalAdvance("0" * 8) - 8)
        font = self._theme.font("body")
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        painter.drawText(inner, _LEFT, QFontMetrics(font).elidedText(row.text, _ELIDE, inner.width()))
        painter.restore()
