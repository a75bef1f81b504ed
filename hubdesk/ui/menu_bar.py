"""The menu bar: where the system has it on top of the screen, else hidden until Alt is pressed alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenuBar, QWidget


class AltMenuBar(QMenuBar):
    """Its window hands it the Alt keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._alt_alone = False
        self.setObjectName("menuBar")
        self.setVisible(self.isNativeMenuBar())
        self.retranslate()

    def key_pressed(self, event: QKeyEvent) -> None:
        """Alt goes down, or another key with it."""
        self._alt_alone = event.key() == Qt.Key.Key_Alt

    def key_released(self, event: QKeyEvent) -> None:
        """Alt let go without another key: show or hide."""
        if event.key() == Qt.Key.Key_Alt and self._alt_alone and not self.isNativeMenuBar():
            self.setVisible(self.isHidden())
            if self.isVisible() and self.actions():
                self.setFocus(Qt.FocusReason.MenuBarFocusReason)
                self.setActiveAction(self.actions()[0])
        self._alt_alone = False

    def retranslate(self) -> None:
        """Its name."""
        self.setAccessibleName(self.tr("Menu bar"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
