"""Paints a commit: title, who and when, and its short id at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hubdesk.core.types import Commit
from hubdesk.ui.details.history_model import COMMIT_ROLE, HistoryModel, short_id
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import paint_icon, paint_row

ROW_HEIGHT = 52
_PAD = 12
_ICON = 16
_PILL_HEIGHT = 20
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_ELIDE = Qt.TextElideMode.ElideRight
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_KEYBOARD = QStyle.StateFlag.State_KeyboardFocusChange
_FOCUSED = QStyle.StateFlag.State_HasFocus
_NO_PEN = Qt.PenStyle.NoPen

Index = QModelIndex | QPersistentModelIndex


class HistoryDelegate(QStyledItemDelegate):
    """One commit per row."""

    def __init__(self, theme: Theme, model: HistoryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt asks."""
        commit = index.data(COMMIT_ROLE)
        if not isinstance(commit, Commit):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & _SELECTED)
        focused = bool(option.state & _FOCUSED and option.state & _KEYBOARD)
        hovered = bool(option.state & _HOVERED)
        paint_row(painter, option.rect, self._theme, selected=selected, hovered=hovered, focused=focused)
        inner = option.rect.adjusted(_PAD, 6, -_PAD, -6)
        middle = inner.top() + (inner.height() - _ICON) / 2
        paint_icon(painter, QPointF(inner.left(), middle), "git-commit-horizontal", "muted", self._theme, _ICON)
        pill_left = self._paint_id(painter, inner, commit, selected=selected)
        text = QRect(inner.left() + _ICON + 12, inner.top(), 0, inner.height() // 2)
        text.setRight(pill_left - 12)
        self._paint_line(painter, text, commit.title, "body", "text", bold=True)
        byline = text.translated(0, inner.height() // 2)
        muted = "muted_on_fill" if selected else "muted"
        self._paint_line(painter, byline, self._model.byline(commit), "secondary", muted, bold=False)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRect, text: str, role: str, token: str, *, bold: bool) -> None:
        font = self._theme.font(role)
        font.setWeight(font.Weight.Medium if bold else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(rect, _LEFT, QFontMetrics(font).elidedText(text, _ELIDE, rect.width()))

    def _paint_id(self, painter: QPainter, inner: QRect, commit: Commit, *, selected: bool) -> int:
        font = self._theme.font("code")
        text = short_id(commit.commit_id)
        width = QFontMetrics(font).horizontalAdvance(text) + 16
        pill = QRect(inner.right() - width + 1, 0, width, _PILL_HEIGHT)
        pill.moveTop(inner.top() + (inner.height() - _PILL_HEIGHT) // 2)
        painter.setPen(_NO_PEN)
        painter.setBrush(self._theme.color("panel" if selected else "chip"))
        painter.drawRoundedRect(pill, 6, 6)
        painter.setFont(font)
        painter.setPen(self._theme.color("muted_on_fill"))
        painter.drawText(pill, _CENTER, text)
        return pill.left()
