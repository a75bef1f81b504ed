"""Brings one file: fills its part over one or more connections, hashes it meanwhile, and puts it in place."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import quote

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.translate import translate
from hubdesk.hub.trust import check_revision
from hubdesk.transfers.adopt import adopt_copy, adopt_orphan, copies
from hubdesk.transfers.digest import READ_SIZE, digest_of, new_digest
from hubdesk.transfers.download import Source, Wanted
from hubdesk.transfers.layout import CachePlace, FolderPlace
from hubdesk.transfers.lines import Lines, Watchdog
from hubdesk.transfers.part import PartFile
from hubdesk.transfers.pieces import RETRY_HERE, Feed
from hubdesk.transfers.protocol import SMALL, FetchFile
from hubdesk.transfers.remains import discard, drop_content, forget_note
from hubdesk.transfers.safety import check_names
from hubdesk.transfers.throttle import Throttle
from hubdesk.transfers.xet import XetDoor

CHECKPOINT_S = 0.5
ATTEMPTS = 2

T = TypeVar("T")


class StoppedError(Exception):
    """The file was told to stop."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What all files of an engine share."""

    source: Source
    throttle: Throttle
    spare: threading.Semaphore  # further connections, beyond the first of each file
    watchdog: Watchdog = field(default_factory=Watchdog)
    xet: XetDoor = field(default_factory=XetDoor)


class Watcher(Protocol):
    """Who wants to know how a file gets on."""

    def verifying(self) -> None:
        """Every byte is there."""

    def restarted(self) -> None:
        """The content was wrong; it comes again."""


