"""Thin bars and rings that say their value in words, too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.motion import may_animate
from hubdesk.ui.widgets.painting import paint_bar, paint_ring

_BAR_PX = 4
_STEP_MS = 33
_SWEEP_SHARE = 0.3


class ThinProgress(QWidget):
    """A 4 px bar; below 0 it is busy without a known end and sweeps."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, token: str = "accent") -> None:
        super().__init__(parent)
        self._theme = theme
        self._token = token
        self._fraction = 0.0
        self._sweep = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._on_step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_fraction(self, fraction: float) -> None:
        """From 0 to 1; below 0 is busy."""
        self._fraction = min(1.0, fraction)
        self._run_timer()
        self._say()
        self.update()

    def fraction(self) -> float:
        """The value shown."""
        return self._fraction

    def set_token(self, token: str) -> None:
        """Another colour."""
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the bar."""
        return QSize(120, _BAR_PX)

    def minimumSizeHint(self) -> QSize:
        """A short bar."""
        return QSize(24, _BAR_PX)

    def showEvent(self, event: QEvent) -> None:
        """Sweep only while it can be seen."""
        self._run_timer()
        super().showEvent(event)  # type: ignore[arg-type]  # a QShowEvent

    def hideEvent(self, event: QEvent) -> None:
        """Rest."""
        self._timer.stop()
        super().hideEvent(event)  # type: ignore[arg-type]  # a QHideEvent

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar in the middle of the height."""
        painter = QPainter(self)
        area = QRect(0, (self.height() - _BAR_PX) // 2, self.width(), _BAR_PX)
        if self._fraction >= 0:
            paint_bar(painter, area, self._fraction, self._theme, token=self._token)
            return
        paint_bar(painter, area, 0, self._theme)
        length = round(area.width() * _SWEEP_SHARE)
        left = round((area.width() + length) * self._sweep) - length
        sweep = QRect(left, area.y(), length, _BAR_PX).intersected(area)
        if sweep.width() > 0:
            paint_bar(painter, sweep, 1, self._theme, token=self._token)

    def _run_timer(self) -> None:
        if self._fraction < 0 and self.isVisible() and may_animate(self):
            self._timer.start()
        else:
            self._timer.stop()

    def _on_step(self) -> None:
        self._sweep = (self._sweep + 0.02) % 1.0
        self.update()

    def _say(self) -> None:
        if self._fraction < 0:
            self.setAccessibleDescription(self.tr("Busy"))
        else:
            self.setAccessibleDescription(self.tr("{percent} percent").format(percent=round(self._fraction * 100)))


class Ring(QWidget):
    """A ring with a figure or an icon in its middle, for scores and countdowns."""

    def __init__(self, theme: Theme, diameter: int = 28, parent: QWidget | None = None, *, stroke: float = 3.0) -> None:
        super().__init__(parent)
        self._theme = theme
        self._diameter = diameter
        self._stroke = stroke
        self._fraction = 0.0
        self._token = "accent"
        self._text = ""
        self._icon = ""
        self.setFixedSize(diameter, diameter)
        theme.changed.connect(self.update)

    def show_value(self, fraction: float, *, token: str = "accent", text: str = "", icon: str = "") -> None:
        """Fill it this far; `text` or `icon` stands in the middle."""
        self._fraction, self._token, self._text, self._icon = fraction, token, text, icon
        if text:
            self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        painter = QPainter(self)
        font = self._theme.font("section")
        font.setPixelSize(max(10, round(self._diameter * 0.34)))
        paint_ring(
            painter,
            QRectF(self.rect()),
            self._fraction,
            self._theme,
            token=self._token,
            stroke=self._stroke,
            text=self._text,
            font=font,
        )
        if self._icon:
            size = round(self._diameter * 0.36)
            at = (self._diameter - size) // 2
            token = {"warn": "warn_text", "bad": "bad_text", "good": "good_text"}.get(self._token, self._token)
            painter.drawPixmap(at, at, self._theme.pixmap(self._icon, token, size, self.devicePixelRatioF()))
