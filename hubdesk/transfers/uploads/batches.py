"""Divides an upload into commits: one, unless that would be too much for a single request.

Regular files travel inside the commit's request (base64, a third more), and the Hub answers within 60 seconds or not
at all, so a commit has at most `MAX_OPERATIONS` operations and `MAX_INLINE_BYTES` of regular content. huggingface_hub
draws the lines at the same 1,000 files and at 100 MB. Large files are stored beforehand and weigh nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from hubdesk.transfers.uploads.model import FileMode
from hubdesk.transfers.uploads.naming import above

MAX_OPERATIONS = 1_000
MAX_INLINE_BYTES = 64_000_000


class Sendable(Protocol):
    """A file of a plan or of a job."""

    @property
    def path(self) -> str:
        """Where it goes."""

    @property
    def size(self) -> int:
        """Its bytes."""

    @property
    def mode(self) -> FileMode | None:
        """How it goes."""


File = TypeVar("File", bound=Sendable)


@dataclass(frozen=True, slots=True)
class Batch(Generic[File]):
    """What one commit does."""

    files: tuple[File, ...]
    deletions: tuple[str, ...]


def batches(files: Iterable[File], deletions: Sequence[str] = ()) -> tuple[Batch[File], ...]:
    """The commits of an upload, in order; none where there is nothing to do.

    Files come by path. Deletions come last, when everything that replaces them is there; only what stands where a
    new file or its folder must go is deleted at once.
    """
    ordered = sorted(files, key=lambda file: file.path)
    blocking = _blocking({file.path for file in ordered}, deletions)
    first = [path for path in deletions if path in blocking]
    later = [path for path in deletions if path not in blocking]
    done: list[Batch[File]] = []
    sent: list[File] = []
    inline = 0
    for file in ordered:
        weight = 0 if file.mode is FileMode.LFS else file.size
        if sent and (len(sent) + len(first) >= MAX_OPERATIONS or inline + weight > MAX_INLINE_BYTES):
            done.append(Batch(tuple(sent), tuple(first)))
            sent, first, inline = [], [], 0
        sent.append(file)
        inline += weight
    room = max(0, MAX_OPERATIONS - len(sent) - len(first))
    if sent or first or later:
        done.append(Batch(tuple(sent), (*first, *later[:room])))
    for start in range(room, len(later), MAX_OPERATIONS):
        done.append(Batch((), tuple(later[start : start + MAX_OPERATIONS])))
    return tuple(done)


def _blocking(paths: set[str], deletions: Sequence[str]) -> set[str]:
    """The deletions without which a file could not be put in its place."""
    needed = {folder for path in paths for folder in above(path)}
    return {path for path in deletions if path in needed or not paths.isdisjoint(above(path))}