class Fetch:
    """One file on its way. `run` is called once, on a thread of its own; the rest may be called from others."""

    def __init__(self, order: FetchFile, tools: Tools, watcher: Watcher) -> None:
        self.order = order
        self._tools = tools
        self._watcher = watcher
        self._stop = threading.Event()
        self._feed: Feed | None = None
        self._lines = Lines(tools.watchdog)
        self._part: PartFile | None = None
        self._have = 0
        self._received = 0
        self._content = b""
        self._lock = threading.Lock()

    def stop(self) -> None:
        """End soon and keep what is there."""
        self._stop.set()
        self._lines.cut()
        if self._feed is not None:
            self._feed.cut()

    def have(self) -> int:
        """How many bytes are there."""
        part = self._part
        return part.have() if part is not None else self._have

    def take_received(self) -> int:
        """How many bytes came since this was last asked."""
        with self._lock:
            received, self._received = self._received, 0
            return received

    def run(self) -> None:
        """Bring the file.

        Raises:
            StoppedError: it was told to stop.
            HubDeskError: it cannot be brought.
        """
        self.guard(self._run)

    def guard(self, work: Callable[[], T]) -> T:
        """Do a part of the work, and say in the same words what goes wrong.

        Raises:
            StoppedError: it was told to stop.
            HubDeskError: it cannot be done.
        """
        try:
            return work()
        except StoppedError:
            raise
        except Exception as error:
            if self._stop.is_set():  # whatever broke, broke because its connection was cut
                raise StoppedError from error
            raise translate(error) from error

    def check(self) -> None:
        """Raise StoppedError if it was told to stop."""
        if self._stop.is_set():
            raise StoppedError

    def place(self) -> CachePlace | FolderPlace:
        """Where it belongs, if it may be written.

        Raises:
            HubError: UNTRUSTED.
        """
        check_names([self.order.path])
        if self.order.revision:
            check_revision(self.order.revision)
        return place_of(self.order)

    @property
    def ref(self) -> RepoRef:
        """Whose file it is."""
        return RepoRef(self.order.repo_id, RepoType(self.order.repo_type))

    def take_whole(self) -> bytes:
        """A small file's content in one answer, right or wrong; nothing where it needs more patience.

        Raises:
            HubDeskError: the Hub refuses.
        """
        return self._read_at_once(self._wanted())

    def keep(self, content: bytes) -> None:
        """Let `run` begin with this instead of asking the Hub."""
        self._content = content

    def _run(self) -> None:
        place = self.place()
        if place.finished(self.check):
            if not place.part.exists():  # an engine that was killed between the last two steps leaves its note
                forget_note(place.part)
            return
        place.prepare()
        if self.order.size > SMALL:
            adopt_orphan(place)
        with PartFile(place.part, self.order.etag, self.order.size, check=self.check) as part:
            if place.finished(self.check):  # whoever had the lock has brought it
                part.close()
                discard(place.part)
                return
            self._part = part
            try:
                self._adopt(part)
                self._fill_and_verify(part)
            finally:
                self._have = part.have()
                self._part = None
            if os.name == "nt":  # an open file cannot be moved there
                part.close()
            place.publish(self.check)
            forget_note(place.part)

    def _adopt(self, part: PartFile) -> None:
        if 0 < part.size <= SMALL and not part.have() and not self._content:
            with suppress(OSError):  # what an engine wrote that was killed then; shorter is an error
                content = part.read(0, part.size)
                if digest_of(content, part.etag) == part.etag:
                    self._content = content
        if self.order.adopt_from:
            for blob in copies(Path(self.order.adopt_from), self.ref, self.order.etag, self.order.xet_hash):
                adopt_copy(part, blob, self.check)

    def _fill_and_verify(self, part: PartFile) -> None:
        for attempt in range(ATTEMPTS):
            if attempt:
                self._watcher.restarted()
            if self._fill(part, with_xet=not attempt) == self.order.etag:
                part.flush()
                return
            if attempt + 1 < ATTEMPTS:
                part.set_aside()
        part.reset()
        with suppress(OSError):
            drop_content(part.path)
        raise HubDeskError(ErrorKind.CORRUPT, "the content is not what the repository says", subject=self.order.path)

    def _fill(self, part: PartFile, *, with_xet: bool) -> str:
        """Get what is missing and give the digest of the whole; it follows close behind the bytes."""
        wanted = self._wanted()
        content, self._content = self._content, b""
        if with_xet and 0 < part.size <= SMALL and not part.have() and (content or (content := self.take_whole())):
            part.write(0, content)
            return digest_of(content, part.etag)
        feed = self._feed = Feed(part, wanted, self._tools, self._stop, self._count, with_xet=with_xet)
        digest = new_digest(part.etag, part.size)
        hashed = 0
        is_whole = False
        try:
            self.check()
            feed.start()
            while hashed < part.size:
                feed.wait_beyond(hashed, CHECKPOINT_S)
                self.check()
                block = part.read(hashed, min(READ_SIZE, part.frontier() - hashed))
                digest.update(block)
                hashed += len(block)
                part.checkpoint()
                if not block:
                    feed.check()
                if not is_whole and not part.missing():
                    is_whole = True
                    self._watcher.verifying()
        finally:
            feed.end()
            if not is_whole and part.size:
                with suppress(OSError):
                    part.sync()
        return digest.hexdigest()

    def _wanted(self) -> Wanted:
        order = self.order
        url = f"{self._tools.source.endpoint}/{self.ref.web_path}/resolve/{order.commit}/{quote(order.path)}"
        return Wanted(url, order.etag, order.size)

    def _read_at_once(self, wanted: Wanted) -> bytes:
        """A small file's content; nothing where it is better to try with more patience."""
        content = bytearray()
        try:
            with self._tools.source.read(wanted, 0, wanted.size, self._lines) as (_, blocks):
                for block in blocks:
                    self._tools.throttle.take(len(block), self._stop)
                    self.check()
                    content += block[: wanted.size - len(content)]
                    self._count(len(block))
        except HubDeskError as error:
            self.check()
            if error.kind not in RETRY_HERE:
                raise
        return bytes(content) if len(content) == wanted.size else b""

    def _count(self, count: int) -> None:
        with self._lock:
            self._received += count


def place_of(order: FetchFile) -> CachePlace | FolderPlace:
    """Where an order's file belongs."""
    if order.cache_dir:
        ref = RepoRef(order.repo_id, RepoType(order.repo_type))
        return CachePlace(Path(order.cache_dir), ref, order.commit, order.revision, order.path, order.etag, order.size)
    return FolderPlace(Path(order.target), order.commit, order.path, order.etag, order.size, order.replace, order.known)
