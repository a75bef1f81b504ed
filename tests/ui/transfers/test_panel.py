"""The dock of transfers, used by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMenu
from pytestqt.qtbot import QtBot

from helpers.fake_queue import FakePlanner, FakeQueue, example_transfers, make_transfer
from hubdesk.core.errors import DiskError, ErrorKind
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import ALLOWED, FINISHED, DownloadRequest, State, TransferFile, WaitReason
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.actions import Action, allowed_actions, row_actions
from hubdesk.ui.transfers.confirm import CancelDialog
from hubdesk.ui.transfers.panel import TransfersPanel
from hubdesk.ui.transfers.plan_dialog import DownloadPlanDialog
from hubdesk.ui.transfers.row_layout import job_layout
from hubdesk.ui.transfers.summary import summary_of, summary_text
from hubdesk.ui.transfers.texts import state_text

WaitUntil = Callable[..., Awaitable[None]]
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
async def panel(ctx: Any, qtbot: QtBot) -> TransfersPanel:  # noqa: ANN401 - stands in for a UiContext
    panel = TransfersPanel(ctx)
    qtbot.addWidget(panel)
    panel.resize(1300, 500)
    panel.set_folded(False)
    panel.show()
    return panel


def button(panel: TransfersPanel, name: str) -> QAbstractButton:
    found = panel.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def click_row_button(panel: TransfersPanel, row: int, action: Action) -> None:
    index = panel.model.index(row, 0)
    transfer = panel.model.transfer_at(index)
    assert transfer is not None
    areas = dict(job_layout(panel.view.visualRect(index), transfer).buttons)
    QTest.mouseClick(panel.view.viewport(), LEFT, PLAIN, areas[action].center())


def choose(panel: TransfersPanel, row: int) -> None:
    panel.view.setCurrentIndex(panel.model.index(row, 0))
    panel.view.setFocus()


async def test_folds_to_one_line(panel: TransfersPanel) -> None:
    spy = QSignalSpy(panel.folded_changed)
    button(panel, "foldTransfers").click()
    assert panel.folded
    assert not panel.view.isVisible()
    line = panel.findChild(object, "transfersSummary")
    assert line.isVisible()  # type: ignore[attr-defined]
    texts = [label.text() for label in line.findChildren(QLabel)]  # type: ignore[attr-defined]
    assert any("46 MB/s" in text for text in texts)
    QTest.mouseClick(line, LEFT, PLAIN, QPoint(200, 10))  # type: ignore[arg-type]
    assert not panel.folded
    assert spy.count() == 2


@pytest.mark.parametrize(
    ("row", "action", "call"),
    [
        (0, Action.PAUSE, ("pause", 1)),
        (2, Action.RESUME, ("resume", 3)),
        (3, Action.RETRY, ("retry", 4)),
        (4, Action.RETRY, ("retry", 5)),
        (5, Action.CANCEL, ("cancel", 6)),
        (6, Action.DISMISS, ("dismiss", 7)),
    ],
)
async def test_painted_buttons(
    panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil, row: int, action: Action, call: tuple[str, int]
) -> None:
    click_row_button(panel, row, action)
    await wait_until(lambda: call in queue.calls)


async def test_a_button_released_elsewhere_does_nothing(panel: TransfersPanel, queue: FakeQueue) -> None:
    index = panel.model.index(0, 0)
    transfer = panel.model.transfer_at(index)
    assert transfer is not None
    at = dict(job_layout(panel.view.visualRect(index), transfer).buttons)[Action.PAUSE].center()
    QTest.mousePress(panel.view.viewport(), LEFT, PLAIN, at)
    QTest.mouseRelease(panel.view.viewport(), LEFT, PLAIN, at + QPoint(-300, 0))
    assert queue.calls == []


async def test_space_pauses_and_goes_on(panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil) -> None:
    choose(panel, 0)
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    await wait_until(lambda: ("pause", 1) in queue.calls)
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    await wait_until(lambda: ("resume", 1) in queue.calls)


async def test_delete_asks_before_bytes_are_lost(
    panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil
) -> None:
    choose(panel, 0)
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    dialog = panel.window().findChild(CancelDialog)
    assert dialog is not None
    assert queue.calls == []
    dialog.reject()
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    dialogs = [one for one in panel.window().findChildren(CancelDialog) if one.isVisible()]
    confirm = dialogs[0].findChild(QAbstractButton, "confirmCancel")
    assert isinstance(confirm, QAbstractButton)
    confirm.click()
    await wait_until(lambda: ("cancel", 1) in queue.calls)


async def test_what_is_cancelled_can_be_planned_again(
    panel: TransfersPanel, queue: FakeQueue, planner: FakePlanner, wait_until: WaitUntil
) -> None:
    queue.file_lists[8] = (TransferFile("config.json", 10), TransferFile("onnx/model.onnx", 20))
    click_row_button(panel, 7, Action.AGAIN)
    await wait_until(lambda: planner.requests)
    dialog = panel.window().findChild(DownloadPlanDialog)
    assert dialog is not None
    wanted = DownloadRequest(RepoRef("gpt2"), "main", files=("config.json", "onnx/model.onnx"))
    assert planner.requests[0] == wanted
    assert queue.added == []
    dialog.reject()


def test_the_question_counts_only_what_is_lost(theme: Theme, qtbot: QtBot) -> None:
    for done_files, words in ((0, "10.3 GB that have arrived are deleted"), (2, "What has arrived of unfinished")):
        one = make_transfer(1, "a/b", State.ACTIVE, done_bytes=10_300_000_000, done_files=done_files)
        dialog = CancelDialog(theme, [one])
        qtbot.addWidget(dialog)
        assert any(words in label.text() for label in dialog.findChildren(QLabel))


def test_a_hub_in_trouble_is_not_called_the_network() -> None:
    waits = {ErrorKind.SERVER: "Waiting for the Hub", ErrorKind.OFFLINE: "Waiting for the network"}
    for error, words in waits.items():
        one = make_transfer(1, "a/b", State.WAITING, wait_reason=WaitReason.NETWORK, error=error)
        assert state_text(one) == words


async def test_folding_keeps_the_keyboard_in_the_panel(panel: TransfersPanel, queue: FakeQueue) -> None:
    panel.activateWindow()
    choose(panel, 0)
    panel.set_folded(True)
    assert button(panel, "unfoldTransfers").hasFocus()
    panel.set_folded(False)
    assert panel.view.hasFocus()
    for transfer in queue.transfers():
        await queue.dismiss(transfer.transfer_id)
    panel.set_folded(True)
    panel.set_folded(False)
    assert button(panel, "foldTransfers").hasFocus()


async def test_toolbar_acts_on_the_selection(panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil) -> None:
    names = ("transferPause", "transferResume", "transferRetry", "transferCancel")
    panel.view.clearSelection()
    assert [button(panel, name).isEnabled() for name in names] == [False, False, False, False]
    choose(panel, 2)
    assert [button(panel, name).isEnabled() for name in names] == [False, True, False, True]
    button(panel, "transferResume").click()
    await wait_until(lambda: ("resume", 3) in queue.calls)
    choose(panel, 4)
    assert [button(panel, name).isEnabled() for name in names] == [False, False, True, True]


async def test_buttons_for_all(panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil) -> None:
    button(panel, "pauseAllButton").click()
    await wait_until(lambda: ("pause_all", None) in queue.calls)
    button(panel, "clearFinishedButton").click()
    await wait_until(lambda: panel.model.rowCount() == 6)
    assert not button(panel, "clearFinishedButton").isEnabled()
    for transfer in queue.transfers():
        queue.step(transfer.transfer_id, State.PAUSED)
    assert button(panel, "pauseAllButton").accessibleName() == "Resume all"
    button(panel, "pauseAllButton").click()
    await wait_until(lambda: ("resume_all", None) in queue.calls)


async def test_chips_filter(panel: TransfersPanel) -> None:
    button(panel, "transfers-failed").click()
    assert panel.model.rowCount() == 1
    assert not button(panel, "transfers-all").isChecked()
    button(panel, "transfers-all").click()
    assert panel.model.rowCount() == 8


async def test_unfolds_to_files(panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil) -> None:
    queue.file_lists[1] = tuple(TransferFile(f"f{n}", 10) for n in range(5))
    job = panel.model.index(0, 0)
    choose(panel, 0)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    await wait_until(lambda: panel.model.rowCount(job) == 5)
    assert panel.view.isExpanded(job)
    panel.view.grab()


async def test_menu_offers_what_is_allowed(panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil) -> None:
    click_row_button(panel, 4, Action.MORE)
    menu = next(one for one in panel.findChildren(QMenu) if one.isVisible())
    texts = [entry.text() for entry in menu.actions() if entry.text()]
    moves = ["Move to the top", "Move to the bottom"]
    assert texts == ["Try again now", "Cancel", "Open folder", *moves, "Copy path", "Copy error details"]
    next(entry for entry in menu.actions() if entry.text() == "Copy path").trigger()
    assert QGuiApplication.clipboard().text() == str(queue.transfers()[4].target)
    menu.close()


async def test_what_fails_is_told(panel: TransfersPanel, queue: FakeQueue, ctx: Any, wait_until: WaitUntil) -> None:  # noqa: ANN401
    spy = QSignalSpy(ctx.notices.posted)
    queue.error = DiskError(ErrorKind.DISK_FULL)
    click_row_button(panel, 0, Action.PAUSE)
    await wait_until(spy.count)


async def test_limits_change_the_settings(panel: TransfersPanel, ctx: Any) -> None:  # noqa: ANN401
    speed = panel.findChild(QComboBox, "speedLimit")
    assert isinstance(speed, QComboBox)
    row = speed.findData(10_000_000)
    speed.setCurrentIndex(row)
    speed.activated.emit(row)
    assert ctx.settings.current.speed_limit_bps == 10_000_000
    ctx.settings.change(speed_limit_bps=7_000_000)
    assert speed.currentData() == 7_000_000
    assert speed.currentText() == "7 MB/s"


async def test_an_empty_queue_says_so(ctx: Any, qtbot: QtBot, queue: FakeQueue) -> None:  # noqa: ANN401
    for transfer in queue.transfers():
        await queue.dismiss(transfer.transfer_id)
    panel = TransfersPanel(ctx)
    qtbot.addWidget(panel)
    panel.set_folded(False)
    panel.show()
    assert not panel.view.isVisible()
    queue.put(make_transfer(1, "a/b", State.ACTIVE))
    assert panel.view.isVisible()


async def test_rows_paint_in_every_state_and_width(panel: TransfersPanel, queue: FakeQueue) -> None:
    for number, state in enumerate(State, start=20):
        queue.put(make_transfer(number, "owner/a-rather-long-name-" * 3, state, done_bytes=5))
    for width in (1300, 620, 320):
        panel.resize(width, 1200)
        assert not panel.grab().isNull()


@pytest.mark.parametrize("state", list(State))
def test_actions_are_steps_that_the_table_allows(state: State) -> None:
    transfer = make_transfer(1, "a/b", state)
    actions = allowed_actions(transfer)
    assert (Action.CANCEL in actions) == (State.CANCELLED in ALLOWED[state] and state not in FINISHED)
    assert (Action.DISMISS in actions) == (state in FINISHED)
    if Action.RETRY in actions or Action.RESUME in actions:
        assert State.QUEUED in ALLOWED[state]
    if Action.PAUSE in actions:
        assert {State.PAUSED, State.PAUSING} & ALLOWED[state]
    assert len(row_actions(transfer)) <= 3


def test_summary() -> None:
    summary = summary_of(example_transfers())
    text = summary_text(summary)
    assert text.startswith("1 active · 1 verifying · 3 waiting · 1 failed · 46 MB/s · ")
    assert summary_text(summary_of([])) == "Nothing to do"
    done = [one for one in example_transfers() if one.state in FINISHED]
    assert summary_text(summary_of(done)) == "1 done · 1 cancelled"
    assert summary_text(summary_of(done[1:])) == "1 cancelled"
