"""The details view changes its language while it is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QTreeView, QWidget

from hubdesk.core.types import RepoRef
from hubdesk.ui.details.tab_row import FILES
from hubdesk.ui.details.view import DetailsView

MARK = "※"
REF = RepoRef("sentence-transformers/all-MiniLM-L6-v2")


class Marking(QTranslator):
    """A language in which every text begins with a mark."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return MARK + source


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[Marking]:
    translator = Marking()
    yield translator
    qapp.removeTranslator(translator)


def texts(view: DetailsView) -> dict[str, str]:
    tabs = view.findChild(QTabBar, "detailsTabs")
    tree = view.findChild(QTreeView, "filesView")
    found = {
        name: view.findChild(QAbstractButton, name).text()
        for name in ("downloadButton", "showCodeButton", "downloadChosenButton", "untickButton")
    }
    found |= {f"tab {index}": tabs.tabText(index) for index in range(tabs.count())}
    found |= {f"column {column}": tree.model().headerData(column, Qt.Orientation.Horizontal) for column in range(5)}
    found |= {
        action.text(): action.text() for action in view.findChild(QWidget, "detailsMenu").actions() if action.text()
    }
    found["filter"] = view.findChild(QLineEdit, "filesFilter").placeholderText()
    found["total"] = view.findChild(QLabel, "filesTotal").text()
    found["chosen"] = view.findChild(QLabel, "chosenText").text()
    found["facts"] = view.findChild(QLabel, "detailsFacts").accessibleName()
    found["spoken tree"] = tree.accessibleName()
    found["spoken selector"] = view.findChild(QAbstractButton, "revisionSelector").accessibleName()
    return found


async def test_every_text_follows_the_language(
    make_view: Callable[[], DetailsView],
    wait_until: Callable[..., Awaitable[None]],
    translator: Marking,
    qapp: QApplication,
) -> None:
    view = make_view()
    view.show_repo(REF)
    await wait_until(lambda: view.details is not None)
    view.findChild(QTabBar, "detailsTabs").setCurrentIndex(FILES)
    total = view.findChild(QLabel, "filesTotal")
    await wait_until(lambda: "files · " in total.text())
    assert not [text for text in texts(view).values() if MARK in text]

    qapp.installTranslator(translator)
    await wait_until(lambda: view.findChild(QAbstractButton, "downloadButton").text().startswith(MARK))

    assert [name for name, text in texts(view).items() if MARK not in text] == []


async def test_what_it_says_before_anything_is_chosen_follows_too(
    make_view: Callable[[], DetailsView],
    wait_until: Callable[..., Awaitable[None]],
    translator: Marking,
    qapp: QApplication,
) -> None:
    view = make_view()

    qapp.installTranslator(translator)

    await wait_until(
        lambda: any(label.text().startswith(MARK) for label in view.findChildren(QLabel) if label.isVisible())
    )
