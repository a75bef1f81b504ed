"""Keeps the limits of the queue as the settings and the hour want them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from hubdesk.core.settings import Settings, SettingsStore
from hubdesk.transfers.hours import MINUTES_OF_A_DAY, Hours, InHours

LOOK_EVERY_S = 20.0  # the clock may be set, summer time may begin, the computer may sleep: nothing is computed ahead


class Regulated(Protocol):
    """What is kept within limits: the queue."""

    def set_speed_limit(self, bps: int) -> None:
        """Limit everything together; 0 is no limit."""

    def set_at_once(self, count: int) -> None:
        """How many transfers run at the same time."""

    def set_resting(self, until: datetime | None) -> None:
        """Let nothing run until then, or go on."""


class Regulator:
    """Applies the settings at once, and looks at the clock from `start` on."""

    def __init__(self, queue: Regulated, settings: SettingsStore, clock: Callable[[], datetime] = datetime.now) -> None:
        self._queue = queue
        self._settings = settings
        self._clock = clock
        self._timer: asyncio.TimerHandle | None = None
        settings.subscribe(self._on_changed)
        self.look()

    def start(self) -> None:
        """Follow the clock."""
        if self._timer is None:
            self._tick()

    def stop(self) -> None:
        """Follow it no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def look(self) -> None:
        """Apply what holds now."""
        settings, now = self._settings.current, self._clock()
        hours = hours_of(settings)
        until = hours.end_after(now)
        limited = until is not None and hours.meaning is InHours.LIMIT
        self._queue.set_at_once(settings.transfers_at_once)
        self._queue.set_speed_limit(_stricter(settings.speed_limit_bps, settings.hours_limit_bps if limited else 0))
        self._queue.set_resting(until if hours.meaning is InHours.REST else None)

    def _tick(self) -> None:
        self.look()
        self._timer = asyncio.get_running_loop().call_later(LOOK_EVERY_S, self._tick)

    def _on_changed(self, _settings: Settings) -> None:
        self.look()


def hours_of(settings: Settings) -> Hours:
    """The hours that the settings ask for; those that make no sense are none."""
    begin, end = settings.hours_begin, settings.hours_end
    known = settings.hours_mean in set(InHours)
    if not known or not (0 <= begin < MINUTES_OF_A_DAY and 0 <= end < MINUTES_OF_A_DAY):
        return Hours()
    return Hours(InHours(settings.hours_mean), begin, end, settings.hours_weekdays_only)


def _stricter(one: int, other: int) -> int:
    """The lower of two limits, of which 0 is none."""
    return min((limit for limit in (one, other) if limit > 0), default=0)
