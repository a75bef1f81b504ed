"""Begins a file with what other programs left on the disk. Nothing of it is trusted: the final digest judges."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from hubdesk.core.types import RepoRef
from hubdesk.hub.trust import is_digest
from hubdesk.transfers.digest import READ_SIZE
from hubdesk.transfers.model import Orphan
from hubdesk.transfers.notes import write_note
from hubdesk.transfers.part import PartFile
from hubdesk.transfers.remains import quarantine_path
from hubdesk.transfers.safety import move_to_free_place

MIN_ADOPTED = 1 << 16  # less is not worth the trouble
_SEEK_HOLE = getattr(os, "SEEK_HOLE", None)


class Place(Protocol):
    """What a file's place knows of other programs."""

    @property
    def etag(self) -> str:
        """The digest."""

    @property
    def size(self) -> int:
        """How long the file is."""

    @property
    def part(self) -> Path:
        """Where the bytes gather."""

    @property
    def library_lock(self) -> Path:
        """What the library locks meanwhile."""

    def orphans(self) -> list[Path]:
        """What the library began and never finished."""


def orphans_of(place: Place) -> tuple[Orphan, ...]:
    """What the library left of a file."""
    found = place.orphans()
    if not found:
        return ()
    busy = is_locked(place.library_lock)
    return tuple(Orphan(path, size, place.library_lock, busy) for path in found if (size := _size(path)) >= 0)


def remove_orphans(orphans: Iterable[Orphan]) -> int:
    """Remove unfinished files unless somebody is downloading them; the bytes freed.

    Raises:
        OSError: one is there and cannot be removed.
    """
    freed = 0
    for orphan in orphans:
        with _try_lock(orphan.lock) as is_ours:
            if is_ours:
                size = _size(orphan.path)
                orphan.path.unlink(missing_ok=True)
                freed += max(0, size)
    return freed


def is_locked(lock: Path) -> bool:
    """Whether somebody holds a lock of the library's."""
    if not lock.exists():
        return False
    with _try_lock(lock) as is_ours:
        return not is_ours


def adopt_orphan(place: Place) -> None:
    """Let the longest beginning that the library left become the part, if there is none and nobody is at it."""
    part = place.part
    if part.exists() or quarantine_path(part).exists():
        return
    with suppress(OSError):
        found = [(length, path) for path in place.orphans() if (length := _beginning(path, place.size)) >= MIN_ADOPTED]
        if not found:
            return
        length, orphan = max(found)
        with _try_lock(place.library_lock) as is_ours:
            if is_ours:
                move_to_free_place(orphan, part)
                os.truncate(part, length)
                write_note(part, place.etag, place.size, [(0, length)])


def copies(cache_dir: Path, ref: RepoRef, etag: str, xet_hash: str) -> list[Path]:
    """Where the HF cache may have the same content: the repository's blob, and what all repositories share."""
    found = [cache_dir / ref.cache_folder / "blobs" / etag]
    if is_digest(xet_hash):  # a server's word, and about to be a path
        found.append(cache_dir / "blobs" / xet_hash[:2] / xet_hash)
    return found


def adopt_copy(part: PartFile, blob: Path, check: Callable[[], None]) -> None:
    """Fill an empty part with the same content from the HF cache; a copy, so that changing one spares the other."""
    if part.have() or not part.size or quarantine_path(part.path).exists():
        return
    with suppress(OSError), blob.open("rb") as file:
        if os.fstat(file.fileno()).st_size != part.size:
            return
        at = 0
        while block := file.read(READ_SIZE):
            check()
            part.write(at, block[: part.size - at])
            at += len(block)


@contextmanager
def _try_lock(path: Path) -> Iterator[bool]:
    """The library's lock, if it can be had at once."""
    from filelock import FileLock, SoftFileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock: FileLock | SoftFileLock = FileLock(path, mode=0o664)
    try:
        try:
            lock.acquire(timeout=0)
        except NotImplementedError:  # no locks on this file system: as the library does
            lock = SoftFileLock(path)
            lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        with suppress(OSError):
            lock.release()


def _beginning(path: Path, size: int) -> int:
    """How many bytes from the start were really written; 0 where the file is longer than it should be."""
    length = _size(path)
    if not 0 < length <= size:
        return 0
    if _SEEK_HOLE is None:
        return length
    with path.open("rb") as file:
        return min(length, os.lseek(file.fileno(), 0, _SEEK_HOLE))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() and not path.is_symlink() else -1
    except OSError:
        return -1
