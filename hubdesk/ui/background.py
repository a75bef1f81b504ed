"""What the window does beside its panels: the tray, news of transfers that ended, and staying awake."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.core.awake import APP_ID, Awake
from hubdesk.core.bus import BusCall, SessionBus
from hubdesk.core.errors import HubDeskError
from hubdesk.core.settings import Settings
from hubdesk.transfers.model import ALLOWED, RUNNING, Change, State, TransferEvent
from hubdesk.ui.context import UiContext
from hubdesk.ui.format import speed_text
from hubdesk.ui.transfers.summary import summary_of
from hubdesk.ui.transfers.texts import ended_text
from hubdesk.ui.tray import Tray

_UPDATE_MS = 1000
_NEWS_MS = 1500  # what ends together is told together
_GUARD_MS = 2000


class Background(QObject):
    """Follows the queue. Without a tray there is no icon, and news come over the session bus."""

    quit_requested = Signal()

    def __init__(self, ctx: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._queue = ctx.services.queue
        self._awake = Awake("Transfers are under way")
        ctx.tasks.at_close(self._awake.release)
        self._ended: dict[int, TransferEvent] = {}
        self._states: dict[int, State] = {one.transfer_id: one.state for one in self._queue.transfers()}
        self._tray: Tray | None = None
        self._update = self._timer(_UPDATE_MS, self._on_update)
        self._news = self._timer(_NEWS_MS, self._tell_news)
        self._guard = self._timer(_GUARD_MS, self._look_for_tray, single=False)
        self._forget_queue = self._queue.subscribe(self._on_event)
        self._forget_settings = ctx.settings.subscribe(self._show_limit)
        self._look_for_tray()
        self._guard.start()

    @property
    def can_hide(self) -> bool:
        """Whether a hidden window could be brought back."""
        return self._tray is not None and Tray.available()

    def hide_window(self) -> None:
        """Go on in the tray alone."""
        if self.can_hide:
            self._window.hide()

    def show_window(self) -> None:
        """Bring the window back, to the front."""
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def stop(self) -> None:
        """The end: leave the tray, and let the computer sleep."""
        for timer in (self._update, self._news, self._guard):
            timer.stop()
        self._forget_queue()
        self._forget_settings()
        if self._tray is not None:
            self._tray.hide()
        self._ctx.tasks.latest("sleep", self._keep_awake(moving=False))

    def _timer(self, ms: int, slot: Callable[[], None], *, single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    def _look_for_tray(self) -> None:
        """A tray may come with the desktop's start and go with its end; no window stays hidden without one."""
        if self._tray is None and Tray.available():
            self._make_tray()
        elif self._tray is not None and not Tray.available() and not self._window.isVisible():
            self.show_window()

    def _make_tray(self) -> None:
        tray = self._tray = Tray(self._ctx.theme, self._window)
        tray.open_requested.connect(self.show_window)
        tray.quit_requested.connect(self.quit_requested)
        tray.pause_requested.connect(self._on_pause)
        tray.resume_requested.connect(self._on_resume)
        tray.limit_requested.connect(self._on_limit)
        self._show_limit(self._ctx.settings.current)
        self._on_update()
        tray.show()

    def _on_event(self, event: TransferEvent) -> None:
        transfer = event.transfer
        before = self._states.get(transfer.transfer_id)
        if event.change is Change.REMOVED:
            self._states.pop(transfer.transfer_id, None)
        else:
            self._states[transfer.transfer_id] = transfer.state
        is_news = before is not None and before is not transfer.state and event.change is Change.UPDATED
        if is_news and transfer.state in (State.DONE, State.FAILED):
            self._ended[transfer.transfer_id] = event
            if not self._news.isActive():
                self._news.start()
        if not self._update.isActive():
            self._update.start()

    def _on_update(self) -> None:
        moving = any(state in RUNNING for state in self._states.values())
        if moving != self._awake.held:
            self._ctx.tasks.latest("sleep", self._keep_awake(moving))
        if self._tray is not None:
            pausable = any(State.PAUSED in ALLOWED[state] or state in RUNNING for state in self._states.values())
            resumable = State.PAUSED in self._states.values()
            self._tray.show_summary(summary_of(self._queue.transfers()), pausable=pausable, resumable=resumable)

    def _tell_news(self) -> None:
        ended, self._ended = [event.transfer for event in self._ended.values()], {}
        if not ended or not self._ctx.settings.current.notify:
            return
        if self._window.isVisible() and self._window.isActiveWindow():
            return  # it can be seen there
        title, text = ended_text(ended)
        bad = any(transfer.state is State.FAILED for transfer in ended)
        if self._tray is not None and Tray.available():
            self._tray.notify(title, text, bad=bad)
        else:
            self._ctx.tasks.spawn(_notify(title, text), name="notification")

    def _show_limit(self, settings: Settings) -> None:
        if self._tray is not None:
            limit = settings.speed_limit_bps or settings.last_speed_limit_bps
            text = self.tr("Limit the speed to {speed}").format(speed=speed_text(limit))
            self._tray.show_limit(text, limited=settings.speed_limit_bps > 0)

    def _on_limit(self, limited: bool) -> None:
        settings = self._ctx.settings.current
        if limited:
            self._ctx.settings.change(speed_limit_bps=settings.last_speed_limit_bps)
        elif settings.speed_limit_bps:
            self._ctx.settings.change(speed_limit_bps=0, last_speed_limit_bps=settings.speed_limit_bps)

    def _on_pause(self) -> None:
        self._ctx.tasks.spawn(self._all(paused=True), name="tray.pause")

    def _on_resume(self) -> None:
        self._ctx.tasks.spawn(self._all(paused=False), name="tray.resume")

    async def _keep_awake(self, moving: bool) -> None:
        await (self._awake.hold() if moving else self._awake.release())

    async def _all(self, *, paused: bool) -> None:
        try:
            await (self._queue.pause_all() if paused else self._queue.resume_all())
        except HubDeskError as error:
            self._ctx.notices.error(error)


async def _notify(title: str, text: str) -> None:
    """Over the session bus, where there is no tray; where there is no bus either, nobody can be told."""
    name = "org.freedesktop.Notifications"
    hints = {"desktop-entry": ("s", APP_ID)}
    values: tuple[object, ...] = ("HubDesk", 0, APP_ID, title, text, [], hints, -1)
    try:
        bus = await SessionBus.connect()
    except OSError:
        return
    try:
        await bus.call(BusCall(name, f"/{name.replace('.', '/')}", name, "Notify", "susssasa{sv}i", values))
    except OSError:
        pass
    finally:
        await bus.close()
