"""The commits of a repository, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from hubdesk.core.types import Commit
from hubdesk.ui.format import ago_text

COMMIT_ROLE = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_FOLLOWED = frozenset({_DISPLAY, _TOOL_TIP, _SPOKEN, COMMIT_ROLE})
_SHORT = 7

Index = QModelIndex | QPersistentModelIndex


def short_id(commit_id: str) -> str:
    """The seven digits people know a commit by."""
    return commit_id[:_SHORT]


class HistoryModel(QAbstractTableModel):
    """One row per commit; `more_wanted` asks for the next page when the view nears the end."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commits: list[Commit] = []
        self._has_more = False
        self._asked = False

    def set_first(self, commits: Sequence[Commit], *, has_more: bool) -> None:
        """Show another history."""
        self.beginResetModel()
        self._commits = list(commits)
        self.endResetModel()
        self._has_more = has_more
        self._asked = False

    def append(self, commits: Sequence[Commit], *, has_more: bool) -> None:
        """Add the next page."""
        self._has_more = has_more
        self._asked = False
        if commits:
            first = len(self._commits)
            self.beginInsertRows(QModelIndex(), first, first + len(commits) - 1)
            self._commits.extend(commits)
            self.endInsertRows()

    def more_failed(self) -> None:
        """The next page did not come; it may be asked for again."""
        self._asked = False

    def commit_at(self, index: Index) -> Commit | None:
        """The commit of this row."""
        return self._commits[index.row()] if index.isValid() and index.row() < len(self._commits) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else len(self._commits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else 1

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there is a next page that nobody asked for yet."""
        return not parent.isValid() and self._has_more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page once."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        """Qt asks."""
        if role not in _FOLLOWED:
            return None
        commit = self.commit_at(index)
        if commit is None:
            return None
        if role == COMMIT_ROLE:
            return commit
        if role == _DISPLAY:
            return commit.title
        if role == _TOOL_TIP:
            return commit.message or commit.title
        return self.tr("{title}, {byline}, commit {commit}").format(
            title=commit.title, byline=self.byline(commit), commit=short_id(commit.commit_id)
        )

    def byline(self, commit: Commit) -> str:
        """Who and when, as far as the Hub said."""
        who = ", ".join(commit.authors)
        when = ago_text(commit.date) if commit.date else ""
        if who and when:
            return self.tr("{who}, {when}").format(who=who, when=when)
        return who or when
