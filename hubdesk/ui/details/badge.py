"""A badge beside a title: gated, private, disabled. A word and an icon on a wash of its colour."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import PILL_HEIGHT, paint_pill, pill_font, pill_width


class Badge(QLabel):
    """A pill that cannot be pressed; tones are warn, bad, good and muted."""

    def __init__(self, theme: Theme, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Its text and icon."""
        return QSize(pill_width(self.text(), pill_font(self._theme), icon=True), PILL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pill."""
        paint_pill(QPainter(self), self.rect(), self.text(), self._tone, self._theme, icon=self._icon)


class TextPill(QLabel):
    """A value as a pill, not to be pressed."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Its text."""
        return QSize(pill_width(self.text(), pill_font(self._theme)), PILL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pill."""
        paint_pill(QPainter(self), self.rect(), self.text(), "muted", self._theme)
