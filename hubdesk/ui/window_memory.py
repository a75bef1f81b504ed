"""Takes up what the window remembered and keeps it, soon after each change, in a thread."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from hubdesk.ui.arrangement import Arrangement
from hubdesk.ui.context import UiContext
from hubdesk.ui.documents import Documents
from hubdesk.ui.window_state import WindowState, load_state, save_state

_SAVE_AFTER_MS = 1500


class WindowMemory(QObject):
    """Nothing is saved before the tabs are restored, so that a failed start does not forget them."""

    def __init__(self, ctx: UiContext, window: QMainWindow, arrangement: Arrangement, documents: Documents) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._arrangement = arrangement
        self._documents = documents
        self._state = load_state(ctx.services.paths.window_state)
        self._complete = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save)

    def restore_arrangement(self) -> None:
        """Place, size, splitter and docks; Qt refuses what does not fit this window or these screens."""
        state = self._state
        if state.geometry:
            self._window.restoreGeometry(_bytes(state.geometry))
        if state.docks:
            self._window.restoreState(_bytes(state.docks))
        splitter = self._arrangement.splitter
        if len(state.splitter) == splitter.count() and all(state.splitter):
            splitter.setSizes(list(state.splitter))
        self._arrangement.set_transfers_height(state.transfers_height)
        self._arrangement.transfers.set_folded(not state.transfers_open)
        self._ctx.commands.set_recent(list(state.recent_commands))

    def restore_tabs(self) -> None:
        """The tabs, if they belong to this connection."""
        if self._state.connection_id == self._ctx.services.connection.connection_id:
            self._documents.restore(self._state.tabs, self._state.current, settings=self._state.settings_open)
        self._complete = True

    def changed(self) -> None:
        """Save soon."""
        if self._complete:
            self._timer.start()

    def save_now(self) -> None:
        """Save before the end; a file of a few kilobytes."""
        self._timer.stop()
        if self._complete:
            save_state(self._ctx.services.paths.window_state, self.state())

    def state(self) -> WindowState:
        """Everything worth remembering, as it is now."""
        return WindowState(
            geometry=_text(self._window.saveGeometry()),
            docks=_text(self._window.saveState()),
            splitter=tuple(self._arrangement.splitter.sizes()),
            transfers_height=self._arrangement.transfers_height(),
            transfers_open=not self._arrangement.transfers.folded,
            connection_id=self._ctx.services.connection.connection_id,
            tabs=self._documents.tabs(),
            current=self._documents.current_index(),
            settings_open=self._documents.settings_open(),
            recent_commands=tuple(self._ctx.commands.recent()),
        )

    def _save(self) -> None:
        path = self._ctx.services.paths.window_state
        self._ctx.tasks.spawn(asyncio.to_thread(save_state, path, self.state()), name="window.save")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")
