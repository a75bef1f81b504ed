"""The connections of a file while they are at work: whoever stops the file cuts them, and so does the watchdog."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SILENT_S = 20.0  # no connection gives a byte: this one is given up after so long
LEFT_BEHIND_S = 8.0  # others do: then much sooner
OTHERS_S = 2.0  # a byte within so long means that others move
LOOK_EVERY_S = 0.5


class Line:
    """One connection at work. It is watched only while it waits for the server, not for the disk or a speed limit."""

    def __init__(self, cut: Callable[[], None]) -> None:
        self.cut = cut
        self.waits_since: float | None = time.monotonic()
        self.is_stalled = False

    def waits(self) -> None:
        """It waits for the server from now on."""
        self.waits_since = time.monotonic()

    def goes_on(self) -> None:
        """Something came."""
        self.waits_since = None


class Watchdog:
    """Cuts connections that give no byte, so that their pieces are asked for again."""

    def __init__(self, silent_s: float = SILENT_S, left_behind_s: float = LEFT_BEHIND_S) -> None:
        self.silent_s = silent_s
        self._left_behind_s = left_behind_s
        self._lines: set[Line] = set()
        self._lock = threading.Lock()
        self._moved_at = 0.0
        self._thread: threading.Thread | None = None

    def add(self, line: Line) -> None:
        """Watch it."""
        with self._lock:
            self._lines.add(line)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look_for_ever, name="watchdog", daemon=True)
                self._thread.start()

    def remove(self, line: Line) -> None:
        """Watch it no more."""
        with self._lock:
            self._lines.discard(line)

    def moved(self) -> None:
        """Some connection gave a byte."""
        self._moved_at = time.monotonic()

    def _look_for_ever(self) -> None:
        while True:
            time.sleep(LOOK_EVERY_S)
            self.look(time.monotonic())

    def look(self, now: float) -> None:
        """Cut what has been silent for too long."""
        patience = self._left_behind_s if now - self._moved_at < OTHERS_S else self.silent_s
        with self._lock:
            lines = tuple(self._lines)
        for line in lines:
            since = line.waits_since
            if since is not None and now - since > patience and not line.is_stalled:
                line.is_stalled = True
                line.cut()


class Lines:
    """The connections of one file, so that another thread can cut them all."""

    def __init__(self, watchdog: Watchdog | None = None) -> None:
        self._watchdog = watchdog
        self._lock = threading.Lock()
        self._lines: set[Line] = set()
        self.is_cut = False

    @contextmanager
    def watch(self, cut: Callable[[], None]) -> Iterator[Line]:
        """A line that `cut` breaks, for as long as the block lasts; broken at once if the file was stopped already."""
        line = Line(cut)
        with self._lock:
            self._lines.add(line)
            if self.is_cut:
                line.cut()
        if self._watchdog is not None:
            self._watchdog.add(line)
        try:
            yield line
        finally:
            with self._lock:
                self._lines.discard(line)
            if self._watchdog is not None:
                self._watchdog.remove(line)

    def reading(self, line: Line, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """The same blocks, with the line watched while it waits for the next one."""
        while True:
            line.waits()
            try:
                block = next(blocks, None)
            finally:
                line.goes_on()
            if block is None:
                return
            if self._watchdog is not None:
                self._watchdog.moved()
            yield block

    def cut(self) -> None:
        """Wake every reader with an error."""
        with self._lock:
            self.is_cut = True
            for line in self._lines:
                line.cut()
