"""The rail at the left: activities above, settings and the menu below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolBar, QVBoxLayout, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import IconToolButton, rail_button


class Rail(QToolBar):
    """Activities are checkable and exclusive; `chosen` carries the id of the one a person picked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._menu = menu
        self.setObjectName("rail")
        self.setMovable(False)
        self.setFloatable(False)
        self.setOrientation(Qt.Orientation.Vertical)
        self.toggleViewAction().setVisible(False)
        self._group = QButtonGroup(self)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 8, 6, 4)
        column.setSpacing(4)
        self._discover = self._activity(theme, "compass", "activityDiscover", "discover")
        self._settings = self._activity(theme, "settings", "activitySettings", "settings")
        self._more = rail_button(theme, "ellipsis", body)
        self._more.setObjectName("moreButton")
        self._more.clicked.connect(self._on_more)
        column.addWidget(self._discover)
        column.addStretch(1)
        column.addWidget(self._settings)
        column.addWidget(self._more)
        self.addWidget(body)
        self._discover.setChecked(True)
        self.retranslate()

    def _activity(self, theme: Theme, icon: str, name: str, value: str) -> IconToolButton:
        button = rail_button(theme, icon, self)
        button.setObjectName(name)
        button.setCheckable(True)
        button.clicked.connect(partial(self.chosen.emit, value))
        self._group.addButton(button)
        return button

    def set_current(self, activity: str) -> None:
        """Mark the activity that is in front, without a signal."""
        (self._settings if activity == "settings" else self._discover).setChecked(True)

    def retranslate(self) -> None:
        """The names."""
        title = self.tr("Activities")
        self.setWindowTitle(title)
        self.setAccessibleName(title)  # its title alone does not tell a screen reader that it changed
        for button, text in (
            (self._discover, self.tr("Discover")),
            (self._settings, self.tr("Settings")),
            (self._more, self.tr("Menu")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_more(self) -> None:
        size = self._menu.sizeHint()
        corner = self._more.mapToGlobal(QPoint(self._more.width() + 4, self._more.height() - size.height()))
        self._menu.popup(corner)
