"""A house for each test, on the shared practice Hub."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from helpers.downloads import House, engines
from helpers.practice_hub import PracticeHub


@pytest.fixture
def hub(practice_hub: PracticeHub) -> Iterator[PracticeHub]:
    """The practice Hub, well and without memories."""
    practice_hub.clear_faults()
    practice_hub.forget_requests()
    yield practice_hub
    practice_hub.clear_faults()


@pytest.fixture
async def house(hub: PracticeHub, tmp_path: Path) -> AsyncIterator[House]:
    """A running queue; no engine is left behind."""
    house = await House(hub, tmp_path / "data").move_in()
    yield house
    await house.move_out()
    assert engines() == []
