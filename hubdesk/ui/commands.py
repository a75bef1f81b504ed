"""Every action of the window, under one id, for menus, shortcuts and the command palette."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from hubdesk.ui.theme import Theme

_RECENT_LIMIT = 12
Slot = Callable[[], None]


class _Targets:
    """Who carries out a command: several documents may offer the same one, and the visible one is meant."""

    def __init__(self) -> None:
        self._slots: list[weakref.WeakMethod[Slot] | Slot] = []

    def add(self, slot: Slot) -> None:
        """Keep methods of widgets weakly, so that a command does not keep a closed document alive."""
        owner = getattr(slot, "__self__", None)
        self._slots.append(weakref.WeakMethod(slot) if isinstance(owner, QObject) else slot)

    def chosen(self) -> Slot | None:
        """The newest target that is visible, else the newest that is alive."""
        alive = self._alive()
        for slot in reversed(alive):
            owner = getattr(slot, "__self__", None)
            if isinstance(owner, QWidget) and owner.isVisible():
                return slot
        return alive[-1] if alive else None

    def _alive(self) -> list[Slot]:
        alive: list[Slot] = []
        for kept in tuple(self._slots):
            slot = kept() if isinstance(kept, weakref.WeakMethod) else kept
            owner = getattr(slot, "__self__", None)
            if slot is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
                self._slots.remove(kept)
            else:
                alive.append(slot)
        return alive


class Commands(QObject):
    """Makes and keeps the actions. `changed` tells that one came."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self._texts: dict[str, Callable[[], str]] = {}
        self._targets: dict[str, _Targets] = {}
        self._recent: list[str] = []
        self._window: QWidget | None = None

    def attach(self, window: QWidget) -> None:
        """Make the shortcuts work in this window, for the actions there are and those to come."""
        self._window = window
        window.addActions(self.all())

    def add(
        self,
        command_id: str,
        text: Callable[[], str],
        slot: Slot,
        *,
        shortcut: str = "",
        icon: str = "",
    ) -> QAction:
        """An action for this id. Added again, by another document, the visible one carries it out."""
        action = self._actions.get(command_id)
        if action is None:
            action = QAction(self)
            action.setObjectName(command_id)
            action.triggered.connect(self._on_triggered)
            self._actions[command_id] = action
            self._targets[command_id] = _Targets()
            if self._window is not None:
                self._window.addAction(action)
        self._texts[command_id] = text
        self._targets[command_id].add(slot)
        if shortcut:
            action.setShortcuts([QKeySequence(part.strip()) for part in shortcut.split("|")])
        action.setProperty("iconName", icon)
        action.setText(text())
        self.changed.emit()
        return action

    def all(self) -> list[QAction]:
        """Every action that someone can still carry out, in the order they came."""
        return [action for key, action in self._actions.items() if self._targets[key].chosen() is not None]

    def find(self, command_id: str) -> QAction | None:
        """The action of this id."""
        return self._actions.get(command_id)

    def recent(self) -> list[str]:
        """Ids of the commands used last, the latest first."""
        return list(self._recent)

    def set_recent(self, ids: list[str]) -> None:
        """Take up what an earlier run remembered."""
        self._recent = ids[:_RECENT_LIMIT]

    def retranslate(self) -> None:
        """Every text again, in the language of now."""
        for key, action in self._actions.items():
            if self._targets[key].chosen() is not None:
                action.setText(self._texts[key]())

    def _on_triggered(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        key = action.objectName()
        if key in self._recent:
            self._recent.remove(key)
        self._recent.insert(0, key)
        del self._recent[_RECENT_LIMIT:]
        slot = self._targets[key].chosen()
        if slot is not None:
            slot()

    def show_icons(self) -> None:
        """Give every action its icon: when a menu opens, not at the start."""
        for action in self._actions.values():
            name = str(action.property("iconName") or "")
            if name:
                action.setIcon(self._theme.icon(name, "muted", 16))
