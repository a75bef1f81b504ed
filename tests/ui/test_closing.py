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
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget

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


class _Tray:
    """Stands in for the tray: there or not, and noting what it is asked."""

    def __init__(self, window: QWidget, *, there: bool = True) -> None:
        self.can_hide = there
        self._window = window

    def hide_window(self) -> None:
        self._window.hide()

    def show_window(self) -> None:
        self._window.show()


def _leaving(
    window: QWidget, theme: Theme, tmp_path: Path, *states: State, tray: _Tray | None = None, known: str = "ask"
) -> tuple[Leaving, _Queue]:
    queue = _Queue(*states)
    settings = SettingsStore(tmp_path / "settings.json")
    services = cast("Services", _Services(queue))
    ctx = UiContext(theme, TaskRunner(print), settings, Notices(window), Commands(theme, window), services)
    settings.change(when_quitting=known)
    return Leaving(ctx, window, tray), queue


def _names(window: QWidget) -> set[str]:
    return {button.objectName() for button in window.findChild(QWidget, "quitDialog").findChildren(QAbstractButton)}


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


async def test_without_a_tray_nothing_hides(window: QWidget, theme: Theme, tmp_path: Path) -> None:
    leaving, _ = _leaving(window, theme, tmp_path, State.ACTIVE, tray=_Tray(window, there=False), known="tray")
    leaving.ask()
    assert window.isVisible()
    assert "quitTray" not in _names(window)
    assert {"quitPause", "quitStop", "quitStay"} <= _names(window)


async def test_the_window_hides_and_transfers_go_on(
    window: QWidget, theme: Theme, tmp_path: Path, wait_until: WaitUntil
) -> None:
    leaving, queue = _leaving(window, theme, tmp_path, State.ACTIVE, tray=_Tray(window))
    allowed = QSignalSpy(leaving.allowed)
    leaving.ask()
    window.findChild(QCheckBox, "quitRemember").click()
    QTest.mouseClick(window.findChild(QWidget, "quitTray"), Qt.MouseButton.LeftButton)
    await wait_until(lambda: not window.isVisible())
    assert (allowed.count(), queue.paused) == (0, False)
    await wait_until(lambda: window.findChild(QWidget, "quitDialog") is None)
    window.show()
    leaving.ask()  # the choice is remembered
    assert not window.isVisible()
    leaving.ask_for_good()  # from the tray: the question comes with the window, without the tray
    assert window.isVisible()
    assert "quitTray" not in _names(window)


@pytest.mark.parametrize(("known", "paused"), [("stop", False), ("pause", True)])
async def test_what_was_remembered_is_done(
    window: QWidget, theme: Theme, tmp_path: Path, wait_until: WaitUntil, known: str, paused: bool
) -> None:
    leaving, queue = _leaving(window, theme, tmp_path, State.ACTIVE, known=known)
    allowed = QSignalSpy(leaving.allowed)
    leaving.ask()
    await wait_until(lambda: allowed.count() == 1)
    assert queue.paused is paused
    assert window.findChild(QWidget, "quitDialog") is None
