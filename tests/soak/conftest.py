"""Long runs: whole with `dev.py soak`, a sample in every other run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.practice_hub import PracticeHub


@pytest.fixture
def hub(practice_hub: PracticeHub) -> Iterator[PracticeHub]:
    """The practice Hub, well before and after."""
    practice_hub.clear_faults()
    yield practice_hub
    practice_hub.clear_faults()
