"""Tabs: the preview that is taken over, tabs of their own, closing, moving, restoring."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.address import Address
from hubdesk.ui.documents import Documents
from hubdesk.ui.theme import Theme
from hubdesk.ui.window_state import OpenTab

ONE, TWO, THREE = (RepoRef(f"owner/{name}") for name in ("one", "two", "three"))
DATA = RepoRef("owner/one", RepoType.DATASET)


class _Details(QWidget):
    """Stands in for the details view: keeps what it was asked to show."""

    repo_requested = Signal(object)
    address_requested = Signal(object)
    search_requested = Signal(object)
    title_changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: list[tuple[RepoRef, str, str]] = []

    def show_repo(self, ref: RepoRef, revision: str = "main", path: str = "") -> None:
        self.shown.append((ref, revision, path))


def _documents(qtbot: QtBot, theme: Theme) -> tuple[Documents, QTabBar]:
    documents = Documents(theme, _Details, QLabel)  # type: ignore[arg-type]  # a stand-in with the same face
    qtbot.addWidget(documents)
    documents.resize(800, 600)
    documents.show()
    return documents, documents.findChild(QTabBar, "documentTabs")


def _titles(bar: QTabBar) -> list[str]:
    return [bar.tabText(index) for index in range(bar.count())]


def _front(documents: Documents) -> QWidget:
    return documents.findChild(QStackedWidget).currentWidget()


def test_nothing_open_is_a_welcome(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    assert not bar.isVisible()
    assert _front(documents).objectName() == "welcomePage"


def test_the_preview_is_taken_over_and_a_kept_tab_is_not(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    documents.open_repo(ONE)
    first = _front(documents)
    documents.open_repo(TWO, "v1", "config.json")
    assert _titles(bar) == ["two"]
    assert _front(documents) is first
    assert first.shown == [(ONE, "main", ""), (TWO, "v1", "config.json")]  # type: ignore[attr-defined]
    QTest.mouseClick(documents.findChild(QWidget, "keepTab"), Qt.MouseButton.LeftButton)
    assert not documents.findChild(QWidget, "keepTab").isVisible()
    documents.open_repo(THREE)
    assert _titles(bar) == ["two", "three"]


def test_a_repository_is_open_once(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    documents.open_repo(ONE, own_tab=True)
    documents.open_repo(DATA, own_tab=True)
    documents.open_repo(ONE)
    assert _titles(bar) == ["one", "one"]
    assert documents.current_tab() == OpenTab(ONE)
    assert [tab.ref for tab in documents.tabs()] == [ONE, DATA]


def test_closing_by_middle_click_and_by_command(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    for ref in (ONE, TWO, THREE):
        documents.open_repo(ref, own_tab=True)
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(0).center())
    assert _titles(bar) == ["two", "three"]
    documents.close_current()
    assert _titles(bar) == ["two"]
    documents.close_current()
    documents.close_current()
    assert _front(documents).objectName() == "welcomePage"
    assert documents.current_tab() is None


def test_a_link_to_another_repository_keeps_the_first(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    documents.open_repo(ONE)
    _front(documents).repo_requested.emit(TWO)  # type: ignore[attr-defined]
    assert _titles(bar) == ["one", "two"]
    assert documents.current_tab() == OpenTab(TWO, preview=True)


def test_a_link_to_a_file_of_another_repository_shows_that_file(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    documents.open_repo(ONE)
    _front(documents).address_requested.emit(Address(TWO, "v1", "config.json"))  # type: ignore[attr-defined]
    assert _titles(bar) == ["one", "two"]
    assert _front(documents).shown == [(TWO, "v1", "config.json")]  # type: ignore[attr-defined]


def test_titles_come_from_the_view(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    documents.open_repo(ONE)
    _front(documents).title_changed.emit("R&D")  # type: ignore[attr-defined]
    assert _titles(bar) == ["R&&D"]


def test_moving_a_tab_moves_its_document(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    for ref in (ONE, TWO, THREE):
        documents.open_repo(ref, own_tab=True)
    bar.moveTab(2, 0)
    assert [tab.ref for tab in documents.tabs()] == [THREE, ONE, TWO]
    documents.step_forward()
    assert documents.current_tab() == OpenTab(ONE)
    documents.step_back()
    documents.step_back()
    assert documents.current_tab() == OpenTab(TWO)


def test_restoring_loads_only_what_is_in_front(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    tabs = (OpenTab(ONE), OpenTab(TWO, "v2"), OpenTab(THREE, preview=True))
    documents.restore(tabs, 1, settings=True)
    assert _titles(bar) == ["one", "two", "three", "Settings"]
    assert documents.tabs() == tabs
    views = documents.findChildren(_Details)
    assert [view.shown for view in views] == [[(TWO, "v2", "")]]
    bar.setCurrentIndex(0)
    assert len(documents.findChildren(_Details)) == 2


def test_the_settings_have_one_tab(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    documents.open_settings()
    documents.open_repo(ONE)
    documents.open_settings()
    assert _titles(bar) == ["Settings", "one"]
    assert documents.settings_shown()
    assert documents.settings_open()
    documents.close_current()
    assert not documents.settings_open()


def test_the_double_click_keeps_the_preview(qtbot: QtBot, theme: Theme) -> None:
    documents, bar = _documents(qtbot, theme)
    documents.open_repo(ONE)
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center() - QPoint(10, 0))
    assert documents.tabs() == (OpenTab(ONE),)
