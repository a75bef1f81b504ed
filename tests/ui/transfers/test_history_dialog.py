"""The history: found, downloaded again, forgotten."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from helpers.fake_queue import FakeQueue, make_transfer
from hubdesk.transfers.model import Direction, State
from hubdesk.ui.transfers.history_dialog import PAGE, HistoryDialog

WaitUntil = Callable[..., Awaitable[None]]


@pytest.fixture
async def dialog(ctx: Any, queue: FakeQueue, qtbot: QtBot, wait_until: WaitUntil) -> HistoryDialog:  # noqa: ANN401
    queue.past = [
        make_transfer(30, "Qwen/Qwen3-8B", State.DONE),
        make_transfer(20, "gpt2", State.CANCELLED),
        make_transfer(10, "me/mine", State.DONE, direction=Direction.UPLOAD),
        *(make_transfer(1000 + number, f"a/{number}", State.DONE) for number in range(PAGE)),
    ]
    dialog = HistoryDialog(ctx, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    await wait_until(lambda: rows(dialog).topLevelItemCount() == PAGE)
    return dialog


def rows(dialog: HistoryDialog) -> QTreeWidget:
    found = dialog.findChild(QTreeWidget, "historyList")
    assert found is not None
    return found


def button(dialog: HistoryDialog, name: str) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


async def test_more_comes_with_scrolling(dialog: HistoryDialog, wait_until: WaitUntil) -> None:
    bar = rows(dialog).verticalScrollBar()
    bar.setValue(bar.maximum())
    await wait_until(lambda: rows(dialog).topLevelItemCount() == PAGE + 3)


async def test_typing_finds(dialog: HistoryDialog, wait_until: WaitUntil) -> None:
    field = dialog.findChild(QLineEdit, "historySearch")
    assert field is not None
    field.setText("qwen")
    await wait_until(lambda: rows(dialog).topLevelItemCount() == 1)
    field.setText("nothing like it")
    await wait_until(lambda: rows(dialog).topLevelItemCount() == 0)
    assert not button(dialog, "historyAgain").isEnabled()
    assert not button(dialog, "historyRemove").isEnabled()


async def test_a_download_comes_again_and_an_upload_does_not(dialog: HistoryDialog) -> None:
    spy = QSignalSpy(dialog.again_requested)
    button(dialog, "historyAgain").click()
    assert spy.at(0)[0].ref.repo_id == "Qwen/Qwen3-8B"
    rows(dialog).setCurrentItem(rows(dialog).topLevelItem(2))  # type: ignore[arg-type]
    assert not button(dialog, "historyAgain").isEnabled()


async def test_removing_forgets(dialog: HistoryDialog, queue: FakeQueue, wait_until: WaitUntil) -> None:
    button(dialog, "historyRemove").click()
    await wait_until(lambda: rows(dialog).topLevelItem(0).text(0) == "gpt2")  # type: ignore[union-attr]
    assert 30 not in {transfer.transfer_id for transfer in queue.past}
