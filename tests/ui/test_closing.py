"""Closing with transfers under way asks, and pauses them before the window goes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk.core.settings import SettingsStore
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoRef
from hubdesk.services import Services
from hubdesk.transfers.model import Direction, State, Transfer
from hubdesk.ui.closing import Leaving
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.notices import Notices
from hubdesk.ui.theme import Theme

WaitUntil = Callable[..., Awaitable[None]]


class _Queue:
    """Stands in for the queue: holds transfers in given states and notes that it was paused."""

    def __init__(self, *states: State) -> None:
        ref, now = RepoRef("a/b"), datetime.now(UTC)
        self.paused = False
        self._transfers = tuple(
            Transfer(number, ref, Direction.DOWNLOAD, state, "main", "0" * 40, Path("/"), True, 9, 1, 1, 0, now)
            for number, state in enumerate(states)
        )

    def transfers(self) -> tuple[Transfer, ...]:
        return self._transfers

    async def pause_all(self) -> None:
        await asyncio.sleep(0)
        self.paused = True


@dataclass
class _Services:
    queue: _Queue


@pytest.fixture
def window(theme: Theme) -> Iterator[QWidget]:
    window = QWidget()
    window.show()
    yield window
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def _leaving(window: QWidget, theme: Theme, tmp_path: Path, *states: State) -> tuple[Leaving, _Queue]:
    queue = _Queue(*states)
    settings = SettingsStore(tmp_path / "settings.json")
    services = cast("Services", _Services(queue))
    ctx = UiContext(theme, TaskRunner(print), settings, Notices(window), Commands(theme, window), services)
    return Leaving(ctx, window), queue


async def test_nothing_under_way_leaves_at_once(window: QWidget, theme: Theme, tmp_path: Path) -> None:
    leaving, queue = _leaving(window, theme, tmp_path, State.DONE, State.PAUSED, State.FAILED)
    allowed = QSignalSpy(leaving.allowed)
    leaving.ask()
    leaving.ask()
    assert allowed.count() == 1
    assert not queue.paused


async def test_staying_keeps_everything(window: QWidget, theme: Theme, tmp_path: Path, wait_until: WaitUntil) -> None:
    leaving, queue = _leaving(window, theme, tmp_path, State.ACTIVE)
    allowed = QSignalSpy(leaving.allowed)
    leaving.ask()
    leaving.ask()
    assert len(window.findChildren(QWidget, "quitDialog")) == 1
    QTest.mouseClick(window.findChild(QWidget, "quitStay"), Qt.MouseButton.LeftButton)
    await wait_until(lambda: window.findChild(QWidget, "quitDialog") is None)
    assert allowed.count() == 0
    assert not queue.paused
    leaving.ask()
    assert window.findChild(QWidget, "quitDialog").isVisible()


async def test_pausing_comes_before_leaving(
    window: QWidget, theme: Theme, tmp_path: Path, wait_until: WaitUntil
) -> None:
    leaving, queue = _leaving(window, theme, tmp_path, State.ACTIVE, State.QUEUED)
    allowed = QSignalSpy(leaving.allowed)
    leaving.ask()
    QTest.mouseClick(window.findChild(QWidget, "quitPause"), Qt.MouseButton.LeftButton)
    await wait_until(lambda: allowed.count() == 1)
    assert queue.paused
