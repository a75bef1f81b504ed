"""The head of an upload plan: from where to where, and planning again; and the code that does the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hubdesk.core.types import Connection, RepoRef
from hubdesk.transfers.uploads.model import UploadPlan, UploadRequest, UploadSource
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.upload_code import python_code, shell_command
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.code_box import CodeBox
from hubdesk.ui.widgets.labels import ElidedLabel
from hubdesk.ui.widgets.segmented import Segmented

_SHELL, _PYTHON = "shell", "python"
_HANGUL_PX = 6  # a face of Hangul may stand higher and lower than the one that is measured
_CODE_PX = 92


class UploadHead(QWidget):
    """Title, what goes where, and a button to look again."""

    def __init__(self, theme: Theme, ref: RepoRef, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ref = ref
        self._sources: Sequence[UploadSource] = ()
        self._folder = ""
        self._title = ElidedLabel(parent=self)
        self._title.setFont(theme.font("title"))
        self._title.setMinimumHeight(self._title.fontMetrics().height() + _HANGUL_PX)
        self._about = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideMiddle)
        self._about.setFont(theme.font("secondary"))
        self._about.setProperty("tone", "muted")
        self.again = plain_button(theme, "rotate-cw", self, small=True)
        self.again.setObjectName("uploadPlanAgain")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()

    def show_way(self, sources: Sequence[UploadSource], folder: str) -> None:
        """These, to this folder of the repository."""
        self._sources, self._folder = sources, folder
        self.retranslate()

    def title(self) -> str:
        """What the window is called."""
        return self.tr("Upload to {name}").format(name=self._ref.repo_id.replace("/", " / "))

    def retranslate(self) -> None:
        """Texts and names."""
        self._title.setText(self.title())
        self.again.setText(self.tr("Plan again"))
        self.again.setToolTip(self.tr("Look at the files and at the repository again"))
        single = self._sources[0] if len(self._sources) == 1 else None
        if single is None:
            what = self.tr("{count} files and folders").format(count=len(self._sources))
        else:
            what = str(single.local) if single.local is not None else single.path_in_repo
        if self._folder:
            text = self.tr("{what} → {folder}/ in the repository").format(what=what, folder=self._folder)
        else:
            text = self.tr("{what} → the top of the repository").format(what=what)
        self._about.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class UploadCode(QWidget):
    """`hf upload` or Python, to be read and copied."""

    def __init__(self, theme: Theme, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._connection = connection
        self._said: tuple[UploadRequest, UploadPlan | None] | None = None
        self._language = Segmented(theme, self)
        self._language.setObjectName("planCodeLanguage")
        self._language.add(_SHELL)
        self._language.add(_PYTHON)
        self._language.chosen.connect(self.retranslate)
        self._code = CodeBox(theme, "", self)
        self._code.setObjectName("codeView")
        self._scroll = QScrollArea(self)  # many files that are left out make long commands
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._code)
        self._scroll.setFixedHeight(_CODE_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._language)
        column.addWidget(self._scroll)
        self.retranslate()

    def show_request(self, request: UploadRequest, plan: UploadPlan | None) -> None:
        """Say this; `plan` tells folders from files, and what was left out."""
        self._said = (request, plan)
        if self.isVisible():
            self.retranslate()

    def setVisible(self, visible: bool) -> None:
        """Write it when it is first seen: with thousands of files that takes a moment."""
        super().setVisible(visible)
        if visible:
            self.retranslate()

    def retranslate(self) -> None:
        """Names, and the code."""
        self._language.set_text(_SHELL, self.tr("Command line"))
        self._language.set_text(_PYTHON, "Python")
        self._language.setAccessibleName(self.tr("Language of the code"))
        if self._said is not None:
            maker = shell_command if self._language.value() == _SHELL else python_code
            self._code.set_text(maker(self._said[0], self._connection, self._said[1]))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
