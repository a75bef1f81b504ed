"""The details view on a running practice Hub, with real services."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.practice_hub import PracticeHub
from hubdesk.core.paths import Paths
from hubdesk.core.tasks import TaskRunner
from hubdesk.services import build_services
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.view import DetailsView
from hubdesk.ui.notices import Notices
from hubdesk.ui.theme import Theme


@pytest.fixture
async def ctx(practice_hub: PracticeHub, theme: Theme, tmp_path: Path) -> AsyncIterator[UiContext]:
    """The window's shared parts, signed in as the practice Hub's owner. A task that fails fails the test."""
    paths = Paths(tmp_path / "data")
    paths.create()
    services = build_services(paths, endpoint=practice_hub.url, demo=False)
    services.session.use(practice_hub.token)
    failures: list[str] = []

    def on_error(name: str, error: Exception) -> None:
        if str(error) != "no running event loop":  # pytest-qt turns Qt's loop once more when asyncio's has stopped
            failures.append(f"{name}: {error!r}")

    tasks = TaskRunner(on_error)
    notices = Notices()
    commands = Commands(theme)
    yield UiContext(theme, tasks, services.settings, notices, commands, services)
    await tasks.close()
    services.pool.close()
    services.gateway.close()
    notices.deleteLater()
    commands.deleteLater()
    practice_hub.clear_faults()
    assert failures == []


@pytest.fixture
def make_view(ctx: UiContext, qtbot: QtBot) -> Callable[[], DetailsView]:
    """Makes a details view that is shown."""

    def make() -> DetailsView:
        view = DetailsView(ctx)
        qtbot.addWidget(view)
        view.resize(900, 700)
        view.show()
        return view

    return make
