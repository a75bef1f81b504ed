"""The flat list that the filter box makes of a repository's files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_chosen import ChosenFiles
from hubdesk.ui.details.files_columns import COLUMNS, Column, FilesModelBase, Index

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_AT_ONCE = 500
_CHECK = int(Qt.ItemDataRole.CheckStateRole)


def matching(files: Sequence[RepoFile], text: str) -> list[RepoFile]:
    """The files whose path holds every word of `text`, in any case."""
    words = text.casefold().split()
    found: list[RepoFile] = []
    for file in files:
        path = file.path.casefold()
        if all(word in path for word in words):
            found.append(file)
    return found


class FlatFilesModel(FilesModelBase):
    """Files by their whole path, without folders; a tree view needs long for many rows, so it gets some at a time."""

    def __init__(self, chosen: ChosenFiles, parent: QObject | None = None) -> None:
        super().__init__(chosen, parent)
        self._files: list[RepoFile] = []
        self._shown = 0
        chosen.changed.connect(self._on_chosen_changed)

    @property
    def files(self) -> list[RepoFile]:
        """What was found, shown yet or not."""
        return self._files

    def set_files(self, files: Sequence[RepoFile]) -> None:
        """Show these."""
        self.beginResetModel()
        self._files = list(files)
        self._shown = min(_AT_ONCE, len(self._files))
        self.endResetModel()

    def name_text(self, file: RepoFile) -> str:
        """The whole path: there is no tree to tell the rest."""
        return file.path

    def file_at(self, index: Index) -> RepoFile | None:
        """The file of this row."""
        return self._files[index.row()] if index.isValid() and 0 <= index.row() < self._shown else None

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        """Qt asks."""
        if parent.isValid() or not 0 <= row < self._shown or not 0 <= column < COLUMNS:
            return QModelIndex()
        return self.createIndex(row, column)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: ANN401, B008 - Qt's own
        """No row has one."""
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the view has not got all yet."""
        return not parent.isValid() and self._shown < len(self._files)

    def fetchMore(self, parent: Index) -> None:
        """Give it some more."""
        if self.canFetchMore(parent):
            last = min(self._shown + _AT_ONCE, len(self._files)) - 1
            self.beginInsertRows(QModelIndex(), self._shown, last)
            self._shown = last + 1
            self.endInsertRows()

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        """Qt asks."""
        file = self.file_at(index)
        return None if file is None else self._file_data(file, index.column(), role)

    def _on_chosen_changed(self) -> None:
        if self._shown:
            last = self.index(self._shown - 1, Column.NAME)
            self.dataChanged.emit(self.index(0, Column.NAME), last, [_CHECK])
