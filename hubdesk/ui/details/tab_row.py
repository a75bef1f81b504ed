"""The row below the header: the tabs, and the revision at its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from hubdesk.ui.details.revision import RevisionSelector
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.frames import rule

CARD, FILES, HISTORY = range(3)
_BESIDE_PX = 32  # margins and the gap
_ICONS = {CARD: "book-open", FILES: "folder", HISTORY: "git-commit-horizontal"}


class TabRow(QWidget):
    """Tabs by number: CARD, FILES, HISTORY."""

    tab_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._has_icons = True
        self._icons_px = 0  # what the icons add to the tabs
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("detailsTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for _ in _ICONS:
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.revision = RevisionSelector(theme, self)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.revision)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(rule(self))
        theme.changed.connect(self._set_icons)
        self._set_icons()
        self.retranslate()

    def choose(self, tab: int) -> None:
        """Show this tab."""
        self.tabs.setCurrentIndex(tab)

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self.tabs.setAccessibleName(self.tr("Details"))
        for tab, text in ((CARD, self.tr("Card")), (FILES, self.tr("Files")), (HISTORY, self.tr("History"))):
            self.tabs.setTabText(tab, text)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow row has tabs without icons, before one of them goes out of sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self.tabs.sizeHint().width() + (0 if self._has_icons else self._icons_px)
        has_icons = wanted <= self.width() - self.revision.sizeHint().width() - _BESIDE_PX
        if has_icons == self._has_icons:
            return
        before = self.tabs.sizeHint().width()
        self._has_icons = has_icons
        self._set_icons()
        if not has_icons:
            self._icons_px = before - self.tabs.sizeHint().width()

    def _on_tab_changed(self, tab: int) -> None:
        self._set_icons()
        self.tab_chosen.emit(tab)

    def _set_icons(self) -> None:
        for tab, icon in _ICONS.items():
            token = "text" if tab == self.tabs.currentIndex() else "muted"
            self.tabs.setTabIcon(tab, self._theme.icon(icon, token, 16) if self._has_icons else QIcon())
