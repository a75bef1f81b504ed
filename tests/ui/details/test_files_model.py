"""The tree and the flat list of files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_chosen import ChosenFiles, count_below
from hubdesk.ui.details.files_columns import FILE_ROLE, Column, icon_name, store_mark
from hubdesk.ui.details.files_flat import FlatFilesModel, matching
from hubdesk.ui.details.files_model import FilesModel

WaitUntil = Callable[..., Awaitable[None]]

CHECK = int(Qt.ItemDataRole.CheckStateRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
FOLDER = RepoFile("onnx", is_folder=True)
CONFIG = RepoFile("config.json", 728)
WEIGHTS = RepoFile("model.safetensors", 4_000_000_000, lfs_sha256="b" * 64, xet_hash="c" * 64)
INSIDE = (RepoFile("onnx/deep", is_folder=True), RepoFile("onnx/model.onnx", 50, lfs_sha256="b" * 64))


class Asked:
    """Remembers the folders a model asked for."""

    def __init__(self, model: FilesModel) -> None:
        self.folders: list[str] = []
        model.folder_wanted.connect(self.folders.append)


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


@pytest.fixture
def model(qapp: object) -> FilesModel:
    model = FilesModel(ChosenFiles())
    model.set_root((FOLDER, CONFIG, WEIGHTS))
    return model


def texts(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def test_a_row_says_name_size_and_how_it_is_stored(model: FilesModel) -> None:
    row = [model.index(2, column).data() for column in (Column.NAME, Column.SIZE, Column.STORE)]

    assert row == ["model.safetensors", "4 GB", "Xet"]
    assert model.index(2, 0).data(FILE_ROLE) == WEIGHTS
    assert model.index(1, 0).data(SPOKEN) == "config.json, 728 B"
    assert model.index(0, 0).data(SPOKEN) == "Folder onnx"


async def test_a_folder_is_asked_for_once_and_says_that_it_loads(model: FilesModel, wait_until: WaitUntil) -> None:
    asked = Asked(model)
    folder = model.index(0, 0)
    assert model.hasChildren(folder)
    assert model.canFetchMore(folder)

    model.fetchMore(folder)
    model.fetchMore(folder)

    assert asked.folders == ["onnx"]
    assert model.rowCount(folder) == 0
    await wait_until(lambda: texts(model, folder) == ["Loading…"])
    tester = checked(model)
    model.set_folder("onnx", INSIDE)
    assert texts(model, folder) == ["deep", "model.onnx"]
    assert model.parent(model.index(1, 0, folder)) == folder
    assert not model.canFetchMore(folder)
    assert tester.model() is model


def test_an_empty_folder_has_no_children_once_it_is_known(model: FilesModel) -> None:
    folder = model.index(0, 0)
    model.fetchMore(folder)
    model.set_folder("onnx", ())

    assert (model.rowCount(folder), model.hasChildren(folder)) == (0, False)


def test_a_folder_that_failed_says_why_and_can_be_asked_for_again(model: FilesModel) -> None:
    asked = Asked(model)
    tester = checked(model)  # which asks for the folder itself
    folder = model.index(0, 0)

    model.fail_folder("onnx", "No network.")
    assert texts(model, folder) == ["No network. Press Enter to try again."]

    model.activate(model.index(0, 0, folder))
    model.activate(model.index(1, 0))
    assert asked.folders == ["onnx", "onnx"]
    model.set_folder("onnx", INSIDE)
    assert texts(model, folder) == ["deep", "model.onnx"]
    assert tester.model() is model


def test_answers_for_what_is_no_longer_shown_change_nothing(model: FilesModel) -> None:
    tester = checked(model)
    old = model.index(0, 0)
    model.fetchMore(old)
    model.set_root((CONFIG,))

    model.set_folder("onnx", INSIDE)
    model.fail_folder("onnx", "No network.")

    assert texts(model) == ["config.json"]
    assert model.file_at(old) is None
    assert tester.model() is model


def test_ticks_are_set_and_shown_by_the_model(model: FilesModel) -> None:
    tester = checked(model)
    model.fetchMore(model.index(0, 0))
    model.set_folder("onnx", INSIDE)
    inside = model.index(1, 0, model.index(0, 0))

    assert model.setData(inside, 2, CHECK)

    assert inside.data(CHECK) is Qt.CheckState.Checked
    assert model.index(0, 0).data(CHECK) is Qt.CheckState.PartiallyChecked
    assert not model.setData(model.index(1, Column.SIZE), 2, CHECK)
    assert tester.model() is model


def test_a_path_is_found_once_its_folder_is_loaded(model: FilesModel) -> None:
    assert not model.index_of_path("onnx/model.onnx").isValid()
    model.fetchMore(model.index(0, 0))
    model.set_folder("onnx", INSIDE)

    assert model.index_of_path("onnx/model.onnx").data() == "model.onnx"
    assert model.is_loaded("onnx")


def test_the_flat_list_shows_whole_paths(qapp: object) -> None:
    model = FlatFilesModel(ChosenFiles())
    tester = checked(model)

    model.set_files([CONFIG, INSIDE[1]])

    assert texts(model) == ["config.json", "onnx/model.onnx"]
    assert model.setData(model.index(1, 0), 2, CHECK)
    assert model.index(1, 0).data(CHECK) is Qt.CheckState.Checked
    model.set_files([])
    assert model.rowCount() == 0
    assert tester.model() is model


def test_the_filter_wants_every_word_in_any_case() -> None:
    files = [CONFIG, WEIGHTS, INSIDE[1]]

    assert matching(files, "ONNX model") == [INSIDE[1]]
    assert matching(files, "model") == [WEIGHTS, INSIDE[1]]
    assert matching(files, "tensor json") == []


def test_marks_and_icons_follow_the_file() -> None:
    assert [store_mark(file) for file in (CONFIG, INSIDE[1], WEIGHTS)] == ["", "LFS", "Xet"]
    assert [icon_name(file) for file in (FOLDER, CONFIG, WEIGHTS)] == ["folder", "file-braces", "file-box"]
    assert icon_name(RepoFile("strange.xyz")) == "file"


def test_the_flat_list_gives_the_view_some_at_a_time(qapp: object) -> None:
    chosen = ChosenFiles()
    files = [RepoFile(f"data/part-{number:05}.parquet", number) for number in range(1200)]
    chosen.set_listing(files, count_below(files))
    model = FlatFilesModel(chosen)
    model.set_files(files)

    assert (model.rowCount(), len(model.files)) == (500, 1200)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    chosen.toggle(RepoFile("data", is_folder=True))

    assert model.rowCount() == 1200
    assert model.index(1199, 0).data(CHECK) is Qt.CheckState.Checked
    assert chosen.count == 1200


def test_a_huge_folder_shows_some_and_says_how_many_more(model: FilesModel) -> None:
    tester = checked(model)
    folder = model.index(0, 0)

    model.set_folder("onnx", [RepoFile(f"onnx/part-{number:05}", number) for number in range(2500)])

    assert model.rowCount(folder) == 1001
    assert model.index(1000, 0, folder).data().endswith("500 more. Press Enter to show them.")
    model.activate(model.index(1000, 0, folder))
    model.activate(model.index(2000, 0, folder))
    assert model.rowCount(folder) == 2500
    assert model.index(2499, 0, folder).data() == "part-02499"
    assert tester.model() is model


def test_a_path_in_a_huge_folder_is_found_at_once(model: FilesModel) -> None:
    model.set_root([RepoFile(f"part-{number:05}", number) for number in range(2500)])

    assert model.index_of_path("part-02400").data() == "part-02400"
