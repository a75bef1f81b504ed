"""The asyncio loop that runs on Qt's: qasync with four of its defects repaired."""

from __future__ import annotations

import asyncio
import contextvars
import math
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import qasync
from PySide6.QtCore import Qt

_PRECISE = Qt.TimerType.PreciseTimer


class _KillableHandle(asyncio.TimerHandle):
    """A timer handle that stops its Qt timer the moment it is cancelled."""

    __slots__ = ("kill",)
    kill: Callable[[], None] | None

    def cancel(self) -> None:
        """Cancel and stop the timer."""
        super().cancel()
        kill, self.kill = getattr(self, "kill", None), None
        if kill is not None:
            kill()

    def _run(self) -> None:
        self.kill = None  # qasync forgets the timer itself once it has fired
        super()._run()  # asyncio's own loop calls it too


class _Threads(ThreadPoolExecutor):
    """Threads that closing the loop does not wait for.

    WORKAROUND https://github.com/CabbageDevelopment/qasync: its own executor waits in QThread.wait, which keeps the
    interpreter to itself, so a thread that runs Python then never ends.
    """

    def shutdown(self, wait: bool = False, *, cancel_futures: bool = True) -> None:
        """Drop what has not begun; what runs ends by itself."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)


class HubLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop whose cancelled timers die at once, whose delays are precise, and which threads may outlive.

    WORKAROUND https://github.com/CabbageDevelopment/qasync: a cancelled timer stays alive until it expires, coarse
    timers fire up to 5 % early, and a thread that reports to a closed loop crashes the program where it ends.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as qasync's
        self._reporting = threading.RLock()
        self._hears_threads = True
        super().__init__(*args, **kwargs)
        self.set_default_executor(_Threads(max_workers=4, thread_name_prefix="asyncio"))

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: object, context: contextvars.Context | None = None
    ) -> None:
        """Call it on the loop's thread.

        Raises:
            RuntimeError: the loop is closed.
        """
        with self._reporting:
            if not self._hears_threads:
                raise RuntimeError("Event loop is closed")
            super().call_soon_threadsafe(callback, *args, context=context)

    def close(self) -> None:
        """Close it; its executor's threads may report until they have ended."""
        super().close()
        with self._reporting:
            self._hears_threads = False

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        if delay <= 0:
            added: asyncio.Handle = self._timer.add_callback(handle, 0)
            return added
        timer: Any = self._timer
        callbacks: dict[int, asyncio.Handle] = timer._SimpleTimer__callbacks  # noqa: SLF001
        killable = _KillableHandle(
            self.time() + delay,
            handle._callback,  # type: ignore[attr-defined]  # noqa: SLF001
            handle._args,  # noqa: SLF001
            self,
            handle._context,  # type: ignore[attr-defined]  # noqa: SLF001
        )
        timer_id: int = timer.startTimer(math.ceil(delay * 1000), _PRECISE)
        callbacks[timer_id] = killable

        def kill() -> None:
            if callbacks.pop(timer_id, None) is not None:
                timer.killTimer(timer_id)

        killable.kill = kill
        return killable

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """The handle has stopped its own timer."""
