"""Where an upload goes and how it is called: folder, branch or pull request, message, patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from hubdesk.transfers.uploads.model import UploadRequest
from hubdesk.transfers.uploads.naming import tidy
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.plan_code import split_patterns
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.segmented import Segmented

_TYPING_MS = 350
_COMMIT, _PULL_REQUEST = "commit", "pull_request"
_DESCRIPTION_PX = 64
_NAME_PX = 120


class UploadOptions(QWidget):
    """`edited` comes with each letter that changes what is planned, `changed` once typing has paused.

    The message and the description change nothing of a plan: `worded` tells of them.
    """

    edited = Signal()
    changed = Signal()
    worded = Signal()

    def __init__(self, theme: Theme, folder: str, revision: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folder_label, self._folder = self._field("uploadFolder", folder)
        self._folders = QStringListModel(self)
        completer = QCompleter(self._folders, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._folder.setCompleter(completer)
        self._bare = QCheckBox(self)
        self._bare.setObjectName("uploadBare")
        self._bare.hide()
        self._branch_label = make_label(theme, "secondary", "muted", self)
        self._branch = QComboBox(self)
        self._branch.setObjectName("uploadBranch")
        self._branch.setProperty("small", True)
        self._branch.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._branch.addItem(revision)
        self._way = Segmented(theme, self)
        self._way.setObjectName("uploadWay")
        self._way.add(_COMMIT, icon="git-commit-horizontal")
        self._way.add(_PULL_REQUEST, icon="git-pull-request")
        self._message_label, self._message = self._field("commitMessage", "")
        self._describe = link_button(theme, "", self)
        self._describe.setObjectName("addDescription")
        self._description = QPlainTextEdit(self)
        self._description.setObjectName("commitDescription")
        self._description.setProperty("kind", "field")
        self._description.setTabChangesFocus(True)
        self._description.setFixedHeight(_DESCRIPTION_PX)
        self._description.hide()
        self._more = link_button(theme, "", self)
        self._more.setObjectName("uploadMore")
        self._more.setCheckable(True)
        self._patterns = QWidget(self)
        self._include_label, self._include = self._field("uploadInclude", "", self._patterns)
        self._exclude_label, self._exclude = self._field("uploadExclude", "", self._patterns)
        self._delete_label, self._delete = self._field("uploadDelete", "", self._patterns)
        self._git_ignore = QCheckBox(self._patterns)
        self._git_ignore.setObjectName("uploadGitIgnore")
        self._git_ignore.setChecked(True)
        self._patterns.hide()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self._lay_out()
        self._connect()
        self.retranslate()

    # what the fields say

    @property
    def folder(self) -> str:
        """The folder of the repository that everything goes to."""
        return tidy(self._folder.text().strip())

    @property
    def bare(self) -> bool:
        """Whether a folder's content goes there without the folder's name."""
        return self._bare.isChecked()

    @property
    def as_pull_request(self) -> bool:
        """Whether it is to be offered instead of committed."""
        return self._way.value() == _PULL_REQUEST

    def applied(self, request: UploadRequest, default_message: str) -> UploadRequest:
        """The request as the fields have it."""
        return replace(
            request,
            revision=self._branch.currentText() or "main",
            create_pr=self.as_pull_request,
            message=self._message.text().strip() or default_message,
            description=self._description.toPlainText().strip(),
            include=split_patterns(self._include.text()),
            exclude=split_patterns(self._exclude.text()),
            delete=split_patterns(self._delete.text()),
            git_ignore=self._git_ignore.isChecked(),
        )

    # what is shown in them

    def set_branches(self, names: Sequence[str], current: str) -> None:
        """The branches there are, and the one that is meant."""
        self._branch.blockSignals(True)
        self._branch.clear()
        self._branch.addItems(list(names))
        self._branch.setCurrentIndex(max(0, self._branch.findText(current)))
        self._branch.blockSignals(False)

    def set_folders(self, paths: Iterable[str]) -> None:
        """The folders of the repository, to be completed while typing."""
        folders = {path.rpartition("/")[0] for path in paths}
        self._folders.setStringList(sorted(folders - {""}))

    def offer_bare(self, name: str) -> None:
        """A single folder was chosen: its name may be left away; nothing where none was."""
        self._bare.setVisible(bool(name))
        self._bare.setProperty("folderName", name)
        self.retranslate()

    def set_bare(self, bare: bool) -> None:
        """Leave the folder's name away, without a signal."""
        self._bare.blockSignals(True)
        self._bare.setChecked(bare)
        self._bare.blockSignals(False)

    def offer_pull_request(self) -> None:
        """Choose the pull request, as if a person had."""
        self._way.set_value(_PULL_REQUEST)
        self.changed.emit()

    def set_default_message(self, text: str) -> None:
        """What is used where no message is written."""
        self._message.setPlaceholderText(text)

    def focus_folder(self) -> None:
        """Correct the folder."""
        self._folder.setFocus()

    def focus_message(self) -> None:
        """What comes next: Enter in it starts."""
        self._message.setFocus()

    def retranslate(self) -> None:
        """Labels, names and hints."""
        for label, field, text in (
            (self._folder_label, self._folder, self.tr("Folder in the repository")),
            (self._message_label, self._message, self.tr("Commit message")),
            (self._include_label, self._include, self.tr("Only files like")),
            (self._exclude_label, self._exclude, self.tr("Without files like")),
            (self._delete_label, self._delete, self.tr("Delete from the repository files like")),
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self._folder.setPlaceholderText(self.tr("at the top"))
        name = str(self._bare.property("folderName") or "")
        short = self._bare.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_PX)
        self._bare.setText(self.tr("Without the folder “{name}”").format(name=short))
        self._bare.setToolTip(self.tr("Put the content of “{name}” there, not the folder itself").format(name=name))
        self._branch_label.setText(self.tr("Branch"))
        self._branch.setAccessibleName(self.tr("Branch"))
        self._way.set_text(_COMMIT, self.tr("Commit"))
        self._way.set_text(_PULL_REQUEST, self.tr("Pull request"))
        self._way.setAccessibleName(self.tr("Commit, or offer as a pull request"))
        self._describe.setText(self.tr("Add description"))
        self._description.setAccessibleName(self.tr("Description of the commit"))
        self._description.setPlaceholderText(self.tr("What changed, and why"))
        self._more.setText(self.tr("Fewer options") if self._more.isChecked() else self.tr("More: patterns, deleting"))
        self._include.setPlaceholderText("*.safetensors *.json")
        self._exclude.setPlaceholderText("checkpoint-* *.tmp")
        self._delete.setPlaceholderText("old/* *.bin")
        self._git_ignore.setText(self.tr("Leave out what .gitignore names"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # inside

    def _field(self, name: str, text: str, parent: QWidget | None = None) -> tuple[QLabel, QLineEdit]:
        label = make_label(self._theme, "secondary", "muted", parent or self)
        label.setWordWrap(True)
        field = QLineEdit(text, parent or self)
        field.setObjectName(name)
        field.setProperty("small", True)
        field.setAcceptDrops(False)  # a file dropped here is meant for the upload
        label.setBuddy(field)
        return label, field

    def _lay_out(self) -> None:
        way = QHBoxLayout()
        way.setSpacing(8)
        way.addWidget(self._way)
        way.addStretch(1)
        message = QHBoxLayout()
        message.addWidget(self._message_label, 1)
        message.addWidget(self._describe)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(message)
        column.addWidget(self._message)
        column.addWidget(self._description)
        column.addSpacing(4)
        for widget in (self._folder_label, self._folder, self._bare):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self._branch_label)
        column.addWidget(self._branch)
        column.addLayout(way)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QVBoxLayout(self._patterns)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for label, field in (
            (self._include_label, self._include),
            (self._exclude_label, self._exclude),
            (self._delete_label, self._delete),
        ):
            inside.addWidget(label)
            inside.addWidget(field)
        inside.addWidget(self._git_ignore)
        column.addWidget(self._patterns)

    def _connect(self) -> None:
        for field in (self._folder, self._include, self._exclude, self._delete):
            field.textChanged.connect(self._on_typed)
        self._message.textChanged.connect(self.worded)
        self._description.textChanged.connect(self.worded)
        self._branch.currentIndexChanged.connect(self._on_chosen)
        self._way.chosen.connect(self._on_chosen)
        self._bare.toggled.connect(self._on_chosen)
        self._git_ignore.toggled.connect(self._on_chosen)
        self._describe.clicked.connect(self._on_describe)
        self._more.toggled.connect(self._on_more)

    def _on_typed(self) -> None:
        self._typing.start()
        self.edited.emit()

    def _on_chosen(self) -> None:
        self._typing.stop()
        self.edited.emit()
        self.changed.emit()

    def _on_describe(self) -> None:
        self._describe.hide()
        self._description.show()
        self._description.setFocus()

    def _on_more(self, shown: bool) -> None:
        self._patterns.setVisible(shown)
        self.retranslate()
