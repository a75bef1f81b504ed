"""Xorbs: up to 64 MiB of compressed chunks, each behind a header of eight bytes."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

MAX_XORB = 66 << 20  # 64 MiB, and what headers and the worst compression add
MAX_CHUNKS = 16 << 10
_HEADER = 8
_MAX_CHUNK = 1 << 20
_KNOWN_COMPRESSIONS = frozenset({0, 1, 2})  # none, LZ4, LZ4 of grouped bytes


@dataclass(frozen=True, slots=True)
class Xorb:
    """Where each chunk begins, in the xorb (`places`) and unpacked (`offsets`); the last numbers are the ends."""

    places: array[int]
    offsets: array[int]

    def __len__(self) -> int:
        """How many chunks it has."""
        return len(self.places) - 1

    def unpacked(self, start: int, end: int) -> int:
        """How many bytes the chunks from `start` up to `end` hold."""
        return self.offsets[end] - self.offsets[start]

    def chunk_at(self, offset: int) -> int:
        """The chunk in which an unpacked offset lies."""
        return bisect_right(self.offsets, offset) - 1


def read_xorb(path: Path) -> Xorb:
    """Where the chunks of a xorb are.

    Raises:
        ValueError: this is not one.
    """
    places, lengths = [0], [0]
    size = path.stat().st_size
    with path.open("rb") as stream:
        while (at := places[-1]) < size:
            stream.seek(at)
            header = stream.read(_HEADER)
            packed, unpacked = int.from_bytes(header[1:4], "little"), int.from_bytes(header[5:8], "little")
            if len(header) < _HEADER or header[0] != 0 or header[4] not in _KNOWN_COMPRESSIONS:
                raise ValueError("not the header of a chunk")
            if not (0 < packed <= _MAX_CHUNK and 0 < unpacked <= _MAX_CHUNK) or at + _HEADER + packed > size:
                raise ValueError("a chunk of an impossible size")
            places.append(at + _HEADER + packed)
            lengths.append(unpacked)
            if len(lengths) > MAX_CHUNKS:
                raise ValueError("too many chunks")
    if len(lengths) == 1:
        raise ValueError("no chunks")
    return Xorb(array("I", places), array("I", accumulate(lengths)))
