"""Hubs and clients for the tests of the practice Hub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub


@pytest.fixture(scope="session")
def small_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A Hub without the catalogue, to write to and to break."""
    with PracticeHub(tmp_path_factory.mktemp("small-hub"), options=("--catalogue", "none")) as hub:
        yield hub


@pytest.fixture
def hub(small_hub: PracticeHub) -> Iterator[PracticeHub]:
    """The small Hub, well again afterwards."""
    yield small_hub
    small_hub.clear_faults()


@pytest.fixture
def client(practice_hub: PracticeHub) -> HubClient:
    """An anonymous client of the whole catalogue."""
    return HubClient(practice_hub.url)


@pytest.fixture
def owner(hub: PracticeHub) -> HubClient:
    """A client of the small Hub that may write."""
    return HubClient(hub.url, hub.token)


@pytest.fixture(scope="session")
def library(practice_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The unmodified library on the whole catalogue."""
    with Library(practice_hub, tmp_path_factory.mktemp("hf-home")) as library:
        yield library


@pytest.fixture(scope="session")
def plain(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library without Xet, on the small Hub."""
    with Library(small_hub, tmp_path_factory.mktemp("plain-home")) as library:
        yield library


@pytest.fixture(scope="session")
def xet(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library with Xet, on the small Hub."""
    with Library(small_hub, tmp_path_factory.mktemp("xet-home"), xet=True) as library:
        yield library


@pytest.fixture(params=["lfs", "xet"])
def both(request: pytest.FixtureRequest, plain: Library, xet: Library) -> Library:
    """The library with either transport."""
    return xet if request.param == "xet" else plain
