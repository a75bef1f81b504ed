"""Finds and uses widgets by name, as a person's hands and eyes would: for the guided tour and the self-check."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTabBar, QWidget

Found = TypeVar("Found", bound=QObject)
Condition = Callable[[], object]

_PRESS = QEvent.Type.KeyPress
_RELEASE = QEvent.Type.KeyRelease
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_COPY = Qt.DropAction.CopyAction
_LEFT = Qt.MouseButton.LeftButton


class NotShownError(RuntimeError):
    """Something did not appear in time."""


class Hands:
    """Works on one window and the dialogs over it."""

    def __init__(self, window: QWidget, *, timeout_s: float = 30.0) -> None:
        self._window = window
        self._timeout_s = timeout_s
        self._held: tuple[QWidget, QMimeData] | None = None

    def find(self, kind: type[Found], name: str) -> Found:
        """The widget of this name in the window or an open dialog, the visible one first.

        Raises:
            NotShownError: there is none.
        """
        roots = [self._window, *(top for top in QApplication.topLevelWidgets() if top.isVisible())]
        matches = [child for root in roots for child in root.findChildren(kind, name)]
        matches += [root for root in roots if isinstance(root, kind) and root.objectName() == name]
        if not matches:
            raise NotShownError(f"nothing is called {name}")
        return next((match for match in matches if isinstance(match, QWidget) and match.isVisible()), matches[0])

    async def until(self, condition: Condition, what: str) -> None:
        """Wait until it holds.

        Raises:
            NotShownError: it did not within the time.
        """
        end = time.monotonic() + self._timeout_s
        while not condition():
            if time.monotonic() > end:
                raise NotShownError(f"not within {self._timeout_s:.0f} s: {what}")
            await asyncio.sleep(0.02)

    async def until_shown(self, kind: type[Found], name: str) -> Found:
        """Wait until the widget of this name is visible."""
        await self.until(lambda: self._is_shown(kind, name), f"{name} is shown")
        return self.find(kind, name)

    async def write(self, name: str, text: str) -> None:
        """Type into a field, key by key."""
        field = self.find(QWidget, name)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for letter in text:
            self._key(field, 0, letter)
            await asyncio.sleep(0.01)

    async def press(self, key: Qt.Key, name: str) -> None:
        """Press one key on a widget."""
        self._key(self.find(QWidget, name), key.value, "")
        await asyncio.sleep(0)

    async def click(self, name: str) -> None:
        """Click a button."""
        self.find(QAbstractButton, name).click()
        await asyncio.sleep(0)

    async def choose_tab(self, name: str, number: int) -> None:
        """Bring a tab to the front, counted from 0."""
        self.find(QTabBar, name).setCurrentIndex(number)
        await asyncio.sleep(0)

    async def rows(self, name: str, at_least: int = 1) -> QAbstractItemView:
        """Wait until a list has rows and return it."""
        view = await self.until_shown(QAbstractItemView, name)
        await self.until(lambda: view.model() is not None and view.model().rowCount() >= at_least, f"rows in {name}")
        return view

    async def open_row(self, name: str, row: int) -> QModelIndex:
        """Select a row and open it with Enter."""
        view = await self.rows(name, row + 1)
        index = view.model().index(row, 0)
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        view.setCurrentIndex(index)
        self._key(view, Qt.Key.Key_Return.value, "\r")
        await asyncio.sleep(0)
        return index

    def hold_over(self, widget: QWidget, paths: Iterable[Path]) -> None:
        """Drag files over a widget, and wait there."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self._held = (widget, mime)
        event = QDragEnterEvent(widget.rect().center(), _COPY, mime, _LEFT, _NO_MODIFIER)
        QApplication.sendEvent(widget, event)

    def let_go(self) -> None:
        """Drop what is held."""
        if self._held is not None:
            (widget, mime), self._held = self._held, None
            event = QDropEvent(QPointF(widget.rect().center()), _COPY, mime, _LEFT, _NO_MODIFIER)
            QApplication.sendEvent(widget, event)

    def _is_shown(self, kind: type[QObject], name: str) -> bool:
        try:
            found = self.find(kind, name)
        except NotShownError:
            return False
        return not isinstance(found, QWidget) or found.isVisible()

    def _key(self, widget: QWidget, key: int, text: str) -> None:
        for kind in (_PRESS, _RELEASE):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, _NO_MODIFIER, text))
