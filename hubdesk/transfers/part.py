"""A file that is not whole yet: its bytes beside the target, and a note of which of them can be trusted."""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from hubdesk.core.oslock import try_lock
from hubdesk.transfers.notes import note_path, trusted, write_note
from hubdesk.transfers.ranges import RangeSet
from hubdesk.transfers.remains import quarantine_path
from hubdesk.transfers.space import room

NOTE_EVERY_S = 1.0
NOTE_EVERY_BYTES = 4 << 20  # what a killed engine may have to fetch again
SYNC_EVERY_BYTES = 256 << 20
SYNC_EVERY_S = 15.0
LOCK_POLL_S = 0.1
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class PartFile:
    """An open part file, locked against other processes. Threads may write different ranges of it at once.

    `written` ranges are in the system's page cache at least and hold while this boot lasts; `synced` ones were forced
    to the disk and alone are trusted after a reboot.
    """

    def __init__(self, path: Path, etag: str, size: int, *, check: Callable[[], None] = lambda: None) -> None:
        """Open and lock it; waits while another process has it, calling `check`, which may raise to stop."""
        self.path = path
        self.etag = etag
        self.size = size
        self._descriptor = _open_locked(path, check)
        self._lock = threading.Condition()
        self._users = 0
        self._is_closed = False
        self._seek_lock = threading.Lock()  # only where the system has no pwrite
        self.written = trusted(path, etag, size, os.fstat(self._descriptor).st_size)
        self._synced = self.written.copy()
        self._unsynced = self._unnoted = 0  # bytes
        self._noted_at = self._synced_at = time.monotonic()

    def write(self, offset: int, data: bytes) -> None:
        """Put bytes at their place. What is there already stays: it may have been hashed.

        Raises:
            OSError: the disk refuses, or the file is closed.
        """
        end = offset + len(data)
        with self._lock:
            gaps = list(self.written.missing_in(offset, end))
        with self._in_use():
            for start, stop in gaps:
                self._write_all(memoryview(data)[start - offset : stop - offset], start)
        with self._lock:
            self.written.add(offset, end)
            self._unsynced += len(data)
            self._unnoted += len(data)

    def read(self, offset: int, count: int) -> bytes:
        """Bytes that were written.

        Raises:
            OSError: the disk refuses, or they are gone.
        """
        with self._in_use():
            data = self._pread(count, offset)
        if len(data) != count:
            raise OSError(errno.EIO, "the part file became shorter", str(self.path))
        return data

    def first_gap(self, start: int, end: int) -> tuple[int, int] | None:
        """The first range between `start` and `end` that is still to come."""
        with self._lock:
            return next(self.written.missing_in(start, end), None)

    def frontier(self) -> int:
        """How far it is complete from the start."""
        with self._lock:
            return self.written.frontier()

    def have(self) -> int:
        """How many bytes are there."""
        with self._lock:
            return self.written.total()

    def missing(self) -> list[tuple[int, int]]:
        """The ranges still to come."""
        with self._lock:
            return list(self.written.missing(self.size))

    def reset(self) -> None:
        """Forget everything: the content was wrong.

        Raises:
            OSError: the disk refuses.
        """
        note_path(self.path).unlink(missing_ok=True)
        os.ftruncate(self._descriptor, 0)
        with self._lock:
            self.written = RangeSet()
            self._synced = RangeSet()
            self._unsynced = self._unnoted = 0

    def set_aside(self) -> None:
        """Put wrong content into quarantine and begin with an empty file; only empty it where there is no room.

        Raises:
            OSError: the disk refuses.
        """
        if os.name != "nt" and room(self.path.parent) >= self.size:  # an open file cannot be moved on Windows
            os.replace(self.path, quarantine_path(self.path))
            fresh = _open_locked(self.path, lambda: None)
            with self._lock:
                self._lock.wait_for(lambda: not self._users)
                old, self._descriptor = self._descriptor, fresh
            os.close(old)
        self.reset()

    def checkpoint(self) -> None:
        """Note what is there if it is time to.

        Raises:
            OSError: the disk refuses.
        """
        now = time.monotonic()
        if self._unsynced >= SYNC_EVERY_BYTES or (self._unsynced and now - self._synced_at >= SYNC_EVERY_S):
            self.sync()
        elif self._unnoted >= NOTE_EVERY_BYTES or (self._unnoted and now - self._noted_at >= NOTE_EVERY_S):
            self._note()

    def sync(self) -> None:
        """Force what was written to the disk, then note it as safe.

        Raises:
            OSError: the disk refuses.
        """
        with self._lock:
            covered = self.written.copy()
            self._unsynced = 0
        self.flush()
        self._synced = covered
        self._synced_at = time.monotonic()
        self._note()

    def flush(self) -> None:
        """Force what was written to the disk.

        Raises:
            OSError: the disk refuses.
        """
        os.fsync(self._descriptor)

    def close(self) -> None:
        """Close and unlock it once nobody writes any more; the bytes stay."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True  # a late writer must not meet another file under this number
            self._lock.wait_for(lambda: not self._users)
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        with self._lock:
            if self._is_closed:
                raise OSError(errno.EBADF, "the part file is closed", str(self.path))
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                self._lock.notify_all()

    def _write_all(self, view: memoryview, offset: int) -> None:
        while view:
            count = self._pwrite(view, offset)
            view = view[count:]
            offset += count

    def _note(self) -> None:
        with self._lock:
            written = list(self.written)
            self._unnoted = 0
        write_note(self.path, self.etag, self.size, written, list(self._synced))
        self._noted_at = time.monotonic()

    if sys.platform == "win32":

        def _pwrite(self, view: memoryview, offset: int) -> int:
            with self._seek_lock:
                os.lseek(self._descriptor, offset, os.SEEK_SET)
                return os.write(self._descriptor, view)

        def _pread(self, count: int, offset: int) -> bytes:
            with self._seek_lock:
                os.lseek(self._descriptor, offset, os.SEEK_SET)
                return os.read(self._descriptor, count)

    else:

        def _pwrite(self, view: memoryview, offset: int) -> int:
            return os.pwrite(self._descriptor, view, offset)

        def _pread(self, count: int, offset: int) -> bytes:
            return os.pread(self._descriptor, count, offset)


def _open_locked(path: Path, check: Callable[[], None]) -> int:
    while True:
        check()
        descriptor = os.open(path, _FLAGS, 0o666)
        try:
            if try_lock(descriptor) and _is_still(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        time.sleep(LOCK_POLL_S)


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the file that was locked is the one of that name: its last holder may have moved or removed it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
