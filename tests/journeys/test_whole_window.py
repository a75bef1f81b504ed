"""The window as a whole: every control has a name and a place in the Tab order, no text is cut or left in English."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from helpers.drops import drop
from helpers.legible import controls, cut, describe, english_left, overlapping, reached_by_tab, unnamed
from helpers.person import Desk, Person
from hubdesk.core.types import RepoRef
from hubdesk.hub.address import Address

pytestmark = pytest.mark.journey

View = Callable[[Person], Awaitable[None]]


async def _opens(person: Person) -> None:
    await person.types("searchField", "hf://Qwen/Qwen3-0.6B")
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.waits_for_text("cardView", "Qwen3-0.6B")


async def _discover(person: Person) -> None:
    await person.reads_rows("resultsView")


async def _card(person: Person) -> None:
    await _opens(person)


async def _files(person: Person) -> None:
    await _opens(person)
    person.find(QWidget, "detailsTabs").setCurrentIndex(1)
    await person.waits_for_row("filesView", "config.json")


async def _history(person: Person) -> None:
    await _opens(person)
    person.find(QWidget, "detailsTabs").setCurrentIndex(2)
    await person.reads_rows("historyView")


async def _filters(person: Person) -> None:
    await person.clicks("filterButton")
    await person.finds(QWidget, "filterPage")


async def _settings(person: Person) -> None:
    await person.clicks("activitySettings")
    await person.finds(QWidget, "settingsView")


async def _transfers(person: Person) -> None:
    await person.clicks("unfoldTransfers")


async def _plan(person: Person) -> None:
    await _opens(person)
    await person.clicks("downloadButton")
    start = await person.finds(QWidget, "downloadPlanStart")
    await person.until(start.isEnabled, "the plan is ready")


async def _upload(person: Person) -> None:
    folder = person.desk.services.paths.data_dir / "새 파일들"
    folder.mkdir()
    (folder / "train.yaml").write_text("lr: 1\ntoken: hf_" + "Ab1Cd2Ef3G" * 3 + "Hj4k\n")
    (folder / "가나다라마바사.txt").write_text("하나")
    person.desk.window.open_address(Address(RepoRef("minji/hangul-sentiment")))
    await person.waits_for_text("cardView", "hangul-sentiment")
    drop(await person.finds(QWidget, "detailsView"), folder)
    start = await person.finds(QWidget, "uploadPlanStart")
    await person.until(start.isEnabled, "the plan is ready")
    await person.clicks("uploadMore")


async def _missing(person: Person) -> None:
    await person.types("searchField", "hf://nobody/nothing")
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.finds(QWidget, "stateAction")


VIEWS: list[View] = [_discover, _card, _files, _history, _filters, _settings, _transfers, _plan, _upload, _missing]


@pytest.fixture(params=VIEWS, ids=lambda view: view.__name__.strip("_"))
async def view(request: pytest.FixtureRequest, person: Person) -> View:
    """The window with one of its views open."""
    await person.reads_rows("resultsView")
    await request.param(person)
    return request.param


async def test_every_control_has_a_name(view: View, desk: Desk) -> None:
    found = unnamed(desk.window)
    assert not found, "\n".join(found)


async def test_every_control_is_reached_by_tab(view: View, desk: Desk) -> None:
    reached = reached_by_tab(desk.window)
    lost = [
        describe(control)
        for control in controls(desk.window)
        if control.window() is desk.window and not reached & {control, control.focusProxy()}
    ]
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_no_text_is_cut_in_the_smallest_window(view: View, desk: Desk, person: Person, language: str) -> None:
    await person.speaks(language)
    for size in (QSize(820, 736), QSize(820, 560)):
        desk.window.resize(size)
        await person.sees_it_settle()
        found = cut(desk.window) + overlapping(desk.window)
        assert not found, "\n".join(found)
    if person.find(QWidget, "unfoldTransfers").isVisible():
        await person.clicks("unfoldTransfers")
    desk.window.resize(QSize(820, 690))
    await person.sees_it_settle()
    found = cut(desk.window) + overlapping(desk.window)
    assert not found, "\n".join(found)


async def test_korean_leaves_no_english_behind(view: View, desk: Desk, person: Person) -> None:
    await person.speaks("ko")
    found = english_left(desk.window)
    assert not found, "\n".join(found)
    await person.speaks("en")
    assert len(english_left(desk.window)) > 10, "the search for English finds nothing at all"
