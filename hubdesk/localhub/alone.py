"""Only one practice Hub at a time may have a data dir: two would overwrite each other's state."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hubdesk.core.oslock import try_lock

LOCK = "in-use.lock"
PATIENCE_S = 5.0  # one that was told to stop may still be about it
_LOOK_EVERY_S = 0.05


class InUseError(Exception):
    """Another practice Hub has this data dir."""


@contextmanager
def alone(data: Path, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Have a data dir for oneself; the system lets go of it when the process ends, however it ends.

    Raises:
        InUseError: another process still has it after `patience_s` seconds.
        OSError: the folder cannot be made or written.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + patience_s
        while not try_lock(descriptor):
            if time.monotonic() >= until:
                raise InUseError(f"another practice Hub is using {data}")
            time.sleep(_LOOK_EVERY_S)
        yield
    finally:
        os.close(descriptor)
