"""Labels: by role, and one that elides."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hubdesk.ui.theme import Theme


def make_label(theme: Theme, role: str = "body", tone: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain-text label; `role` is a font role, `tone` is muted, good, warn, bad, info or nothing."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(role))
    label.setProperty("tone", tone)
    return label


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a widget that the style sheet colours by it."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis when there is no room; the whole text is its tooltip then."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 3, metrics.height())

    def sizeHint(self) -> QSize:
        """The whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def event(self, event: QEvent) -> bool:
        """Offer the whole text as a tooltip only where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self.text() if self._shown_text() != self.text() else "")
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The text as far as it goes."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), self._shown_text())

    def _shown_text(self) -> str:
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
