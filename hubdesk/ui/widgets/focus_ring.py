"""The focus ring of buttons: drawn outside them, and only when the keyboard moved the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

if TYPE_CHECKING:
    from hubdesk.ui.theme import Theme

_RING_PX = 2.0
_MARGIN_PX = 4  # the ring, and as much between it and the button
_TIGHT_PX = 1  # where there is no room around the button
_RADIUS_PX = 11.0
_MASK = QStyle.StyleHint.SH_FocusFrame_Mask
_MARGINS = frozenset({QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin})


class _WideMargin(QProxyStyle):
    """Lets the frame stand off the button."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Called by Qt."""
        if metric not in _MARGINS:
            return super().pixelMetric(metric, option, widget)
        target = widget.widget() if isinstance(widget, QFocusFrame) else None
        return _TIGHT_PX if target is not None and target.property("tightRing") else _MARGIN_PX

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        """No mask, or the round corners are cut off."""
        return 0 if hint is _MASK else super().styleHint(hint, option, widget, data)


class FocusRing(QFocusFrame):
    """Follows the focused button. Fields show their focus by their own border, rows by their delegate."""

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__()
        self._theme = theme
        self._app = app
        self._margins = _WideMargin("Fusion")
        self._margins.setParent(self)
        self.setStyle(self._margins)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        # without an old one it is a window that came to the front, not a person who moved
        by_keyboard = old is not None and self._app.mouseButtons() == Qt.MouseButton.NoButton
        wanted = isinstance(new, QAbstractButton) and by_keyboard
        target = new if wanted else None
        if target is not self.widget():
            self.setWidget(target)  # type: ignore[arg-type]  # None takes the ring away

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), _RING_PX))
        inset = _RING_PX / 2
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        target = self.widget()
        is_round = target is not None and target.property("kind") == "chip"
        radius = rect.height() / 2 if is_round else min(_RADIUS_PX, rect.height() / 2)
        painter.drawRoundedRect(rect, radius, radius)
