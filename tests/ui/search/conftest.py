"""A search panel on the practice Hub, and what its tests look at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio
from PySide6.QtWidgets import QApplication

from helpers.practice_hub import PracticeHub
from helpers.search import Asked, PutInCache, SearchServices, WaitUntil
from helpers.search_hands import Hands
from hubdesk.browse.local import LocalRepos
from hubdesk.browse.search import SearchService
from hubdesk.core.settings import SettingsStore
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import Connection, RepoRef
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.services import Services
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.notices import Notices
from hubdesk.ui.search.controller import SearchController
from hubdesk.ui.search.model import ResultModel
from hubdesk.ui.search.panel import SearchPanel
from hubdesk.ui.search.results import tail_sentence
from hubdesk.ui.search.row_facts import sentence
from hubdesk.ui.theme import Theme


@pytest.fixture
def hub(practice_hub: PracticeHub) -> Iterator[PracticeHub]:
    """The practice Hub, well again afterwards."""
    practice_hub.forget_requests()
    yield practice_hub
    practice_hub.clear_faults()


@pytest.fixture
def asked(hub: PracticeHub) -> Asked:
    """What the practice Hub was asked."""
    return Asked(hub)


@pytest_asyncio.fixture
async def tasks() -> AsyncIterator[TaskRunner]:
    """A task runner that passes on no error silently."""
    errors: list[Exception] = []
    runner = TaskRunner(lambda _name, error: errors.append(error))
    yield runner
    await runner.close()
    assert not errors


@pytest.fixture
def services(hub: PracticeHub, tmp_path: Path) -> Iterator[SearchServices]:
    """Search on the practice Hub, anonymous, with a cache and settings of its own."""
    connection = Connection("practice", hub.url, tmp_path / "cache", is_practice=True)
    settings = SettingsStore(tmp_path / "settings.json")
    pool = HubPool()
    gateway = HubGateway(connection, pool, lambda: None)
    yield SearchServices(connection, settings, SearchService(gateway, settings), LocalRepos(connection, pool))
    gateway.close()
    pool.close()


@pytest.fixture
def put_in_cache(tmp_path: Path) -> PutInCache:
    """Makes a repository look downloaded."""

    def put(ref: RepoRef) -> None:
        snapshot = tmp_path / "cache" / ref.cache_folder / "snapshots" / ("0" * 40)
        snapshot.mkdir(parents=True)
        (snapshot / "config.json").write_text("{}", encoding="utf-8")

    return put


@pytest.fixture
def model() -> ResultModel:
    """An empty model."""
    return ResultModel(sentence, tail_sentence, lambda ref: f"https://hub.test/{ref.web_path}")


@pytest.fixture
def controller(services: SearchServices, tasks: TaskRunner, model: ResultModel) -> Iterator[SearchController]:
    """A controller of its own, without a panel."""
    connection = services.connection
    controller = SearchController(services.search, services.local, connection.endpoint, tasks, model)
    yield controller
    controller.deleteLater()


@pytest_asyncio.fixture
async def panel(
    services: SearchServices, tasks: TaskRunner, theme: Theme, qapp: QApplication
) -> AsyncIterator[SearchPanel]:
    """The panel, shown, on the practice Hub."""
    commands = Commands(theme)
    ctx = UiContext(theme, tasks, services.settings, Notices(), commands, cast("Services", services))
    panel = SearchPanel(ctx)
    commands.attach(panel)
    panel.resize(420, 860)
    panel.show()
    panel.activateWindow()
    yield panel
    panel.close()
    panel.deleteLater()
    qapp.processEvents()


@pytest_asyncio.fixture
async def hands(panel: SearchPanel, wait_until: WaitUntil) -> Hands:
    """The panel after its first search."""
    hands = Hands(panel, wait_until)
    await hands.ready()
    return hands
