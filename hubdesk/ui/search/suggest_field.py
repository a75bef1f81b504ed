"""A line that offers completions from the Hub while one types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.tasks import TaskRunner

_PAUSE_MS = 250
_LEAST_LETTERS = 2
_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Suggest:
    """Where suggestions come from, and the lane in which they are asked for."""

    tasks: TaskRunner
    lane: str
    ask: Callable[[str], Awaitable[tuple[str, ...]]]


class SuggestField(QLineEdit):
    """`entered` carries what was typed and confirmed, or picked from the suggestions."""

    entered = Signal(str)

    def __init__(self, suggest: Suggest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._names = QStringListModel(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)
        self.returnPressed.connect(self._on_return)
        self.textEdited.connect(self._on_edited)
        self._set_up_completer()

    def _set_up_completer(self) -> None:
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_LIMIT)
        completer.activated.connect(self._on_picked)
        self.setCompleter(completer)

    def _on_edited(self, text: str) -> None:
        if len(text.strip()) >= _LEAST_LETTERS:
            self._pause.start()
        else:
            self._pause.stop()

    def _on_paused(self) -> None:
        self._suggest.tasks.latest(self._suggest.lane, self._offer(self.text().strip()))

    async def _offer(self, text: str) -> None:
        try:
            names = await self._suggest.ask(text)
        except HubDeskError:
            return  # typing the whole name works without suggestions
        self._names.setStringList(list(names[:_LIMIT]))
        if self.hasFocus() and self.text().strip() == text and names:
            self.completer().complete()

    def _on_return(self) -> None:
        if text := self.text().strip():
            self._pause.stop()
            self.entered.emit(text)

    def _on_picked(self, text: str) -> None:
        self.entered.emit(text)
        QTimer.singleShot(0, self.clear)  # the completer writes its text into the field after this signal
