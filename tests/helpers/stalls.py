"""Finds out how long the window's thread was busy, and with what."""

from __future__ import annotations

import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
ROOT = Path(__file__).resolve().parents[2]
HUBDESK, TESTS = f"  {ROOT / 'hubdesk'}{os.sep}", f"  {ROOT / 'tests'}{os.sep}"


@dataclass(frozen=True, slots=True)
class Stall:
    """One time the thread did not answer: how long in ms, and its stack while it was busy, the innermost call first."""

    ms: float
    stack: str

    @property
    def of_the_test(self) -> bool:
        """Whether the test was at work itself and not something of the window that it called."""
        for line in self.stack.splitlines():
            if HUBDESK in line:
                return False
            if TESTS in line:
                return True
        return False


class StallWatch(QObject):
    """A heartbeat on the window's thread, and a thread that looks at the stack when it stays away.

    Time that the thread was ready to run but another process had the processor does not count, where the system tells.
    Use it as a context manager around what is watched; `stalls` holds what took longer than `report_ms`.
    """

    def __init__(self, report_ms: float = 50.0) -> None:
        super().__init__()
        self.stalls: list[Stall] = []
        self._report_s = report_ms / 1000
        self._thread_id = threading.get_ident()
        self._last = time.perf_counter()
        self._waited_s = _waited_for_processor_s()
        self._stack = ""
        self._done = threading.Event()
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._watcher = threading.Thread(target=self._watch, name="stall-watch", daemon=True)

    @property
    def longest(self) -> Stall:
        """The longest stall that is not the test's own work; 0 ms when there was none to report."""
        stalls = (stall for stall in self.stalls if not stall.of_the_test)
        return max(stalls, key=lambda stall: stall.ms, default=Stall(0.0, ""))

    def __enter__(self) -> StallWatch:
        self._last = time.perf_counter()
        self._waited_s = _waited_for_processor_s()
        self._beat.start()
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beat.stop()
        self._done.set()
        self._watcher.join()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        waited_s = _waited_for_processor_s()
        late = now - self._last - BEAT_MS / 1000 - (waited_s - self._waited_s)
        self._waited_s = waited_s
        if late > self._report_s:
            self.stalls.append(Stall(late * 1000, self._stack))
        self._last, self._stack = now, ""

    def _watch(self) -> None:
        while not self._done.wait(0.01):
            if not self._stack and time.perf_counter() - self._last > self._report_s:
                self._stack = _stack_of(self._thread_id)


def _waited_for_processor_s() -> float:
    """How long the calling thread has been ready to run without running, in s; 0 where the system does not tell."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _stack_of(thread_id: int) -> str:
    """Where a thread is. Frames are let go at once: one that is held keeps its painters alive after their paint."""
    frame = sys._current_frames().get(thread_id)
    places = []
    while frame is not None:
        places.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return "\n".join(f"  {path}:{line} {name}" for path, line, name in places[:25]) or "no stack"
