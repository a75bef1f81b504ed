"""Somebody's hands on a search panel."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from helpers.search import WaitUntil
from hubdesk.ui.search.panel import SearchPanel
from hubdesk.ui.search.state import Phase
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
