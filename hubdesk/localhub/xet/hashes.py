"""Xet's hashes: 32 bytes that are written as four little-endian numbers in hexadecimal."""

from __future__ import annotations

import re
import struct

_HASH = re.compile(r"[0-9a-f]{64}")


def is_hash(text: object) -> bool:
    """Whether this is how a hash is written."""
    return isinstance(text, str) and _HASH.fullmatch(text) is not None


def to_text(raw: bytes) -> str:
    """How 32 bytes are written."""
    return "".join(f"{number:016x}" for number in struct.unpack("<4Q", raw))


def to_bytes(text: str) -> bytes:
    """The bytes of what `to_text` wrote."""
    return struct.pack("<4Q", *(int(text[at : at + 16], 16) for at in range(0, 64, 16)))
