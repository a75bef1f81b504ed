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


@pytest.fixture(scope="session")
def plain_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A Hub from which large files come over HTTP and to which they go over LFS."""
    with PracticeHub(tmp_path_factory.mktemp("plain-hub"), options=("--transport", "lfs")) as hub:
        yield hub


def _well(hub: PracticeHub) -> Iterator[PracticeHub]:
    hub.clear_faults()
    hub.forget_requests()
    yield hub
    hub.clear_faults()


@pytest.fixture
def hub(plain_hub: PracticeHub) -> Iterator[PracticeHub]:
    """The Hub without Xet, well and without memories, before and after."""
    yield from _well(plain_hub)


@pytest.fixture
def xet_hub(practice_hub: PracticeHub) -> Iterator[PracticeHub]:
    """The same of the Hub with Xet."""
    yield from _well(practice_hub)


@pytest.fixture
def site(hub: PracticeHub, tmp_path: Path) -> Site:
    """A data dir of its own, on the Hub without Xet."""
    return Site(hub, tmp_path)


@pytest.fixture
def xet_site(xet_hub: PracticeHub, tmp_path: Path) -> Site:
    """A data dir of its own, on the Hub with Xet."""
    return Site(xet_hub, tmp_path)
