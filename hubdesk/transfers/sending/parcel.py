"""One file on its way to the Hub: how far it is, whether it was stopped, and whether it is still what was planned."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from hubdesk.core.errors import ErrorKind, HubDeskError, InputError
from hubdesk.core.log import redact
from hubdesk.hub.translate import translate
from hubdesk.transfers.protocol import FileFailed, FileStopped, Message
from hubdesk.transfers.sending.messages import Item
from hubdesk.transfers.sending.stopping import Stop, StoppedError

MAX_TEXT = 500


class Parcel:
    """What an engine knows of one file of an order."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.stop = Stop()
        self.over = False  # it has been answered
        self._lock = threading.Lock()
        self._have = 0
        self._moved = 0

    @property
    def have(self) -> int:
        """How many bytes of it are done."""
        return self._have

    def add(self, count: int) -> None:
        """So many bytes more are done."""
        with self._lock:
            self._have += count
            self._moved += max(0, count)

    def put(self, have: int) -> None:
        """So many bytes are done in all; going back is no movement."""
        with self._lock:
            self._moved += max(0, have - self._have)
            self._have = have

    def skip(self, have: int) -> None:
        """So many bytes are there without having moved."""
        with self._lock:
            self._have = have

    def take_moved(self) -> int:
        """How many bytes moved since this was last asked."""
        with self._lock:
            moved, self._moved = self._moved, 0
            return moved

    def check_unchanged(self, file: BinaryIO) -> None:
        """Go on, if an open file is still as large and as old as was planned.

        Raises:
            InputError: BAD_FILE.
        """
        found = os.fstat(file.fileno())
        planned = self.item.mtime_ns
        if found.st_size != self.item.size or (planned and found.st_mtime_ns != planned):
            raise changed(self.item)

    def failure(self, error: BaseException) -> Message:
        """What the host is told when it ends like this."""
        if isinstance(error, StoppedError):
            return FileStopped(self.item.fetch_id, self.have)
        found = as_error(error, self.item)
        return FileFailed(
            fetch_id=self.item.fetch_id,
            have=self.have,
            kind=found.kind.value,
            detail=redact(found.detail)[:MAX_TEXT],
            subject=found.subject[:MAX_TEXT],
            status=found.status,
            retry_after=found.retry_after,
        )


def changed(item: Item) -> InputError:
    """The error of a file that is not what was planned."""
    return InputError(ErrorKind.BAD_FILE, "the file was changed after the upload was planned", subject=item.source)


def as_error(error: BaseException, item: Item) -> HubDeskError:
    """What an exception means, where what the disk refuses is about the file that was to be read."""
    found = translate(error)
    if isinstance(error, OSError) and error.filename and found.kind is not ErrorKind.DISK_FULL:
        return InputError(ErrorKind.BAD_FILE, error.strerror or str(error), subject=item.source)
    return found


def blocks(file: BinaryIO, start: int, end: int, size: int) -> Iterator[bytes]:
    """The bytes of an open file from `start` to `end`, in blocks of this size but for the last.

    Raises:
        EOFError: it ends before.
    """
    file.seek(start)
    while start < end:
        wanted = min(size, end - start)
        block = file.read(wanted)
        while len(block) < wanted:  # an unbuffered file may give less than it has
            more = file.read(wanted - len(block))
            if not more:
                raise EOFError
            block += more
        start += len(block)
        yield block


def place(item: Item) -> Path:
    """Where the file is."""
    return Path(item.source)
