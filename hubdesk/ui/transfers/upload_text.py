"""Content that has no file yet, pasted or typed: it gets a name before it is planned."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from hubdesk.transfers.uploads.model import UploadSource
from hubdesk.transfers.uploads.naming import can_be, tidy
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label

_PICTURE_PX = 320
_WIDTH = 520


class NewFileDialog(QDialog):
    """A name, and the text (which can be edited) or the picture. `made` carries the source."""

    made = Signal(object)  # UploadSource

    def __init__(
        self, theme: Theme, name: str, *, text: str = "", picture: bytes = b"", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setObjectName("newFile")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = make_label(theme, "section", parent=self)
        self._label = make_label(theme, "secondary", "muted", self)
        self._name = QLineEdit(name, self)
        self._name.setObjectName("newFileName")
        self._label.setBuddy(self._name)
        self._text = QPlainTextEdit(text, self)
        self._text.setObjectName("newFileText")
        self._text.setProperty("kind", "field")
        self._text.setFont(theme.font("editor"))
        self._text.setTabChangesFocus(True)
        self._text.setVisible(not picture)
        self._view = QLabel(self)
        self._view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._view.setVisible(bool(picture))
        self._problem = make_label(theme, "secondary", "bad", self)
        self._problem.setWordWrap(True)
        self._cancel = plain_button(theme, "", self)
        self._cancel.setObjectName("newFileCancel")
        self._cancel.clicked.connect(self.reject)
        self._go = primary_button(theme, "arrow-right", self)
        self._go.setObjectName("newFileGo")
        self._go.setDefault(True)
        self._go.clicked.connect(self._on_go)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_go)
        self._name.textChanged.connect(self._check)
        self._text.textChanged.connect(self._check)
        self._lay_out()
        self._show_picture()
        self.resize(_WIDTH, self.sizeHint().height())
        self.retranslate()
        self._name.setFocus()
        self._name.setSelection(0, len(name.rpartition(".")[0]) or len(name))

    def retranslate(self) -> None:
        """Texts and names."""
        title = self.tr("Upload a picture as a new file") if self._picture else self.tr("Upload text as a new file")
        self.setWindowTitle(title)
        self._title.setText(title)
        self._label.setText(self.tr("Name in the repository"))
        self._name.setAccessibleName(self.tr("Name in the repository"))
        self._text.setAccessibleName(self.tr("Content of the file"))
        self._text.setPlaceholderText(self.tr("Write or paste the content here"))
        self._view.setAccessibleName(self.tr("The picture"))
        self._cancel.setText(self.tr("Cancel"))
        self._go.setText(self.tr("Go on"))
        self._check()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        for widget in (self._title, self._label, self._name):
            column.addWidget(widget)
        column.addWidget(self._text, 1)
        column.addWidget(self._view)
        column.addWidget(self._problem)
        column.addLayout(buttons)

    def _show_picture(self) -> None:
        picture = QPixmap()
        if self._picture and picture.loadFromData(self._picture):
            if picture.width() > _PICTURE_PX or picture.height() > _PICTURE_PX:
                mode = Qt.TransformationMode.SmoothTransformation
                picture = picture.scaled(_PICTURE_PX, _PICTURE_PX, Qt.AspectRatioMode.KeepAspectRatio, mode)
            self._view.setPixmap(picture)

    def _problem_text(self) -> str:
        name = tidy(self._name.text().strip())
        if not name:
            return self.tr("Give it a name, such as notes.md.")
        if not can_be(name):
            return self.tr("No file in a repository can be called this.")
        if not self._picture and not self._text.toPlainText():
            return self.tr("There is no content yet.")
        return ""

    def _check(self) -> None:
        problem = self._problem_text()
        self._problem.setText(problem)
        self._go.setEnabled(not problem)
        self._go.setToolTip(problem)

    def _on_go(self) -> None:
        if self._problem_text():
            return
        content = self._picture or self._text.toPlainText().encode("utf-8", "replace")
        self.accept()
        self.made.emit(UploadSource(tidy(self._name.text().strip()), content=content))
