"""A button as wide as its panel: an icon or none, a text, a value at the right, perhaps an arrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from hubdesk.ui.theme import Theme

_PAD = 8
_ICON_PX = 16
_GAP = 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class RowButton(QAbstractButton):
    """Flat until the mouse is over it; the focus ring is the application's."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        leads_on: bool = False,
        height: int = 32,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._leads_on = leads_on
        self._height = height
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_texts(self, text: str, value: str = "") -> None:
        """Show a text and a value."""
        self.setText(text)
        self._value = value
        self.setAccessibleName(f"{text}: {value}" if value else text)
        self.update()

    def value(self) -> str:
        """The value shown."""
        return self._value

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(160, max(self._height, self.fontMetrics().height() + 12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, text, value, arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self.underMouse() or self.isDown()
        if is_lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_wash" if self.isDown() else "hover"))
            painter.drawRoundedRect(self.rect(), 8, 8)
        area = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        if self._icon_name:
            self._paint_icon(painter, self._icon_name, area.left(), muted="muted_on_fill" if is_lit else "muted")
            area.setLeft(area.left() + _ICON_PX + _GAP)
        if self._leads_on:
            self._paint_icon(painter, "chevron-right", area.right() - _ICON_PX + 1, muted="muted")
            area.setRight(area.right() - _ICON_PX - _GAP // 2)
        self._paint_texts(painter, area)

    def _paint_icon(self, painter: QPainter, name: str, x: int, *, muted: str) -> None:
        pixmap = self._theme.pixmap(name, muted, _ICON_PX, self.devicePixelRatioF())
        painter.drawPixmap(x, (self.height() - _ICON_PX) // 2, pixmap)

    def _paint_texts(self, painter: QPainter, area: QRect) -> None:
        painter.setFont(self._theme.font("body"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self._theme.color("text"))
        painter.drawText(area, _LEFT, text)
        area.setLeft(area.left() + metrics.horizontalAdvance(text) + _GAP * 2)
        if self._value and area.width() > 0:
            value = metrics.elidedText(self._value, Qt.TextElideMode.ElideRight, area.width())
            painter.setPen(self._theme.color("accent"))
            painter.drawText(area, _RIGHT, value)
