"""A line to search in: a magnifier in front, a clear button behind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.ui.theme import Theme


class SearchField(QLineEdit):
    """Escape clears it; the clear button shows when there is text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, icon: str = "search") -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._lead = QAction(self)
        self._clear = QAction(self)
        self._clear.setVisible(False)
        self.addAction(self._lead, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def retranslate(self) -> None:
        """The name of the clear button."""
        self._clear.setText(self.tr("Clear"))
        self._clear.setToolTip(self.tr("Clear"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears what there is, and goes on to the parent when there is nothing."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def _on_theme_changed(self) -> None:
        self._lead.setIcon(self._theme.icon(self._icon, "muted", 16))
        self._clear.setIcon(self._theme.icon("x", "muted", 16))
