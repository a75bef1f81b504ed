"""Code to read and copy."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button

_COPIED_MS = 1600


class CodeBox(QFrame):
    """Selectable text in the code face with a copy button, which says when it has copied."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None, *, copyable: bool = True) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "code")
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setFont(theme.font("code"))
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._copy = flat_button(theme, "copy", self, small=True)
        self._copy.setObjectName("copyCode")
        self._copy.setVisible(copyable)
        self._copy.clicked.connect(self._on_copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        self.set_text(text)
        self.retranslate()

    def set_text(self, text: str) -> None:
        """Show this."""
        self._label.setText(text)

    def text(self) -> str:
        """What it shows."""
        return self._label.text()

    def retranslate(self) -> None:
        """The names."""
        self._copy.setToolTip(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy"))
        self._label.setAccessibleName(self.tr("Code"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._label.text())
        self._copy.set_icon("check", "good_text")
        QTimer.singleShot(_COPIED_MS, self, partial(self._copy.set_icon, "copy", "muted"))
