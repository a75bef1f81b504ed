"""How fast bytes come, smoothed over the last seconds."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW_S = 4.0
FADE_S = 3.0


class SpeedMeter:
    """A moving average of what was received."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque()
        self._started = 0.0

    def add(self, count: int) -> None:
        """Say that `count` bytes came just now."""
        now = self._clock()
        if not self._samples:
            self._started = now - 0.25  # the report's own period: the first one is not infinitely fast
        self._samples.append((now, count))
        self._drop(now)

    def bps(self) -> float:
        """Bytes per second; 0 when nothing came for a while."""
        now = self._clock()
        self._drop(now)
        if not self._samples or now - self._samples[-1][0] > FADE_S:
            return 0.0
        return sum(count for _, count in self._samples) / max(0.25, now - self._started)

    def reset(self) -> None:
        """Begin anew."""
        self._samples.clear()

    def _drop(self, now: float) -> None:
        while self._samples and now - self._samples[0][0] > WINDOW_S:
            self._started = self._samples.popleft()[0]
