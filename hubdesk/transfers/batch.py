"""Small files that go to the disk together: all are written, forced to the disk with one call, then put in place.

A file that is not plain (something stands there, somebody has its part, the disk refuses) is left to `Fetch.run`, which
looks at everything and says what is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hubdesk.core.errors import HubDeskError
from hubdesk.core.oslock import try_lock
from hubdesk.transfers.adopt import copies
from hubdesk.transfers.ending import done, ended_by
from hubdesk.transfers.fetch import Fetch, StoppedError
from hubdesk.transfers.flush import force, force_names
from hubdesk.transfers.housekeeping import sync_folder
from hubdesk.transfers.layout import CachePlace, FolderPlace
from hubdesk.transfers.protocol import Message
from hubdesk.transfers.remains import forget_note

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)


class NotPlainError(Exception):
    """This file needs more care than a batch gives."""


@dataclass(slots=True, eq=False)
class Parcel:
    """One file whose content is here and right."""

    fetch: Fetch
    place: CachePlace | FolderPlace
    content: bytes
    descriptor: int = -1
    is_written: bool = False  # by the batch, so that the part is the batch's to remove


class Batch:
    """Used by one thread, once: `stage` for each file, then `end`; `ended` and `left` say what became of them."""

    def __init__(self) -> None:
        self.ended: list[tuple[Fetch, Message]] = []
        self.left: list[Fetch] = []
        self._staged: list[Parcel] = []
        self._prepared: set[Path] = set()
        self._pointed: set[tuple[Path, str]] = set()
        self._named: dict[Path, Parcel] = {}  # one for each folder that got a new name

    def stage(self, parcel: Parcel) -> None:
        """Write its part, locked as `PartFile` does."""
        self._staged.append(parcel)
        self._try(self._write, parcel)

    def end(self) -> None:
        """Put all of them in place, and make it last; what was told to stop by now stays a part."""
        try:
            for parcel in tuple(self._staged):
                self._try(_check, parcel)
            force(parcel.descriptor for parcel in self._staged)
            for parcel in tuple(self._staged):
                self._try(self._settle, parcel)
            self._force_names()
        except OSError:  # each for itself: then it is clear which of them the disk refuses
            for parcel in tuple(self._staged):
                self._drop(parcel)
                self.left.append(parcel.fetch)
        for parcel in self._staged:
            os.close(parcel.descriptor)
            self.ended.append((parcel.fetch, done(parcel.fetch)))

    def _try(self, step: Callable[[Parcel], None], parcel: Parcel) -> None:
        fetch = parcel.fetch
        try:
            step(parcel)
        except StoppedError as error:
            self._let_go(parcel)
            self.ended.append((fetch, ended_by(fetch, error)))
        except (NotPlainError, OSError, HubDeskError):
            self._drop(parcel)
            self.left.append(fetch)

    def _write(self, parcel: Parcel) -> None:
        parcel.fetch.check()
        folder = parcel.place.final.parent
        if folder not in self._prepared:
            parcel.place.prepare()
            self._prepared.add(folder)
        parcel.descriptor = os.open(parcel.place.part, _FLAGS, 0o666)
        if not try_lock(parcel.descriptor):
            raise NotPlainError
        found = os.fstat(parcel.descriptor)
        if found.st_size or not found.st_nlink:  # begun, or moved away by its last holder
            raise NotPlainError
        parcel.is_written = True
        view = memoryview(parcel.content)
        while view:
            view = view[os.write(parcel.descriptor, view) :]

    def _settle(self, parcel: Parcel) -> None:
        place = parcel.place
        place.settle(parcel.fetch.check)  # called only while it waits for a lock
        forget_note(place.part)
        self._named[place.part.parent] = parcel
        if isinstance(place, CachePlace) and (place.folder, place.revision) not in self._pointed:
            self._pointed.add((place.folder, place.revision))
            place.point()

    def _force_names(self) -> None:
        for folder, parcel in self._named.items():
            if not force_names(parcel.descriptor):
                sync_folder(folder)

    def _drop(self, parcel: Parcel) -> None:
        """Let go of a file, and remove what was written of it if it is not in place."""
        with suppress(OSError):
            part = parcel.place.part
            if parcel.is_written and os.path.samestat(os.stat(part), os.fstat(parcel.descriptor)):
                os.unlink(part)
        self._let_go(parcel)

    def _let_go(self, parcel: Parcel) -> None:
        self._staged.remove(parcel)
        if parcel.descriptor >= 0:
            os.close(parcel.descriptor)


def _check(parcel: Parcel) -> None:
    parcel.fetch.check()


def is_plain(fetch: Fetch, place: CachePlace | FolderPlace) -> bool:
    """Whether nothing is there that a file could be, begin with, or stand in the way of."""
    order = fetch.order
    if os.name != "posix" or not order.size:
        return False
    standing = [place.final, place.part]
    if isinstance(place, CachePlace):
        standing.append(place.blob)
    elif order.adopt_from:
        standing += copies(Path(order.adopt_from), fetch.ref, order.etag, order.xet_hash)
    return not any(os.path.lexists(path) for path in standing)
