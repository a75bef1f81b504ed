"""The small things that huggingface_hub does around its files, done the same way."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

LOCK_POLL_S = 0.2
LOCK_MODE = 0o664
_CACHE_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This file is a cache directory tag created by huggingface_hub.\n"
    "# For information about cache directory tags, see:\n"
    "#\thttps://bford.info/cachedir/\n"
)

Check = Callable[[], None]  # called while waiting; raises to stop


@contextmanager
def library_lock(path: Path, check: Check) -> Iterator[None]:
    """The lock that huggingface_hub takes for the same file; whoever may use the cache may wait for it."""
    descriptor = _lock_at_once(path)
    if descriptor is None:
        with _wait_for_lock(path, check):
            yield
        return
    try:
        yield
    finally:
        os.close(descriptor)


def _lock_at_once(path: Path) -> int | None:
    """What filelock does where nobody has the lock, at a fraction of the price; None where it is not that simple."""
    if sys.platform == "win32":
        return None
    try:
        descriptor = _open_lock(path)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_nlink:
            return descriptor
    except OSError:  # somebody has it, or there are no locks here
        pass
    os.close(descriptor)
    return None


def _open_lock(path: Path) -> int:
    flags = os.O_RDWR | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, LOCK_MODE)
    except FileExistsError:
        return os.open(path, flags)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, LOCK_MODE)
    os.fchmod(descriptor, LOCK_MODE)
    return descriptor


@contextmanager
def _wait_for_lock(path: Path, check: Check) -> Iterator[None]:
    from filelock import FileLock, SoftFileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock: FileLock | SoftFileLock = FileLock(path, mode=LOCK_MODE)
    while True:
        check()
        try:
            lock.acquire(timeout=LOCK_POLL_S)
            break
        except Timeout:
            continue
        except NotImplementedError:  # no locks on this file system: as the library does
            lock = SoftFileLock(path)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release()


def tag_cache(folder: Path) -> None:
    """Let backup programs skip the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError), (folder / "CACHEDIR.TAG").open("x", encoding="utf-8") as file:
        file.write(_CACHE_TAG)


class _FolderSync:
    """Lets those who want the same folder forced to the disk at the same time share one call."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._asked = 0
        self._done = 0
        self._busy = False
        self.users = 0

    def run(self, folder: Path) -> None:
        with self._condition:
            self._asked += 1
            mine = self._asked
            self._condition.wait_for(lambda: self._done >= mine or not self._busy)
            if self._done >= mine:
                return
            self._busy = True
            covered = self._asked  # whoever asked by now has made its change
        is_done = False
        try:
            _sync(folder)
            is_done = True
        finally:
            with self._condition:
                self._busy = False
                if is_done:
                    self._done = max(self._done, covered)
                self._condition.notify_all()


_syncs: dict[Path, _FolderSync] = {}
_syncs_lock = threading.Lock()


def sync_folder(folder: Path) -> None:
    """Make a rename last."""
    if os.name != "posix":
        return
    with _syncs_lock:
        shared = _syncs.setdefault(folder, _FolderSync())
        shared.users += 1
    try:
        shared.run(folder)
    finally:
        with _syncs_lock:
            shared.users -= 1
            if not shared.users:
                del _syncs[folder]


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(descriptor)
