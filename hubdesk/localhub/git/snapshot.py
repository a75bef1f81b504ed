"""What a repository holds at one commit, and what its log says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Entry:
    """A file at one commit. `size` is what a reader gets, not the pointer's."""

    path: str
    oid: str
    size: int
    sha256: str = ""
    pointer_size: int = 0


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One commit."""

    oid: str
    title: str
    message: str
    date: str
    author: str


Listed = list[tuple[str, Entry | str]]


@dataclass(frozen=True)
class Snapshot:
    """Everything at one commit: files and folders by path, in order."""

    files: Mapping[str, Entry]
    folders: Mapping[str, str]  # path -> oid of the tree

    def below(self, folder: str, *, recursive: bool) -> Listed:
        """Folders (tree ids) and files (entries) inside a folder; the root is the empty path.

        One level has its folders first; all levels are in the order of their paths.
        """
        if not recursive:
            return self._levels.get(folder, [])
        if not folder:
            return self._in_order
        start = bisect_left(self._in_order, f"{folder}/", key=_path)
        end = bisect_left(self._in_order, f"{folder}0", key=_path)  # what follows the slash
        return self._in_order[start:end]

    @cached_property
    def _in_order(self) -> Listed:
        everything: dict[str, Entry | str] = {**self.folders, **self.files}
        return sorted(everything.items(), key=_path)

    @cached_property
    def _levels(self) -> dict[str, Listed]:
        levels: dict[str, Listed] = {}
        for path, oid in self.folders.items():
            levels.setdefault(path.rpartition("/")[0], []).append((path, oid))
        for path, entry in self.files.items():
            levels.setdefault(path.rpartition("/")[0], []).append((path, entry))
        return levels


def _path(item: tuple[str, Entry | str]) -> str:
    return item[0]


def iso(moment: datetime) -> str:
    """A date as it goes over the wire."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
