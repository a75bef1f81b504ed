"""A person at the window: finds things by their names, clicks, types and reads."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QTabBar, QTextEdit, QWidget

from hubdesk.app import build_context
from hubdesk.core.paths import Paths
from hubdesk.core.tasks import TaskRunner
from hubdesk.services import Services, build_services
from hubdesk.ui.context import UiContext
from hubdesk.ui.hands import Hands
from hubdesk.ui.main_window import MainWindow

Found = TypeVar("Found", bound=QObject)

_LEFT = Qt.MouseButton.LeftButton
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@dataclass
class Desk:
    """An open window and what is behind it; `errors` is what background tasks raised and nobody handled."""

    window: MainWindow
    context: UiContext
    services: Services
    errors: list[Exception] = field(default_factory=list)


@contextlib.asynccontextmanager
async def open_desk(
    app: QApplication, data_dir: Path, endpoint: str, token: str | None, *, language: str = "en", theme: str = "light"
) -> AsyncIterator[Desk]:
    """Open the window on a Hub, and shut it down as the program does."""
    paths = Paths(data_dir)
    paths.create()
    errors: list[Exception] = []
    tasks = TaskRunner(lambda _name, error: errors.append(error))
    services = build_services(paths, endpoint=endpoint, demo=False)
    if token is not None:
        services.session.use(token)
    context = build_context(app, services, tasks, language=language, theme=theme)
    window = MainWindow(context)
    window.resize(1440, 900)
    window.show()
    try:
        await services.start()
        window.start()
        yield Desk(window, context, services, errors)
    finally:
        services.settings.change(language="en")  # takes this window's translators out of the application
        window.hide()
        await tasks.close()
        await services.close()
        context.theme.deleteLater()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Person:
    """Uses a desk with mouse and keyboard, and waits for what it expects to see."""

    def __init__(self, desk: Desk, *, patience_s: float = 12.0) -> None:
        self.desk = desk
        self._hands = Hands(desk.window, timeout_s=patience_s)
        self.until = self._hands.until
        self.find = self._hands.find
        self.finds = self._hands.until_shown

    async def types(self, name: str, text: str) -> None:
        """Click into a field, empty it, and type."""
        field_ = await self.finds(QWidget, name)
        QTest.mouseClick(field_, _LEFT)
        QTest.keyClick(field_, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field_, Qt.Key.Key_Delete)
        for letter in text:
            QTest.keyClicks(field_, letter)
            await asyncio.sleep(0.01)

    async def clicks(self, name: str) -> None:
        """Click a button in its middle, once it can be clicked."""
        button = await self.finds(QAbstractButton, name)
        await self.until(button.isEnabled, f"{name} can be clicked")
        QTest.mouseClick(button, _LEFT)

    async def presses(self, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key on a widget."""
        QTest.keyClick(await self.finds(QWidget, name), key, modifier or Qt.KeyboardModifier.NoModifier)

    async def takes_tab(self, name: str, text: str) -> None:
        """Click the tab with this text."""
        bar = await self.finds(QTabBar, name)
        number = next(index for index in range(bar.count()) if bar.tabText(index) == text)
        QTest.mouseClick(bar, _LEFT, pos=bar.tabRect(number).center())

    async def reads_rows(self, name: str, at_least: int = 1) -> list[str]:
        """What a screen reader says of the rows of a list."""
        view = await self._hands.rows(name, at_least)
        model = view.model()
        return [str(model.index(row, 0).data(_SPOKEN)) for row in range(model.rowCount())]

    async def waits_for_row(self, name: str, text: str) -> int:
        """Wait for a row that says this, and return its number."""
        view = await self.finds(QAbstractItemView, name)

        def number() -> int:
            model = view.model()
            rows = range(model.rowCount() if model is not None else 0)
            return next((row for row in rows if text.lower() in str(model.index(row, 0).data(_SPOKEN)).lower()), -1)

        await self.until(lambda: number() >= 0, f"a row with {text!r} in {name}")
        return number()

    async def opens_row(self, name: str, row: int) -> None:
        """Click a row, and press Enter."""
        view = await self._hands.rows(name, row + 1)
        index = view.model().index(row, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), _LEFT, pos=view.visualRect(index).center())
        QTest.keyClick(view, Qt.Key.Key_Return)

    async def waits_for_text(self, name: str, text: str) -> None:
        """Wait until a label, button or document says this."""
        await self.until(lambda: text.lower() in self.text_of(name).lower(), f"{name} says {text!r}")

    async def speaks(self, language: str) -> None:
        """Switch the window's language and wait until it has arrived."""
        self.desk.context.settings.change(language=language)
        wanted = {"en": "Documents", "ko": "문서"}[language]
        await self.until(lambda: self.desk.window.documents.accessibleName() == wanted, f"it speaks {language}")
        await self.sees_it_settle()

    async def sees_it_settle(self) -> None:
        """Wait until nothing in the window has moved for a tenth of a second."""
        before: list[QRect] = []
        while before != (now := [widget.geometry() for widget in self.desk.window.findChildren(QWidget)]):
            before = now
            await asyncio.sleep(0.1)

    def text_of(self, name: str) -> str:
        """All text in the widget of this name, if it is shown."""
        try:
            widget = self.find(QWidget, name)
        except RuntimeError:
            return ""
        return "\n".join(texts(widget)) if widget.isVisible() else ""

    def all_text(self) -> str:
        """All text in the window."""
        return "\n".join(texts(self.desk.window))


def texts(root: QWidget) -> list[str]:
    """What the visible labels, buttons, tabs and documents below a widget say."""
    said: list[str] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        elif isinstance(widget, QTextEdit):
            said.append(widget.toPlainText())
        elif isinstance(widget, QTabBar):
            said += [widget.tabText(index) for index in range(widget.count())]
    return [text for text in said if text]
