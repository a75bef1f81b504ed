"""Buttons of the few kinds there are; each icon follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from hubdesk.ui.theme import Theme

_GAP_PX = 4  # beside the 4 px that Qt leaves


class _IconKeeper:
    """Sets a button's icon now and at each change of the theme."""

    _theme: Theme
    _icon_name: str = ""
    _icon_token: str = "text"
    _icon_on: str = ""
    _icon_px: int = 16
    _icon_gap: int = 0

    def set_icon(self, name: str, token: str = "", *, on: str = "") -> None:
        """Show another icon; `token` and `on` stay as they were if not given."""
        self._icon_name = name
        self._icon_token = token or self._icon_token
        self._icon_on = on or self._icon_on
        self._show_icon()

    def _show_icon(self) -> None:
        if self._icon_name and isinstance(self, QAbstractButton):
            size, gap = self._icon_px, self._icon_gap
            self.setIcon(self._theme.icon(self._icon_name, self._icon_token, size, on=self._icon_on, gap=gap))
            self.setIconSize(QSize(size + gap, size))

    def _keep_icon(self, theme: Theme, name: str, token: str, size: int, on: str = "") -> None:
        self._theme, self._icon_name, self._icon_token, self._icon_px = theme, name, token, size
        self._icon_on = on
        self._show_icon()
        theme.changed.connect(self._show_icon)


class IconPushButton(QPushButton, _IconKeeper):
    """A push button whose icon follows the theme."""

    def __init__(self, theme: Theme, kind: str, icon: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._icon_gap = _GAP_PX
        self._keep_icon(theme, icon, token, 16)

    def set_icon(self, name: str, token: str = "", *, on: str = "") -> None:
        """Show another icon."""
        _IconKeeper.set_icon(self, name, token, on=on)


class IconToolButton(QToolButton, _IconKeeper):
    """A tool button whose icon follows the theme."""

    def __init__(
        self, theme: Theme, kind: str, icon: str, token: str, size: int, parent: QWidget | None = None, *, on: str = ""
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keep_icon(theme, icon, token, size, on)


def flat_button(theme: Theme, icon: str, parent: QWidget | None = None, *, small: bool = False) -> IconToolButton:
    """An icon alone, without a frame; give it a tooltip and an accessible name."""
    button = IconToolButton(theme, "flat", icon, "muted", 16 if small else 18, parent)
    button.setProperty("small", small)
    return button


def rail_button(theme: Theme, icon: str, parent: QWidget | None = None) -> IconToolButton:
    """A button of the rail: 40 px square, accent while checked."""
    return IconToolButton(theme, "rail", icon, "muted", 20, parent, on="accent")


def primary_button(theme: Theme, icon: str = "", parent: QWidget | None = None) -> IconPushButton:
    """The one main button of a view."""
    return IconPushButton(theme, "primary", icon, "on_accent", parent)


def plain_button(theme: Theme, icon: str = "", parent: QWidget | None = None, *, small: bool = False) -> IconPushButton:
    """A framed button."""
    button = IconPushButton(theme, "plain", icon, "text", parent)
    button.setProperty("small", small)
    return button


def link_button(theme: Theme, icon: str = "", parent: QWidget | None = None) -> IconPushButton:
    """A button that looks like a link."""
    button = IconPushButton(theme, "link", icon, "accent", parent)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
