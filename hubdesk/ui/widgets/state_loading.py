"""Loading: nothing for a moment, then skeleton rows, then the time and a way to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.meters import ThinProgress
from hubdesk.ui.widgets.skeleton import SkeletonRows

SKELETON_AFTER_MS = 150
CLOCK_AFTER_MS = 1000
_TICK_MS = 100


class StateLoading(QWidget):
    """The page itself; `begin` starts its clock."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stop: Callable[[], None] | None = None
        self._progress = ThinProgress(theme, self)
        self._skeleton = SkeletonRows(theme, self)
        self._clock = make_label(theme, "secondary", "muted", self)
        self._stop_button = link_button(theme, "", self)
        self._stop_button.setObjectName("stopLoading")
        self._stop_button.clicked.connect(self._on_stop)
        self._elapsed = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        foot = QHBoxLayout()
        foot.addWidget(self._clock, 1)
        foot.addWidget(self._stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._progress)
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.addWidget(self._skeleton, 1)
        body.addLayout(foot)
        column.addLayout(body, 1)
        self.retranslate()

    def begin(self, stop: Callable[[], None] | None = None) -> None:
        """Start from nothing; without `stop` only the time is shown."""
        self._stop = stop
        for widget in (self._progress, self._skeleton, self._clock, self._stop_button):
            widget.hide()
        self._progress.set_fraction(-1)
        self._elapsed.start()
        self._tick.start()

    def end(self) -> None:
        """Stop the clock."""
        self._tick.stop()
        self._stop = None

    def retranslate(self) -> None:
        """The texts."""
        self._stop_button.setText(self.tr("Stop"))
        self._stop_button.setAccessibleName(self.tr("Stop loading"))
        self.setAccessibleName(self.tr("Loading"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_tick(self) -> None:
        passed_ms = self._elapsed.elapsed()
        if passed_ms >= SKELETON_AFTER_MS and self._skeleton.isHidden():
            self._skeleton.show()
            self._progress.show()
        if passed_ms >= CLOCK_AFTER_MS:
            seconds = QLocale().toString(passed_ms / 1000, "f", 1)
            self._clock.setText(self.tr("Asking the Hub · {seconds} s").format(seconds=seconds))
            self._clock.show()
            self._stop_button.setVisible(self._stop is not None)

    def _on_stop(self) -> None:
        stop = self._stop
        self.end()
        if stop is not None:
            stop()
