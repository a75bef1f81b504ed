"""How much room a disk has, and how a lack of it is told."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from hubdesk.core.errors import DiskError, ErrorKind
from hubdesk.transfers.safety import existing_parent

RESERVE = 50 << 20  # the system and other programs need some room, too
RESERVED_PART = 100  # of a small disk no more than one part in so many

_DETAIL = re.compile(r"(\d{1,18}) bytes are needed, (\d{1,18}) are free")


@dataclass(frozen=True, slots=True)
class Shortage:
    """What is missing, in bytes."""

    needed: int
    free: int

    @property
    def detail(self) -> str:
        """As the detail of an error; `read_shortage` reads it."""
        return f"{self.needed} bytes are needed, {self.free} are free"

    def error(self, subject: str = "") -> DiskError:
        """As an error."""
        return DiskError(ErrorKind.DISK_FULL, self.detail, subject=subject)


def read_shortage(detail: str) -> Shortage | None:
    """The numbers in the detail of an error, if it has any."""
    match = _DETAIL.search(detail)
    return Shortage(int(match[1]), int(match[2])) if match else None


def room(folder: Path) -> int:
    """How many bytes may be written at this place, which need not exist yet.

    Raises:
        OSError: the disk does not say.
    """
    usage = shutil.disk_usage(existing_parent(folder))
    return max(0, usage.free - min(RESERVE, usage.total // RESERVED_PART))


def check_room(folder: Path, needed: int, subject: str) -> None:
    """Refuse what does not fit.

    Raises:
        DiskError: DISK_FULL, with the numbers.
        OSError: the disk does not say.
    """
    if needed > 0 and (free := room(folder)) < needed:
        raise Shortage(needed, free).error(subject)
