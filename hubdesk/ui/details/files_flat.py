"""The flat list that the filter box makes of a repository's files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_chosen import ChosenFiles
from hubdesk.ui.details.files_columns import COLUMNS, Column, FilesModelBase, Index

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)


def matching(files: Sequence[RepoFile], text: str) -> list[RepoFile]:
    """The files whose path holds every word of `text`, in any case."""
    words = text.casefold().split()
    return [file for file in files if all(word in file.path.casefold() for word in words)]


class FlatFilesModel(FilesModelBase):
    """Files by their whole path, without folders."""

    def __init__(self, chosen: ChosenFiles, parent: QObject | None = None) -> None:
        super().__init__(chosen, parent)
        self._files: list[RepoFile] = []
        chosen.changed.connect(self._on_chosen_changed)

    @property
    def files(self) -> list[RepoFile]:
        """The rows."""
        return self._files

    def set_files(self, files: Sequence[RepoFile]) -> None:
        """Show these."""
        self.beginResetModel()
        self._files = list(files)
        self.endResetModel()

    def name_text(self, file: RepoFile) -> str:
        """The whole path: there is no tree to tell the rest."""
        return file.path

    def file_at(self, index: Index) -> RepoFile | None:
        """The file of this row."""
        return self._files[index.row()] if index.isValid() and 0 <= index.row() < len(self._files) else None

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        """Qt asks."""
        if parent.isValid() or not 0 <= row < len(self._files) or not 0 <= column < COLUMNS:
            return QModelIndex()
        return self.createIndex(row, column)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: ANN401, B008 - Qt's own
        """No row has one."""
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else len(self._files)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        """Qt asks."""
        file = self.file_at(index)
        return None if file is None else self._file_data(file, index.column(), role)

    def _on_chosen_changed(self) -> None:
        if self._files:
            last = self.index(len(self._files) - 1, Column.NAME)
            self.dataChanged.emit(self.index(0, Column.NAME), last, [_CHECK])
