"""Made-up numbers: finite small floats that depend on a seed alone."""

from __future__ import annotations

import hashlib
import math

# what the highest byte of a number may be, so that none is huge, infinite or NaN
_HIGH_BYTES = {
    "BF16": bytes((byte & 0x80) | 0x3A | (byte & 0x01) | ((byte >> 1) & 0x04) for byte in range(256)),
    "F16": bytes((byte & 0x80) | 0x20 | (byte & 0x0B) for byte in range(256)),
}
_HIGH_BYTES["F32"] = _HIGH_BYTES["BF16"]
_WIDTHS = {"BF16": 2, "F16": 2, "F32": 4}


def floats(seed: str, count: int, dtype: str) -> bytes:
    """`count` numbers, little-endian; other dtypes get plain bytes of the right length."""
    width = _WIDTHS.get(dtype, 1)
    raw = bytearray(hashlib.shake_128(f"{seed} {dtype}".encode()).digest(count * width))
    if dtype in _HIGH_BYTES:
        raw[width - 1 :: width] = bytes(raw[width - 1 :: width]).translate(_HIGH_BYTES[dtype])
    return bytes(raw)


def noise(seed: str, length: int) -> bytes:
    """`length` bytes without meaning."""
    return hashlib.shake_128(seed.encode()).digest(length)


def volume(shape: tuple[int, ...]) -> int:
    """How many numbers a shape holds."""
    return math.prod(shape)
