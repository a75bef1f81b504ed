"""A person's way through the panel: typing, clicking, keys; everything named; both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from helpers.practice_hub import PracticeHub
from helpers.search import SearchServices, WaitUntil
from hubdesk.core.types import RepoRef, RepoType, SearchQuery, SortKey
from hubdesk.hub.address import Address
from hubdesk.ui.format import number_text
from hubdesk.ui.search.panel import SearchPanel
from hubdesk.ui.search.state import Phase
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.chip import Chip

Part = TypeVar("Part", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Finds the panel's parts by name and works on them."""

    def __init__(self, panel: SearchPanel, wait_until: WaitUntil) -> None:
        self.panel = panel
        self.wait_until = wait_until
        self.field = self.part(QLineEdit, "searchField")
        self.view = self.part(QTableView, "resultsView")
        self.count = self.part(QLabel, "resultCount")

    def part(self, kind: type[Part], name: str) -> Part:
        found = self.panel.findChild(kind, name)
        assert found is not None, name
        return found

    async def ready(self) -> None:
        await self.wait_until(lambda: self.panel.controller.state.phase is Phase.READY)

    async def search(self, text: str) -> None:
        self.field.setFocus()
        self.field.selectAll()
        QTest.keyClicks(self.field, text)
        await self.wait_until(lambda: self.panel.controller.state.query.text == text)
        await self.ready()

    def ids(self) -> list[str]:
        model = self.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def click(self, name: str) -> None:
        QTest.mouseClick(self.part(QAbstractButton, name), LEFT)

    def click_row(self, row: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        place = self.view.visualRect(self.view.model().index(row, 0)).center()
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, place)

    def chips(self) -> dict[str, Chip]:
        bar = self.part(QWidget, "activeFilters")
        return {chip.text(): chip for chip in bar.findChildren(Chip) if not chip.isHidden()}


@pytest_asyncio.fixture
async def hands(panel: SearchPanel, wait_until: WaitUntil) -> Hands:
    """The panel after its first search."""
    hands = Hands(panel, wait_until)
    await hands.ready()
    return hands


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


async def test_a_filter_keeps_the_words_typed_before(hands: Hands) -> None:
    await hands.search("llama")
    hands.click("filterButton")
    hands.click("filterChip_formats_gguf")
    await hands.ready()
    assert hands.panel.query == SearchQuery(text="llama", formats=("gguf",))
    assert hands.field.text() == "llama"


async def test_filters_are_chosen_and_taken_away(hands: Hands) -> None:
    hands.click("filterButton")
    hands.click("filterChip_formats_gguf")
    hands.click("filterOpen_languages")
    search = hands.part(QLineEdit, "filterSearch")
    assert search.hasFocus()
    search.insert("한국어")  # QTest types Latin letters only
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert hands.panel.query.languages == ("ko",)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    hands.click("filterOpen_task")
    QTest.keyClicks(search, "text gen")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert hands.panel.query.task == "text-generation"
    await hands.ready()
    assert hands.part(QPushButton, "showResults").text() == f"Show {hands.count.text()}"
    hands.click("showResults")
    assert hands.view.isVisible()
    assert set(hands.chips()) == {"Text generation", "GGUF", "Korean"}
    assert hands.part(QToolButton, "filterButton").text() == "3"
    QTest.mouseClick(hands.chips()["GGUF"], LEFT)
    await hands.ready()
    assert hands.panel.query == SearchQuery(task="text-generation", languages=("ko",))
    hands.click("clearFilters")
    await hands.ready()
    assert hands.panel.query == SearchQuery()
    assert not hands.part(QWidget, "activeFilters").isVisible()


async def test_parameters_are_given_by_range_or_by_hand(hands: Hands) -> None:
    hands.click("filterButton")
    hands.click("filterChip_parameters_1")
    assert (hands.panel.query.min_parameters, hands.panel.query.max_parameters) == (10**9, 3 * 10**9)
    most = hands.part(QLineEdit, "parametersMax")
    most.setFocus()
    most.selectAll()
    QTest.keyClicks(most, "half")
    QTest.keyClick(most, Qt.Key.Key_Return)
    assert hands.panel.query.max_parameters == 3 * 10**9
    most.selectAll()
    QTest.keyClicks(most, "2.5B")
    QTest.keyClick(most, Qt.Key.Key_Return)
    assert hands.panel.query.max_parameters == 2_500_000_000
    await hands.ready()
    assert "1B – 2.5B" in hands.chips()


async def test_an_author_is_typed_with_suggestions(hands: Hands) -> None:
    hands.click("filterButton")
    author = hands.part(QLineEdit, "filterText_author")
    author.setFocus()
    QTest.keyClicks(author, "opena")
    completer = author.completer()
    await hands.wait_until(lambda: completer.completionModel().rowCount() > 0)
    assert "openai" in [
        completer.completionModel().index(row, 0).data() for row in range(completer.completionModel().rowCount())
    ]
    completer.popup().hide()
    QTest.keyClicks(author, "i")
    QTest.keyClick(author, Qt.Key.Key_Return)
    assert hands.panel.query.author == "openai"
    await hands.ready()
    hands.click("closeFilters")
    assert all(repo_id.startswith("openai/") for repo_id in hands.ids())


