"""The line below the rows: how long the Hub is being asked, when it is asked again, or that it was stopped."""

from __future__ import annotations

import time

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hubdesk.ui.format import clock_text
from hubdesk.ui.search.state import Phase, SearchState
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import ElidedLabel

SLOW_AFTER_MS = 150
CLOCK_AFTER_MS = 1000
_TICK_MS = 50


class StatusLine(QWidget):
    """`grew_slow` tells that the rows should fade; `stop_requested` and `again_requested` are its button's."""

    grew_slow = Signal()
    stop_requested = Signal()
    again_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SearchState()
        self._clock = QElapsedTimer()
        self._is_slow = False
        self._text = ElidedLabel("", self)
        self._text.setFont(theme.font("secondary"))
        self._text.setProperty("tone", "muted")
        self._button = link_button(theme, "", self)
        self._button.setObjectName("searchStatusAction")
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self._on_clicked)
        self.hide()

    def show_state(self, state: SearchState) -> None:
        """Say what this state needs said while rows are shown."""
        if state.phase is Phase.SEARCHING and self._state.phase is not Phase.SEARCHING:
            self._clock.start()
            self._is_slow = False
        self._state = state
        if state.phase in (Phase.SEARCHING, Phase.OFFLINE, Phase.WAITING):
            self._tick.start()
        else:
            self._tick.stop()
        self._refresh()

    def retranslate(self) -> None:
        """All texts again."""
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _refresh(self) -> None:
        phase = self._state.phase
        if phase is Phase.SEARCHING:
            self._show_elapsed()
        elif phase is Phase.OFFLINE:
            self._say(self.tr("Looks again in {time}").format(time=self._time_left()), "")
        elif phase is Phase.WAITING:
            text = self.tr("Goes on by itself in {time}").format(time=self._time_left())
            self._say(text, self.tr("Stop waiting"))
        elif phase is Phase.STOPPED:
            self._say(self.tr("Stopped. These are the results of before."), self.tr("Search again"))
        else:
            self.hide()

    def _show_elapsed(self) -> None:
        passed_ms = self._clock.elapsed()
        if passed_ms >= SLOW_AFTER_MS and not self._is_slow:
            self._is_slow = True
            self.grew_slow.emit()
        if passed_ms < CLOCK_AFTER_MS:
            self.hide()
            return
        seconds = QLocale().toString(passed_ms / 1000, "f", 1)
        self._say(self.tr("Asking the Hub · {seconds} s").format(seconds=seconds), self.tr("Stop"))

    def _say(self, text: str, action: str) -> None:
        if self._text.text() != text:
            self._text.setText(text)
            self._text.setAccessibleName(text)
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self.show()

    def _time_left(self) -> str:
        return clock_text(max(0.0, (self._state.retry_at or 0.0) - time.monotonic()))

    def _on_clicked(self) -> None:
        if self._state.phase is Phase.STOPPED:
            self.again_requested.emit()
        else:
            self.stop_requested.emit()
