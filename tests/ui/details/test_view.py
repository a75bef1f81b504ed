"""The details view against the practice Hub, as a person uses it."""

from __future__ import annotations

import base64
import json
import urllib.request
from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef, RepoType, SearchQuery
from hubdesk.hub.address import Address
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.files_columns import FILE_ROLE
from hubdesk.ui.details.history_model import COMMIT_ROLE
from hubdesk.ui.details.tab_row import FILES, HISTORY
from hubdesk.ui.details.view import DetailsView
from hubdesk.ui.widgets.state_page import StatePage

# offscreen has no windows to raise, and popups ask for both
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)

MakeView = Callable[[], DetailsView]
WaitUntil = Callable[..., Awaitable[None]]

QWEN = RepoRef("Qwen/Qwen3-8B")
MINILM = RepoRef("sentence-transformers/all-MiniLM-L6-v2")
CHECK = int(Qt.ItemDataRole.CheckStateRole)
NOWHERE = QModelIndex()


def child(view: QWidget, kind: type[QObject], name: str) -> QObject:
    found = view.findChild(kind, name)
    assert found is not None, name
    return found


def label(view: QWidget, name: str) -> QLabel:
    found = child(view, QLabel, name)
    assert isinstance(found, QLabel)
    return found


def button(view: QWidget, name: str) -> QAbstractButton:
    found = child(view, QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def files_view(view: QWidget) -> QTreeView:
    found = child(view, QTreeView, "filesView")
    assert isinstance(found, QTreeView)
    return found


def choose_tab(view: QWidget, tab: int) -> None:
    tabs = child(view, QTabBar, "detailsTabs")
    assert isinstance(tabs, QTabBar)
    tabs.setCurrentIndex(tab)


def card_text(view: QWidget) -> str:
    browser = child(view, QTextBrowser, "cardView")
    assert isinstance(browser, QTextBrowser)
    return browser.toPlainText() if browser.isVisible() else ""


def state_title(view: QWidget) -> str:
    pages = [page for page in view.findChildren(StatePage) if page.isVisible()]
    return pages[0].title() if pages else ""


def names(tree: QAbstractItemView, parent: QModelIndex = NOWHERE) -> list[str]:
    model = tree.model()
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def row_of(tree: QAbstractItemView, name: str) -> QModelIndex:
    return tree.model().index(names(tree).index(name), 0)


async def shown(view: DetailsView, ref: RepoRef, wait_until: WaitUntil, revision: str = "main") -> None:
    view.show_repo(ref, revision)
    await wait_until(lambda: view.details is not None and view.details.ref == ref)


async def files_shown(view: DetailsView, wait_until: WaitUntil) -> QTreeView:
    choose_tab(view, FILES)
    tree = files_view(view)
    await wait_until(lambda: tree.isVisible() and tree.model().rowCount() > 0)
    return tree


async def test_the_header_and_the_card_tell_what_it_is(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    titles: list[str] = []
    view.title_changed.connect(titles.append)

    await shown(view, QWEN, wait_until)
    await wait_until(lambda: "Qwen3-8B" in card_text(view))

    assert titles == ["Qwen3-8B"]
    assert label(view, "detailsTitle").text() == "Qwen / Qwen3-8B"
    facts = label(view, "detailsFacts").accessibleName()
    assert "Text generation · Apache license 2.0 · " in facts
    assert "8.2B parameters" in facts
    assert view.details is not None
    assert f"main @ {view.details.commit[:7]}" in facts
    assert "Qwen/Qwen3-8B-Base" in label(view, "baseModelLink").text()
    assert button(view, "downloadButton").isVisible()


async def test_before_anything_is_chosen_it_says_so(make_view: MakeView) -> None:
    assert state_title(make_view()) == "Nothing chosen yet"


async def test_tags_owner_and_base_model_lead_elsewhere(
    make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot
) -> None:
    view = make_view()
    queries: list[SearchQuery] = []
    refs: list[RepoRef] = []
    view.search_requested.connect(queries.append)
    view.repo_requested.connect(refs.append)
    await shown(view, QWEN, wait_until)

    tags = child(view, QWidget, "detailsTags")
    chips = {chip.text(): chip for chip in tags.findChildren(QAbstractButton)}
    qtbot.mouseClick(chips["safetensors"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(label(view, "detailsTitle"), Qt.MouseButton.LeftButton, pos=QPoint(10, 12))
    label(view, "baseModelLink").linkActivated.emit("Qwen/Qwen3-8B-Base")

    assert queries == [SearchQuery(formats=("safetensors",)), SearchQuery(author="Qwen")]
    assert refs == [RepoRef("Qwen/Qwen3-8B-Base")]


async def test_metadata_chips_search_or_offer_to_open(make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot) -> None:
    view = make_view()
    queries: list[SearchQuery] = []
    refs: list[RepoRef] = []
    view.search_requested.connect(queries.append)
    view.repo_requested.connect(refs.append)
    await shown(view, QWEN, wait_until)
    await wait_until(lambda: card_text(view))

    row = child(view, QWidget, "cardMetadata")
    chips = {chip.text(): chip for chip in row.findChildren(QAbstractButton)}
    qtbot.mouseClick(chips["Apache license 2.0"], Qt.MouseButton.LeftButton)
    assert queries == [SearchQuery(license="apache-2.0")]

    qtbot.mouseClick(chips["Qwen/Qwen3-8B-Base"], Qt.MouseButton.LeftButton)
    menu = child(view, QMenu, "metadataMenu")
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    assert refs == [RepoRef("Qwen/Qwen3-8B-Base")]
    menu.close()


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


async def test_broken_metadata_is_named_and_the_card_shown(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, RepoRef("minji/broken-card"), wait_until)
    await wait_until(lambda: card_text(view))

    notice = child(view, QWidget, "cardNotice")
    assert isinstance(notice, QWidget)
    assert notice.isVisible()
    assert "line " in notice.accessibleName()


async def test_no_card_is_an_empty_page(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, RepoRef("minji/empty-model"), wait_until)

    await wait_until(lambda: state_title(view) == "This model has no card")


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        (RepoRef("nobody/nothing"), "This repository was not found"),
        (RepoRef("minji/withdrawn-model"), "The Hub has disabled this repository"),
        (RepoRef("not an id"), "This is not the name of a repository"),
    ],
)
async def test_what_cannot_be_shown_says_why(
    make_view: MakeView, wait_until: WaitUntil, ref: RepoRef, title: str
) -> None:
    view = make_view()

    view.show_repo(ref)

    await wait_until(lambda: state_title(view) == title)
    assert not button(view, "downloadButton").isVisible()


async def test_gated_files_say_that_the_owner_is_asked(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, RepoRef("meta-llama/Llama-3.1-8B-Instruct"), wait_until)
    await files_shown(view, wait_until)

    notice = child(view, QWidget, "accessNotice")
    assert isinstance(notice, QWidget)
    assert notice.isVisible()


async def test_a_failure_can_be_tried_again(
    make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot, practice_hub: PracticeHub
) -> None:
    practice_hub.set_faults("status=500;path=/api/models/Qwen/Qwen3-8B/revision")
    view = make_view()
    view.show_repo(QWEN)
    await wait_until(lambda: state_title(view) == "The Hub could not answer", timeout=30)

    practice_hub.clear_faults()
    qtbot.mouseClick(button(view, "stateAction"), Qt.MouseButton.LeftButton)

    await wait_until(lambda: "Qwen3-8B" in card_text(view))


async def test_a_tab_that_failed_is_tried_again_alone(
    make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot, practice_hub: PracticeHub
) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    practice_hub.set_faults("status=500;path=/tree/")
    choose_tab(view, FILES)
    await wait_until(lambda: state_title(view) == "The Hub could not answer", timeout=30)
    practice_hub.clear_faults()

    actions = [each for each in view.findChildren(QAbstractButton, "stateAction") if each.isVisible()]
    qtbot.mouseClick(actions[0], Qt.MouseButton.LeftButton)

    await wait_until(lambda: "config.json" in names(files_view(view)))


async def test_a_busy_hub_is_waited_for(make_view: MakeView, wait_until: WaitUntil, practice_hub: PracticeHub) -> None:
    practice_hub.set_faults("rate_limit=1;path=/api/models/Qwen/Qwen3-8B/revision;count=1")
    view = make_view()

    view.show_repo(QWEN)

    await wait_until(lambda: "Qwen3-8B" in card_text(view), timeout=20)


async def test_the_last_of_quick_choices_wins(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    view.show_repo(MINILM)
    view.show_repo(RepoRef("minji/night-bus-llm"))
    view.show_repo(QWEN)

    await wait_until(lambda: "Qwen3-8B" in card_text(view))
    assert label(view, "detailsTitle").text() == "Qwen / Qwen3-8B"


async def test_a_view_closed_while_loading_leaves_nothing_behind(
    ctx: UiContext, qtbot: QtBot, wait_until: WaitUntil
) -> None:
    view = DetailsView(ctx)
    view.show()
    view.show_repo(QWEN)
    await wait_until(lambda: ctx.tasks.running())

    view.deleteLater()

    await wait_until(lambda: not ctx.tasks.running())


async def test_a_dataset_and_a_space_have_their_own_words(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, RepoRef("minji/seoul-bus-reviews", RepoType.DATASET), wait_until)
    assert button(view, "showCodeButton").text() == "Use this dataset"

    await shown(view, RepoRef("minji/hangul-playground", RepoType.SPACE), wait_until)
    assert button(view, "showCodeButton").text() == "Use this Space"


async def test_the_code_can_be_copied(make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot) -> None:
    view = make_view()
    await shown(view, QWEN, wait_until)

    qtbot.mouseClick(button(view, "showCodeButton"), Qt.MouseButton.LeftButton)
    code = child(view, QPlainTextEdit, "codeView")
    assert isinstance(code, QPlainTextEdit)
    assert "Qwen/Qwen3-8B" in code.toPlainText()

    qtbot.mouseClick(button(view, "copySnippet"), Qt.MouseButton.LeftButton)
    assert button(view, "copySnippet").text() == "Copied"
    dialog = child(view, QDialog, "snippetsDialog")
    assert isinstance(dialog, QDialog)
    dialog.close()


async def test_every_control_has_a_name(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    await wait_until(lambda: card_text(view))
    seen: list[QWidget] = visible_controls(view)
    await files_shown(view, wait_until)
    seen += visible_controls(view)
    choose_tab(view, HISTORY)
    await wait_until(lambda: child(view, QAbstractItemView, "historyView").isVisible())  # type: ignore[attr-defined]
    seen += visible_controls(view)

    assert len({widget.objectName() for widget in seen}) >= 10
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in seen
        if not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def visible_controls(view: QWidget) -> list[QWidget]:
    """What the keyboard can reach now, but for the parts that Qt puts into its own widgets."""
    wanted = (QAbstractButton, QLineEdit, QAbstractItemView, QTextBrowser, QTabBar)
    return [
        widget
        for kind in wanted
        for widget in view.findChildren(kind)
        if widget.isVisible()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(widget.parent(), QTabBar | QLineEdit)
    ]


async def test_tab_follows_the_reading_order(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, QWEN, wait_until)
    await wait_until(lambda: card_text(view))

    chain: list[QWidget] = []
    widget = view.nextInFocusChain()
    while widget is not view and len(chain) < 500:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    names = [each.objectName() or each.text() for each in chain]  # type: ignore[attr-defined]

    expected = ["detailsTitle", "copyIdButton", "showCodeButton", "uploadButton", "downloadButton", "detailsMenuButton"]
    assert names[:7] == [*expected, "baseModelLink"]
    assert names.index("chip_Transformers") < names.index("detailsTabs") < names.index("revisionSelector")
    assert names.index("revisionSelector") < names.index("chip_Apache license 2.0") < names.index("cardView")


async def test_rows_hold_files_for_scripts(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    tree = await files_shown(view, wait_until)

    assert row_of(tree, "config.json").data(FILE_ROLE).path == "config.json"


async def test_links_of_the_card_lead_inside_and_keep_the_revision(
    make_view: MakeView, wait_until: WaitUntil, ctx: UiContext
) -> None:
    view = make_view()
    elsewhere: list[Address] = []
    view.address_requested.connect(elsewhere.append)
    await shown(view, MINILM, wait_until)
    await wait_until(lambda: card_text(view))
    browser = child(view, QTextBrowser, "cardView")
    endpoint = ctx.services.connection.endpoint
    assert view.details is not None

    browser.link_activated.emit(f"{endpoint}/Qwen/Qwen3-8B/blob/dev/config.json")  # type: ignore[attr-defined]
    assert elsewhere == [Address(QWEN, "dev", "config.json")]

    browser.link_activated.emit(  # type: ignore[attr-defined]
        f"{endpoint}/{MINILM.repo_id}/blob/{view.details.commit}/onnx/model.onnx"
    )
    await wait_until(lambda: files_view(view).isVisible() and files_view(view).currentIndex().data() == "model.onnx")
    assert button(view, "revisionSelector").text() == "main"


async def test_what_is_shown_already_keeps_its_place(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    tree = await files_shown(view, wait_until)
    tree.setCurrentIndex(row_of(tree, "config.json"))

    view.show_repo(MINILM)

    assert tree.isVisible()
    assert tree.currentIndex().data() == "config.json"


def make_commits(hub: PracticeHub, ref: RepoRef, count: int) -> None:
    """A model of the owner with this many commits after its first."""
    owner, name = ref.repo_id.split("/")
    _post(hub, "/api/repos/create", json.dumps({"name": name, "organization": None, "type": "model"}).encode())
    for number in range(count):
        content = base64.b64encode(f"{number}\n".encode()).decode()
        lines = [
            {"key": "header", "value": {"summary": f"Step {number}", "description": ""}},
            {"key": "file", "value": {"content": content, "path": "step.txt", "encoding": "base64"}},
        ]
        body = "\n".join(json.dumps(line) for line in lines).encode()
        _post(hub, f"/api/models/{owner}/{name}/commit/main", body, "application/x-ndjson")


def _post(hub: PracticeHub, path: str, body: bytes, kind: str = "application/json") -> None:
    request = urllib.request.Request(
        hub.url + path, data=body, headers={"Authorization": f"Bearer {hub.token}", "Content-Type": kind}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10):
        pass


async def test_with_little_height_the_header_leaves_it_to_the_content(
    make_view: MakeView, wait_until: WaitUntil
) -> None:
    view = make_view()
    view.show_repo(QWEN)
    await wait_until(lambda: view.details is not None)
    facts, tags = label(view, "detailsFacts"), child(view, QWidget, "detailsTags")
    assert isinstance(tags, QWidget)
    assert facts.isVisible()
    assert tags.isVisible()
    view.resize(view.width(), 240)
    await wait_until(lambda: not facts.isVisible())
    assert not tags.isVisible()
    assert not label(view, "baseModelLink").isVisible()
    view.resize(view.width(), 700)
    await wait_until(facts.isVisible)
    assert tags.isVisible()


async def test_a_narrow_row_keeps_every_tab_in_sight(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    view.show_repo(QWEN)
    await wait_until(lambda: view.details is not None)
    tabs = child(view, QTabBar, "detailsTabs")
    assert isinstance(tabs, QTabBar)
    assert not tabs.tabIcon(FILES).isNull()
    view.setFixedWidth(340)
    await wait_until(lambda: tabs.tabIcon(FILES).isNull())
    view.setMaximumWidth(2000)
    view.resize(900, view.height())
    await wait_until(lambda: not tabs.tabIcon(FILES).isNull())
