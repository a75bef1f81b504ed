"""The History tab and the choice of a revision, as a person uses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from helpers.details import (
    QWEN,
    MakeView,
    WaitUntil,
    button,
    child,
    choose_tab,
    files_shown,
    label,
    make_commits,
    names,
    shown,
)
from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.history_model import COMMIT_ROLE
from hubdesk.ui.details.tab_row import HISTORY

# offscreen has no windows to raise, and popups ask for both
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


async def test_history_lists_commits_and_shows_the_repository_at_one(
    make_view: MakeView, wait_until: WaitUntil
) -> None:
    view = make_view()
    await shown(view, QWEN, wait_until)
    choose_tab(view, HISTORY)
    history = child(view, QAbstractItemView, "historyView")
    assert isinstance(history, QAbstractItemView)
    await wait_until(lambda: history.isVisible() and history.model().rowCount() >= 3)
    oldest = history.model().index(history.model().rowCount() - 1, 0)
    commit = oldest.data(COMMIT_ROLE).commit_id

    history.activated.emit(oldest)

    await wait_until(lambda: view.details is not None and view.details.commit == commit)
    assert button(view, "revisionSelector").text() == commit[:7]
    assert f"commit {commit[:7]}" in label(view, "detailsFacts").accessibleName()
    tree = await files_shown(view, wait_until)
    assert "model.safetensors.index.json" not in names(tree)


async def test_history_pages_without_end(make_view: MakeView, wait_until: WaitUntil, practice_hub: PracticeHub) -> None:
    ref = RepoRef("minji/many-commits")
    make_commits(practice_hub, ref, 110)
    view = make_view()
    await shown(view, ref, wait_until)
    choose_tab(view, HISTORY)
    history = child(view, QAbstractItemView, "historyView")
    assert isinstance(history, QAbstractItemView)
    await wait_until(lambda: history.isVisible() and history.model().rowCount() >= 50)
    first_page = history.model().rowCount()
    assert first_page < 111

    while history.model().rowCount() < 111:
        before = history.model().rowCount()
        history.scrollToBottom()
        await wait_until(lambda before=before: history.model().rowCount() > before)

    ids = {history.model().index(row, 0).data(COMMIT_ROLE).commit_id for row in range(111)}
    assert len(ids) == 111


async def test_older_commits_that_did_not_come_are_tried_again(
    make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot, practice_hub: PracticeHub
) -> None:
    ref = RepoRef("minji/more-commits")
    make_commits(practice_hub, ref, 60)
    practice_hub.set_faults("status=500;path=/commits/;skip=1")
    view = make_view()
    await shown(view, ref, wait_until)
    choose_tab(view, HISTORY)
    history = child(view, QAbstractItemView, "historyView")
    assert isinstance(history, QAbstractItemView)
    await wait_until(lambda: history.isVisible() and history.model().rowCount() == 50)
    history.scrollToBottom()
    retry = button(view, "historyRetry")
    await wait_until(retry.isVisible, timeout=30)

    practice_hub.clear_faults()
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)

    await wait_until(lambda: history.model().rowCount() == 61)
    assert not retry.isVisible()


async def test_another_revision_reloads_everything(
    make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot, practice_hub: PracticeHub
) -> None:
    view = make_view()
    practice_hub.forget_requests()
    await shown(view, QWEN, wait_until)
    assert view.details is not None
    head = view.details.commit
    assert not [request for request in practice_hub.requests() if request["path"].endswith("/refs")]

    qtbot.mouseClick(button(view, "revisionSelector"), Qt.MouseButton.LeftButton)
    refs = child(view, QAbstractItemView, "revisionList")
    assert isinstance(refs, QAbstractItemView)
    await wait_until(lambda: "v1.0" in names(refs))
    field = child(view, QLineEdit, "revisionFilter")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "v1.0")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    await wait_until(lambda: view.details is not None and view.details.commit != head)
    assert view.details.revision == "v1.0"
    assert button(view, "revisionSelector").text() == "v1.0"


async def test_an_unknown_commit_leaves_what_is_shown(
    make_view: MakeView, wait_until: WaitUntil, ctx: UiContext
) -> None:
    view = make_view()
    await shown(view, QWEN, wait_until)
    notices: list[object] = []
    ctx.notices.posted.connect(notices.append)

    view.show_repo(QWEN, "0" * 40)

    await wait_until(lambda: notices)
    assert view.details is not None
    assert view.details.revision == "main"
    assert button(view, "revisionSelector").text() == "main"
    assert button(view, "downloadButton").isVisible()
