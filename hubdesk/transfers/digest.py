"""The two digests the Hub knows files by: sha256 for LFS and Xet, git's sha1 for the rest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

READ_SIZE = 1 << 20


class Digest(Protocol):
    """What hashlib's objects offer."""

    def update(self, data: bytes, /) -> None:
        """Go on with these bytes."""

    def hexdigest(self) -> str:
        """The digest so far."""


def new_digest(etag: str, size: int) -> Digest:
    """An empty digest of the kind that this etag is."""
    if len(etag) == 64:
        return hashlib.sha256()
    digest = hashlib.sha1(usedforsecurity=False)
    digest.update(b"blob %d\0" % size)
    return digest


def digest_of(content: bytes, etag: str) -> str:
    """The digest of a whole content, of the kind that this etag is."""
    digest = new_digest(etag, len(content))
    digest.update(content)
    return digest.hexdigest()


def file_matches(path: Path, etag: str, size: int, *, check: Callable[[], None] = lambda: None) -> bool:
    """Whether a file has this size and content; `check` is called now and then and may raise to stop.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size != size:
            return False
        digest = new_digest(etag, size)
        while block := file.read(READ_SIZE):
            check()
            digest.update(block)
    return digest.hexdigest() == etag
