"""The rows of results: repository summaries, page after page, and one row at the end that says what is coming."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QByteArray, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from hubdesk.core.types import RepoRef, RepoSummary

Index = QModelIndex | QPersistentModelIndex

DISPLAY_ROLE = Qt.ItemDataRole.DisplayRole
ACCESSIBLE_ROLE = Qt.ItemDataRole.AccessibleTextRole
SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 1
LOCAL_ROLE = Qt.ItemDataRole.UserRole + 2
TAIL_ROLE = Qt.ItemDataRole.UserRole + 3
UNREACHABLE_ROLE = Qt.ItemDataRole.UserRole + 4
_ROLE_NAMES = {
    int(SUMMARY_ROLE): QByteArray(b"summary"),
    int(LOCAL_ROLE): QByteArray(b"local"),
    int(TAIL_ROLE): QByteArray(b"tail"),
    int(UNREACHABLE_ROLE): QByteArray(b"unreachable"),
}
_ROW_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
_ROW_FLAGS |= Qt.ItemFlag.ItemNeverHasChildren
_TAIL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_NO_PARENT = QModelIndex()

Describe = Callable[[RepoSummary, bool, bool], str]


class Tail(Enum):
    """What the row at the end says."""

    NONE = "none"
    LOADING = "loading"
    FAILED = "failed"


class ResultModel(QAbstractTableModel):
    """One column of `RepoSummary` rows.

    `describe(summary, is_local, is_unreachable)` makes the sentence a screen reader says; `describe_tail` the
    sentence of the row at the end; `web_url` the address that a dragged row carries.
    """

    def __init__(
        self,
        describe: Describe,
        describe_tail: Callable[[Tail], str],
        web_url: Callable[[RepoRef], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._describe_tail = describe_tail
        self._web_url = web_url
        self._rows: list[RepoSummary] = []
        self._known: set[RepoRef] = set()
        self._local: frozenset[RepoRef] = frozenset()
        self._tail = Tail.NONE
        self._offline = False

    @property
    def summaries(self) -> Sequence[RepoSummary]:
        """The rows, without the one at the end."""
        return self._rows

    @property
    def tail(self) -> Tail:
        """What the row at the end says."""
        return self._tail

    def replace(self, rows: Iterable[RepoSummary], *, offline: bool = False) -> None:
        """Show the rows of a new query; offline, rows that are not on this computer cannot be opened."""
        self.beginResetModel()
        self._tail = Tail.NONE
        self._offline = offline
        self._rows, self._known = [], set()
        self._rows = self._take_new(rows)
        self.endResetModel()

    def append(self, rows: Iterable[RepoSummary]) -> None:
        """Add a page below; a row that moved from an earlier page meanwhile is not shown twice."""
        fresh = self._take_new(rows)
        if not fresh:
            return
        first = len(self._rows)
        self.beginInsertRows(_NO_PARENT, first, first + len(fresh) - 1)
        self._rows.extend(fresh)
        self.endInsertRows()

    def set_tail(self, tail: Tail) -> None:
        """Show, change or take away the row at the end."""
        if tail is self._tail:
            return
        place = len(self._rows)
        if self._tail is Tail.NONE:
            self.beginInsertRows(_NO_PARENT, place, place)
            self._tail = tail
            self.endInsertRows()
        elif tail is Tail.NONE:
            self.beginRemoveRows(_NO_PARENT, place, place)
            self._tail = tail
            self.endRemoveRows()
        else:
            self._tail = tail
            self._changed(place, place)

    def set_local(self, local: frozenset[RepoRef]) -> None:
        """Say which repositories are on this computer; rows whose mark changes are painted again."""
        touched = self._local ^ local
        self._local = local
        for row, summary in enumerate(self._rows):
            if summary.ref in touched:
                self._changed(row, row)

    def retranslate(self) -> None:
        """Every sentence may have changed."""
        if self.rowCount():
            self._changed(0, self.rowCount() - 1)

    def summary_at(self, index: Index) -> RepoSummary | None:
        """The repository of this row; None for the row at the end or no row."""
        row = index.row()
        return self._rows[row] if index.isValid() and 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """The repositories and the row at the end."""
        if parent.isValid():
            return 0
        return len(self._rows) + (self._tail is not Tail.NONE)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Repositories can be selected and dragged; the row at the end can be clicked."""
        if not index.isValid():
            return _NO_FLAGS
        return _ROW_FLAGS if index.row() < len(self._rows) else _TAIL_FLAGS

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> Any:  # noqa: ANN401 - Qt's own signature
        """Called by Qt."""
        row = index.row()
        if not index.isValid() or row < 0:
            return None
        if row >= len(self._rows):
            return self._tail_data(role)
        summary = self._rows[row]
        if role == SUMMARY_ROLE:
            return summary
        if role == LOCAL_ROLE:
            return summary.ref in self._local
        if role == UNREACHABLE_ROLE:
            return self._is_unreachable(summary)
        if role == DISPLAY_ROLE:
            return summary.ref.repo_id
        if role == ACCESSIBLE_ROLE:
            return self._describe(summary, summary.ref in self._local, self._is_unreachable(summary))
        return None

    def roleNames(self) -> dict[int, QByteArray]:
        """Our roles by name."""
        return {**super().roleNames(), **_ROLE_NAMES}

    def mimeTypes(self) -> list[str]:
        """What a dragged row can be read as."""
        return ["text/plain", "text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The page addresses of the dragged rows, as text."""
        summaries = [summary for index in indexes if (summary := self.summary_at(index)) is not None]
        data = QMimeData()
        data.setText("\n".join(self._web_url(summary.ref) for summary in summaries))
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """A dragged row stays where it is."""
        return Qt.DropAction.CopyAction

    def _tail_data(self, role: int) -> Any:  # noqa: ANN401 - one of several roles
        if self._tail is Tail.NONE:
            return None
        if role == TAIL_ROLE:
            return self._tail
        if role in (DISPLAY_ROLE, ACCESSIBLE_ROLE):
            return self._describe_tail(self._tail)
        return None

    def _is_unreachable(self, summary: RepoSummary) -> bool:
        return self._offline and summary.ref not in self._local

    def _take_new(self, rows: Iterable[RepoSummary]) -> list[RepoSummary]:
        fresh = []
        for summary in rows:
            if summary.ref not in self._known:
                self._known.add(summary.ref)
                fresh.append(summary)
        return fresh

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
