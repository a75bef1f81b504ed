"""Adds the window to the services and runs both on one loop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import PySide6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from hubdesk.claim import Claim, claim
from hubdesk.core.errors import ErrorKind, HubDeskError, InputError
from hubdesk.core.log import set_up_logging
from hubdesk.core.paths import Paths, default_data_dir
from hubdesk.core.settings import SettingsStore
from hubdesk.core.tasks import TaskRunner
from hubdesk.hub.address import parse_address
from hubdesk.loop import HubLoop
from hubdesk.options import Options, parse_options
from hubdesk.services import Services, build_services
from hubdesk.transfers.owner import Owner
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.crash import CrashReporter
from hubdesk.ui.garbage import GarbageCollector
from hubdesk.ui.main_window import MainWindow
from hubdesk.ui.messages import message_for
from hubdesk.ui.notices import Notices
from hubdesk.ui.qt_log import take_over_qt_messages
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.texts import journal_lost_text
from hubdesk.ui.translate import Translator
from hubdesk.ui.waiting import WaitingDialog

EXIT_NO_DISPLAY = 3
OWNER_POLL_S = 0.5


def main(argv: Sequence[str]) -> int:
    """Run the window, the tour or the self-check; the answer is the exit code."""
    options = parse_options(argv)
    if problem := _cannot_run(options):
        print(problem, file=sys.stderr)
        return EXIT_NO_DISPLAY
    app = QApplication(["hubdesk"])
    app.setApplicationName("HubDesk")
    app.setDesktopFileName("org.hubdesk.HubDesk")
    app.setQuitOnLastWindowClosed(False)
    with HubLoop(app) as loop, contextlib.ExitStack() as stack:
        asyncio.set_event_loop(loop)
        paths = Paths(_data_dir(options, stack))
        code: int = loop.run_until_complete(_run(app, options, paths))
    return code


async def _run(app: QApplication, options: Options, paths: Paths) -> int:
    return await _Run(app, options, paths).run()


def _cannot_run(options: Options) -> str:
    """Why there can be no window here, or an empty text."""
    if PySide6.__version_info__[:2] >= (6, 12) and sys.version_info < (3, 12):
        return "PySide6 6.12 crashes on Python 3.11 and older. Install PySide6-Essentials 6.11."
    headless = sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not headless or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if options.tour or options.self_check:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return ""
    return "There is no display here. `hubdesk --tour DIR` works without one, and so does `hubdesk download`."


def _data_dir(options: Options, stack: contextlib.ExitStack) -> Path:
    """The data dir asked for; tours and checks get one that goes away, the practice Hub one beside the real one."""
    if options.data_dir is not None:
        return options.data_dir.expanduser().absolute()
    if options.tour is not None or options.self_check:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hubdesk-", ignore_cleanup_errors=True)))
    return default_data_dir() / "practice" if options.demo else default_data_dir()


def build_context(
    app: QApplication, services: Services, tasks: TaskRunner, *, language: str = "", theme: str = ""
) -> UiContext:
    """What the panels of a window over these services share; `language` and `theme` hold for this run only."""
    look = Theme(app, theme or services.settings.current.theme)
    Translator(app, services.settings, language=language)
    return UiContext(
        theme=look,
        tasks=tasks,
        settings=services.settings,
        notices=Notices(app),
        commands=Commands(look, app),
        services=services,
    )


class _FirstPaint(QObject):
    """Notes when the window was painted for the first time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.painted = asyncio.Event()
        self.at = 0.0  # time.monotonic() of it
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through; the loop's next turn comes after the paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self.at = time.monotonic()
        self.painted.set()


