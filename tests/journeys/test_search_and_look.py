"""A person searches, filters, and looks at what is found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton

from helpers.person import Person
from helpers.practice_hub import PracticeHub

pytestmark = pytest.mark.journey


async def test_the_first_look_is_full(person: Person) -> None:
    rows = await person.reads_rows("resultsView", 20)
    assert all(rows)
    await person.waits_for_text("resultCount", "15,")


async def test_from_a_word_to_the_card(person: Person) -> None:
    await person.reads_rows("resultsView")
    await person.types("searchField", "all-minilm-l6-v2")
    row = await person.waits_for_row("resultsView", "sentence-transformers/all-MiniLM-L6-v2")
    await person.opens_row("resultsView", row)
    await person.waits_for_text("detailsTitle", "all-MiniLM-L6-v2")
    await person.waits_for_text("cardView", "all-MiniLM-L6-v2")
    await person.takes_tab("detailsTabs", "Files")
    await person.waits_for_row("filesView", "config.json")
    await person.takes_tab("detailsTabs", "History")
    assert len(await person.reads_rows("historyView", 2)) >= 2


async def test_filters_are_chips_that_can_be_taken_away(person: Person) -> None:
    await person.reads_rows("resultsView")
    everything = person.text_of("resultCount")
    await person.clicks("filterButton")
    await person.clicks("filterChip_formats_gguf")
    await person.clicks("showResults")
    await person.until(lambda: person.text_of("resultCount") not in {"", everything}, "fewer results")
    await person.waits_for_row("resultsView", "gguf")
    await person.clicks("clearFilters")
    await person.until(lambda: person.text_of("resultCount") == everything, "all results again")


async def test_datasets_and_spaces(person: Person) -> None:
    await person.reads_rows("resultsView")
    await person.clicks("type_dataset")
    await person.waits_for_text("resultCount", "datasets")
    await person.types("searchField", "squad")
    await person.waits_for_row("resultsView", "squad")
    await person.clicks("type_space")
    await person.types("searchField", "")
    await person.waits_for_text("resultCount", "Spaces")


async def test_endless_scrolling(person: Person) -> None:
    rows = await person.reads_rows("resultsView", 40)
    view = await person.finds(QAbstractItemView, "resultsView")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    await person.reads_rows("resultsView", len(rows) + 20)


async def test_an_address_opens_what_it_names(person: Person) -> None:
    await person.reads_rows("resultsView")
    await person.types("searchField", "https://huggingface.co/datasets/squad/tree/main")
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.waits_for_text("detailsTitle", "squad")
    await person.types("searchField", "hf://Qwen/Qwen3-0.6B")
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.waits_for_text("detailsTitle", "Qwen3-0.6B")


async def test_a_bad_address_is_explained(person: Person) -> None:
    await person.reads_rows("resultsView")
    await person.types("searchField", "https://huggingface.co/settings/tokens")
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.until(lambda: person.text_of("searchHint"), "a word about the address")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("hf://nobody/no-such-thing", "repository was not found"),
        ("hf://Qwen/Qwen3-0.6B@nowhere", "revision does not exist"),
    ],
)
async def test_what_does_not_exist_is_told(person: Person, address: str, said: str) -> None:
    await person.reads_rows("resultsView")
    await person.types("searchField", address)
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.waits_for_text("detailsView", said)
    await person.finds(QPushButton, "stateAction")


async def test_a_search_that_finds_nothing_says_so(person: Person) -> None:
    await person.reads_rows("resultsView")
    await person.types("searchField", "zzz-nothing-has-this-name")
    await person.waits_for_text("sidePanel", "No model")


async def test_a_server_error_is_told_and_tried_again(person: Person, practice_hub: PracticeHub) -> None:
    await person.reads_rows("resultsView")
    practice_hub.set_faults("status=502;path=/api/models/")
    await person.types("searchField", "hf://Qwen/Qwen3-0.6B")
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.waits_for_text("detailsView", "502")
    practice_hub.clear_faults()
    await person.clicks("stateAction")
    await person.waits_for_text("cardView", "Qwen3-0.6B")


async def test_a_pause_that_the_hub_asks_for_ends_by_itself(person: Person, practice_hub: PracticeHub) -> None:
    await person.reads_rows("resultsView")
    practice_hub.set_faults("rate_limit=1;path=/api/models;count=1")
    await person.types("searchField", "bert")
    await person.waits_for_text("sidePanel", "break")
    await person.waits_for_row("resultsView", "bert")
