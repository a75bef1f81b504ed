"""The list behind the revision selector: branches, tags, pull requests, and a commit that was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hubdesk.core.types import RepoRefs

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_NOTHING = RepoRefs()

Index = QModelIndex | QPersistentModelIndex


class RowKind(Enum):
    """What a row stands for; the value is its picture."""

    HEADER = ""
    BRANCH = "git-branch"
    TAG = "tag"
    PULL_REQUEST = "git-pull-request"
    COMMIT = "git-commit-horizontal"


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One row; `revision` is what the Hub is asked for, empty in a header."""

    kind: RowKind
    text: str
    revision: str = ""
    commit: str = ""


class RevisionModel(QAbstractTableModel):
    """The refs that match what was typed, under a header for each kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._refs = _NOTHING
        self._text = ""
        self._rows: list[RevisionRow] = []

    def set_refs(self, refs: RepoRefs) -> None:
        """Show the refs of another repository."""
        self._refs = refs
        self._rebuild()

    def set_filter(self, text: str) -> None:
        """Keep what holds this text; a commit's id becomes a row of its own."""
        self._text = text.strip()
        self._rebuild()

    def retranslate(self) -> None:
        """Build the headers in the new language."""
        self._rebuild()

    def row_at(self, index: Index) -> RevisionRow | None:
        """The row at this index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def find(self, revision: str) -> QModelIndex:
        """The row of a revision; with an empty one the first row that can be chosen."""
        for number, row in enumerate(self._rows):
            if row.revision and revision in ("", row.revision):
                return self.index(number, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A header cannot be chosen."""
        row = self.row_at(index)
        if row is None or row.kind is RowKind.HEADER:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        """Qt asks."""
        if role not in (_DISPLAY, _SPOKEN, ROW_ROLE):
            return None
        row = self.row_at(index)
        if row is None:
            return None
        return row if role == ROW_ROLE else row.text

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._rows = self._build()
        self.endResetModel()

    def _build(self) -> list[RevisionRow]:
        groups = (
            (RowKind.BRANCH, self.tr("Branches"), [(ref.name, ref.name, ref.commit) for ref in self._refs.branches]),
            (RowKind.TAG, self.tr("Tags"), [(ref.name, ref.name, ref.commit) for ref in self._refs.tags]),
            (RowKind.PULL_REQUEST, self.tr("Pull requests"), self._pull_requests()),
        )
        wanted = self._text.casefold()
        rows: list[RevisionRow] = []
        for kind, title, entries in groups:
            found = [RevisionRow(kind, *entry) for entry in entries if wanted in entry[0].casefold()]
            if found:
                rows += [RevisionRow(RowKind.HEADER, title), *found]
        if _COMMIT.fullmatch(wanted):
            text = self.tr("Commit {commit}").format(commit=wanted)
            rows += [RevisionRow(RowKind.HEADER, self.tr("Commit")), RevisionRow(RowKind.COMMIT, text, wanted)]
        return rows

    def _pull_requests(self) -> list[tuple[str, str, str]]:
        return [
            (self.tr("Pull request {number}").format(number=ref.ref.rpartition("/")[2]), ref.ref, ref.commit)
            for ref in self._refs.pull_requests
        ]
