"""Tells that something went wrong in HubDesk, and lets the details be copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.ui.messages import message_for
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label

_ICON_PX = 24


class CrashDialog(QDialog):
    """A sentence, the redacted report folded away, and where it was saved."""

    def __init__(self, report: str, path: Path | None, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self._path = path
        self.setObjectName("crashDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._icon = QLabel(self)
        self._icon.setPixmap(theme.pixmap("bug", "bad_text", _ICON_PX, self.devicePixelRatioF()))
        self._title = make_label(theme, "section", parent=self)
        self._text = make_label(theme, "body", "muted", self)
        self._text.setWordWrap(True)
        self._details = QPlainTextEdit(report, self)
        self._details.setProperty("kind", "field")
        self._details.setFont(theme.font("code"))
        self._details.setReadOnly(True)
        self._details.setObjectName("crashDetails")
        self._details.setMinimumSize(560, 200)
        self._copy = plain_button(theme, "copy", self)
        self._copy.setObjectName("crashCopy")
        self._copy.clicked.connect(self._on_copy)
        self._folder = plain_button(theme, "folder-open", self)
        self._folder.setObjectName("crashFolder")
        self._folder.setVisible(path is not None)
        self._folder.clicked.connect(self._on_folder)
        self._close = primary_button(theme, "", self)
        self._close.setObjectName("crashClose")
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        self._lay_out()
        self.retranslate()
        self._close.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._copy)
        foot.addWidget(self._folder)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._details, 1)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """All texts."""
        message = message_for(HubDeskError(ErrorKind.INTERNAL))
        self.setWindowTitle(message.title)
        self._title.setText(message.title)
        self._text.setText(
            self.tr("This is our mistake. Your files are as they were, and you can go on. The report holds no token.")
        )
        self._details.setAccessibleName(self.tr("Report"))
        for button, text in (
            (self._copy, self.tr("Copy details")),
            (self._folder, self.tr("Open the folder of reports")),
            (self._close, self.tr("Go on")),
        ):
            button.setText(text)
            button.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.set_icon("check", "good_text")

    def _on_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
