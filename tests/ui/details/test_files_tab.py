"""The Files tab against the practice Hub, as a person uses it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from helpers.details import (
    CHECK,
    MINILM,
    MakeView,
    WaitUntil,
    button,
    card_text,
    child,
    files_shown,
    files_view,
    label,
    names,
    row_of,
    shown,
)
from helpers.practice_hub import PracticeHub
from hubdesk.ui.details.files_columns import FILE_ROLE

# offscreen has no windows to raise, and popups ask for both
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


async def test_files_load_when_their_tab_and_their_folder_are_opened(
    make_view: MakeView, wait_until: WaitUntil, practice_hub: PracticeHub
) -> None:
    view = make_view()
    practice_hub.forget_requests()
    await shown(view, MINILM, wait_until)
    await wait_until(lambda: card_text(view))
    assert not [request for request in practice_hub.requests() if "/tree/" in request["path"]]

    tree = await files_shown(view, wait_until)
    assert names(tree)[:2] == ["1_Pooling", "onnx"]
    assert "config.json" in names(tree)
    onnx = row_of(tree, "onnx")
    assert tree.model().rowCount(onnx) == 0

    tree.expand(onnx)
    await wait_until(lambda: "model.onnx" in names(tree, onnx))


async def test_the_total_counts_every_file(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    await files_shown(view, wait_until)

    await wait_until(lambda: "files · " in label(view, "filesTotal").text())


async def test_the_filter_shows_whole_paths_of_the_whole_tree(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    tree = await files_shown(view, wait_until)
    field = child(view, QLineEdit, "filesFilter")
    assert isinstance(field, QLineEdit)

    field.setText("ONNX")
    await wait_until(lambda: "onnx/model.onnx" in names(tree))
    assert all("onnx" in name for name in names(tree))

    field.clear()
    await wait_until(lambda: names(tree)[:2] == ["1_Pooling", "onnx"])


async def test_ticked_files_are_downloaded_together(make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    tree = await files_shown(view, wait_until)
    chosen = button(view, "downloadChosenButton")
    assert not chosen.isVisible()

    onnx, config = row_of(tree, "onnx"), row_of(tree, "config.json")
    tree.setCurrentIndex(config)
    tree.selectionModel().select(
        onnx, QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    await wait_until(lambda: chosen.isEnabled() and onnx.data(CHECK) is Qt.CheckState.Checked)
    assert config.data(CHECK) is Qt.CheckState.Checked
    assert chosen.text().startswith("Download ")

    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    await wait_until(lambda: view.findChild(QDialog, "downloadPlan"))
    dialog = child(view, QDialog, "downloadPlan")
    assert isinstance(dialog, QDialog)
    dialog.close()


async def test_the_download_button_opens_the_plan(make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)

    qtbot.mouseClick(button(view, "downloadButton"), Qt.MouseButton.LeftButton)

    dialog = child(view, QDialog, "downloadPlan")
    assert isinstance(dialog, QDialog)
    assert dialog.isVisible()
    dialog.close()


async def test_a_small_text_file_can_be_looked_at(make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    tree = await files_shown(view, wait_until)

    tree.setCurrentIndex(row_of(tree, "config.json"))
    qtbot.keyClick(tree, Qt.Key.Key_Return)

    dialog = child(view, QDialog, "previewDialog")
    text = child(view, QPlainTextEdit, "previewText")
    assert isinstance(dialog, QDialog)
    assert isinstance(text, QPlainTextEdit)
    await wait_until(lambda: "architectures" in text.toPlainText())
    dialog.close()


async def test_a_path_is_revealed(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()

    view.show_repo(MINILM, "main", "onnx/model.onnx")

    await wait_until(
        lambda: view.findChild(QTreeView, "filesView") and files_view(view).currentIndex().data() == "model.onnx"
    )
    assert files_view(view).isVisible()


async def test_rows_hold_files_for_scripts(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    tree = await files_shown(view, wait_until)

    assert row_of(tree, "config.json").data(FILE_ROLE).path == "config.json"
