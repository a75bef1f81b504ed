"""What the command palette lists: commands that match what is typed, best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_NOWHERE = QModelIndex()
_WORD_START = 8
_NEIGHBOUR = 5


@dataclass(frozen=True)
class Entry:
    """One line: what it says and what it does."""

    text: str
    run: Callable[[], None]
    icon: str = ""
    shortcut: str = ""
    letters: tuple[int, ...] = ()  # places in `text` that match what is typed


def match(needle: str, text: str) -> tuple[int, tuple[int, ...]] | None:
    """How well the letters of `needle` occur in `text` in their order, and where; None if they do not."""
    haystack, typed = _fold(text), _fold(needle.strip())
    wanted = typed.replace(" ", "")
    whole = haystack.find(typed)
    if wanted and whole >= 0:
        length = len(typed)
        at_word = _WORD_START if whole == 0 or not haystack[whole - 1].isalnum() else 0
        return 1000 + at_word * length - whole, tuple(range(whole, whole + length))
    score, at = 0, -1
    places: list[int] = []
    for letter in wanted:
        found = haystack.find(letter, at + 1)
        if found < 0:
            return None
        if found == 0 or not haystack[found - 1].isalnum():
            score += _WORD_START
        if places and found == at + 1:
            score += _NEIGHBOUR
        score -= min(found - at - 1, 10)
        places.append(found)
        at = found
    return score, tuple(places)


def _fold(text: str) -> str:
    """Small letters, one for one: a letter that folds to two would shift the places after it."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def filtered(entries: Sequence[Entry], needle: str) -> list[Entry]:
    """The entries that match, the best first; all of them in their order when nothing is typed."""
    if not needle.strip():
        return list(entries)
    scored = []
    for order, entry in enumerate(entries):
        found = match(needle, entry.text)
        if found is not None:
            scored.append((-found[0], order, Entry(entry.text, entry.run, entry.icon, entry.shortcut, found[1])))
    return [entry for _, _, entry in sorted(scored, key=_rank)]


def _rank(scored: tuple[int, int, Entry]) -> tuple[int, int]:
    return scored[:2]


class PaletteModel(QAbstractTableModel):
    """The lines shown, in one column."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def set_entries(self, entries: list[Entry]) -> None:
        """Show these: what is typed is a new query each time."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry of a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Called by Qt."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Called by Qt."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's own signature
        """Called by Qt."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == _DISPLAY:
            return entry.text
        if role == _ACCESSIBLE:
            return f"{entry.text}, {entry.shortcut}" if entry.shortcut else entry.text
        return entry if role == ENTRY_ROLE else None
