"""The small things that huggingface_hub does around its files, done the same way."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK_POLL_S = 0.2
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
    from filelock import FileLock, SoftFileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock: FileLock | SoftFileLock = FileLock(path, mode=0o664)
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


def sync_folder(folder: Path) -> None:
    """Make a rename last."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(descriptor)
