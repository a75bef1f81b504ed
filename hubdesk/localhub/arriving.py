"""Large files on their way in over Git LFS: whole, or in parts that arrive in any order."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubdesk.localhub.lfs import LfsStore
from hubdesk.localhub.refusal import Refusal, bad_request

PART_SIZE = 16 << 20
_MAX_PARTS = 10_000
_SECONDS = 6 * 3600
_TIDY_EVERY = 60
_FLUSH = 1 << 20


@dataclass(slots=True)
class Upload:
    """One file that may be sent for a while; where it is sent in parts, they land in one file until all are there."""

    oid: str
    size: int
    repo: str  # the `repo_key` of the repository it is for
    expires: float
    part_size: int = 0
    place: Path | None = None
    etags: dict[int, str] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)
    ending: threading.Lock = field(default_factory=threading.Lock)
    writers: int = 0  # how many parts are being written just now; changed in the event loop alone

    @property
    def part_count(self) -> int:
        """In how many parts it is sent."""
        return -(-self.size // self.part_size) if self.part_size else 0

    def span(self, part: int) -> tuple[int, int]:
        """From where to where a part goes; they are counted from 1. Part 0 is the whole."""
        if part == 0:
            return 0, self.size
        return (part - 1) * self.part_size, min(self.size, part * self.part_size)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one address is for: a part of an upload (0: all of it, or the end of the parts), or reading a file."""

    upload: Upload
    part: int = 0
    reads: bool = False


class Arrivals:
    """The uploads that are under way; each address holds a secret of its own, because clients send no token there."""

    def __init__(self, store: LfsStore) -> None:
        self._store = store
        self._tickets: dict[str, Ticket] = {}
        self._lock = threading.Lock()
        self._tidy_at = 0.0

    def whole(self, oid: str, size: int, repo: str) -> str:
        """A secret for sending a file at once."""
        return self._issue(Ticket(self._begin(oid, size, repo)))

    def reading(self, oid: str, size: int, repo: str) -> str:
        """A secret for reading a file."""
        return self._issue(Ticket(self._begin(oid, size, repo), reads=True))

    def in_parts(self, oid: str, size: int, repo: str) -> tuple[Upload, str, list[str]]:
        """An upload in parts, the secret that ends it, and the secrets of its parts."""
        upload = self._begin(oid, size, repo)
        upload.part_size = max(PART_SIZE, -(-size // _MAX_PARTS))
        upload.place = self._store.incoming / f"parts-{secrets.token_hex(12)}"
        parts = [self._issue(Ticket(upload, number + 1)) for number in range(upload.part_count)]
        return upload, self._issue(Ticket(upload)), parts

    def find(self, secret: str) -> Ticket | None:
        """What a secret is for, unless that has run out."""
        with self._lock:
            ticket = self._tickets.get(secret)
        return ticket if ticket and ticket.upload.expires > time.monotonic() else None

    def drop(self, upload: Upload) -> None:
        """Forget an upload, and what arrived of it."""
        with self._lock:
            for secret in upload.secrets:
                self._tickets.pop(secret, None)
        if upload.place is not None:
            upload.place.unlink(missing_ok=True)

    def _begin(self, oid: str, size: int, repo: str) -> Upload:
        """A new upload; now and then those that have run out make room."""
        now = time.monotonic()
        with self._lock:
            if now < self._tidy_at:
                return Upload(oid, size, repo, now + _SECONDS)
            self._tidy_at = now + _TIDY_EVERY
            expired = {id(each.upload): each.upload for each in self._tickets.values() if each.upload.expires <= now}
        for upload in expired.values():
            self.drop(upload)
        return Upload(oid, size, repo, now + _SECONDS)

    def _issue(self, ticket: Ticket) -> str:
        secret = secrets.token_urlsafe(24)
        with self._lock:
            self._tickets[secret] = ticket
            ticket.upload.secrets.append(secret)
        return secret


class Arrival:
    """The bytes of one request on their way into a file, counted and digested."""

    def __init__(self, path: Path, start: int, end: int, digest: str) -> None:
        self._path, self._start, self._expected = path, start, end - start
        self._digest = hashlib.new(digest, usedforsecurity=False)
        self._received = 0

    async def take(self, body: AsyncIterator[bytes]) -> str:
        """Write them down; the answer is their digest.

        Raises:
            Refusal: 400, there are more or fewer than was announced.
        """
        with await asyncio.to_thread(_open, self._path) as stream:
            stream.seek(self._start)
            waiting = bytearray()
            async for chunk in body:
                self._received += len(chunk)
                if self._received > self._expected:
                    raise bad_request(f"More than the {self._expected} bytes that were announced")
                waiting += chunk
                if len(waiting) >= _FLUSH:
                    await asyncio.to_thread(self._keep, stream, bytes(waiting))
                    waiting.clear()
            await asyncio.to_thread(self._keep, stream, bytes(waiting))
        if self._received != self._expected:
            raise bad_request(f"{self._received} bytes of the {self._expected} that were announced")
        return self._digest.hexdigest()

    def _keep(self, stream: Any, content: bytes) -> None:  # noqa: ANN401 - a file
        stream.write(content)
        self._digest.update(content)


def finish(upload: Upload, parts: object, store: LfsStore) -> None:
    """Put the parts of an upload, all of which arrived, into the store.

    Raises:
        Refusal: 400, a part is missing or another one than is said, or all of them are not the announced file.
    """
    assert upload.place is not None
    if not isinstance(parts, list) or [_number(part) for part in parts] != list(range(1, upload.part_count + 1)):
        raise bad_request(f"All {upload.part_count} parts are needed, in order")
    for number, part in enumerate(parts, 1):
        if upload.etags.get(number) is None:
            raise bad_request(f"Part {number} did not arrive")
        if str(part.get("etag", "")).strip('"') != upload.etags[number]:
            raise bad_request(f"Part {number} is another one than the etag says")
    with upload.place.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != upload.oid:
        raise bad_request("The bytes do not match the announced sha256")
    store.publish(upload.place, upload.oid)


@contextmanager
def ending(upload: Upload) -> Iterator[None]:
    """Complete or abort an upload, while no part of it is written.

    Raises:
        Refusal: 409, one is, or another request is ending it.
    """
    if not upload.ending.acquire(blocking=False):
        raise Refusal(409, "This upload is being completed")
    try:
        if upload.writers:
            raise Refusal(409, "A part of this upload is still arriving")
        yield
    finally:
        upload.ending.release()


@contextmanager
def writing(upload: Upload) -> Iterator[None]:
    """Write a part of an upload.

    Raises:
        Refusal: 409, it is being completed.
    """
    upload.writers += 1
    try:
        if upload.ending.locked():
            raise Refusal(409, "This upload is being completed")
        yield
    finally:
        upload.writers -= 1


def _number(part: object) -> object:
    return part.get("partNumber") if isinstance(part, dict) else None


def _open(path: Path) -> Any:  # noqa: ANN401 - a file
    path.touch()
    return path.open("r+b")
