"""Short notices that the window shows in its bar: errors, warnings, news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from hubdesk.core.errors import HubDeskError
from hubdesk.core.log import redact
from hubdesk.ui.messages import message_for

Action = Callable[[], None]


@dataclass(frozen=True)
class Notice:
    """One notice: what happened, and the one thing that can be done about it."""

    tone: str  # info, good, warn, bad
    text: str
    icon: str
    action_text: str = ""
    action: Action | None = None
    details: str = ""  # technical, redacted, may be copied
    passing: bool = False  # goes away by itself


class Notices(QObject):
    """Where every part of the window posts its notices."""

    posted = Signal(object)  # Notice

    def error(self, error: HubDeskError, *, action_text: str = "", action: Action | None = None) -> None:
        """Say what went wrong; the action's label defaults to the one that fits the error."""
        message = message_for(error)
        self.posted.emit(
            Notice(
                tone=message.tone,
                text=f"{message.title}. {message.text}",
                icon=message.icon,
                action_text=(action_text or message.action) if action is not None else "",
                action=action,
                details=redact(str(error)),
            )
        )

    def info(self, text: str, *, action_text: str = "", action: Action | None = None, icon: str = "info") -> None:
        """Tell some news; it goes away by itself."""
        self.posted.emit(Notice("info", text, icon, action_text, action, passing=True))

    def good(self, text: str, *, action_text: str = "", action: Action | None = None) -> None:
        """Tell that something worked; it goes away by itself."""
        self.posted.emit(Notice("good", text, "circle-check", action_text, action, passing=True))

    def warning(self, text: str, *, action_text: str = "", action: Action | None = None) -> None:
        """Tell something to look at; it stays until it is closed."""
        self.posted.emit(Notice("warn", text, "triangle-alert", action_text, action))
