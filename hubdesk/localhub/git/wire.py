"""How git speaks over HTTP: lines that say their length, the list of refs, and three channels in one answer."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

FLUSH = b"0000"
DATA, PROGRESS = 1, 2
_LONGEST_LINE = 65_520
_MOST_BYTES = 4_000_000  # of lines, unpacked: eighty thousand commits that a client may name
_PART = 65_515  # of a channel, in one line


class WireError(Exception):
    """The client does not speak as git does."""


class Lines:
    """Reads lines; what follows them can be read from the stream itself."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self._left = _MOST_BYTES

    def section(self) -> Iterator[bytes]:
        """The lines up to the next flush, or to the end."""
        while (line := self.next()) is not None:
            yield line

    def next(self) -> bytes | None:
        """The next line; None for a flush and at the end (see `ended`).

        Raises:
            WireError: this is no line.
        """
        start = self._read(4)
        if start in (b"", FLUSH):
            return None
        try:
            length = int(start, 16) if len(start) == 4 else 0
        except ValueError:
            length = 0
        if not 4 <= length <= _LONGEST_LINE:
            raise WireError("a line of an impossible length")
        content = self._read(length - 4)
        if len(content) < length - 4:
            raise WireError("a line that breaks off")
        return content.removesuffix(b"\n")

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""
        here = self.stream.tell()
        more = self._read(1)
        self.stream.seek(here)
        return not more

    def _read(self, count: int) -> bytes:
        self._left -= count
        if self._left < 0:
            raise WireError("too many lines")
        try:
            return self.stream.read(count)
        except (OSError, EOFError, zlib.error):
            raise WireError("this is no gzip") from None


def line(content: bytes | str) -> bytes:
    """A line."""
    content = content.encode() if isinstance(content, str) else content
    return b"%04x%s" % (len(content) + 4, content)


def channel(number: int, content: bytes) -> bytes:
    """Content for one of the channels, in as many lines as it needs."""
    parts = range(0, len(content), _PART)
    return b"".join(line(bytes((number,)) + content[start : start + _PART]) for start in parts)


def advertisement(service: str, refs: Iterable[tuple[str, str]], capabilities: str) -> bytes:
    """The first answer: the refs there are, and what the server can do."""
    parts = [line(f"# service={service}\n"), FLUSH]
    shown = list(refs) or [("capabilities^{}", "0" * 40)]
    for number, (name, oid) in enumerate(shown):
        parts.append(line(f"{oid} {name}" + (f"\0{capabilities}" if number == 0 else "") + "\n"))
    return b"".join([*parts, FLUSH])
