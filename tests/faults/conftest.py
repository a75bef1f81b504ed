"""A Hub that does as it is told, and a computer's worth of folders for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.commands import Site
from helpers.practice_hub import PracticeHub

if os.name == "nt":
    collect_ignore_glob = ["test_*.py"]  # SIGKILL, mounts and Unix sockets


@pytest.fixture
def hub(practice_hub: PracticeHub) -> Iterator[PracticeHub]:
    """The practice Hub, well and without memories, before and after."""
    practice_hub.clear_faults()
    practice_hub.forget_requests()
    yield practice_hub
    practice_hub.clear_faults()


@pytest.fixture
def site(hub: PracticeHub, tmp_path: Path) -> Site:
    """A data dir of its own."""
    return Site(hub, tmp_path)
