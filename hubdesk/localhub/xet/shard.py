"""Shards: which chunks of which xorbs make up files, and what the chunks of new xorbs are called."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from hubdesk.localhub.xet.hashes import to_text

MAX_SHARD = 64 << 20
_TAG = b"HFRepoMetaData\0UigEj{\x81W\x83\xa5\xbd\xd9\\\xcd\xd1J\xa9"
_HEADER = struct.Struct("<32sQQ")
_ROW = 48
_FILE, _TERM = struct.Struct("<32sIIQ"), struct.Struct("<32sIIII")
_XORB, _CHUNK = struct.Struct("<32sIIII"), struct.Struct("<32sIIII")
_WITH_VERIFICATION, _WITH_METADATA = 1 << 31, 1 << 30
_END = b"\xff" * 32 + b"\0" * 16
_ONE_IN = 1024  # how many of the chunks within files may be asked for, by their hash
_FOOTER = struct.Struct("<9Q32sQQ48x4Q")
_VERSION, _FOOTER_VERSION = 2, 1


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a file: the chunks from `start` up to `end` of a xorb, `length` bytes when unpacked."""

    xorb: str
    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class ShardFile:
    """A file, named by its Xet hash and, as far as its sender says so, its sha256."""

    hash: str
    sha256: str
    terms: tuple[Term, ...]

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(term.length for term in self.terms)


@dataclass(frozen=True, slots=True)
class ShardXorb:
    """A new xorb: the hashes of its chunks and how long they are."""

    hash: str
    chunks: tuple[bytes, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """What one upload says; `answer` is what others may know of it: the xorbs without the files."""

    files: tuple[ShardFile, ...]
    xorbs: tuple[ShardXorb, ...]
    answer: bytes

    def landmarks(self) -> set[str]:
        """The chunks of new xorbs by which others find them: the first of each file, and a few of all."""
        known = {xorb.hash: xorb.chunks for xorb in self.xorbs}
        firsts = {known[file.terms[0].xorb][file.terms[0].start] for file in self.files if file.terms[0].xorb in known}
        few = {
            chunk
            for chunks in known.values()
            for chunk in chunks
            if int.from_bytes(chunk[24:], "little") % _ONE_IN == 0
        }
        return {to_text(chunk) for chunk in firsts | few}


def read_shard(content: bytes) -> Shard:
    """What a shard says.

    Raises:
        ValueError: this is not one.
    """
    try:
        tag, version, _ = _HEADER.unpack_from(content)
        if tag != _TAG or version != _VERSION:
            raise ValueError("not a shard")
        rows = _Rows(content, _HEADER.size)
        files = tuple(_files(rows))
        start = rows.at
        xorbs = tuple(_xorbs(rows))
    except struct.error:
        raise ValueError("the shard ends too early") from None
    return Shard(files, xorbs, _answer(content[start : rows.at]))


class _Rows:
    """Reads one row after the other."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at

    def next(self, form: struct.Struct) -> tuple[bytes, int, int, int, int]:
        row = form.unpack_from(self.content, self.at)
        self.at += _ROW
        return row if len(row) == 5 else (*row, 0)

    def ended(self) -> bool:
        if self.content[self.at : self.at + len(_END)] != _END:
            return False
        self.at += _ROW
        return True

    def skip(self, rows: int) -> None:
        self.at += rows * _ROW


def _files(rows: _Rows) -> Iterator[ShardFile]:
    while not rows.ended():
        name, flags, count, *_ = rows.next(_FILE)
        terms: list[Term] = []
        for _ in range(count):
            xorb, _, length, start, end = rows.next(_TERM)
            terms.append(Term(to_text(xorb), start, end, length))
        if flags & _WITH_VERIFICATION:
            rows.skip(count)
        sha256 = to_text(rows.next(_TERM)[0]) if flags & _WITH_METADATA else ""
        if not terms:
            raise ValueError("a file of nothing")
        yield ShardFile(to_text(name), sha256, tuple(terms))


def _xorbs(rows: _Rows) -> Iterator[ShardXorb]:
    while not rows.ended():
        name, _, count, *_ = rows.next(_XORB)
        chunks = [rows.next(_CHUNK) for _ in range(count)]
        yield ShardXorb(to_text(name), tuple(chunk[0] for chunk in chunks), tuple(chunk[2] for chunk in chunks))


def _answer(xorbs: bytes) -> bytes:
    """A shard of these xorbs and no files, with the footer that readers look for."""
    head = _HEADER.pack(_TAG, _VERSION, _FOOTER.size) + _END
    end = len(head) + len(xorbs)
    empty_tables = (end, 0) * 3
    footer = _FOOTER.pack(
        _FOOTER_VERSION, _HEADER.size, len(head), *empty_tables, b"\0" * 32, 0, 2**64 - 1, 0, 0, 0, end
    )
    return head + xorbs + footer
