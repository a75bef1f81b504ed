"""Tells the loop how far several workers are, a few times a second."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress

INTERVAL_S = 0.1

Progress = Callable[[int, int], None]


class Telling:
    """Counts bytes on any thread; `progress` is called on the loop, never after `end`."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._done = 0
        self._told = time.monotonic()
        self._over = progress is None
        self._tell()

    def count(self, size: int) -> None:
        """So many bytes more are done."""
        with self._lock:
            self._done += size
            now = time.monotonic()
            if self._over or now - self._told < INTERVAL_S:
                return
            self._told = now
        with suppress(RuntimeError):  # the loop is closed: nobody listens
            self._loop.call_soon_threadsafe(self._tell)

    def end(self) -> None:
        """Say that it is all done, and be silent from now on."""
        self._done = self._total
        self._tell()
        self._over = True

    def stop(self) -> None:
        """Be silent from now on."""
        self._over = True

    def _tell(self) -> None:
        if self._progress is not None and not self._over:
            self._progress(min(self._done, self._total), self._total)
