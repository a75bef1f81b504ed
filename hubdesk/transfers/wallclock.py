"""Notices that the clock on the wall was set back, so that nobody waits for an hour that has passed already."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

LEAST = timedelta(seconds=2)  # less is the clock being kept right


class WallClock:
    """Compares the clock on the wall with one that cannot be set, each time it is asked."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._last: tuple[datetime, float] | None = None

    def set_back(self, now: datetime) -> timedelta:
        """By how much it was set back since this was last asked; ahead, as after a sleep, is nothing."""
        last, self._last = self._last, (now, self._ticks())
        if last is None:
            return timedelta()
        back = last[0] + timedelta(seconds=self._last[1] - last[1]) - now
        return back if back >= LEAST else timedelta()
