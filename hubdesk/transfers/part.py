"""A file that is not whole yet: its bytes beside the target, and a note of which of them can be trusted."""

from __future__ import annotations

import errno
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hubdesk.core.oslock import try_lock
from hubdesk.transfers.ranges import RangeSet

NOTE_EVERY_S = 1.0
SYNC_EVERY_BYTES = 256 << 20
SYNC_EVERY_S = 15.0
LOCK_POLL_S = 0.1
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def note_path(part: Path) -> Path:
    """The note beside a part file."""
    return part.with_name(f"{part.name}.json")


def kept_bytes(part: Path, etag: str, size: int) -> int:
    """How many bytes of an earlier attempt can be used, without opening it for writing."""
    try:
        length = part.stat().st_size
    except OSError:
        return 0
    return _trusted(part, etag, size, length).total()


def discard(part: Path) -> None:
    """Remove a part file and its note.

    Raises:
        OSError: they are there and cannot be removed.
    """
    part.unlink(missing_ok=True)
    note_path(part).unlink(missing_ok=True)


def forget_note(part: Path) -> None:
    """Remove the note of a part that has become the file."""
    with suppress(OSError):
        note_path(part).unlink(missing_ok=True)


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
        self.written = _trusted(path, etag, size, os.fstat(self._descriptor).st_size)
        self._synced = self.written.copy()
        self._unsynced = 0
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
            self._unsynced = 0

    def checkpoint(self) -> None:
        """Note what is there if it is time to.

        Raises:
            OSError: the disk refuses.
        """
        now = time.monotonic()
        if self._unsynced >= SYNC_EVERY_BYTES or (self._unsynced and now - self._synced_at >= SYNC_EVERY_S):
            self.sync()
        elif now - self._noted_at >= NOTE_EVERY_S:
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
        note = {
            "etag": self.etag,
            "size": self.size,
            "boot": _boot_id(),
            "written": written,
            "synced": list(self._synced),
        }
        target = note_path(self.path)
        temporary = target.with_name(f"{target.name}.new")
        temporary.write_text(json.dumps(note), encoding="utf-8")
        os.replace(temporary, target)
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


def _trusted(part: Path, etag: str, size: int, length: int) -> RangeSet:
    """What the note says is there, as far as it can be believed."""
    try:
        note = json.loads(note_path(part).read_text(encoding="utf-8"))
        if note["etag"] != etag or note["size"] != size:
            return RangeSet()
        kept = note["written"] if note["boot"] == _boot_id() else note["synced"]
        return RangeSet(_range(entry) for entry in kept).within(min(size, length))
    except (OSError, ValueError, LookupError, TypeError):
        return RangeSet()


def _range(entry: Any) -> tuple[int, int]:  # noqa: ANN401 - JSON is what it is
    start, end = entry
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end):
        raise ValueError("no range")
    return start, end


@cache
def _boot_id() -> str:
    """Something that changes when the computer starts anew."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        import psutil

        return str(round(psutil.boot_time() / 60))  # the clock's corrections move it by seconds
