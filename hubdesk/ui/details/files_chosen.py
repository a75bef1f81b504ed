"""Which files of a repository are ticked: single files, and folders through the files below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from hubdesk.core.types import RepoFile

_CHECKED = Qt.CheckState.Checked
_PARTLY = Qt.CheckState.PartiallyChecked
_UNCHECKED = Qt.CheckState.Unchecked


def folders_above(path: str) -> list[str]:
    """The folders that hold this path, the nearest last: `a/b/c` gives `a`, `a/b`."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def count_below(files: Iterable[RepoFile]) -> dict[str, int]:
    """How many files each folder holds at any depth."""
    found: Counter[str] = Counter()
    for parent, count in Counter(file.path.rpartition("/")[0] for file in files).items():
        if parent:
            for folder in (*folders_above(parent), parent):
                found[folder] += count
    return found


class ChosenFiles(QObject):
    """The ticked files with their sizes.

    A folder can be ticked only once the whole list is known: `listing_wanted` asks for it, `set_listing` brings it.
    """

    changed = Signal()
    listing_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sizes: dict[str, int] = {}
        self._ticked_below: Counter[str] = Counter()
        self._all: tuple[RepoFile, ...] | None = None
        self._all_below: Mapping[str, int] = {}
        self._waiting_folders: set[str] = set()

    @property
    def paths(self) -> tuple[str, ...]:
        """The ticked files, sorted."""
        return tuple(sorted(self._sizes))

    @property
    def count(self) -> int:
        """How many files are ticked."""
        return len(self._sizes)

    @property
    def total_bytes(self) -> int:
        """The size of all ticked files."""
        return sum(self._sizes.values())

    @property
    def waiting(self) -> bool:
        """Whether a ticked folder waits for the whole list."""
        return bool(self._waiting_folders)

    @property
    def listing(self) -> tuple[RepoFile, ...] | None:
        """Every file of the repository, or None while unknown."""
        return self._all

    def clear(self) -> None:
        """Forget everything: another repository or commit."""
        self._sizes.clear()
        self._ticked_below.clear()
        self._all = None
        self._all_below = {}
        self._waiting_folders.clear()
        self.changed.emit()

    def untick_all(self) -> None:
        """Take every tick away and keep the list."""
        self._sizes.clear()
        self._ticked_below.clear()
        self._waiting_folders.clear()
        self.changed.emit()

    def set_listing(self, files: Sequence[RepoFile], below: Mapping[str, int]) -> None:
        """Learn every file and, by `count_below`, how many each folder holds; tick the folders that waited for it."""
        self._all = tuple(files)
        self._all_below = below
        waiting, self._waiting_folders = self._waiting_folders, set()
        for folder in waiting:
            self._tick(self._below(folder))
        self.changed.emit()

    def listing_failed(self) -> None:
        """The whole list did not come: folders that waited for it stay unticked."""
        if self._waiting_folders:
            self._waiting_folders.clear()
            self.changed.emit()

    def state(self, file: RepoFile) -> Qt.CheckState:
        """How this file's or folder's box looks."""
        if not file.is_folder:
            return _CHECKED if file.path in self._sizes else _UNCHECKED
        ticked = self._ticked_below.get(file.path, 0)
        if ticked and ticked == self._all_below.get(file.path):
            return _CHECKED
        return _PARTLY if ticked or file.path in self._waiting_folders else _UNCHECKED

    def toggle(self, file: RepoFile) -> None:
        """Tick or untick a file, or everything below a folder."""
        if not file.is_folder:
            (self._untick if file.path in self._sizes else self._tick)((file,))
        elif self._all is None:
            self._toggle_waiting(file.path)
        elif self.state(file) is _CHECKED:
            self._untick(self._below(file.path))
        else:
            self._tick(self._below(file.path))
        self.changed.emit()
        if self._waiting_folders:
            self.listing_wanted.emit()

    def tick_only(self, files: Iterable[RepoFile], *, ticked: bool) -> None:
        """Tick or untick these files and leave the others as they are."""
        (self._tick if ticked else self._untick)(tuple(files))
        self.changed.emit()

    def _toggle_waiting(self, folder: str) -> None:
        if folder in self._waiting_folders:
            self._waiting_folders.discard(folder)
        else:
            self._waiting_folders.add(folder)

    def _below(self, folder: str) -> list[RepoFile]:
        prefix = folder + "/"
        return [file for file in self._all or () if file.path.startswith(prefix)]

    def _tick(self, files: Iterable[RepoFile]) -> None:
        added = [file for file in files if file.path not in self._sizes]
        self._sizes.update((file.path, file.size) for file in added)
        self._ticked_below.update(count_below(added))

    def _untick(self, files: Iterable[RepoFile]) -> None:
        taken = [file for file in files if self._sizes.pop(file.path, None) is not None]
        self._ticked_below.subtract(count_below(taken))
