"""What host and engine say to each other: one JSON object on each line, versioned, each with a type of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from types import MappingProxyType, NoneType, UnionType
from typing import Any, ClassVar, get_args, get_type_hints

from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.message import Failure, Message
from hubdesk.transfers.sending.messages import (
    CommitFailed,
    CommitRivalled,
    Committed,
    Hashed,
    HashFiles,
    Row,
    SendCommit,
    SendFiles,
)

__all__ = [
    "CommitFailed", "CommitRivalled", "Committed", "FetchFile", "FileDone", "FileFailed", "FileStopped", "HashFiles",
    "Hashed", "Hello", "Limit", "Message", "Progress", "ProtocolError", "Ready", "Restarted", "SendCommit",
    "SendFiles", "StopFile", "UseToken", "Verifying", "decode", "encode",
]  # fmt: skip

VERSION = 1
MAX_LINE = 1 << 20
SMALL = 1 << 17  # bytes of a file that comes in one answer, and goes to the disk together with others


class ProtocolError(ValueError):
    """A line that is not of this protocol."""


@dataclass(frozen=True, slots=True)
class Hello(Message):
    """Host, first of all: what the engine works for. The only message that carries a token."""

    TYPE: ClassVar[str] = "hello"
    endpoint: str
    token: str = field(repr=False)
    limit_bps: int
    transport: str = "automatic"
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class UseToken(Message):
    """Host: the account changed."""

    TYPE: ClassVar[str] = "token"
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Limit(Message):
    """Host: the speed limit; 0 is none."""

    TYPE: ClassVar[str] = "limit"
    limit_bps: int


@dataclass(frozen=True, slots=True)
class FetchFile(Message):
    """Host: bring one file. `cache_dir` is empty for a plain folder, `target` for the cache."""

    TYPE: ClassVar[str] = "fetch"
    fetch_id: int
    repo_id: str
    repo_type: str
    commit: str
    revision: str
    path: str
    etag: str
    size: int
    cache_dir: str = ""
    target: str = ""
    replace: bool = False
    known: bool = False
    adopt_from: str = ""  # the HF cache, where the same content may lie already
    xet_hash: str = ""  # under this name, if the library shares it between repositories


@dataclass(frozen=True, slots=True)
class StopFile(Message):
    """Host: stop one file and keep what is there."""

    TYPE: ClassVar[str] = "stop"
    fetch_id: int


@dataclass(frozen=True, slots=True)
class Ready(Message):
    """Engine, first of all."""

    TYPE: ClassVar[str] = "ready"
    pid: int
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Progress(Message):
    """Engine, at most four times a second: for each file that moved its id, bytes there, bytes just received."""

    TYPE: ClassVar[str] = "progress"
    files: list[list[int]]


@dataclass(frozen=True, slots=True)
class Verifying(Message):
    """Engine: all bytes are there and are checked now."""

    TYPE: ClassVar[str] = "verifying"
    fetch_id: int


@dataclass(frozen=True, slots=True)
class Restarted(Message):
    """Engine: the content was wrong and is fetched once again from the start."""

    TYPE: ClassVar[str] = "restarted"
    fetch_id: int


@dataclass(frozen=True, slots=True)
class FileDone(Message):
    """Engine: the file is in place, verified; `received` bytes came since the last report."""

    TYPE: ClassVar[str] = "done"
    fetch_id: int
    received: int = 0


@dataclass(frozen=True, slots=True)
class FileStopped(Message):
    """Engine: it stopped as it was told."""

    TYPE: ClassVar[str] = "stopped"
    fetch_id: int
    have: int


@dataclass(frozen=True, slots=True)
class FileFailed(Failure):
    """Engine: it gave up; what is there is kept unless it was wrong."""

    TYPE: ClassVar[str] = "failed"
    fetch_id: int
    have: int


_TYPES = MappingProxyType(
    {
        cls.TYPE: (cls, {each.name: get_type_hints(cls)[each.name] for each in fields(cls)})
        for cls in (
            Hello, UseToken, Limit, FetchFile, StopFile,
            Ready, Progress, Verifying, Restarted, FileDone, FileStopped, FileFailed,
            HashFiles, SendFiles, SendCommit, Hashed, Committed, CommitRivalled, CommitFailed,
        )
    }
)  # fmt: skip

_JSON = json.JSONEncoder(separators=(",", ":"))


def encode(message: Message) -> bytes:
    """One line, with its newline."""
    said = {"type": message.TYPE}
    said.update((name, getattr(message, name)) for name in _TYPES[message.TYPE][1])
    return _JSON.encode(said).encode() + b"\n"


def decode(line: bytes) -> Message:
    """The message on a line.

    Raises:
        ProtocolError: it is none, or its fields are not what they should be.
    """
    try:
        raw = json.loads(line)
        name = raw.pop("type")
        cls, hints = _TYPES[name]
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise ProtocolError(f"no message: {type(error).__name__}") from error
    for key, value in raw.items():
        hint = hints.get(key)
        if type(value) is not hint and (hint is None or not _fits(value, hint)):
            raise ProtocolError(f"{name}: bad field {key[:40]}")
    try:
        message = cls(**raw)
    except TypeError as error:
        raise ProtocolError(f"{name}: a field is missing") from error
    if isinstance(message, Hello | Ready) and message.version != VERSION:
        raise ProtocolError(f"version {message.version} instead of {VERSION}")
    if isinstance(message, FileFailed | CommitFailed) and message.kind not in set(ErrorKind):
        raise ProtocolError("an unknown kind of error")
    return message


def _fits(value: Any, hint: Any) -> bool:  # noqa: ANN401 - JSON is what it is
    if isinstance(hint, UnionType):
        return any(_fits(value, each) for each in get_args(hint))
    if hint == list[list[int]]:
        return isinstance(value, list) and all(
            isinstance(row, list) and len(row) == 3 and all(type(each) is int for each in row) for row in value
        )
    if hint == list[Row]:
        return isinstance(value, list) and all(
            isinstance(row, list) and all(type(each) in {int, str} for each in row) for row in value
        )
    if hint == list[str]:
        return isinstance(value, list) and all(type(each) is str for each in value)
    if hint is float:
        return type(value) in {int, float}
    return value is None if hint is NoneType else type(value) is hint