class _Run:
    """One run of the window, from the first paint to the last task."""

    def __init__(self, app: QApplication, options: Options, paths: Paths) -> None:
        self._app = app
        self._options = options
        self._paths = paths
        self._painted_at = 0.0
        self._end: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def run(self) -> int:
        """Open the window, wait until it is closed, and shut down in order."""
        owner = Owner(self._paths)
        try:
            if not await self._own(owner):
                return 0
            if self._options.tour is not None:
                self._options.tour.mkdir(parents=True, exist_ok=True)
            services = build_services(self._paths, endpoint=self._options.endpoint, demo=self._options.demo)
        except InputError as error:
            print(f"hubdesk: the endpoint {error.subject} cannot be used: {error.detail}", file=sys.stderr)
            return 1
        except HubDeskError as error:
            message = message_for(error)
            print(f"hubdesk: {message.title}. {message.text} ({error.detail})", file=sys.stderr)
            return 1
        except OSError as error:
            print(f"hubdesk: {error}", file=sys.stderr)
            return 1
        set_up_logging(self._paths.logs)
        take_over_qt_messages()
        crash = CrashReporter(self._paths.logs)
        crash.install(asyncio.get_running_loop())
        tasks = TaskRunner(crash.task_failed)
        context = build_context(self._app, services, tasks, language=self._options.language, theme=self._options.theme)
        window = self._build_window(context)
        crash.attach(window)
        window.closing.connect(self._on_closing)
        self._catch_signals(window)
        first_paint = _FirstPaint(window)
        window.show()
        await first_paint.painted.wait()
        self._painted_at = first_paint.at
        GarbageCollector(window)
        tasks.spawn(self._work(window, context, owner), name="start")
        code = await self._end
        window.hide()
        await tasks.close()
        await owner.close()
        await services.close()
        window.deleteLater()
        return code

    async def _own(self, owner: Owner) -> bool:
        """Own the data dir; False when another window took over, or nobody wants to wait for a headless command.

        Raises:
            HubDeskError: the owner does not answer.
        """
        outcome = await claim(owner, self._paths, self._options.address)
        if outcome is not Claim.NO_WINDOW:
            return outcome is Claim.OURS
        settings = SettingsStore(self._paths.settings)
        theme = Theme(self._app, self._options.theme or settings.current.theme)
        Translator(self._app, settings, language=self._options.language)
        dialog = WaitingDialog(theme)
        dialog.open()
        while dialog.isVisible() and not owner.acquire():
            await asyncio.sleep(OWNER_POLL_S)
        wanted = dialog.isVisible()
        dialog.deleteLater()
        return wanted

    def _build_window(self, context: UiContext) -> MainWindow:
        """Style the window once it stands: Qt would else style each part again with every place it is put into."""
        style_sheet = self._app.styleSheet()
        self._app.setStyleSheet("")
        window = MainWindow(context)
        self._app.setStyleSheet(style_sheet)
        return window

    async def _work(self, window: MainWindow, context: UiContext, owner: Owner) -> None:
        """Start the services and do what was asked: show an address, walk the tour, or check."""
        if self._options.self_check:
            from hubdesk.ui.selfcheck import SelfCheck, resident_mb, seconds_since_start  # only when asked for

            painted_ms, rss_mb = seconds_since_start(until=self._painted_at) * 1000, resident_mb()
            check = SelfCheck(self._paths, context.theme)
            self._finish(await check.run(ms_to_first_paint=painted_ms, rss_mb=rss_mb))
            return
        try:
            await context.services.start()
        except HubDeskError as error:
            window.show_error(error)
            if self._options.tour is not None:  # nobody is there to read it
                print(f"hubdesk: {error}", file=sys.stderr)
                self._finish(1)
            return
        window.start()
        from hubdesk.transfers.errand import Errands, RequestDesk  # with its uploads 5 ms that no window waits for

        services = context.services
        if place := services.queue.journal_set_aside:
            context.notices.warning(journal_lost_text(place))
        show = partial(self._show_address, window, services.connection.endpoint)
        errands = Errands(services.planner, services.queue, services.upload_planner)
        await owner.serve(RequestDesk(services.connection, errands, show).handle)
        if self._options.address:
            show(self._options.address)
        if self._options.tour is not None:
            from hubdesk.ui.tour import tour_for  # only when asked for

            code = 1
            try:
                code = await tour_for(window, context, self._options.tour).run()
            finally:
                self._finish(code)

    def _show_address(self, window: MainWindow, endpoint: str, text: str) -> None:
        """Come to the front and show what an address names; a link does nothing more than that."""
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
        if not text:
            return
        try:
            address = parse_address(text, endpoint=endpoint)
            if address is None:
                raise InputError(ErrorKind.BAD_URL, subject=text[:200])
        except InputError as error:
            window.show_error(error)
            return
        window.open_address(address)

    def _catch_signals(self, window: MainWindow) -> None:
        """Ctrl+C and a polite kill close the window; its transfers go on next time."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, window.leave)

    def _on_closing(self) -> None:
        self._finish(0)

    def _finish(self, code: int) -> None:
        if not self._end.done():
            self._end.set_result(code)
