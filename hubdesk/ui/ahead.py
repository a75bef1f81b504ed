"""Does small pieces of work ahead of time, one after the other, with room for events in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

_BREATH_MS = 40


class Ahead(QObject):
    """Each piece runs on the window's thread, so none may take longer than a person notices."""

    def __init__(self, pieces: Iterable[Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = deque(pieces)
        self._timer = QTimer(self)
        self._timer.setInterval(_BREATH_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Begin, after a breath."""
        self._timer.start()

    def _on_timeout(self) -> None:
        if self._pieces:
            self._pieces.popleft()()
        else:
            self._timer.stop()
