"""What is known of a repository's blobs without reading them, and which large files it ever had.

A file of JSON lines beside the git repository, only ever appended to. It can be lost: all but the deletions is
learned anew from the blobs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubdesk.localhub.lfs import read_pointer

NAME = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A large file that was once committed, and where it was first seen."""

    sha256: str
    size: int
    path: str
    ref: str
    date: str


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """How large a blob is, or the file it points to."""

    size: int
    sha256: str = ""
    pointer_size: int = 0


class Ledger:
    """The facts of one repository; whoever uses it holds the repository's lock."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._blobs: dict[str, BlobFacts] = {}
        self._large: dict[str, LargeFile] = {}
        self._purged: set[str] = set()
        self._commits: set[str] = set()
        self._waiting: list[list[Any]] = []
        self._torn = False  # whether the last line was not written to its end
        self._load()

    def blob(self, oid: str) -> BlobFacts | None:
        """What is known of a blob."""
        return self._blobs.get(oid)

    def learn(self, oid: str, content: bytes, *, path: str, ref: str, date: str) -> BlobFacts:
        """Note what a blob is."""
        pointer = read_pointer(content)
        if pointer is None:
            line: list[Any] = ["blob", oid, len(content)]
        else:
            line = ["large", oid, len(content), *pointer, path, ref, date]
        if oid not in self._blobs or (pointer is not None and pointer[0] not in self._large):
            self._take(line)
            self._waiting.append(line)
        return self._blobs[oid]

    def seen(self, commit: str) -> bool:
        """Whether all that a commit brought is known."""
        return commit in self._commits

    def note_commit(self, commit: str, shas: Iterable[str]) -> None:
        """A commit is there, and with it these large files, even if they were deleted for good before."""
        for sha in shas:
            if sha in self._purged:
                self._add(["back", sha])
        if commit not in self._commits:
            self._add(["commit", commit])

    def purge(self, shas: Iterable[str]) -> None:
        """Large files are deleted for good."""
        for sha in shas:
            self._add(["purge", sha])
        self.save()

    def is_purged(self, sha256: str) -> bool:
        """Whether a large file was deleted for good."""
        return sha256 in self._purged

    def knows(self, sha256: str) -> bool:
        """Whether a large file was ever committed, as far as was learned."""
        return sha256 in self._large

    def large_files(self) -> list[LargeFile]:
        """The large files that were ever committed and not deleted for good, in that order."""
        return [each for sha, each in self._large.items() if sha not in self._purged]

    def save(self) -> None:
        """Write what was learned since."""
        if self._waiting:
            lines = "".join(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n" for line in self._waiting)
            self._waiting = []
            with self._path.open("a", encoding="ascii") as stream:
                stream.write("\n" + lines if self._torn else lines)
            self._torn = False

    def _load(self) -> None:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        self._torn = bool(content) and not content.endswith(b"\n")
        for line in content.splitlines():
            try:
                self._take(json.loads(line))
            except (ValueError, LookupError, TypeError):  # the last line of a killed process
                continue

    def _add(self, line: list[Any]) -> None:
        self._take(line)
        self._waiting.append(line)

    def _take(self, line: list[Any]) -> None:
        match line:
            case ["blob", oid, size]:
                self._blobs[oid] = BlobFacts(size)
            case ["large", oid, pointer_size, sha, size, path, ref, date]:
                self._blobs[oid] = BlobFacts(size, sha, pointer_size)
                self._large.setdefault(sha, LargeFile(sha, size, path, ref, date))
            case ["purge", sha]:
                self._purged.add(sha)
            case ["back", sha]:
                self._purged.discard(sha)
            case ["commit", commit]:
                self._commits.add(commit)
