"""Hours of the day that limit transfers or let them rest."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from hubdesk.core.settings import SettingsStore
from hubdesk.transfers.hours import Hours, InHours
from hubdesk.transfers.regulator import Regulator, hours_of

MONDAY, FRIDAY, SATURDAY, SUNDAY = (datetime(2026, 8, day) for day in (3, 7, 8, 9))


def _at(day: datetime, hour: int, minute: int = 0) -> datetime:
    return day.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (_at(MONDAY, 8, 59), None),
        (_at(MONDAY, 9), _at(MONDAY, 18)),
        (_at(MONDAY, 17, 59), _at(MONDAY, 18)),
        (_at(MONDAY, 18), None),
        (_at(SATURDAY, 12), _at(SATURDAY, 18)),
    ],
)
def test_hours_within_a_day(now: datetime, end: datetime | None) -> None:
    assert Hours(InHours.LIMIT).end_after(now) == end


def test_hours_past_midnight_belong_to_the_day_they_begin_on() -> None:
    night = Hours(InHours.REST, 22 * 60, 6 * 60, weekdays_only=True)
    assert night.end_after(_at(FRIDAY, 23)) == _at(SATURDAY, 6)
    assert night.end_after(_at(SATURDAY, 5)) == _at(SATURDAY, 6)
    assert night.end_after(_at(SATURDAY, 23)) is None
    assert night.end_after(_at(MONDAY, 5)) is None  # it would have begun on Sunday
    assert night.end_after(_at(MONDAY, 12)) is None


def test_equal_hours_are_the_whole_day() -> None:
    day = Hours(InHours.LIMIT, 600, 600)
    assert day.hold(_at(MONDAY, 0))
    assert day.hold(_at(MONDAY, 10))


def test_no_hours_never_hold() -> None:
    assert not Hours().hold(_at(MONDAY, 12))


class _Queue:
    limit, count = -1, -1
    resting: datetime | None = None

    def set_speed_limit(self, bps: int) -> None:
        self.limit = bps

    def set_at_once(self, count: int) -> None:
        self.count = count

    def set_resting(self, until: datetime | None) -> None:
        self.resting = until


class _Wall:
    """A clock that is set by hand, to and fro."""

    now = _at(MONDAY, 8)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


def test_the_stricter_limit_holds_whatever_the_clock_does(settings: SettingsStore) -> None:
    queue, wall = _Queue(), _Wall()
    regulator = Regulator(queue, settings, wall)
    assert (queue.limit, queue.count, queue.resting) == (0, 3, None)
    settings.change(hours_mean="limit", hours_limit_bps=2_000_000, transfers_at_once=5)
    assert (queue.limit, queue.count) == (0, 5)
    for hour, limit in ((12, 2_000_000), (19, 0), (10, 2_000_000), (3, 0)):  # set back twice
        wall.now = _at(MONDAY, hour)
        regulator.look()
        assert queue.limit == limit
    wall.now = _at(MONDAY, 12)
    settings.change(speed_limit_bps=1_000_000)
    assert queue.limit == 1_000_000
    settings.change(speed_limit_bps=9_000_000)
    assert queue.limit == 2_000_000


def test_transfers_rest_until_the_hours_end(settings: SettingsStore) -> None:
    queue, wall = _Queue(), _Wall()
    settings.change(hours_mean="rest", hours_limit_bps=7)
    regulator = Regulator(queue, settings, wall)
    assert queue.resting is None
    wall.now = _at(MONDAY, 9)
    regulator.look()
    assert queue.resting == _at(MONDAY, 18)
    assert queue.limit == 0
    settings.change(hours_mean="nothing")
    assert queue.resting is None


async def test_the_clock_is_looked_at_again_and_again(settings: SettingsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hubdesk.transfers.regulator.LOOK_EVERY_S", 0.01)
    queue, wall = _Queue(), _Wall()
    settings.change(hours_mean="rest")
    regulator = Regulator(queue, settings, wall)
    regulator.start()
    wall.now = _at(MONDAY, 9)
    async with asyncio.timeout(5):
        while queue.resting is None:
            await asyncio.sleep(0.005)
    regulator.stop()


@pytest.mark.parametrize("wrong", [{"hours_mean": "dance"}, {"hours_begin": -1}, {"hours_end": 24 * 60}])
def test_hours_that_make_no_sense_are_none(settings: SettingsStore, wrong: dict[str, object]) -> None:
    settings.change(**{"hours_mean": "rest", **wrong})
    assert hours_of(settings.current).meaning is InHours.NOTHING
