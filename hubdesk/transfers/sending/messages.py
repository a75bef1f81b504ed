"""What host and engine say about uploads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, cast

from hubdesk.transfers.message import Failure, Message

Row = list[str | int]


@dataclass(frozen=True, slots=True)
class Item:
    """One file of an order, a row on the wire. `oid` is its sha256 if it is large, its git sha1 otherwise."""

    fetch_id: int
    path: str
    source: str
    size: int
    mtime_ns: int
    oid: str
    large: int

    def row(self) -> Row:
        """As it travels."""
        return [getattr(self, name) for name in _NAMES]  # astuple copies deeply: ten times as slow


_NAMES = tuple(field.name for field in fields(Item))
_ITEM_TYPES = tuple(int if field.type == "int" else str for field in fields(Item))


def items_of(rows: Iterable[Row]) -> list[Item]:
    """The files of an order.

    Raises:
        ValueError: a row is none.
    """
    items = []
    for row in rows:
        if tuple(type(value) for value in row) != _ITEM_TYPES:
            raise ValueError("no file of an order")
        items.append(Item(*cast("tuple[Any, ...]", row)))
    return items


@dataclass(frozen=True, slots=True)
class HashFiles(Message):
    """Host: tell the digests of these files; each is answered on its own."""

    TYPE: ClassVar[str] = "hash"
    files: list[Row]


@dataclass(frozen=True, slots=True)
class SendFiles(Message):
    """Host: bring the content of these large files to the Hub; each is answered on its own.

    `revision` is what they are for, and empty for a pull request that does not exist yet.
    """

    TYPE: ClassVar[str] = "send"
    repo_id: str
    repo_type: str
    revision: str
    files: list[Row]


@dataclass(frozen=True, slots=True)
class SendCommit(Message):
    """Host: make one commit. With `look_first` it may have been made already, and an answer lost."""

    TYPE: ClassVar[str] = "commit"
    fetch_id: int
    repo_id: str
    repo_type: str
    revision: str
    parent: str
    title: str
    description: str
    create_pr: bool
    look_first: bool
    files: list[Row]
    deletions: list[str]


@dataclass(frozen=True, slots=True)
class Hashed(Message):
    """Engine: the digest of a file."""

    TYPE: ClassVar[str] = "hashed"
    fetch_id: int
    oid: str


@dataclass(frozen=True, slots=True)
class Committed(Message):
    """Engine: the Hub has the commit; not `made` where everything was as wanted already, so that none was needed."""

    TYPE: ClassVar[str] = "committed"
    fetch_id: int
    commit: str
    pull_request: int = 0
    made: bool = True


@dataclass(frozen=True, slots=True)
class CommitRivalled(Message):
    """Engine: somebody else's commit, `head`, came in between; nothing was changed."""

    TYPE: ClassVar[str] = "rivalled"
    fetch_id: int
    head: str


@dataclass(frozen=True, slots=True)
class CommitFailed(Failure):
    """Engine: no commit; `unsure` where the request was sent and what became of it could not be found out."""

    TYPE: ClassVar[str] = "commit_failed"
    fetch_id: int
    unsure: bool
