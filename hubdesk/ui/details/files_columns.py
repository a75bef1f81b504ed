"""What a file's row shows, column by column: shared by the tree and the filtered list."""

from __future__ import annotations

from enum import IntEnum
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_chosen import ChosenFiles
from hubdesk.ui.format import ago_text, size_text

Index = QModelIndex | QPersistentModelIndex

FILE_ROLE = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROW_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Column(IntEnum):
    """The columns in their order."""

    NAME = 0
    SIZE = 1
    STORE = 2
    COMMIT = 3
    UPDATED = 4


COLUMNS = len(Column)

_ICONS = {
    ".json": "file-braces",
    ".jsonl": "file-braces",
    ".md": "file-text",
    ".txt": "file-text",
    ".pdf": "file-text",
    ".py": "file-code",
    ".ipynb": "file-code",
    ".yaml": "file-sliders",
    ".yml": "file-sliders",
    ".toml": "file-sliders",
    ".png": "file-image",
    ".jpg": "file-image",
    ".jpeg": "file-image",
    ".gif": "file-image",
    ".webp": "file-image",
    ".svg": "file-image",
    ".wav": "file-music",
    ".mp3": "file-music",
    ".flac": "file-music",
    ".mp4": "file-video-camera",
    ".csv": "file-spreadsheet",
    ".tsv": "file-spreadsheet",
    ".parquet": "file-spreadsheet",
    ".arrow": "file-spreadsheet",
    ".zip": "file-archive",
    ".gz": "file-archive",
    ".tar": "file-archive",
    ".safetensors": "file-box",
    ".gguf": "file-box",
    ".bin": "file-box",
    ".pt": "file-box",
    ".pth": "file-box",
    ".ckpt": "file-box",
    ".onnx": "file-box",
    ".h5": "file-box",
    ".msgpack": "file-box",
}


def icon_name(file: RepoFile) -> str:
    """The picture that stands before its name."""
    return "folder" if file.is_folder else _ICONS.get(PurePosixPath(file.path).suffix.lower(), "file")


def store_mark(file: RepoFile) -> str:
    """How the Hub keeps a large file: `Xet`, `LFS`, or nothing for one in git itself."""
    if file.xet_hash:
        return "Xet"
    return "LFS" if file.lfs_sha256 or file.is_hidden else ""


class FilesModelBase(QAbstractItemModel):
    """Header, texts and boxes of a model whose rows are files; the shape is the subclass's."""

    def __init__(self, chosen: ChosenFiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen

    def file_at(self, index: Index) -> RepoFile | None:
        """The file or folder of this row; None for a row that only says something."""
        raise NotImplementedError

    def name_text(self, file: RepoFile) -> str:
        """What stands in the first column."""
        return file.name

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        checkable = index.column() == Column.NAME and self.file_at(index) is not None
        return _ROW_FLAGS | Qt.ItemFlag.ItemIsUserCheckable if checkable else _ROW_FLAGS

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:  # noqa: ANN401
        """Tick or untick."""
        file = self.file_at(index) if role == _CHECK and index.column() == Column.NAME else None
        if file is None:
            return False
        self._chosen.toggle(file)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401
        """Qt asks."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ALIGN and section == Column.SIZE:
            return _RIGHT
        return self._titles()[section] if role == _DISPLAY and 0 <= section < COLUMNS else None

    def retranslate(self) -> None:
        """Ask the views to read the texts again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)

    def _titles(self) -> tuple[str, ...]:
        return (self.tr("Name"), self.tr("Size"), self.tr("Stored"), self.tr("Last commit"), self.tr("Updated"))

    def _file_data(self, file: RepoFile, column: int, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        if role == _DISPLAY:
            return self._text(file, column)
        if role == FILE_ROLE:
            return file
        if role == _CHECK:
            return self._chosen.state(file) if column == Column.NAME else None
        if role == _ALIGN:
            return _RIGHT if column == Column.SIZE else None
        if role == _TOOL_TIP:
            return self._tool_tip(file, column)
        if role == _SPOKEN and column == Column.NAME:
            return self._spoken(file)
        return None

    def _text(self, file: RepoFile, column: int) -> str:
        if column == Column.NAME:
            return self.name_text(file)
        if column == Column.SIZE:
            return "" if file.is_folder else size_text(file.size)
        if column == Column.STORE:
            return store_mark(file)
        if column == Column.COMMIT:
            return file.last_commit_title
        return ago_text(file.last_commit_date) if file.last_commit_date else ""

    def _tool_tip(self, file: RepoFile, column: int) -> str | None:
        if column == Column.STORE and file.lfs_sha256:
            return self.tr("sha256 {digest}").format(digest=file.lfs_sha256)
        if column == Column.COMMIT:
            return file.last_commit_title or None
        return file.path if column == Column.NAME else None

    def _spoken(self, file: RepoFile) -> str:
        if file.is_folder:
            return self.tr("Folder {path}").format(path=file.path)
        return self.tr("{path}, {size}").format(path=file.path, size=size_text(file.size))
