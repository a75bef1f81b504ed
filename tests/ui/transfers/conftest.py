"""The transfers' widgets on a queue and a planner that move nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers.fake_queue import FakePlanner, FakeQueue, example_files, example_transfers
from hubdesk.core.settings import SettingsStore
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import Connection
from hubdesk.ui.commands import Commands
from hubdesk.ui.notices import Notices
from hubdesk.ui.theme import Theme


@dataclass
class Services:
    """The services that these widgets use."""

    queue: FakeQueue
    planner: FakePlanner
    connection: Connection


@dataclass
class Context:
    """What the widgets get; typed as Any where a UiContext is wanted."""

    theme: Theme
    tasks: TaskRunner
    settings: SettingsStore
    notices: Notices
    commands: Commands
    services: Services


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue(example_transfers())


@pytest.fixture
def planner(tmp_path: Path) -> FakePlanner:
    return FakePlanner(example_files(), target=tmp_path / "cache")


@pytest.fixture
async def ctx(theme: Theme, tmp_path: Path, queue: FakeQueue, planner: FakePlanner) -> AsyncIterator[Any]:
    failures: list[str] = []
    tasks = TaskRunner(lambda name, error: failures.append(f"{name}: {error!r}"))
    connection = Connection("hub", "https://huggingface.co", tmp_path / "cache")
    notices = Notices()
    commands = Commands(theme)
    settings = SettingsStore(tmp_path / "settings.json")
    yield Context(theme, tasks, settings, notices, commands, Services(queue, planner, connection))
    await tasks.close()
    notices.deleteLater()
    commands.deleteLater()
    assert [failure for failure in failures if "no running event loop" not in failure] == []
