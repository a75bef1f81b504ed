"""The real window on the practice Hub, in this process, with a person to use it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from helpers.machine import slowness
from helpers.person import Desk, Person, open_desk
from helpers.practice_hub import PracticeHub
from helpers.stalls import StallWatch

WORST_STALL_MS = 250


@pytest.fixture
async def desk(tmp_path: Path, practice_hub: PracticeHub, qapp: QApplication) -> AsyncIterator[Desk]:
    """An open window whose person is the practice Hub's owner. No step of a journey may freeze it for 250 ms."""
    practice_hub.clear_faults()
    async with open_desk(qapp, tmp_path / "data", practice_hub.url, practice_hub.token) as desk:
        with StallWatch() as watch:
            yield desk
        # between a test and its end pytest-qt turns Qt's loop while asyncio's stands still
        failures = [str(error) for error in desk.errors if str(error) != "no running event loop"]
    practice_hub.clear_faults()
    assert not failures, f"nobody handled: {failures}"
    if watch.longest.ms >= WORST_STALL_MS:
        slow = slowness()
        worst = WORST_STALL_MS * slow
        assert watch.longest.ms < worst, f"{watch.longest.ms:.0f} ms ({slow:.1f}x slow):\n{watch.longest.stack}"


@pytest.fixture
def person(desk: Desk) -> Person:
    """Who uses it."""
    return Person(desk)
