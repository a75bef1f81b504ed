"""A person's way through the panel: typing, clicking, keys; everything named."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from helpers.practice_hub import PracticeHub
from helpers.search import SearchServices
from helpers.search_hands import CTRL, Hands
from hubdesk.core.types import RepoRef, RepoType, SearchQuery, SortKey
from hubdesk.hub.address import Address
from hubdesk.ui.format import number_text
from hubdesk.ui.widgets.chip import Chip


async def test_the_first_search_starts_by_itself_and_counts(hands: Hands) -> None:
    assert hands.count.text() == f"{number_text(hands.panel.controller.state.total or 0)} models"
    assert len(hands.ids()) == 50


async def test_typing_searches(hands: Hands) -> None:
    await hands.search("whisper")
    assert hands.ids()
    assert all("whisper" in repo_id.lower() for repo_id in hands.ids())
    hands.field.clear()
    await hands.wait_until(lambda: hands.panel.controller.state.query.text == "")
    await hands.ready()
    assert hands.panel.query == SearchQuery()


async def test_types_and_orders_are_chosen(hands: Hands) -> None:
    sorts = hands.part(QComboBox, "sortSelector")
    assert sorts.count() == 5
    sorts.setCurrentIndex(1)
    sorts.activated.emit(1)
    assert hands.panel.query.sort is SortKey.DOWNLOADS
    hands.click("type_space")
    await hands.ready()
    assert hands.panel.query == SearchQuery(RepoType.SPACE)
    assert sorts.count() == 4
    assert hands.count.text().endswith("Spaces")
    QTest.keyClick(hands.part(QAbstractButton, "type_space"), Qt.Key.Key_Left)
    await hands.ready()
    assert hands.panel.query.repo_type is RepoType.DATASET


async def test_a_row_opens_by_click_enter_and_in_a_tab(hands: Hands) -> None:
    opened: list[RepoRef] = []
    in_tab: list[RepoRef] = []
    hands.panel.repo_opened.connect(opened.append)
    hands.panel.repo_opened_in_tab.connect(in_tab.append)
    ids = hands.ids()
    hands.click_row(1)
    QTest.keyClick(hands.view, Qt.Key.Key_Down)
    QTest.keyClick(hands.view, Qt.Key.Key_Return)
    assert [ref.repo_id for ref in opened] == [ids[1], ids[2]]
    QTest.keyClick(hands.view, Qt.Key.Key_Return, CTRL)
    hands.click_row(0, CTRL)
    assert [ref.repo_id for ref in in_tab] == [ids[2], ids[0]]


async def test_what_was_opened_stays_marked_in_the_next_results(hands: Hands) -> None:
    hands.click_row(2)
    opened = hands.ids()[2]
    await hands.search(opened.rpartition("/")[2].lower())
    assert hands.view.currentIndex().data() == opened
    assert hands.view.verticalScrollBar().value() == 0


async def test_down_leads_from_the_field_to_the_rows_and_up_leads_back(hands: Hands) -> None:
    hands.field.setFocus()
    QTest.keyClick(hands.field, Qt.Key.Key_Down)
    assert hands.view.hasFocus()
    assert hands.view.currentIndex().row() == 0
    QTest.keyClick(hands.view, Qt.Key.Key_Up)
    assert hands.field.hasFocus()


async def test_typing_in_the_rows_jumps(hands: Hands) -> None:
    hands.view.setFocus()
    names = [repo_id.rpartition("/")[2].lower() for repo_id in hands.ids()]
    target = next(row for row, name in enumerate(names) if name[:3] != names[0][:3])
    QTest.keyClicks(hands.view, names[target][:3])
    assert names[hands.view.currentIndex().row()][:3] == names[target][:3]


async def test_scrolling_to_the_end_loads_more(hands: Hands) -> None:
    bar = hands.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    await hands.wait_until(lambda: len(hands.ids()) == 100)


async def test_pasted_addresses_open_and_bad_ones_are_explained(hands: Hands, hub: PracticeHub) -> None:
    opened: list[Address] = []
    hands.panel.address_opened.connect(opened.append)
    hint = hands.part(QLabel, "searchHint")
    QGuiApplication.clipboard().setText(f"{hub.url}/datasets/squad")
    hands.field.setFocus()
    hands.field.paste()
    assert opened == [Address(RepoRef("squad", RepoType.DATASET))]
    assert hands.field.text() == ""
    QGuiApplication.clipboard().setText("https://example.com/some/thing")
    hands.field.paste()
    assert hint.isVisible()
    assert "no repository" in hint.text()
    hands.field.clear()
    assert not hint.isVisible()
    QTest.keyClicks(hands.field, "hf://gpt2")
    assert "Enter" in hint.text()
    QTest.keyClick(hands.field, Qt.Key.Key_Return)
    assert opened[-1] == Address(RepoRef("gpt2"))
    assert hands.panel.query.text == ""


async def test_recent_searches_are_offered_and_forgotten(hands: Hands, services: SearchServices) -> None:
    services.search.remember("whisper")
    services.search.remember("llama")
    recent = hands.part(QWidget, "recentSearches")
    hands.view.setFocus()
    hands.panel.focus_search()
    assert recent.isVisible()
    QTest.keyClick(hands.field, Qt.Key.Key_Down)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.text() == "llama"
    QTest.keyClick(focused, Qt.Key.Key_Down)
    lower = QApplication.focusWidget()
    assert isinstance(lower, QAbstractButton)
    QTest.keyClick(lower, Qt.Key.Key_Space)
    assert hands.panel.query.text == "whisper"
    assert not recent.isVisible()
    await hands.ready()
    hands.field.clear()
    assert recent.isVisible()
    hands.click("forgetSearches")
    assert services.search.recent() == ()
    assert not recent.isVisible()


async def test_escape_closes_the_recent_searches_and_leaves_the_field(hands: Hands, services: SearchServices) -> None:
    services.search.remember("whisper")
    recent = hands.part(QWidget, "recentSearches")
    hands.view.setFocus()
    hands.panel.focus_search()
    assert recent.isVisible()
    QTest.keyClick(hands.field, Qt.Key.Key_Escape)
    assert not recent.isVisible()
    assert hands.field.hasFocus()


async def test_the_menu_copies_and_searches_the_author(hands: Hands) -> None:
    ref = hands.panel.controller.query  # the menu keeps type and order
    repo_id = hands.ids()[0]
    hands.view.menu_requested.emit(hands.view.model().index(0, 0).data(257), QPoint(10, 10))
    menu = hands.panel.findChild(QMenu, "resultMenu")
    assert menu is not None
    actions = {action.objectName(): action for action in menu.actions() if action.objectName()}
    assert list(actions) == ["open", "openInTab", "copyId", "copyLink", "openOnHub", "searchAuthor"]
    actions["copyId"].trigger()
    assert QGuiApplication.clipboard().text() == repo_id
    actions["copyLink"].trigger()
    assert QGuiApplication.clipboard().text().endswith(f"/{repo_id}")
    actions["searchAuthor"].trigger()
    menu.close()
    assert hands.panel.query == SearchQuery(ref.repo_type, author=repo_id.partition("/")[0])
    await hands.ready()


async def test_every_control_has_a_name_and_a_way_by_tab(hands: Hands) -> None:
    controls = (QAbstractButton, QLineEdit, QComboBox, QTableView)
    for name in ("", "filterButton", "filterOpen_task"):
        if name:
            hands.click(name)
        seen = [widget for widget in hands.panel.findChildren(QWidget) if isinstance(widget, controls)]
        for widget in seen:
            if widget.isVisible() and not isinstance(widget.parent(), QLineEdit | QTableView):
                assert widget.accessibleName(), (widget.objectName(), type(widget))
                assert widget.objectName() or isinstance(widget, Chip), type(widget)
                assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()
