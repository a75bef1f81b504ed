"""Hours of the day in which transfers are limited or rest, by the clock on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MINUTES_OF_A_DAY = 24 * 60
_SATURDAY = 5


class InHours(StrEnum):
    """What the hours mean."""

    NOTHING = "nothing"  # there are none
    LIMIT = "limit"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Hours:
    """From one minute of the day to another; past midnight where the second is the earlier one, or all day if equal.

    Hours that go past midnight belong to the day on which they begin.
    """

    meaning: InHours = InHours.NOTHING
    begin: int = 9 * 60
    end: int = 18 * 60
    weekdays_only: bool = False

    def hold(self, now: datetime) -> bool:
        """Whether it is within the hours; `now` is local time."""
        return self.end_after(now) is not None

    def end_after(self, now: datetime) -> datetime | None:
        """When the hours end that it is now; None outside of them."""
        if self.meaning is InHours.NOTHING:
            return None
        length = (self.end - self.begin) % MINUTES_OF_A_DAY or MINUTES_OF_A_DAY
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        for day in (midnight, midnight - timedelta(days=1)):
            begins = day + timedelta(minutes=self.begin)
            ends = begins + timedelta(minutes=length)
            if begins <= now < ends and not (self.weekdays_only and day.weekday() >= _SATURDAY):
                return ends
        return None
