"""Filters of the search panel, chosen and taken away by a person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from helpers.search_hands import LEFT, Hands
from hubdesk.core.types import SearchQuery


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
