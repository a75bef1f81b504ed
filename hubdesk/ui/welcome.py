"""What the document area shows while nothing is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label

_MARK_PX = 64
_KEYS = ("Ctrl+F", "Ctrl+K", "F6")


class WelcomePage(QWidget):
    """Our mark, one sentence, the two ways to begin, and the keys worth knowing."""

    search_requested = Signal()
    palette_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("welcomePage")
        self._mark = QLabel(self)
        self._mark.setPixmap(theme.pixmap("hubdesk", "accent", _MARK_PX, self.devicePixelRatioF()))
        self._title = make_label(theme, "heading", parent=self)
        self._text = make_label(theme, "body", "muted", self)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMinimumWidth(300)
        self._text.setMaximumWidth(460)
        self._search = primary_button(theme, "search", self)
        self._search.setObjectName("welcomeSearch")
        self._search.clicked.connect(self.search_requested)
        self._open = plain_button(theme, "link", self)
        self._open.setObjectName("welcomeOpen")
        self._open.clicked.connect(self.palette_requested)
        self._hints = [make_label(theme, "secondary", "muted", self) for _ in _KEYS]
        self._keys = [make_label(theme, "secondary", parent=self) for _ in _KEYS]
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        center = Qt.AlignmentFlag.AlignHCenter
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._search)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        keys = QGridLayout()
        keys.setHorizontalSpacing(16)
        keys.setVerticalSpacing(8)
        for row, (key, hint) in enumerate(zip(self._keys, self._hints, strict=True)):
            keys.addWidget(key, row, 0, Qt.AlignmentFlag.AlignRight)
            keys.addWidget(hint, row, 1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(keys)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addWidget(self._mark, 0, center)
        column.addSpacing(16)
        column.addWidget(self._title, 0, center)
        column.addSpacing(6)
        text = QHBoxLayout()
        text.addStretch(1)
        text.addWidget(self._text, 100)
        text.addStretch(1)
        column.addLayout(text)
        column.addSpacing(20)
        column.addLayout(buttons)
        column.addSpacing(28)
        column.addLayout(middle)
        column.addStretch(3)

    def retranslate(self) -> None:
        """All texts."""
        self._title.setText(self.tr("The Hub on your desktop"))
        self._text.setText(
            self.tr("Find a model, a dataset or a Space at the left, look into it here, and download what you need.")
        )
        self._search.setText(self.tr("Search the Hub"))
        self._open.setText(self.tr("Open an address…"))
        for button in (self._search, self._open):
            button.setAccessibleName(button.text())
        hints = (
            self.tr("go to the search field"),
            self.tr("every command, by a few letters"),
            self.tr("from panel to panel"),
        )
        for label, text in zip(self._hints, hints, strict=True):
            label.setText(text)
        for label, key in zip(self._keys, _KEYS, strict=True):
            label.setText(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
