"""The tray and what the window does in the background; the desktop of the tests has no tray."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from helpers.fake_queue import FakeQueue, make_transfer
from hubdesk.core.settings import SettingsStore
from hubdesk.core.tasks import TaskRunner
from hubdesk.services import Services
from hubdesk.transfers.model import State
from hubdesk.ui.background import Background
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.notices import Notices
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.summary import summary_of
from hubdesk.ui.tray import Tray

# Qt's offscreen plugin has no native tray to ask, and says so when the icon is shown.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support raise", extend=True)
WaitUntil = Callable[..., Awaitable[None]]


@dataclass
class _Services:
    queue: FakeQueue


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
async def ctx(theme: Theme, tmp_path: Path, window: QWidget) -> AsyncIterator[UiContext]:
    queue = FakeQueue([make_transfer(1, "a/b", State.ACTIVE), make_transfer(2, "c/d", State.PAUSED)])
    tasks = TaskRunner(print)
    settings = SettingsStore(tmp_path / "settings.json")
    services = cast("Services", _Services(queue))
    yield UiContext(theme, tasks, settings, Notices(window), Commands(theme, window), services)
    await tasks.close()


def entry(window: QWidget, name: str) -> QAction:
    menu = window.findChild(QMenu, "trayMenu")
    assert menu is not None
    return next(action for action in menu.actions() if action.objectName() == name)


async def test_without_a_tray_nothing_hides(ctx: UiContext, window: QWidget) -> None:
    assert not Tray.available()
    background = Background(ctx, window)
    assert not background.can_hide
    background.hide_window()
    assert window.isVisible()
    assert window.findChild(QMenu, "trayMenu") is None
    background.stop()


async def test_with_a_tray_the_menu_works_and_the_limit_comes_back(
    ctx: UiContext, window: QWidget, monkeypatch: pytest.MonkeyPatch, wait_until: WaitUntil
) -> None:
    there = [True]
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: there[0]))
    queue = cast("FakeQueue", ctx.services.queue)
    background = Background(ctx, window)
    assert background.can_hide
    assert entry(window, "trayPause").isEnabled()
    entry(window, "trayPause").trigger()
    await wait_until(lambda: ("pause_all", None) in queue.calls)
    entry(window, "trayResume").trigger()
    await wait_until(lambda: ("resume_all", None) in queue.calls)
    limit = entry(window, "trayLimit")
    assert (limit.isChecked(), limit.text()) == (False, "Limit the speed to 5 MB/s")
    ctx.settings.change(speed_limit_bps=2_000_000)
    assert (limit.isChecked(), limit.text()) == (True, "Limit the speed to 2 MB/s")
    limit.trigger()
    assert ctx.settings.current.speed_limit_bps == 0
    limit.trigger()
    assert ctx.settings.current.speed_limit_bps == 2_000_000
    quits = QSignalSpy(background.quit_requested)
    entry(window, "trayQuit").trigger()
    assert quits.count() == 1
    background.hide_window()
    assert not window.isVisible()
    entry(window, "trayOpen").trigger()
    assert window.isVisible()
    background.hide_window()
    there[0] = False  # the tray is gone: no window stays hidden
    background._look_for_tray()
    assert window.isVisible()
    background.stop()


async def test_news_go_to_the_tray_while_the_window_is_elsewhere(
    ctx: UiContext, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str, bool]] = []
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    monkeypatch.setattr(Tray, "notify", lambda _, title, text, *, bad: told.append((title, text, bad)))
    queue = cast("FakeQueue", ctx.services.queue)
    background = Background(ctx, window)
    window.hide()
    queue.step(1, State.DONE)
    background._tell_news()
    assert told == [("Transfer finished", "a/b", False)]
    background._tell_news()  # told once
    queue.step(2, State.FAILED)
    background._tell_news()
    assert told[1][2]
    ctx.settings.change(notify=False)
    queue.step(2, State.DONE)
    background._tell_news()
    assert len(told) == 2
    background.stop()


def test_the_icon_shows_how_far_it_is(theme: Theme, window: QWidget) -> None:
    tray = Tray(theme, window)
    keys = set()
    for done in (0, 8_000_000_000, 16_000_000_000):
        summary = summary_of([make_transfer(1, "a/b", State.ACTIVE, done_bytes=done)])
        tray.show_summary(summary, pausable=True, resumable=False)
        keys.add(tray._icon.icon().cacheKey())
    assert len(keys) == 3
    tray.show_summary(summary_of([]), pausable=False, resumable=False)
    assert not tray._icon.icon().isNull()
    assert tray._icon.toolTip() == "HubDesk · Nothing to do"


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a D-Bus daemon")
async def test_the_computer_stays_awake_while_bytes_move(
    ctx: UiContext, window: QWidget, monkeypatch: pytest.MonkeyPatch, wait_until: WaitUntil
) -> None:
    process = await asyncio.create_subprocess_exec(
        "dbus-daemon", "--session", "--nofork", "--print-address", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", (await process.stdout.readline()).decode().strip())
    from jeepney import message_bus, new_method_return
    from jeepney.io.asyncio import open_dbus_connection

    async with await _server(open_dbus_connection, message_bus) as desktop:
        background = Background(ctx, window)
        background._on_update()
        call: Any = await asyncio.wait_for(desktop.receive(), 5)
        while call.header.message_type.name != "method_call":
            call = await asyncio.wait_for(desktop.receive(), 5)
        await desktop.send(new_method_return(call, "u", (1,)))
        await wait_until(lambda: background._awake.held)
        queue = cast("FakeQueue", ctx.services.queue)
        queue.step(1, State.PAUSED)
        background._on_update()
        await wait_until(lambda: not background._awake.held)
        background.stop()
    process.terminate()
    await process.wait()


async def _server(connect: Any, message_bus: Any) -> Any:  # noqa: ANN401 - has no types
    connection = await connect("SESSION")
    await connection.send(message_bus.RequestName("org.freedesktop.PowerManagement"))
    return connection
