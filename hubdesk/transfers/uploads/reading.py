"""Reads local files without ever waiting for one that is no file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file to read; a pipe that took its name meanwhile does not hold the worker up.

    Raises:
        OSError: it cannot be read, or is no file.
    """
    descriptor = os.open(path, _FLAGS)
    with open(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"no regular file: {path}")
        yield file


def read_start(path: Path, size: int) -> bytes:
    """The first bytes of a file.

    Raises:
        OSError: it cannot be read, or is no file.
    """
    found = bytearray()
    with opened(path) as file:
        while len(found) < size and (block := file.read(size - len(found))):
            found += block
    return bytes(found)
