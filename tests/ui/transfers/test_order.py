"""Rows in another order, and single files, by mouse and keyboard."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from helpers.fake_queue import FakeQueue, make_transfer
from helpers.machine import slowness
from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.model import Change, State, TransferEvent, TransferFile
from hubdesk.ui.transfers.actions import Action, file_actions
from hubdesk.ui.transfers.confirm import LeaveOutDialog
from hubdesk.ui.transfers.model import TRANSFER_ROLE, Group
from hubdesk.ui.transfers.movable import MIME, MovableTransferModel
from hubdesk.ui.transfers.panel import TransfersPanel
from hubdesk.ui.transfers.texts import ended_text, file_state_text

WaitUntil = Callable[..., Awaitable[None]]
ALT = Qt.KeyboardModifier.AltModifier
FILES = (
    TransferFile("a.bin", 100, 40, State.ACTIVE),
    TransferFile("b.bin", 100, held=True),
    TransferFile("c.bin", 100, state=State.FAILED),
    TransferFile("d.bin", 100, 100, State.DONE),
)


@pytest.fixture
async def panel(ctx: Any, qtbot: QtBot) -> TransfersPanel:  # noqa: ANN401 - stands in for a UiContext
    panel = TransfersPanel(ctx)
    qtbot.addWidget(panel)
    panel.resize(1300, 600)
    panel.set_folded(False)
    panel.show()
    return panel


def shown(model: MovableTransferModel) -> list[int]:
    return [model.index(row, 0).data(TRANSFER_ROLE).transfer_id for row in range(model.rowCount())]


async def test_alt_and_arrows_move_a_row(panel: TransfersPanel, wait_until: WaitUntil) -> None:
    panel.view.setCurrentIndex(panel.model.index(2, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Up, ALT)
    await wait_until(lambda: shown(panel.model) == [1, 3, 2, 4, 5, 6, 7, 8])
    assert panel.view.currentIndex().row() == 1  # the selection went along
    for _ in range(2):
        QTest.keyClick(panel.view, Qt.Key.Key_Up, ALT)
        await wait_until(lambda: shown(panel.model) == [3, 1, 2, 4, 5, 6, 7, 8])
    QTest.keyClick(panel.view, Qt.Key.Key_Down, ALT)
    await wait_until(lambda: shown(panel.model)[:2] == [1, 3])


async def test_to_the_top_and_the_bottom_from_the_menu(panel: TransfersPanel, wait_until: WaitUntil) -> None:
    panel.view.action_requested.emit(Action.TOP, [panel.model.transfers()[4]])
    await wait_until(lambda: shown(panel.model) == [5, 1, 2, 3, 4, 6, 7, 8])
    panel.view.action_requested.emit(Action.BOTTOM, [panel.model.transfers()[0]])
    await wait_until(lambda: shown(panel.model)[-1] == 1)


async def test_rows_are_dropped_between_others(panel: TransfersPanel, wait_until: WaitUntil) -> None:
    model = panel.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    data = model.mimeData([model.index(5, 0), model.index(4, 0)])
    assert data.hasFormat(MIME)
    move = Qt.DropAction.MoveAction
    assert not model.canDropMimeData(data, move, 0, 0, model.index(0, 0))  # not into a job
    model.dropMimeData(data, move, 1, 0, QModelIndex())
    await wait_until(lambda: shown(model) == [1, 5, 6, 2, 3, 4, 7, 8])
    model.dropMimeData(model.mimeData([model.index(0, 0)]), move, -1, -1, QModelIndex())  # below the last row
    await wait_until(lambda: shown(model)[-1] == 1)


async def test_a_filtered_list_keeps_the_order_of_all(panel: TransfersPanel, queue: FakeQueue) -> None:
    panel.model.set_group(Group.ACTIVE)
    await queue.move([2], 1)
    assert shown(panel.model) == [2, 1]
    panel.model.set_group(Group.ALL)
    assert shown(panel.model)[:2] == [2, 1]
    panel.model.apply(TransferEvent(Change.MOVED, make_transfer(99, "un/known", State.QUEUED)))
    assert 99 in shown(panel.model)


async def _unfold(panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil, *rows: int) -> None:
    queue.file_lists[1] = FILES
    job = panel.model.index(0, 0)
    panel.view.expand(job)
    await wait_until(lambda: panel.model.rowCount(job) == len(FILES))
    panel.view.setCurrentIndex(panel.model.index(rows[0], 0, job))
    for row in rows[1:]:
        panel.view.selectionModel().select(
            panel.model.index(row, 0, job), panel.view.selectionModel().SelectionFlag.Select
        )


async def test_space_acts_on_the_chosen_files(panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil) -> None:
    for row, call in ((0, "pause_files"), (1, "resume_files"), (2, "resume_files")):
        await _unfold(panel, queue, wait_until, row)
        QTest.keyClick(panel.view, Qt.Key.Key_Space)
        wanted = (call, (1, frozenset({FILES[row].path})))
        await wait_until(lambda wanted=wanted: wanted in queue.calls)


async def test_leaving_files_out_asks_before_bytes_are_lost(
    panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil
) -> None:
    await _unfold(panel, queue, wait_until, 0, 1, 3)
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    dialog = panel.window().findChild(LeaveOutDialog)
    assert dialog is not None
    assert queue.calls == []
    dialog.findChild(QAbstractButton, "confirmCancel").click()  # type: ignore[union-attr]
    await wait_until(lambda: ("cancel_files", (1, frozenset({"a.bin", "b.bin"}))) in queue.calls)  # d.bin is whole


async def test_the_menu_of_a_file_offers_what_it_allows(
    panel: TransfersPanel, queue: FakeQueue, wait_until: WaitUntil
) -> None:
    await _unfold(panel, queue, wait_until, 1)
    panel.view._open_files_menu(panel.view.selected_files(), panel.view.mapToGlobal(panel.view.rect().center()))
    menu = next(one for one in panel.findChildren(QMenu, "transferFilesMenu") if one.isVisible())
    assert [entry.text() for entry in menu.actions()] == ["Resume", "Leave out of the download"]
    menu.actions()[0].trigger()
    await wait_until(lambda: ("resume_files", (1, frozenset({"b.bin"}))) in queue.calls)
    menu.close()


def test_a_file_paused_by_itself_says_so() -> None:
    assert file_state_text(FILES[1]) == "Paused"
    assert file_actions(make_transfer(1, "a/b", State.DONE), FILES[0]) == ()
    assert file_actions(make_transfer(1, "a/b", State.PAUSED), TransferFile("x", 1))[0] is Action.RESUME


def test_news_of_what_ended() -> None:
    done, other = make_transfer(1, "a/b", State.DONE), make_transfer(2, "c/d", State.DONE)
    failed = make_transfer(3, "e/f", State.FAILED, error=ErrorKind.DISK_FULL)
    assert ended_text([done]) == ("Transfer finished", "a/b")
    assert ended_text([done, other]) == ("2 transfers finished", "a/b, c/d")
    assert ended_text([failed])[0] == "Transfer failed"
    assert ended_text([done, failed]) == ("1 transfers failed, 1 finished", "e/f, a/b")


def test_ten_thousand_rows_come_and_change_fast(qtbot: QtBot) -> None:
    model = MovableTransferModel()
    many = [make_transfer(number, f"a/{number}", State.QUEUED) for number in range(1, 10_001)]
    started = time.perf_counter()
    for transfer in many:
        model.apply(TransferEvent(Change.ADDED, transfer))
    qtbot.waitUntil(lambda: len(model) == 10_000)
    came = time.perf_counter() - started
    changed = QSignalSpy(model.dataChanged)
    started = time.perf_counter()
    for number in range(8):
        for done in range(50):
            model.apply(TransferEvent(Change.UPDATED, replace(many[number], done_bytes=done)))
    took = time.perf_counter() - started
    assert changed.count() == 0
    qtbot.waitUntil(lambda: changed.count() == 8)  # one for each row, whatever came
    slow = slowness()
    assert came < 2 * slow
    assert took < 0.1 * slow
    model.apply(TransferEvent(Change.MOVED, replace(many[-1], position=0.5)))
    assert shown(model)[0] == 10_000
