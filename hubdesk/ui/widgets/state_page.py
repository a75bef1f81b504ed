"""The page a panel shows instead of content: empty, loading, an error, or a pause that ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDeadlineTimer, QEvent, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.log import redact
from hubdesk.ui.format import clock_text
from hubdesk.ui.messages import message_for
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import IconPushButton, plain_button, primary_button
from hubdesk.ui.widgets.state_loading import StateLoading
from hubdesk.ui.widgets.state_message import StateMessage

Slot = Callable[[], None]
_TICK_MS = 250
_DEFAULT_PAUSE_S = 60.0
_OFFLINE_PAUSE_S = 20.0


class StatePage(QStackedWidget):
    """One per panel. Each `show_…` replaces what was shown; `clear` stops clocks when content is there again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._message = StateMessage(theme, self)
        self._loading = StateLoading(theme, self)
        self.addWidget(self._message)
        self.addWidget(self._loading)
        self._deadline = QDeadlineTimer()
        self._pause_s = 0.0
        self._resume: Slot | None = None
        self._countdown_text: Callable[[str], None] | None = None
        self._again: Slot | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)

    def show_empty(self, icon: str, title: str, text: str, *buttons: QAbstractButton, tone: str = "accent") -> None:
        """Nothing to show, and what can be done about it. The page takes the buttons over."""
        self.clear()
        self._message.show_message(icon, tone, title, text, buttons)
        self.setCurrentWidget(self._message)

    def show_loading(self, stop: Slot | None = None) -> None:
        """Skeleton rows after 150 ms, time and Stop after a second."""
        self.clear()
        self._loading.begin(stop)
        self.setCurrentWidget(self._loading)

    def show_error(self, error: HubDeskError, retry: Slot | None, *, action: Slot | None = None) -> None:
        """What happened, what is safe, one action.

        `action` carries out what the message proposes where that is not trying again (open the page, sign in).
        Offline and rate-limited pages try again by themselves.
        """
        if error.kind is ErrorKind.RATE_LIMITED and retry is not None:
            self.show_rate_limited(error.retry_after or _DEFAULT_PAUSE_S, retry)
            return
        self.clear()
        self._render_error(error, retry, action)
        self._again = partial(self._render_error, error, retry, action)
        if error.kind is ErrorKind.OFFLINE and retry is not None:
            self._count_down(_OFFLINE_PAUSE_S, retry, self._say_looks_again)

    def show_rate_limited(self, seconds: float, resume: Slot) -> None:
        """A pause, not a failure: counts down and resumes by itself."""
        self.clear()
        self._render_pause(resume)
        self._again = partial(self._render_pause, resume)
        self._count_down(seconds, resume, self._say_goes_on)

    def clear(self) -> None:
        """Forget what is shown, and what it would have done later."""
        self._tick.stop()
        self._loading.end()
        self._resume = self._countdown_text = self._again = None

    def seconds_left(self) -> float:
        """Of the countdown; 0 without one."""
        return max(0.0, self._deadline.remainingTime() / 1000) if self._resume is not None else 0.0

    def title(self) -> str:
        """The title shown, empty while loading."""
        return self._message.title() if self.currentWidget() is self._message else ""

    def text(self) -> str:
        """The sentence shown."""
        return self._message.text()

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the other language; empty pages are said again by their panel."""
        if event.type() == QEvent.Type.LanguageChange and self._again is not None:
            self._again()
            self._on_tick()
        super().changeEvent(event)

    def _render_error(self, error: HubDeskError, retry: Slot | None, action: Slot | None) -> None:
        message = message_for(error)
        buttons: list[QAbstractButton] = []
        if action is not None:
            buttons.append(self._button(message.action, "arrow-right", action, main=True))
        if retry is not None:
            text = message.action if action is None and error.retryable else self.tr("Try again")
            buttons.append(self._button(text, "rotate-cw", partial(self._retry, retry), main=action is None))
        details = _technical(error)
        if details and (message.tone == "bad" or _code(error)):
            copy = partial(QGuiApplication.clipboard().setText, f"{message.title}\n{details}")
            buttons.append(self._button(self.tr("Copy details"), "copy", copy, main=False))
        self._message.show_message(
            message.icon, message.tone, message.title, message.text, buttons, details=_code(error)
        )
        self.setCurrentWidget(self._message)

    def _render_pause(self, resume: Slot) -> None:
        message = message_for(HubDeskError(ErrorKind.RATE_LIMITED))
        buttons = (
            self._button(self.tr("Try now"), "rotate-cw", partial(self._retry, resume), main=False),
            self._button(self.tr("Stop waiting"), "x", self._on_stop_waiting, main=False),
        )
        self._message.show_message(message.icon, message.tone, message.title, message.text, buttons)
        self.setCurrentWidget(self._message)

    def _button(self, text: str, icon: str, slot: Slot, *, main: bool) -> IconPushButton:
        button = primary_button(self._theme, icon, self) if main else plain_button(self._theme, icon, self)
        button.setText(text)
        button.setAccessibleName(text)
        button.setObjectName("stateAction" if main else "stateSecondary")
        button.clicked.connect(_without_checked(slot))
        return button

    def _retry(self, retry: Slot) -> None:
        self.clear()
        retry()

    def _count_down(self, seconds: float, resume: Slot, say: Callable[[str], None]) -> None:
        self._pause_s = max(1.0, seconds)
        self._deadline = QDeadlineTimer(int(self._pause_s * 1000))
        self._resume, self._countdown_text = resume, say
        self._tick.start()
        self._on_tick()

    def _on_tick(self) -> None:
        if self._resume is None or self._countdown_text is None:
            return
        left = self.seconds_left()
        self._message.set_fraction(1 - left / self._pause_s)
        self._countdown_text(clock_text(left))
        if left <= 0:
            self._retry(self._resume)

    def _say_goes_on(self, clock: str) -> None:
        text = self.tr("HubDesk goes on by itself in {time}. Transfers that are under way are not affected.")
        self._message.set_text(text.format(time=clock))

    def _say_looks_again(self, clock: str) -> None:
        self._message.set_footnote(self.tr("Looks again in {time}").format(time=clock))

    def _on_stop_waiting(self) -> None:
        resume = self._resume
        self.clear()
        if resume is not None:
            self._render_stopped(resume)
            self._again = partial(self._render_stopped, resume)

    def _render_stopped(self, resume: Slot) -> None:
        message = message_for(HubDeskError(ErrorKind.RATE_LIMITED))
        button = self._button(self.tr("Try again"), "rotate-cw", partial(self._retry, resume), main=True)
        text = self.tr("HubDesk does not try again by itself.")
        self._message.show_message(message.icon, message.tone, message.title, text, (button,))


def _without_checked(slot: Slot) -> Callable[[bool], None]:
    """`clicked` carries a bool that the slot does not want."""

    def call(_checked: bool) -> None:
        slot()

    return call


def _code(error: HubDeskError) -> str:
    """What the server said, short enough for a box; empty for what a person typed."""
    if error.status is None and not error.request_id:
        return ""
    said = redact(error.detail)[:200]
    status = "" if error.status is None else str(error.status)
    lines = [said if said.startswith(status) else f"{status} {said}".strip()]
    if error.request_id:
        lines.append(f"request id {error.request_id}")
    return "\n".join(lines)


def _technical(error: HubDeskError) -> str:
    """Everything technical, for a bug report; empty where there is nothing."""
    if not (error.detail or error.status or error.request_id):
        return ""
    return redact("\n".join(part for part in (str(error), _code(error)) if part))
