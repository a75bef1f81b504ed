"""The search panel with nothing found, with errors, while it waits, and in other languages and themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from helpers.practice_hub import PracticeHub
from helpers.search import WaitUntil
from helpers.search_hands import LEFT, Hands
from hubdesk.core.types import RepoType, SearchQuery
from hubdesk.ui.search.panel import SearchPanel
from hubdesk.ui.search.state import Phase
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.chip import Chip


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
