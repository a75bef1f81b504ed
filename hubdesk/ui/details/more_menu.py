"""The menu of further actions on a repository."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from hubdesk.ui.theme import Theme


class MoreMenu(QMenu):
    """Open on the Hub; copy id and link."""

    page_requested = Signal()
    copy_id_requested = Signal()
    copy_link_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailsMenu")
        self._theme = theme
        self._page = self._add("external-link")
        self._page.triggered.connect(self.page_requested)
        self.addSeparator()
        self._copy_id = self._add("copy")
        self._copy_id.triggered.connect(self.copy_id_requested)
        self._copy_link = self._add("link")
        self._copy_link.triggered.connect(self.copy_link_requested)
        theme.changed.connect(self._set_icons)
        self._set_icons()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self._page.setText(self.tr("Open on the Hub"))
        self._copy_id.setText(self.tr("Copy id"))
        self._copy_link.setText(self.tr("Copy link"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _add(self, icon: str) -> QAction:
        action = QAction(self)
        action.setProperty("iconName", icon)
        self.addAction(action)
        return action

    def _set_icons(self) -> None:
        for action in self.actions():
            name = action.property("iconName")
            if name:
                action.setIcon(self._theme.icon(str(name), "muted", 16))
