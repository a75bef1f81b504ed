"""From the plan to a finished row, with real services on a running practice Hub."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from helpers.practice_hub import PracticeHub
from hubdesk.core.paths import Paths
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoRef
from hubdesk.services import build_services
from hubdesk.transfers.model import DownloadRequest, State
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.notices import Notices
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.model import TRANSFER_ROLE
from hubdesk.ui.transfers.panel import TransfersPanel
from hubdesk.ui.transfers.plan_dialog import DownloadPlanDialog

WaitUntil = Callable[..., Awaitable[None]]


@pytest.fixture
async def real_ctx(practice_hub: PracticeHub, theme: Theme, tmp_path: Path) -> AsyncIterator[UiContext]:
    """The window's shared parts, signed in as the practice Hub's owner."""
    paths = Paths(tmp_path / "data")
    paths.create()
    services = build_services(paths, endpoint=practice_hub.url, demo=False)
    services.session.use(practice_hub.token)
    await services.queue.start()
    failures: list[str] = []
    tasks = TaskRunner(lambda name, error: failures.append(f"{name}: {error!r}"))
    notices, commands = Notices(), Commands(theme)
    yield UiContext(theme, tasks, services.settings, notices, commands, services)
    await tasks.close()
    await services.queue.close()
    services.pool.close()
    services.gateway.close()
    notices.deleteLater()
    commands.deleteLater()
    assert [failure for failure in failures if "no running event loop" not in failure] == []


async def test_a_download_from_plan_to_done(
    real_ctx: UiContext, qtbot: QtBot, wait_until: WaitUntil, tmp_path: Path
) -> None:
    panel = TransfersPanel(real_ctx)
    qtbot.addWidget(panel)
    panel.resize(1200, 300)
    panel.set_folded(False)
    panel.show()
    request = DownloadRequest(RepoRef("gpt2"), include=("*.json",), local_dir=tmp_path / "here")
    dialog = DownloadPlanDialog(real_ctx, request, panel)
    dialog.open()
    start = dialog.findChild(QAbstractButton, "downloadPlanStart")
    assert isinstance(start, QAbstractButton)
    await wait_until(start.isEnabled)
    start.click()
    await wait_until(lambda: panel.model.rowCount() == 1)
    job = panel.model.index(0, 0)
    await wait_until(lambda: job.data(TRANSFER_ROLE).state is State.DONE, timeout=30)
    panel.view.expand(job)
    await wait_until(lambda: panel.model.rowCount(job) > 0)
    assert (tmp_path / "here" / "config.json").is_file()
    again = DownloadPlanDialog(real_ctx, request, panel)
    again.open()
    start = again.findChild(QAbstractButton, "downloadPlanStart")
    assert isinstance(start, QAbstractButton)
    await wait_until(start.isEnabled)
    plan = again.findChild(object, "planFiles").model()  # type: ignore[attr-defined]
    assert {plan.index(row, 1).data() for row in range(plan.rowCount())} == {"already here"}
    again.reject()
