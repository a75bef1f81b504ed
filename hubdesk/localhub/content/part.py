"""How much of a file a request wants: all of it, a part, or nothing because it has it already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hubdesk.localhub.refusal import Refusal

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_DIGITS = 18  # more than any file has, few enough to be quick to read


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `start` up to `end`, and the status that says so."""

    start: int
    end: int
    status: int


def wanted_part(headers: Mapping[str, str], etag: str, size: int) -> Part:
    """What to send of a file.

    Raises:
        Refusal: 416, it ends before the range begins.
    """
    if _names(headers.get("if-none-match", ""), etag):
        return Part(0, 0, 304)
    condition = headers.get("if-range")
    if condition is not None and condition.strip() != f'"{etag}"':
        return Part(0, size, 200)  # the file that the range was meant for is not this one
    matched = _RANGE.fullmatch(headers.get("range", "").strip())
    if matched is None or not (matched[1] or matched[2]):
        return Part(0, size, 200)
    first, last = matched[1][:_DIGITS], matched[2][:_DIGITS]
    if first:
        start, end = int(first), min(size, int(last) + 1) if last else size
    else:
        start, end = max(0, size - int(last)), size
    if start >= size or end <= start:
        raise Refusal(
            416, "Range Not Satisfiable", headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    return Part(start, end, 206)


def _names(condition: str, etag: str) -> bool:
    """Whether If-None-Match names this file, strongly or weakly."""
    if not condition:
        return False
    return any(each.strip().removeprefix("W/") in (f'"{etag}"', "*") for each in condition.split(","))
