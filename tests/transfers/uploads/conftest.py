"""A planner on the shared practice Hub, for the person who may write, and a folder to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.practice_hub import PracticeHub
from hubdesk.account.connections import connection_for
from hubdesk.core.paths import Paths
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.uploads.planner import UploadPlanner

MakePlanner = Callable[[str | None], UploadPlanner]


@pytest.fixture
def make_planner(hub: PracticeHub, tmp_path: Path) -> Iterator[MakePlanner]:
    """Makes a planner for a token."""
    paths = Paths(tmp_path / "data")
    paths.create()
    connection = connection_for(hub.url, paths)
    pool = HubPool()
    gateways = []

    def make(token: str | None) -> UploadPlanner:
        gateways.append(HubGateway(connection, pool, lambda: token))
        return UploadPlanner(gateways[-1], connection, pool)

    yield make
    for gateway in gateways:
        gateway.close()
    pool.close()


@pytest.fixture
def planner(make_planner: MakePlanner, hub: PracticeHub) -> UploadPlanner:
    """The planner of who may write."""
    return make_planner(hub.token)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder
