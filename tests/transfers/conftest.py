"""A house for each test, on the shared practice Hub."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from helpers.disks import SmallDisk, need_mounts
from helpers.downloads import House, engines
from helpers.library import Library
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


@pytest.fixture(scope="session")
def lfs_hub_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A Hub to write to that offers LFS and nothing else."""
    options = ("--catalogue", "none", "--transport", "lfs")
    with PracticeHub(tmp_path_factory.mktemp("lfs-hub"), options=options) as hub:
        yield hub


@pytest.fixture
def lfs_hub(lfs_hub_alone: PracticeHub) -> Iterator[PracticeHub]:
    """The Hub that offers LFS alone, well and without memories."""
    lfs_hub_alone.clear_faults()
    lfs_hub_alone.forget_requests()
    lfs_hub_alone.forget_thief()
    yield lfs_hub_alone
    lfs_hub_alone.clear_faults()


@pytest.fixture(scope="session")
def lfs_library(lfs_hub_alone: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The unmodified library on it."""
    with Library(lfs_hub_alone, tmp_path_factory.mktemp("lfs-library")) as library:
        yield library


@pytest.fixture(scope="session")
def xet_hub_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A Hub to write to that offers Xet."""
    with PracticeHub(tmp_path_factory.mktemp("xet-hub"), options=("--catalogue", "none")) as hub:
        yield hub


@pytest.fixture
def xet_hub(xet_hub_alone: PracticeHub) -> Iterator[PracticeHub]:
    """The Hub that offers Xet, well and without memories."""
    xet_hub_alone.clear_faults()
    xet_hub_alone.forget_requests()
    xet_hub_alone.forget_thief()
    yield xet_hub_alone
    xet_hub_alone.clear_faults()


@pytest.fixture(scope="session")
def xet_library(xet_hub_alone: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The unmodified library on it, with Xet."""
    with Library(xet_hub_alone, tmp_path_factory.mktemp("xet-library"), xet=True) as library:
        yield library


@pytest.fixture
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of 8 MB."""
    need_mounts(request)
    disk = SmallDisk(tmp_path / "disk", 8 << 20)
    yield disk
    disk.close()
