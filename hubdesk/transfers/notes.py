"""The note beside a part file: which of its bytes can be trusted."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hubdesk.transfers.ranges import RangeSet

Ranges = Sequence[tuple[int, int]]


def note_path(part: Path) -> Path:
    """The note beside a part file."""
    return part.with_name(f"{part.name}.json")


def write_note(part: Path, etag: str, size: int, written: Ranges, synced: Ranges = ()) -> None:
    """Note what is there: `written` holds while this boot lasts, `synced` for good.

    Raises:
        OSError: the disk refuses.
    """
    note = {"etag": etag, "size": size, "boot": _boot_id(), "written": written, "synced": synced}
    target = note_path(part)
    temporary = target.with_name(f"{target.name}.new")
    try:
        temporary.write_text(json.dumps(note), encoding="utf-8")
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno not in {errno.ENOSPC, errno.EDQUOT} or not target.exists():
            raise
        with target.open("r+", encoding="utf-8") as file:  # in place it needs no room; torn by a crash it is not read
            file.write(json.dumps(note))
            file.truncate()
        return
    os.replace(temporary, target)


def kept_bytes(part: Path, etag: str, size: int) -> int:
    """How many bytes of an earlier attempt can be used, without opening it for writing."""
    try:
        length = part.stat().st_size
    except OSError:
        return 0
    return trusted(part, etag, size, length).total()


def trusted(part: Path, etag: str, size: int, length: int) -> RangeSet:
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
