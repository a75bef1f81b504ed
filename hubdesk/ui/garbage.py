"""Collects garbage on the window's thread, and on no other."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
FULL_EVERY_S = 60.0


class GarbageCollector(QObject):
    """Takes over from Python's own collector, which runs on whichever thread happens to allocate next.

    On a thread of the Hub pool it would destroy models, documents and timers there while the window still draws with
    them; PySide brings only widgets back to their thread. Python's own thresholds say when it is time, but a full
    collection comes at most once a minute.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the start has made stays to the end
        self._last_full = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect_if_due)
        self._timer.start()

    def collect_if_due(self) -> None:
        """Collect the oldest generation whose time has come."""
        young, middle, old = gc.get_count()
        limits = gc.get_threshold()
        now = time.monotonic()
        if old > limits[2] and now - self._last_full > FULL_EVERY_S:
            gc.collect(2)
            self._last_full = now
        elif middle > limits[1]:
            gc.collect(1)
        elif young > limits[0]:
            gc.collect(0)
