"""The last net: what nobody caught becomes a redacted report on disk and a dialog, never a bare traceback."""

from __future__ import annotations

import asyncio
import logging
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, qVersion

from hubdesk import __version__
from hubdesk.core.errors import HubDeskError
from hubdesk.core.log import redact
from hubdesk.ui.late_parts import make_crash_dialog

if TYPE_CHECKING:
    from hubdesk.ui.main_window import MainWindow

log = logging.getLogger("hubdesk.crash")

_MAX_REPORTS = 20


class CrashReporter(QObject):
    """Installs itself everywhere an exception can end up. Errors that people can understand become notices."""

    _happened = Signal(object)  # BaseException; from any thread

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._window: MainWindow | None = None
        self._seen: set[str] = set()
        self._happened.connect(self._on_happened)

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take over the hooks of Python, its threads and the loop."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        loop.set_exception_handler(self._on_loop_exception)

    def attach(self, window: MainWindow) -> None:
        """Show notices and dialogs over this window."""
        self._window = window

    def task_failed(self, name: str, error: Exception) -> None:
        """A background task raised: `TaskRunner`'s error handler."""
        log.info("task %s: %s", name, redact(str(error)))
        self._happened.emit(error)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._happened.emit(error.with_traceback(trace))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._happened.emit(args.exc_value)

    def _on_loop_exception(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self._happened.emit(error)
        else:
            log.warning("loop: %s", redact(str(context.get("message", ""))))

    def _on_happened(self, error: BaseException) -> None:
        if isinstance(error, HubDeskError):
            log.warning("%s", redact(str(error)))
            if self._window is not None:
                self._window.show_error(error)
            return
        text = report_text(error)
        log.error("%s", text)
        print(text, file=sys.stderr)
        key = _place_of(error)
        if key in self._seen:  # the same one again, perhaps at each repaint
            return
        self._seen.add(key)
        path = self._write(text)
        if self._window is not None:
            make_crash_dialog(text, path, self._window.theme, self._window).open()

    def _write(self, text: str) -> Path | None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        path = self._folder / f"crash-{stamp}.txt"
        try:
            for old in sorted(self._folder.glob("crash-*.txt"))[: -_MAX_REPORTS + 1 or None]:
                old.unlink()
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            log.warning("the crash report was not written: %s", error)
            return None
        return path


def report_text(error: BaseException) -> str:
    """What goes into a report: versions and the traceback, without anything that looks like a token."""
    lines = [
        f"HubDesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
        *(part.rstrip() for part in traceback.format_exception(error)),
    ]
    return redact("\n".join(lines))


def _place_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {last.filename}:{last.lineno}" if last else type(error).__name__
