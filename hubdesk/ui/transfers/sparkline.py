"""The speed of the last minute as a line."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.format import speed_text
from hubdesk.ui.theme import Theme

_SAMPLES = 60
_SIZE = QSize(140, 22)


class Sparkline(QWidget):
    """One sample a second; the dotted line is the speed limit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._samples: deque[float] = deque(maxlen=_SAMPLES)
        self._limit = 0
        self.setObjectName("speedSparkline")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.retranslate()

    def add(self, bytes_per_second: float) -> None:
        """The speed of now."""
        self._samples.append(max(0.0, bytes_per_second))
        self.setToolTip(speed_text(bytes_per_second))
        self.setAccessibleDescription(speed_text(bytes_per_second))
        self.update()

    def set_limit(self, bytes_per_second: int) -> None:
        """The speed limit; 0 is none."""
        self._limit = bytes_per_second
        self.update()

    def retranslate(self) -> None:
        """The name."""
        self.setAccessibleName(self.tr("Speed of the last minute"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Small."""
        return _SIZE

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line and what is below it."""
        if len(self._samples) < 2 or not any(self._samples):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max(*self._samples, float(self._limit)) * 1.08
        height = self.height() - 2
        step = self.width() / (_SAMPLES - 1)
        left = self.width() - step * (len(self._samples) - 1)
        points = [
            QPointF(left + number * step, 1 + height * (1 - sample / top))
            for number, sample in enumerate(self._samples)
        ]
        self._paint_ground(painter, points)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent"), 1.5))
        painter.drawPolyline(points)
        if self._limit:
            painter.setPen(QPen(self._theme.color("muted"), 1, Qt.PenStyle.DotLine))
            y = 1 + height * (1 - self._limit / top)
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _paint_ground(self, painter: QPainter, points: list[QPointF]) -> None:
        path = QPainterPath(QPointF(points[0].x(), self.height()))
        for point in points:
            path.lineTo(point)
        path.lineTo(QPointF(points[-1].x(), self.height()))
        strong, weak = QColor(self._theme.color("accent")), QColor(self._theme.color("accent"))
        strong.setAlphaF(0.35)
        weak.setAlphaF(0.0)
        gradient = QLinearGradient(0, 0, 0, self.height())
        gradient.setColorAt(0, strong)
        gradient.setColorAt(1, weak)
        painter.fillPath(path, gradient)
