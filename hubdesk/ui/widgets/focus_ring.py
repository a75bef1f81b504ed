"""The focus ring of buttons: drawn outside them, and only when the keyboard moved the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QWidget

if TYPE_CHECKING:
    from hubdesk.ui.theme import Theme

_RING_PX = 2.0
_RADIUS_PX = 9.0


class FocusRing(QFocusFrame):
    """Follows the focused button. Fields show their focus by their own border, rows by their delegate."""

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__()
        self._theme = theme
        self._app = app
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        by_mouse = self._app.mouseButtons() != Qt.MouseButton.NoButton
        wanted = isinstance(new, QAbstractButton) and not by_mouse
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
        radius = min(_RADIUS_PX, rect.height() / 2)
        painter.drawRoundedRect(rect, radius, radius)
