"""Forces files to the disk: where the system can, many of them with one call."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache

_FIRST_KERNEL = (5, 8)  # the first whose syncfs tells of content that could not be written


def force(descriptors: Iterable[int]) -> None:
    """Force the content of open files to the disk; they may lie on different ones.

    Raises:
        OSError: the disk refuses.
    """
    waiting = list(descriptors)
    together = _syncfs()
    if together is not None and len(waiting) > 1:
        for descriptor in {os.fstat(each).st_dev: each for each in waiting}.values():
            together(descriptor)
        return
    for descriptor in waiting:
        os.fsync(descriptor)


def force_names(descriptor: int) -> bool:
    """Force what was renamed or linked on a file's disk; False where that must be asked of each folder.

    Raises:
        OSError: the disk refuses.
    """
    together = _syncfs()
    if together is None:
        return False
    together(descriptor)
    return True


@cache
def _syncfs() -> Callable[[int], None] | None:
    """The system's call that forces a whole file system, if it can be relied on."""
    if sys.platform != "linux":
        return None
    found = re.match(r"(\d+)\.(\d+)", os.uname().release)
    if found is None or (int(found[1]), int(found[2])) < _FIRST_KERNEL:
        return None
    with suppress(OSError, AttributeError):
        call = ctypes.CDLL(None, use_errno=True).syncfs

        def syncfs(descriptor: int) -> None:
            if call(descriptor):
                error = ctypes.get_errno()
                raise OSError(error, os.strerror(error))

        return syncfs
    return None
