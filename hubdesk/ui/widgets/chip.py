"""Chips: small round buttons for a choice, or for a filter that can be taken away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hubdesk.ui.theme import Theme

_CROSS_PX = 12
_CROSS_SPACE_PX = 18
_ICON_PX = 14


class Chip(QPushButton):
    """A chip with a text; checkable, or removable with a cross (click it, or press Delete or Backspace)."""

    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        parent: QWidget | None = None,
        *,
        checkable: bool = False,
        removable: bool = False,
        icon: str = "",
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon
        self._removable = removable
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setCheckable(checkable or removable)
        self.setChecked(removable)
        if removable:
            self.setStyleSheet(f"padding-right: {_CROSS_SPACE_PX + 6}px;")
            self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def retranslate(self) -> None:
        """The hint how to take it away."""
        if self._removable:
            self.setAccessibleDescription(self.tr("Press Delete to remove this filter"))
            self.setToolTip(self.tr("Click to remove this filter"))

    def set_icon(self, name: str) -> None:
        """Show a small icon before the text."""
        self._icon_name = name
        self._on_theme_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace remove it."""
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button removes it, too."""
        if self._removable and event.button() == Qt.MouseButton.MiddleButton:
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the cross over it."""
        super().paintEvent(event)
        if not self._removable:
            return
        painter = QPainter(self)
        pixmap = self._theme.pixmap("x", "accent", _CROSS_PX, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - _CROSS_SPACE_PX - 2, (self.height() - _CROSS_PX) // 2, pixmap)

    def _on_clicked(self) -> None:
        self.setChecked(True)
        self.removed.emit()

    def _on_theme_changed(self) -> None:
        if self._icon_name:
            self.setIcon(self._theme.icon(self._icon_name, "muted_on_fill", _ICON_PX, on="accent"))
            self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.update()
