"""What to download and where to: revision, patterns, the HF cache or a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDir, QEvent, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection
from hubdesk.transfers.model import DownloadRequest
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.plan_code import folder_for, split_patterns
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.labels import ElidedLabel, make_label
from hubdesk.ui.widgets.segmented import Segmented

_TYPING_MS = 350
_CACHE, _FOLDER = "cache", "folder"


class PlanOptions(QWidget):
    """`edited` comes with each letter, `changed` once typing has paused; `request()` is what the fields say."""

    edited = Signal()
    changed = Signal()
    target_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: SettingsStore,
        connection: Connection,
        request: DownloadRequest,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._connection = connection
        self._base = request
        self._parent_folder = self._first_folder()
        self._target_label = make_label(theme, "secondary", "muted", self)
        self._target = Segmented(theme, self)
        self._target.setObjectName("planTarget")
        self._target.add(_CACHE, icon="database")
        self._target.add(_FOLDER, icon="folder")
        self._path = ElidedLabel(parent=self)
        self._path.setFont(theme.font("secondary"))
        self._path.setProperty("tone", "muted")
        self._choose = plain_button(theme, "folder-open", self, small=True)
        self._choose.setObjectName("planFolder")
        self._revision_label = make_label(theme, "secondary", "muted", self)
        self._revision = _field("planRevision", request.revision, self)
        self._include_label = make_label(theme, "secondary", "muted", self)
        self._include = _field("planInclude", " ".join(request.include), self)
        self._exclude_label = make_label(theme, "secondary", "muted", self)
        self._exclude = _field("planExclude", " ".join(request.exclude), self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self._lay_out()
        self._connect()
        to_folder = request.local_dir is not None or not settings.current.download_to_cache
        self._target.set_value(_FOLDER if to_folder else _CACHE)
        has_patterns = not request.files
        for widget in (self._include_label, self._include, self._exclude_label, self._exclude):
            widget.setVisible(has_patterns)
        self._show_target()
        self.retranslate()

    def request(self) -> DownloadRequest:
        """The request as it stands."""
        return replace(
            self._base,
            revision=self._revision.text().strip() or "main",
            include=split_patterns(self._include.text()) if not self._base.files else (),
            exclude=split_patterns(self._exclude.text()) if not self._base.files else (),
            local_dir=self._folder() if self._target.value() == _FOLDER else None,
        )

    def set_folder(self, folder: Path) -> None:
        """Download below this folder."""
        self._parent_folder = folder
        self._target.set_value(_FOLDER)
        self._on_target_changed()

    def remember(self) -> None:
        """Offer the same target next time."""
        to_cache = self._target.value() == _CACHE
        folder = {} if to_cache else {"download_dir": str(self._parent_folder)}
        self._settings.change(download_to_cache=to_cache, **folder)

    def focus_include(self) -> None:
        """Correct the patterns."""
        (self._include if self._include.isVisibleTo(self) else self._revision).setFocus()

    def retranslate(self) -> None:
        """Labels and hints."""
        self._target_label.setText(self.tr("Download to"))
        self._target.set_text(_CACHE, self.tr("Hugging Face cache"))
        self._target.set_text(_FOLDER, self.tr("A folder"))
        self._target.setAccessibleName(self.tr("Download to"))
        self._target.button(_CACHE).setToolTip(self.tr("Where transformers and other libraries look for it"))
        self._choose.setText(self.tr("Choose…"))
        self._choose.setAccessibleName(self.tr("Choose a folder"))
        for label, field, text in (
            (self._revision_label, self._revision, self.tr("Revision")),
            (self._include_label, self._include, self.tr("Only files like")),
            (self._exclude_label, self._exclude, self.tr("Without files like")),
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self._revision.setToolTip(self.tr("A branch, a tag, a pull request such as refs/pr/1, or a commit"))
        self._include.setPlaceholderText("*.safetensors *.json")
        self._exclude.setPlaceholderText("*.bin *.onnx")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _first_folder(self) -> Path:
        if self._base.local_dir is not None:
            return self._base.local_dir
        if self._settings.current.download_dir:
            return Path(self._settings.current.download_dir)
        downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        return Path(downloads or QDir.homePath())

    def _folder(self) -> Path:
        if self._parent_folder == self._base.local_dir:
            return self._parent_folder
        return folder_for(self._parent_folder, self._base.ref.name)

    def _lay_out(self) -> None:
        target = QHBoxLayout()
        target.setSpacing(8)
        target.addWidget(self._target)
        target.addWidget(self._choose)
        target.addWidget(self._path, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._target_label, 0, 0, 1, 3)
        grid.addLayout(target, 1, 0, 1, 3)
        grid.setRowMinimumHeight(2, 4)
        patterns = ((self._include_label, self._include), (self._exclude_label, self._exclude))
        revision = ((self._revision_label, self._revision),)
        pairs = revision + patterns if self._base.files else patterns + revision
        for column, (label, field) in enumerate(pairs):
            label.setBuddy(field)
            grid.addWidget(label, 3, column)
            grid.addWidget(field, 4, column)
            grid.setColumnStretch(column, 3 if column < 2 else 2)

    def _connect(self) -> None:
        self._target.chosen.connect(self._on_target_changed)
        self._choose.clicked.connect(self._on_choose)
        for field in (self._revision, self._include, self._exclude):
            field.textChanged.connect(self._on_typed)  # also what a screen reader or dictation sets
            field.returnPressed.connect(self._on_returned)

    def _show_target(self) -> None:
        to_folder = self._target.value() == _FOLDER
        self._choose.setVisible(to_folder)
        self._path.setText(str(self._folder() if to_folder else self._connection.cache_dir))

    def _on_target_changed(self) -> None:
        self._show_target()
        self.target_changed.emit()

    def _on_typed(self) -> None:
        self._typing.start()
        self.edited.emit()

    def _on_returned(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder"), str(self._parent_folder))
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self._on_folder_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_folder_selected(self, folder: str) -> None:
        self.set_folder(Path(folder))


def _field(name: str, text: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(text, parent)
    field.setObjectName(name)
    field.setProperty("small", True)
    return field
