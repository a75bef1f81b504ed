"""A clock that is set back is noticed, one that goes or jumps ahead is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hubdesk.transfers.wallclock import WallClock

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed_s", "shown_s", "back_s"),
    [(10, 10, 0), (10, 9.5, 0), (10, 3600, 0), (10, -3590, 3600), (0, -86_400, 86_400)],
)
def test_what_was_set_back(passed_s: float, shown_s: float, back_s: float) -> None:
    ticks = [100.0]
    clock = WallClock(lambda: ticks[0])
    assert clock.set_back(NOON) == timedelta()
    ticks[0] += passed_s
    later = NOON + timedelta(seconds=shown_s)
    assert clock.set_back(later) == timedelta(seconds=back_s)
    assert clock.set_back(later) == timedelta()
