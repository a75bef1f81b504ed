"""The model of transfers follows the queue, row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from helpers.fake_queue import example_transfers, make_transfer
from hubdesk.transfers.model import Change, State, TransferEvent, TransferFile
from hubdesk.ui.transfers.model import FILE_ROLE, TRANSFER_ROLE, Group, TransferModel

FILES = tuple(TransferFile(f"part-{n}.safetensors", 100, state=State.QUEUED) for n in range(4))


@pytest.fixture
def model(qtbot: QtBot) -> TransferModel:
    model = TransferModel()
    model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]  # lives as long as the model
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    return model


def shown(model: TransferModel) -> list[int]:
    return [model.index(row, 0).data(TRANSFER_ROLE).transfer_id for row in range(model.rowCount())]


def updated(model: TransferModel, transfer_id: int, **values: object) -> TransferEvent:
    transfer = next(one for one in model.transfers() if one.transfer_id == transfer_id)
    return TransferEvent(Change.UPDATED, replace(transfer, **values))  # type: ignore[arg-type]


def test_rows_come_change_and_go(model: TransferModel) -> None:
    first, second = make_transfer(1, "a/b", State.QUEUED), make_transfer(2, "c/d", State.QUEUED)
    for transfer in (first, second):
        model.apply(TransferEvent(Change.ADDED, transfer))
    assert shown(model) == [1, 2]
    changed = QSignalSpy(model.dataChanged)
    model.apply(updated(model, 1, state=State.ACTIVE))
    assert changed.count() == 1
    assert model.index(0, 0).data(TRANSFER_ROLE).state is State.ACTIVE
    model.apply(TransferEvent(Change.REMOVED, first))
    assert shown(model) == [2]
    model.apply(TransferEvent(Change.REMOVED, first))
    assert shown(model) == [2]


def test_figures_change_at_most_four_times_a_second(model: TransferModel, qtbot: QtBot) -> None:
    model.reset([make_transfer(1, "a/b", State.ACTIVE)])
    changed = QSignalSpy(model.dataChanged)
    for done in range(1, 200):
        model.apply(updated(model, 1, done_bytes=done))
    assert changed.count() == 0
    assert model.transfers()[0].done_bytes == 199
    qtbot.waitUntil(lambda: changed.count() == 1)
    assert model.index(0, 0).data(TRANSFER_ROLE).done_bytes == 199


def test_a_state_is_not_overtaken_by_late_figures(model: TransferModel, qtbot: QtBot) -> None:
    model.reset([make_transfer(1, "a/b", State.ACTIVE), make_transfer(2, "c/d", State.ACTIVE)])
    model.apply(updated(model, 1, done_bytes=5))
    model.apply(updated(model, 1, state=State.DONE, done_bytes=9))
    changed = QSignalSpy(model.counts_changed)
    model.apply(updated(model, 2, done_bytes=5))
    qtbot.waitUntil(lambda: changed.count() == 1)
    assert model.index(0, 0).data(TRANSFER_ROLE).state is State.DONE


def test_chips_filter_and_follow(model: TransferModel) -> None:
    model.reset(example_transfers())
    assert model.counts() == {Group.ALL: 8, Group.ACTIVE: 2, Group.WAITING: 3, Group.FAILED: 1, Group.DONE: 2}
    model.set_group(Group.ACTIVE)
    assert shown(model) == [1, 2]
    model.apply(updated(model, 2, state=State.DONE))
    assert shown(model) == [1]
    model.apply(updated(model, 6, state=State.ACTIVE))
    assert shown(model) == [1, 6]
    model.apply(updated(model, 2, state=State.QUEUED))
    model.apply(updated(model, 2, state=State.ACTIVE))
    assert shown(model) == [1, 2, 6]
    model.set_group(Group.ALL)
    assert shown(model) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_files_are_asked_for_once_when_a_job_is_unfolded(qtbot: QtBot) -> None:
    model = TransferModel()
    model.reset(example_transfers())
    wanted = QSignalSpy(model.files_wanted)
    job = model.index(0, 0)
    assert model.hasChildren(job)
    assert model.canFetchMore(job)
    model.fetchMore(job)
    assert wanted.at(0) == [1]
    assert not model.canFetchMore(job)


def test_a_job_unfolds_to_its_files(model: TransferModel) -> None:
    model.reset(example_transfers())
    job = model.index(0, 0)
    model.set_files(1, FILES)
    wanted = QSignalSpy(model.files_wanted)
    assert model.rowCount(job) == 4
    file = model.index(2, 0, job)
    assert file.data(FILE_ROLE).path == "part-2.safetensors"
    assert file.parent() == job
    assert model.transfer_at(file) == model.transfer_at(job)
    model.set_files(1, tuple(replace(one, state=State.DONE) for one in FILES))
    assert model.index(2, 0, job).data(FILE_ROLE).state is State.DONE
    model.set_files(1, FILES[:2])
    assert model.rowCount(job) == 2
    model.apply(updated(model, 1, state=State.DONE))
    assert wanted.count() == 1  # its files may have changed
    model.apply(TransferEvent(Change.REMOVED, model.transfers()[0]))
    model.set_files(1, FILES)
    assert model.rowCount(model.index(0, 0)) == 0


def test_rows_say_everything_in_words(model: TransferModel) -> None:
    model.reset(example_transfers())
    spoken = str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    for part in ("Qwen/Qwen3-8B", "Downloading", "10.3 GB of 16.4 GB", "46 MB/s", "2 min 12 s left", "5 files"):
        assert part in spoken
    assert "Waiting for access" in str(model.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    model.set_files(1, FILES)
    file = model.index(0, 0, model.index(0, 0))
    assert file.data(Qt.ItemDataRole.AccessibleTextRole) == "part-0.safetensors, 100 B, Queued"
    assert model.data(QModelIndex(), Qt.ItemDataRole.DisplayRole) is None
