"""The details view against the practice Hub, as a person uses it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helpers.details import (
    MINILM,
    QWEN,
    MakeView,
    WaitUntil,
    button,
    card_text,
    child,
    choose_tab,
    files_shown,
    files_view,
    label,
    row_of,
    shown,
    state_title,
    visible_controls,
)
from hubdesk.core.types import RepoRef, RepoType, SearchQuery
from hubdesk.hub.address import Address
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.tab_row import FILES, HISTORY

# offscreen has no windows to raise, and popups ask for both
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


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
