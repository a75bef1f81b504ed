"""The request that makes a commit: lines of JSON, with regular files read and encoded while they are sent."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.transfers.digest import new_digest
from hubdesk.transfers.sending.messages import Item, SendCommit
from hubdesk.transfers.sending.parcel import blocks, changed, place
from hubdesk.transfers.uploads.reading import opened

BLOCK = 3 * 64 * 1024  # a multiple of three: pieces of base64 can be put together


class Body:
    """The body of one commit, whose size is known before any file is read. It can be sent more than once."""

    def __init__(self, order: SendCommit, items: Sequence[Item]) -> None:
        header = {"summary": order.title, "description": order.description}
        if order.parent:
            header["parentCommit"] = order.parent
        self._header = _line("header", header)
        self._regular = [item for item in items if not item.large]
        self._rest = b"".join(
            [
                _line("lfsFile", {"path": item.path, "algo": "sha256", "oid": item.oid, "size": item.size})
                for item in items
                if item.large
            ]
            + [_line("deletedFile", {"path": path}) for path in order.deletions]
        )
        inline = sum(len(_before(item)) + 4 * -(-item.size // 3) + len(_AFTER) for item in self._regular)
        self.size = len(self._header) + inline + len(self._rest)
        self.is_sent = False  # whether its last byte has been handed over

    def stream(self, pace: Callable[[int], None], count: Callable[[int], None]) -> Iterator[bytes]:
        """The bytes. `pace` is asked before each piece is sent, and `count` told how many bytes of files went.

        Raises:
            InputError: BAD_FILE, a file is not what was hashed. The request stays incomplete then, so that nothing is
                committed.
            OSError: a file cannot be read.
        """
        self.is_sent = False
        waiting = bytearray(self._header)
        counted = 0
        for item in self._regular:
            waiting += _before(item)
            for block in _checked(item):
                waiting += base64.b64encode(block)
                counted += len(block)
                if len(waiting) >= BLOCK:
                    pace(len(waiting))
                    yield bytes(waiting)
                    waiting.clear()
                    count(counted)
                    counted = 0
            waiting += _AFTER
        waiting += self._rest
        pace(len(waiting))
        self.is_sent = True  # from here on the Hub may act on it
        yield bytes(waiting)
        count(counted)


def _checked(item: Item) -> Iterator[bytes]:
    """The content of a file; its last block comes only if the whole is what was hashed."""
    digest = new_digest("", item.size)
    last = b""
    try:
        with opened(place(item)) as file:
            for block in blocks(file, 0, item.size, BLOCK):
                if last:
                    yield last
                digest.update(block)
                last = block
            if file.read(1) or digest.hexdigest() != item.oid:
                raise changed(item)
    except EOFError:
        raise changed(item) from None
    except OSError as error:
        raise InputError(ErrorKind.BAD_FILE, error.strerror or str(error), subject=item.source) from error
    if last:
        yield last


_AFTER = b'"}}\n'


def _before(item: Item) -> bytes:
    path = json.dumps(item.path).encode()
    return b'{"key":"file","value":{"path":' + path + b',"encoding":"base64","content":"'


def _line(key: str, value: object) -> bytes:
    return json.dumps({"key": key, "value": value}, separators=(",", ":")).encode() + b"\n"
