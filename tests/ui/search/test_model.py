"""The result model, under the eyes of Qt's own tester."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6 import QtTest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from hubdesk.core.types import RepoRef, RepoSummary, RepoType
from hubdesk.ui.search.model import (
    ACCESSIBLE_ROLE,
    LOCAL_ROLE,
    SUMMARY_ROLE,
    TAIL_ROLE,
    UNREACHABLE_ROLE,
    ResultModel,
    Tail,
)


def rows(first: int, count: int) -> list[RepoSummary]:
    return [RepoSummary(RepoRef(f"owner/model-{number}")) for number in range(first, first + count)]


@pytest.fixture(autouse=True)
def _tester(qapp: QApplication, model: ResultModel) -> QtTest.QAbstractItemModelTester:
    tester = QtTest.QAbstractItemModelTester
    return tester(model, tester.FailureReportingMode.Fatal)


def test_pages_are_appended_and_a_new_query_replaces_them(model: ResultModel) -> None:
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.replace(rows(0, 3))
    model.append(rows(3, 2))
    assert inserted == [(3, 4)]
    assert model.rowCount() == 5
    assert model.index(4, 0).data() == "owner/model-4"
    model.replace(rows(9, 1))
    assert [summary.ref.name for summary in model.summaries] == ["model-9"]


def test_a_row_that_moved_between_pages_is_shown_once(model: ResultModel) -> None:
    model.replace(rows(0, 3))
    model.append(rows(2, 2))
    model.append(rows(0, 2))
    assert [summary.ref.name for summary in model.summaries] == ["model-0", "model-1", "model-2", "model-3"]


def test_the_last_row_says_what_is_coming(model: ResultModel) -> None:
    model.replace(rows(0, 2))
    model.set_tail(Tail.LOADING)
    assert model.rowCount() == 3
    assert model.index(2, 0).data(TAIL_ROLE) is Tail.LOADING
    assert model.index(2, 0).data(SUMMARY_ROLE) is None
    assert model.index(2, 0).data(ACCESSIBLE_ROLE) == "More results are on the way."
    model.append(rows(2, 2))
    assert model.index(4, 0).data(TAIL_ROLE) is Tail.LOADING
    model.set_tail(Tail.FAILED)
    assert "try again" in model.index(4, 0).data(ACCESSIBLE_ROLE)
    model.set_tail(Tail.NONE)
    assert model.rowCount() == 4


def test_marks_of_this_computer_change_only_their_rows(model: ResultModel) -> None:
    model.replace(rows(0, 3))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.set_local(frozenset({RepoRef("owner/model-1"), RepoRef("owner/elsewhere")}))
    assert changed == [1]
    assert model.index(1, 0).data(LOCAL_ROLE) is True
    assert model.index(0, 0).data(LOCAL_ROLE) is False


def test_offline_only_what_is_here_can_be_opened(model: ResultModel) -> None:
    model.set_local(frozenset({RepoRef("owner/model-0")}))
    model.replace(rows(0, 2), offline=True)
    assert model.index(0, 0).data(UNREACHABLE_ROLE) is False
    assert model.index(1, 0).data(UNREACHABLE_ROLE) is True
    model.replace(rows(0, 2))
    assert model.index(1, 0).data(UNREACHABLE_ROLE) is False


def test_a_screen_reader_hears_the_whole_row(model: ResultModel) -> None:
    now = datetime.now(UTC)
    summary = RepoSummary(
        RepoRef("Qwen/Qwen3-8B"),
        task="text-generation",
        parameters=8_200_000_000,
        downloads=12_400_000,
        likes=1900,
        updated=now,
        formats=("safetensors",),
        gated="auto",
    )
    model.replace([summary, RepoSummary(RepoRef("me/demo", RepoType.SPACE), title="A demo", stage="RUNNING")])
    model.set_local(frozenset({summary.ref}))
    spoken = model.index(0, 0).data(ACCESSIBLE_ROLE)
    for part in ("Model Qwen/Qwen3-8B.", "Text generation", "8.2B parameters", "12.4M downloads", "1.9k likes"):
        assert part in spoken
    for part in ("on this computer.", "gated.", "safetensors.", "updated just now."):
        assert part in spoken
    assert model.index(1, 0).data(ACCESSIBLE_ROLE).startswith("Space A demo. Its id is me/demo.")
    assert "running." in model.index(1, 0).data(ACCESSIBLE_ROLE)


def test_a_dragged_row_is_its_address(model: ResultModel) -> None:
    model.replace([RepoSummary(RepoRef("squad", RepoType.DATASET))])
    data = model.mimeData([model.index(0, 0)])
    assert data.text() == "https://hub.test/datasets/squad"


def test_there_is_nothing_below_a_row(model: ResultModel) -> None:
    model.replace(rows(0, 1))
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
    assert b"summary" in [bytes(name.data()) for name in model.roleNames().values()]
