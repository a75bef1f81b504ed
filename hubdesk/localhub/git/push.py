"""git-receive-pack: the moves of refs a client asks for, and its pack, kept apart until it is judged."""

from __future__ import annotations

import os
import re
import shutil
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from dulwich.errors import ApplyDeltaError, ChecksumMismatch, FileFormatException
from dulwich.object_store import DiskObjectStore
from dulwich.pack import UnresolvedDeltas

from hubdesk.localhub.git.commits import Commits
from hubdesk.localhub.git.objects import oid_of
from hubdesk.localhub.git.wire import DATA, FLUSH, PROGRESS, Lines, WireError, channel, line

CAPABILITIES = "report-status delete-refs side-band-64k quiet atomic ofs-delta object-format=sha1 agent=practice-hub"
NOTHING = "0" * 40
_COMMAND = re.compile(rb"([0-9a-f]{40}) ([0-9a-f]{40}) ([^\x00-\x20\x7f]{1,400})")
_MOST_COMMANDS = 500
_BROKEN = (
    OSError, EOFError, ValueError, LookupError, AssertionError, TypeError, struct.error, zlib.error,
    ApplyDeltaError, ChecksumMismatch, FileFormatException, UnresolvedDeltas,
)  # fmt: skip  # what dulwich raises on a pack that is none


@dataclass(frozen=True, slots=True)
class Command:
    """The wish to move a ref from one object to another; forty zeros stand for none."""

    old: str
    new: str
    ref: str

    @property
    def deletes(self) -> bool:
        """Whether the ref is to go."""
        return self.new == NOTHING


@dataclass(frozen=True, slots=True)
class Wish:
    """All that one push asks for."""

    commands: tuple[Command, ...]
    capabilities: frozenset[bytes]


def read_wish(lines: Lines) -> Wish:
    """The commands of a push; the pack follows in the stream.

    Raises:
        WireError: they make no sense.
    """
    commands: list[Command] = []
    capabilities: frozenset[bytes] = frozenset()
    for each in lines.section():
        text, _, more = each.partition(b"\0")
        if not commands:
            capabilities = frozenset(more.split())
        matched = _COMMAND.fullmatch(text)
        if matched is None or len(commands) == _MOST_COMMANDS:
            raise WireError("this is no move of a ref")
        try:
            commands.append(Command(matched[1].decode(), matched[2].decode(), matched[3].decode()))
        except UnicodeDecodeError:
            raise WireError("names are UTF-8") from None
    if len({command.ref for command in commands}) < len(commands):
        raise WireError("a ref can be moved only once")
    return Wish(tuple(commands), capabilities)


class Quarantine:
    """A folder beside the objects of a repository where those of a push wait; a context manager."""

    def __init__(self, folder: Path, repository: Path, refs: dict[str, str]) -> None:
        self._folder = folder
        self._real = repository / "objects"
        self._refs = refs
        self._store = DiskObjectStore.init(str(folder / "objects"))
        self._store.add_alternate_path(str(self._real))
        self._known = DiskObjectStore(str(self._real))

    @property
    def commits(self) -> Commits:
        """The repository as it would be with the new objects."""
        return Commits(self._store, self._refs)

    def is_new(self, oid: str) -> bool:
        """Whether an object is not in the repository; what is there is there with all it needs."""
        return oid_of(oid) not in self._known

    def new(self) -> set[str]:
        """Every object that came and is not in the repository."""
        came = {oid.decode() for pack in self._store.packs for oid in pack}
        return {oid for oid in came if self.is_new(oid)}

    def take(self, lines: Lines, limit: int) -> str:
        """Read the pack; the answer says what is wrong with it, or is empty."""
        try:
            self._store.add_thin_pack(lines.stream.read, lines.stream.read, max_input_size=limit)
        except _BROKEN as error:
            return f"the pack cannot be read: {type(error).__name__}"
        return ""

    def release(self) -> None:
        """Make the new objects those of the repository; a pack counts once it has an index."""
        self._store.close()
        packs = self._folder / "objects" / "pack"
        for ending in (".pack", ".idx"):
            for file in sorted(packs.glob(f"*{ending}")):
                target = self._real / "pack" / file.name
                if not target.exists():
                    os.replace(file, target)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()
        self._known.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def report(wish: Wish, unpacked: str, results: dict[str, str], message: str = "") -> bytes:
    """What became of each ref (empty: it was moved), and a message for people."""
    told = [line(f"unpack {unpacked or 'ok'}\n")]
    told += [line(f"ng {ref} {reason}\n" if reason else f"ok {ref}\n") for ref, reason in results.items()]
    content = b"".join([*told, FLUSH]) if b"report-status" in wish.capabilities else b""
    if b"side-band-64k" not in wish.capabilities:
        return content
    said = channel(PROGRESS, f"{message}\n".encode()) if message else b""
    return said + channel(DATA, content) + FLUSH
