"""How to use the repository: a piece of code for each library and tool that can."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.snippets import Snippet
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.segmented import Segmented

_COPIED_MS = 1600
_SIZE = (620, 420)


class SnippetsDialog(QDialog):
    """Segments choose the library; Copy takes the code."""

    def __init__(self, theme: Theme, ref: RepoRef, snippets: Sequence[Snippet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("snippetsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ref = ref
        self._snippets = tuple(snippets)
        self._title = make_label(theme, "title", parent=self)
        self._about = make_label(theme, "secondary", "muted", self)
        self._choice = Segmented(theme, self)
        self._choice.setObjectName("snippetLibrary")
        for number, snippet in enumerate(self._snippets):
            self._choice.add(str(number), snippet.label)
        self._choice.chosen.connect(self._on_chosen)
        self._code = QPlainTextEdit(self)
        self._code.setObjectName("codeView")
        self._code.setProperty("kind", "field")
        self._code.setReadOnly(True)
        self._code.setFont(theme.font("code"))
        self._code.setTabChangesFocus(True)
        self._code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._close = plain_button(theme, "", self)
        self._close.setObjectName("closeSnippets")
        self._close.clicked.connect(self.close)
        self._copy = primary_button(theme, "copy", self)
        self._copy.setObjectName("copySnippet")
        self._copy.clicked.connect(self._on_copy)
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied.timeout.connect(self.retranslate)
        self._lay_out()
        self.resize(*_SIZE)
        if self._snippets:
            self._on_chosen("0")
        self.retranslate()
        self._copy.setFocus()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        titles = {
            RepoType.MODEL: self.tr("Use this model"),
            RepoType.DATASET: self.tr("Use this dataset"),
            RepoType.SPACE: self.tr("Use this Space"),
        }
        self.setWindowTitle(titles[self._ref.repo_type])
        self._title.setText(titles[self._ref.repo_type])
        self._about.setText(self._ref.repo_id)
        self._code.setAccessibleName(self.tr("Code"))
        self._close.setText(self.tr("Close"))
        self._copy.setText(self.tr("Copied") if self._copied.isActive() else self.tr("Copy"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addWidget(self._choice)
        layout.addWidget(self._code, 1)
        layout.addLayout(buttons)

    def _on_chosen(self, number: str) -> None:
        self._code.setPlainText(self._snippets[int(number)].code)
        self._copied.stop()
        self.retranslate()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code.toPlainText())
        self._copied.start()
        self.retranslate()
