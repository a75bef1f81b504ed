"""A raw server, and a gateway that talks to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.gateways import TOKEN, MakeGateway
from helpers.practice_hub import PracticeHub
from helpers.raw_server import RawServer
from hubdesk.core.types import Connection
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.limits import Limits
from hubdesk.hub.pool import HubPool


@pytest.fixture
def raw() -> Iterator[RawServer]:
    """A server that answers what the test tells it to."""
    with RawServer() as server:
        yield server


@pytest.fixture
def pool() -> Iterator[HubPool]:
    """A pool of its own for each test."""
    pool = HubPool()
    yield pool
    pool.close()


@pytest.fixture
def make_gateway(pool: HubPool, tmp_path: Path) -> Iterator[MakeGateway]:
    """Makes a gateway to any endpoint; it waits only briefly."""
    made: list[HubGateway] = []

    def make(endpoint: str, *, token: str | None = TOKEN, limits: Limits | None = None) -> HubGateway:
        connection = Connection("test", endpoint, tmp_path / "cache")
        short = Limits(connect=5, read=5, pool=5, total=10)
        made.append(HubGateway(connection, pool, lambda: token, limits=limits or short))
        return made[-1]

    yield make
    for gateway in made:
        gateway.close()


@pytest.fixture
def gateway(make_gateway: MakeGateway, raw: RawServer) -> HubGateway:
    """A gateway to the raw server, with a token."""
    return make_gateway(raw.url)


@pytest.fixture
def practice(make_gateway: MakeGateway, practice_hub: PracticeHub) -> HubGateway:
    """A gateway to the practice Hub, signed in as its owner."""
    return make_gateway(practice_hub.url, token=practice_hub.token, limits=Limits())
