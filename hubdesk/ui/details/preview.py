"""A small text file, to look at without downloading it."""

from __future__ import annotations

from pathlib import PurePosixPath

import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoDetails, RepoFile
from hubdesk.ui.context import UiContext
from hubdesk.ui.format import size_text
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.labels import ElidedLabel, make_label
from hubdesk.ui.widgets.state_page import StatePage

MAX_BYTES = 1_000_000
_ENDINGS = frozenset(
    {".json", ".jsonl", ".txt", ".md", ".markdown", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".py", ".sh", ".csv"}
    | {".tsv", ".xml", ".html", ".css", ".js", ".ts", ".jinja", ".j2", ".template", ".rst", ".tex", ".bib", ".log"}
    | {".sql", ".r", ".jl", ".c", ".h", ".cpp", ".rs", ".go", ".java", ".ipynb", ".dockerfile"}
)
_NAMES = frozenset({"license", "readme", "dockerfile", "makefile", "notice", ".gitattributes", ".gitignore", "merges"})
_SIZE = (760, 560)
_COPIED_MS = 1600


def can_preview(file: RepoFile) -> bool:
    """Whether it is text by its name, and small enough to show."""
    if file.is_folder or file.size > MAX_BYTES:
        return False
    return PurePosixPath(file.path).suffix.lower() in _ENDINGS or file.name.lower() in _NAMES


class PreviewDialog(QDialog):
    """Loads the file, shows it in the code face, and copies it."""

    def __init__(self, ctx: UiContext, details: RepoDetails, file: RepoFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("previewDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self._details = details
        self._file = file
        self._lane = f"preview.{id(self)}"
        self._title = ElidedLabel(file.path, self, mode=Qt.TextElideMode.ElideMiddle)
        self._title.setFont(ctx.theme.font("section"))
        self._about = make_label(ctx.theme, "secondary", "muted", self)
        self._state = StatePage(ctx.theme, self)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("previewText")
        self._text.setProperty("kind", "field")
        self._text.setReadOnly(True)
        self._text.setFont(ctx.theme.font("code"))
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._state)
        self._pages.addWidget(self._text)
        self._copy = plain_button(ctx.theme, "copy", self)
        self._copy.setObjectName("copyPreview")
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._on_copy)
        self._close = plain_button(ctx.theme, "", self)
        self._close.setObjectName("closePreview")
        self._close.clicked.connect(self.close)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._copied.timeout.connect(self.retranslate)
        self.finished.connect(self._on_finished)
        self._lay_out()
        self.resize(*_SIZE)
        self.retranslate()
        self._load()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self.setWindowTitle(self._file.name)
        self._about.setText(
            self.tr("{repo} · {size}").format(repo=self._details.ref.repo_id, size=size_text(self._file.size))
        )
        self._text.setAccessibleName(self.tr("Content of {name}").format(name=self._file.name))
        self._copy.setText(self.tr("Copied") if self._copied.isActive() else self.tr("Copy"))
        self._close.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)

    def _load(self) -> None:
        self._pages.setCurrentWidget(self._state)
        self._state.show_loading()
        self._ctx.tasks.latest(self._lane, self._read())

    async def _read(self) -> None:
        gateway = self._ctx.services.gateway
        try:
            text = await gateway.read_text(
                self._details.ref, self._file.path, self._details.commit, max_bytes=MAX_BYTES
            )
        except HubDeskError as error:
            if shiboken6.isValid(self):
                self._state.show_error(error, self._load)
            return
        if not shiboken6.isValid(self):
            return
        self._state.clear()
        self._text.setPlainText(text)
        self._pages.setCurrentWidget(self._text)
        self._copy.setEnabled(True)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._copied.start()
        self.retranslate()

    def _on_finished(self) -> None:
        self._ctx.tasks.cancel(self._lane)
