"""One speed limit for everything an engine receives, adjustable while it runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

BURST_S = 0.25
MIN_BURST = 65_536
LONGEST_WAIT_S = 0.5


class Throttle:
    """A token bucket that threads share. A limit of 0 is none."""

    def __init__(self, limit_bps: int = 0, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._condition = threading.Condition()
        self._limit = 0
        self._tokens = 0.0
        self._filled = clock()
        self.set_limit(limit_bps)

    @property
    def limit_bps(self) -> int:
        """Bytes per second; 0 is none."""
        return self._limit

    def set_limit(self, limit_bps: int) -> None:
        """Change the limit; who waits now is woken and waits by the new one."""
        with self._condition:
            self._limit = max(0, limit_bps)
            self._tokens = 0.0
            self._filled = self._clock()
            self._condition.notify_all()

    def take(self, count: int, stop: threading.Event) -> None:
        """Wait until `count` bytes may pass, or until `stop` is set."""
        if not self._limit:
            return
        with self._condition:
            # The bytes are here already, so the bucket may go into debt; whoever comes next waits it out.
            while self._limit and not stop.is_set():
                self._fill()
                if self._tokens > 0:
                    self._tokens -= count
                    return
                self._condition.wait(min(LONGEST_WAIT_S, (1 - self._tokens) / self._limit))

    def _fill(self) -> None:
        now = self._clock()
        capacity = max(MIN_BURST, self._limit * BURST_S)
        self._tokens = min(capacity, self._tokens + (now - self._filled) * self._limit)
        self._filled = now
