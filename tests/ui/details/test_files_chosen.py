"""Ticking files and folders."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_chosen import ChosenFiles, count_below, folders_above

CHECKED, PARTLY, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked
CONFIG = RepoFile("config.json", 10)
FIRST = RepoFile("onnx/a.onnx", 100)
SECOND = RepoFile("onnx/deep/b.onnx", 1000)
ONNX = RepoFile("onnx", is_folder=True)
DEEP = RepoFile("onnx/deep", is_folder=True)
ALL = (CONFIG, FIRST, SECOND)


def test_the_folders_above_a_path_come_from_the_top() -> None:
    assert folders_above("a/b/c.txt") == ["a", "a/b"]
    assert folders_above("c.txt") == []


def test_a_ticked_file_counts_and_marks_its_folders_partly() -> None:
    chosen = ChosenFiles()
    chosen.set_listing(ALL, count_below(ALL))

    chosen.toggle(SECOND)

    assert chosen.paths == ("onnx/deep/b.onnx",)
    assert chosen.total_bytes == 1000
    assert chosen.state(DEEP) is CHECKED
    assert chosen.state(ONNX) is PARTLY
    assert chosen.state(CONFIG) is UNCHECKED


def test_a_folder_ticks_all_below_it_and_unticks_them_again() -> None:
    chosen = ChosenFiles()
    chosen.set_listing(ALL, count_below(ALL))

    chosen.toggle(ONNX)
    assert (chosen.paths, chosen.state(ONNX)) == (("onnx/a.onnx", "onnx/deep/b.onnx"), CHECKED)

    chosen.toggle(FIRST)
    assert chosen.state(ONNX) is PARTLY

    chosen.toggle(ONNX)
    chosen.toggle(ONNX)
    assert (chosen.count, chosen.state(ONNX)) == (0, UNCHECKED)


def test_a_folder_waits_for_the_whole_list() -> None:
    chosen = ChosenFiles()
    wanted: list[bool] = []
    chosen.listing_wanted.connect(lambda: wanted.append(True))

    chosen.toggle(ONNX)
    assert (wanted, chosen.waiting, chosen.count) == ([True], True, 0)

    chosen.set_listing(ALL, count_below(ALL))
    assert (chosen.waiting, chosen.count, chosen.total_bytes) == (False, 2, 1100)


def test_a_list_that_does_not_come_leaves_the_folder_unticked() -> None:
    chosen = ChosenFiles()
    chosen.toggle(ONNX)

    chosen.listing_failed()

    assert (chosen.waiting, chosen.state(ONNX)) == (False, UNCHECKED)


def test_another_repository_forgets_every_tick() -> None:
    chosen = ChosenFiles()
    chosen.set_listing(ALL, count_below(ALL))
    chosen.toggle(ONNX)

    chosen.clear()

    assert (chosen.count, chosen.listing, chosen.state(ONNX)) == (0, None, UNCHECKED)
