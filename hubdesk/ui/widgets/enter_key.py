"""Enter presses the focused button on every platform; Qt leaves that to the platform, and most only know Space."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

_ENTER = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


class EnterKey(QObject):
    """Watches only the button that has the focus, so that no other event passes through Python."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QAbstractButton):
            old.removeEventFilter(self)
        if isinstance(new, QAbstractButton):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand Enter on as Space: a dialog's own Enter would press its main button instead of this one."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in _ENTER or event.modifiers() not in _PLAIN or _is_choice_in_dialog(watched):
            return False
        if not event.isAutoRepeat():
            plain = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(watched, QKeyEvent(event.type(), Qt.Key.Key_Space.value, plain))
        return True


def _is_choice_in_dialog(button: QObject) -> bool:
    """Space makes a choice in a dialog; Enter agrees to all of them by its main button."""
    return isinstance(button, QAbstractButton) and button.isCheckable() and isinstance(button.window(), QDialog)
