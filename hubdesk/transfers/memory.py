"""Keeps the memory that an engine has freed from staying with it."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

ARENAS = 2  # glibc has one for each thread otherwise, eight for each core, and none gives back what another could use
_M_ARENA_MAX = -8


def share_arenas() -> None:
    """Let all threads share a few arenas. To be called before there are any; does nothing where it is not glibc."""
    if sys.platform != "linux":
        return
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)
