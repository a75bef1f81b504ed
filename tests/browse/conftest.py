"""A raw server, and a gateway that talks to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.gateways import TOKEN
from helpers.practice_hub import PracticeHub
from helpers.raw_server import RawServer
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection
from hubdesk.hub.gateway import HubGateway
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
def gateway(pool: HubPool, raw: RawServer, tmp_path: Path) -> Iterator[HubGateway]:
    """A gateway to the raw server."""
    gateway = HubGateway(Connection("test", raw.url, tmp_path / "cache"), pool, lambda: TOKEN)
    yield gateway
    gateway.close()


@pytest.fixture
def practice(pool: HubPool, practice_hub: PracticeHub, tmp_path: Path) -> Iterator[HubGateway]:
    """A gateway to the practice Hub."""
    gateway = HubGateway(Connection("practice", practice_hub.url, tmp_path / "cache"), pool, lambda: None)
    yield gateway
    gateway.close()


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    """Settings of its own for each test."""
    return SettingsStore(tmp_path / "settings.json")
