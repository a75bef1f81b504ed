"""Grey shapes where rows are about to be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.motion import may_animate

_ROW_PX = 72
_STEP_MS = 50
_WIDTHS = ((0.62, 0.74, 0.25), (0.74, 0.64, 0.21), (0.53, 0.77, 0.28), (0.68, 0.70, 0.24))


class SkeletonRows(QWidget):
    """Rows with a square, three bars and a circle, fading to the bottom, with a shimmer passing through."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phase = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._on_step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def showEvent(self, event: QEvent) -> None:
        """Shimmer only while it can be seen."""
        if may_animate(self):
            self._timer.start()
        super().showEvent(event)  # type: ignore[arg-type]  # a QShowEvent

    def hideEvent(self, event: QEvent) -> None:
        """Rest."""
        self._timer.stop()
        super().hideEvent(event)  # type: ignore[arg-type]  # a QHideEvent

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As many rows as fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._shimmer())
        rows = max(1, min(8, self.height() // _ROW_PX))
        for row in range(rows):
            painter.setOpacity(1.0 - 0.8 * row / max(rows, 4))
            self._paint_row(painter, row)

    def _paint_row(self, painter: QPainter, row: int) -> None:
        top = row * _ROW_PX + 8.0
        bars = self.width() - 44.0 - 52.0
        first, second, third = _WIDTHS[row % len(_WIDTHS)]
        painter.drawRoundedRect(QRectF(0, top, 32, 32), 8, 8)
        painter.drawRoundedRect(QRectF(44, top + 2, bars * first, 12), 6, 6)
        painter.drawRoundedRect(QRectF(44, top + 22, bars * second, 8), 4, 4)
        painter.drawRoundedRect(QRectF(44, top + 38, bars * third, 16), 8, 8)
        painter.drawEllipse(QRectF(self.width() - 28, top, 28, 28))

    def _shimmer(self) -> QLinearGradient:
        base = self._theme.color("skeleton")
        light = QColor(self._theme.color("hover"))
        gradient = QLinearGradient(0, 0, max(1, self.width()), 0)
        gradient.setColorAt(0, base)
        gradient.setColorAt(1, base)
        gradient.setColorAt(min(0.99, max(0.01, self._phase)), light)
        return gradient

    def _on_step(self) -> None:
        self._phase = (self._phase + 0.03) % 1.0
        self.update()
