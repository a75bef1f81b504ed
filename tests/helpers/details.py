"""Finds the parts of a details view and waits for what they show."""

from __future__ import annotations

import base64
import json
import urllib.request
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextBrowser,
    QTreeView,
    QWidget,
)

from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef
from hubdesk.ui.details.tab_row import FILES
from hubdesk.ui.details.view import DetailsView
from hubdesk.ui.widgets.state_page import StatePage

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