async def test_nothing_found_offers_a_way_out(hands: Hands) -> None:
    hands.panel.set_query(SearchQuery(text="whisper", author="openai", formats=("gguf",)))
    await hands.wait_until(lambda: len(hands.panel.controller.state.suggestions) == 2)
    offers = [chip for chip in hands.panel.findChildren(Chip, "withoutFilter") if not chip.isHidden()]
    assert any(chip.text().startswith("without GGUF · ") for chip in offers)
    QTest.mouseClick(next(chip for chip in offers if "GGUF" in chip.text()), LEFT)
    await hands.ready()
    assert hands.ids()
    assert hands.panel.query.formats == ()


async def test_no_words_match_and_another_type_is_offered(hands: Hands) -> None:
    await hands.search("zzzzzz")
    hands.click("searchIn_dataset")
    await hands.ready()
    assert hands.panel.query == SearchQuery(RepoType.DATASET, "zzzzzz")


async def test_an_error_leaves_the_rows_and_offers_to_try_again(hands: Hands, hub: PracticeHub) -> None:
    before = hands.ids()
    hub.set_faults("html;path=/api/models")
    hands.panel.set_query(SearchQuery(text="bert"))
    notice = hands.part(QWidget, "searchNotice")
    await hands.wait_until(notice.isVisible)
    assert hands.ids() == before
    hub.clear_faults()
    action = notice.findChild(QAbstractButton, "noticeAction")
    assert action is not None
    QTest.mouseClick(action, LEFT)
    await hands.ready()
    assert not notice.isVisible()
    assert hands.ids() != before


async def test_an_error_without_rows_fills_the_panel(
    panel: SearchPanel, hub: PracticeHub, wait_until: WaitUntil
) -> None:
    hub.set_faults("html;path=/api/models")
    hands = Hands(panel, wait_until)
    await wait_until(lambda: panel.controller.state.phase is Phase.FAILED)
    assert not hands.view.isVisible()
    hub.clear_faults()
    hands.click("stateAction")
    await hands.ready()
    assert hands.view.isVisible()


async def test_a_slow_answer_dims_the_rows_and_can_be_stopped(hands: Hands, hub: PracticeHub) -> None:
    hub.set_faults("delay=3000;path=/api/models;count=1")
    hands.panel.set_query(SearchQuery(text="bert"))
    stop = hands.part(QAbstractButton, "searchStatusAction")
    await hands.wait_until(stop.isVisible)
    assert stop.text() == "Stop"
    assert hands.ids()
    QTest.mouseClick(stop, LEFT)
    assert hands.panel.controller.state.phase is Phase.STOPPED
    assert stop.text() == "Search again"
    QTest.mouseClick(stop, LEFT)
    await hands.ready()


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


class Marked(QTranslator):
    """Puts every text into marks, as a language of its own."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _hint: str | None = None, _count: int = -1) -> str:
        return f"«{source}»"


@pytest.fixture
def marked(qapp: QApplication) -> Iterator[Marked]:
    """The translator, taken away afterwards."""
    translator = Marked()
    yield translator
    qapp.removeTranslator(translator)


@pytest.mark.parametrize("page", ["", "filterButton", "filterOpen_license"])
async def test_another_language_reaches_every_text(hands: Hands, qapp: QApplication, marked: Marked, page: str) -> None:
    hands.panel.set_query(SearchQuery(text="whisper", task="automatic-speech-recognition"))
    await hands.ready()
    if page:
        hands.click("filterButton")
    if page.startswith("filterOpen"):
        hands.click(page)
    qapp.installTranslator(marked)
    qapp.processEvents()
    controls = [widget for widget in hands.panel.findChildren(QWidget) if widget.isVisible()]
    for widget in controls:
        if isinstance(widget, QLabel) and widget.text():
            assert widget.text().startswith("«"), (widget.objectName(), widget.text())
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QTableView) and widget.accessibleName():
            assert "«" in widget.accessibleName(), (widget.objectName(), widget.accessibleName())
    assert hands.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("«Model ")
    assert hands.part(QComboBox, "sortSelector").currentText() == "«Trending»"
    assert set(hands.chips()) == {"«Automatic speech recognition»"}


async def test_nothing_found_is_said_again_in_another_language(
    hands: Hands, qapp: QApplication, marked: Marked
) -> None:
    await hands.search("zzzzzz")
    qapp.installTranslator(marked)
    qapp.processEvents()
    assert "«No model matches these words»" in {label.text() for label in hands.panel.findChildren(QLabel)}
    buttons = hands.panel.findChildren(QPushButton, "searchIn_space")
    assert [button.text() for button in buttons if button.isVisible()] == ["«Search in «Spaces»»"]


async def test_it_paints_in_both_themes_and_at_any_width(hands: Hands, theme: Theme) -> None:
    pictures = []
    for preference, width in (("light", 420), ("dark", 420), ("dark", 300)):
        theme.set_preference(preference)
        hands.panel.resize(width, 860)
        hands.view.selectRow(1)
        pictures.append(hands.panel.grab().toImage())
    light, dark, narrow = pictures
    assert light.pixelColor(200, 4) != dark.pixelColor(200, 4)
    assert narrow.width() < dark.width()
