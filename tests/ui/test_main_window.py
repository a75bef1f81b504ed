"""The window around the panels: keys, memory, notices, closing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QToolButton, QWidget

from helpers.practice_hub import PracticeHub
from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.paths import Paths
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoRef
from hubdesk.hub.address import Address
from hubdesk.services import build_services
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.main_window import MainWindow
from hubdesk.ui.notices import Notices
from hubdesk.ui.theme import Theme
from hubdesk.ui.window_state import load_state

WaitUntil = Callable[..., Awaitable[None]]
REF = RepoRef("Qwen/Qwen3-8B")
CONTROL = Qt.KeyboardModifier.ControlModifier


@asynccontextmanager
async def opened(hub: PracticeHub, theme: Theme, folder: Path) -> AsyncIterator[MainWindow]:
    """The real window over real services on the practice Hub; closed and gone at the end."""
    paths = Paths(folder / "data")
    paths.create()
    failures: list[str] = []
    tasks = TaskRunner(lambda name, error: failures.append(f"{name}: {error!r}"))
    services = build_services(paths, endpoint=hub.url, demo=False)
    services.session.use(hub.token)
    ctx = UiContext(theme, tasks, services.settings, Notices(), Commands(theme), services)
    window = MainWindow(ctx)
    window.show()
    window.activateWindow()
    await services.start()
    window.start()
    try:
        yield window
    finally:
        async with asyncio.timeout(10):  # a request cut off in a thread leaves its socket to the garbage collector
            while tasks.running():
                await asyncio.sleep(0.01)
        window.close()
        window.hide()
        await tasks.close()
        await services.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
        QApplication.clipboard().clear()
    # pytest-qt turns Qt's loop once more when asyncio's has stopped
    assert [failure for failure in failures if "no running event loop" not in failure] == []


@pytest.fixture
async def window(practice_hub: PracticeHub, theme: Theme, tmp_path: Path) -> AsyncIterator[MainWindow]:
    async with opened(practice_hub, theme, tmp_path) as window:
        yield window


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


async def test_keys_open_palette_and_settings(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(QWidget, "commandPalette")
    assert palette.isVisible()
    assert _focus().objectName() == "paletteField"
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Comma, CONTROL)
    assert window.findChild(QWidget, "settingsView").isVisible()
    assert window.findChild(QToolButton, "activitySettings").isChecked()
    QTest.keyClick(window, Qt.Key.Key_W, CONTROL)
    assert window.findChild(QToolButton, "activityDiscover").isChecked()


async def test_f6_goes_around_the_panels(window: MainWindow) -> None:
    window.documents.open_settings()
    window.show_discover()
    panels = [
        window.findChild(QWidget, name) for name in ("sidePanel", "documents", "transfersDock", "statusLine", "rail")
    ]
    seen = []
    for _ in range(len(panels) + 1):
        seen.append(next(place for place, panel in enumerate(panels) if panel.isAncestorOf(_focus())))
        QTest.keyClick(_focus(), Qt.Key.Key_F6)
    assert seen == [0, 1, 2, 3, 4, 0]
    QTest.keyClick(_focus(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert panels[0].isAncestorOf(_focus())


async def test_tab_goes_through_the_documents_before_what_stands_below(
    window: MainWindow, wait_until: WaitUntil
) -> None:
    window.open_address(Address(REF))
    await wait_until(lambda: window.findChild(QWidget, "cardView").isVisible())
    places = [window.documents, window.findChild(QWidget, "statusLine")]
    window.findChild(QTabBar, "documentTabs").setFocus()
    seen = []
    for _ in range(60):
        QTest.keyClick(_focus(), Qt.Key.Key_Tab)
        seen.append(next((place for place, panel in enumerate(places) if panel.isAncestorOf(_focus())), -1))
        if window.findChild(QTabBar, "documentTabs").hasFocus():
            break
    else:
        raise AssertionError("Tab does not come back")
    assert seen.index(-1) > seen.index(0)
    inside = [number for number, place in enumerate(seen[:-1]) if place == 0]
    assert inside == list(range(len(inside)))
    assert len(inside) > 8
    QTest.keyClick(_focus(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not window.documents.isAncestorOf(_focus())


async def test_an_address_opens_its_repository(window: MainWindow, wait_until: WaitUntil) -> None:
    window.open_address(Address(REF))
    assert window.findChild(QTabBar, "documentTabs").tabText(0) == "Qwen3-8B"
    assert window.windowTitle() == "Qwen/Qwen3-8B — HubDesk"
    await wait_until(lambda: window.findChild(QWidget, "downloadButton").isVisible())


async def test_the_palette_searches(window: MainWindow, wait_until: WaitUntil) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(_focus(), "zzz qwen3")
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    assert window.findChild(QLineEdit, "searchField").text() == "zzz qwen3"


async def test_the_window_comes_back_as_it_was(practice_hub: PracticeHub, theme: Theme, tmp_path: Path) -> None:
    async with opened(practice_hub, theme, tmp_path) as first:
        first.resize(1100, 620)
        first.documents.open_repo(REF, own_tab=True)
        first.documents.open_repo(RepoRef("Qwen/Qwen3-4B"), "main")
        first.documents.step_back()
        first.arrangement.toggle_transfers()
    async with opened(practice_hub, theme, tmp_path) as second:
        assert second.height() == 620
        assert [tab.ref.name for tab in second.documents.tabs()] == ["Qwen3-8B", "Qwen3-4B"]
        current = second.documents.current_tab()
        assert current is not None
        assert current.ref == REF
        assert [tab.preview for tab in second.documents.tabs()] == [False, True]
        assert not second.arrangement.transfers.folded
    assert len(load_state(tmp_path / "data" / "window.json").tabs) == 2


async def test_closing_only_asks(window: MainWindow) -> None:
    closing = QSignalSpy(window.closing)
    window.close()
    assert window.isVisible()
    assert closing.count() == 1
    window.close()
    assert closing.count() == 1


async def test_errors_become_notices(window: MainWindow) -> None:
    window.show_error(HubError(ErrorKind.SERVER, "x", status=502))
    bar = window.findChild(QWidget, "noticeBar")
    assert bar.isVisible()
    assert "The Hub could not answer" in bar.accessibleName()


async def test_transfers_fold_and_move(window: MainWindow, wait_until: WaitUntil) -> None:
    dock = window.arrangement.dock
    assert window.arrangement.transfers.folded
    await wait_until(lambda: dock.height() < 60)
    QTest.keyClick(window, Qt.Key.Key_J, CONTROL)
    await wait_until(lambda: dock.height() > 150)
    window.arrangement.dock_right()
    await wait_until(lambda: dock.height() > 400)
    window.arrangement.dock_bottom()
    QTest.keyClick(window, Qt.Key.Key_J, CONTROL)
    await wait_until(lambda: dock.height() < 60)


async def test_alt_alone_shows_the_menu_bar(window: MainWindow) -> None:
    bar = window.menuBar()
    assert not bar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Alt)
    assert bar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Alt)
    assert not bar.isVisible()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert not bar.isVisible()


async def test_settings_apply_at_once(window: MainWindow, theme: Theme) -> None:
    window.theme.set_preference("light")
    settings = window._ctx.settings
    settings.change(theme="dark")
    assert theme.dark
    settings.change(theme="light")
    assert not theme.dark


async def test_the_account_is_named(window: MainWindow, wait_until: WaitUntil) -> None:
    account = window.findChild(QWidget, "statusAccount")
    await wait_until(lambda: account.accessibleName() not in {"", "Signed in", "Not signed in"})


async def test_dialogs_open_and_go(window: MainWindow, wait_until: WaitUntil) -> None:
    for command, name in (("help.about", "aboutDialog"), ("help.shortcuts", "shortcutsDialog")):
        action = window._ctx.commands.find(command)
        assert action is not None
        action.trigger()
        dialog = window.findChild(QWidget, name)
        assert dialog.isVisible()
        dialog.close()
        await wait_until(lambda name=name: window.findChild(QWidget, name) is None)
