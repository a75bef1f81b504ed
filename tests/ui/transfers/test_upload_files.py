"""The list of an upload plan: groups, boxes, filters, and twenty thousand rows."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from helpers.machine import slowness
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, PlannedUpload, Reason, Severity, Verdict
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.upload_files_model import ROW_ROLE, FileGroup, UploadFilesModel
from hubdesk.ui.transfers.upload_files_view import UploadFilesView, box_area

CHECK = Qt.ItemDataRole.CheckStateRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
SECRET = Finding(Severity.WARNING, Code.SECRET, "train.yaml", 12, ("Hugging Face Token",))
FILES = (
    PlannedUpload("README.md", 10, Verdict.CHANGED, local=Path("/x/README.md")),
    PlannedUpload("a/하나.txt", 20, Verdict.ADDED, local=Path("/x/a/하나.txt")),
    PlannedUpload("old.bin", 5, Verdict.DELETED),
    PlannedUpload("same.json", 7, Verdict.UNCHANGED, local=Path("/x/same.json")),
    PlannedUpload("train.yaml", 30, Verdict.IGNORED, reason=Reason.UNCHECKED, taken_from=Verdict.ADDED),
    PlannedUpload("x.tmp", 1, Verdict.IGNORED, reason=Reason.GIT_IGNORE),
)


@pytest.fixture
def model(qtbot: QtBot) -> UploadFilesModel:
    model = UploadFilesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_files(FILES, frozenset({"train.yaml"}), (SECRET,))
    return model


def rows(model: UploadFilesModel) -> list[str]:
    return [str(model.index(row, 0).data(SPOKEN)) for row in range(model.rowCount())]


def names(model: UploadFilesModel) -> list[str]:
    found = (model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount()))
    return [row.path for row in found if isinstance(row, PlannedUpload)]


def test_what_changes_comes_first_and_says_why(model: UploadFilesModel) -> None:
    assert rows(model) == [
        "Deleted, 1 file, 5 B",
        "old.bin, Deleted, 5 B, goes from the repository",
        "Changed, 1 file, 10 B",
        "README.md, Changed, 10 B",
        "Added, 2 files, 50 B",
        "a/하나.txt, Added, 20 B",
        "train.yaml, Added, 30 B, left out by you, A secret in train.yaml",
        "Ignored, 1 file, 1 B",
        "x.tmp, Ignored, 1 B, named in .gitignore",
        "Unchanged, 1 file, 7 B",
    ]


def test_a_heading_ticks_its_group(model: UploadFilesModel) -> None:
    heading = model.row_of_group(Verdict.ADDED)
    index = model.index(heading, 0)
    assert index.data(CHECK) == Qt.CheckState.PartiallyChecked
    assert model.setData(index, None)
    assert index.data(CHECK) == Qt.CheckState.Checked
    assert model.left_out() == frozenset()
    model.toggle([heading])
    assert model.left_out() == {"a/하나.txt", "train.yaml"}
    model.toggle([model.row_of_group(Verdict.IGNORED)])
    assert model.left_out() == {"a/하나.txt", "train.yaml"}


def test_filters_and_folds(model: UploadFilesModel) -> None:
    model.set_filter("하나", frozenset())
    assert names(model) == ["a/하나.txt"]
    model.set_filter("", frozenset({Verdict.UNCHANGED}))
    assert names(model) == ["same.json"]
    model.set_filter("", frozenset())
    assert "same.json" not in names(model)
    assert model.row_of("same.json") == model.rowCount() - 1
    model.fold(model.row_of_group(Verdict.UNCHANGED))
    assert "same.json" not in names(model)
    assert model.row_of("nowhere") == -1


def test_keys_and_mouse(qtbot: QtBot, theme: Theme, model: UploadFilesModel) -> None:
    view = UploadFilesView(theme, model)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.show_row(model.row_of("README.md"))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert "README.md" in model.left_out()
    area = view.visualRect(model.index(model.row_of("README.md"), 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=box_area(area, heading=False).center() + QPoint(0, 0)
    )
    assert "README.md" not in model.left_out()
    view.selectRow(model.row_of_group(Verdict.ADDED))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert "a/하나.txt" not in names(model)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert "a/하나.txt" in names(model)


def test_twenty_thousand_files_stay_smooth(qtbot: QtBot, theme: Theme) -> None:
    model = UploadFilesModel()
    view = UploadFilesView(theme, model)
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    files = [PlannedUpload(f"data/{n // 200:03d}/{n:05d}.json", n, Verdict.ADDED) for n in range(20_000)]
    longest = 0.0
    steps = (
        lambda: model.set_files(files, frozenset(), ()),
        lambda: model.toggle([0]),
        lambda: model.set_filter("0199", frozenset()),
        lambda: model.set_filter("", frozenset()),
        lambda: view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2),
        view.repaint,
        lambda: view.show_row(model.row_of("data/099/19999.json")),
    )
    for step in steps:
        began = time.perf_counter()
        step()
        longest = max(longest, time.perf_counter() - began)
    assert model.rowCount() == 20_001
    assert isinstance(model.index(0, 0).data(ROW_ROLE), FileGroup)
    assert longest < 0.25 * slowness()
