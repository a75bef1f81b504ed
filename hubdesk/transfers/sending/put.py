"""Sends the bytes of large files to where LFS wants them: whole, or in parts side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx2

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.hub.translate import translate
from hubdesk.transfers.sending.lfs import MEDIA_TYPE, Action
from hubdesk.transfers.sending.notes import PartsNote
from hubdesk.transfers.sending.parcel import Parcel, blocks, changed, place
from hubdesk.transfers.sending.post import Post, Reply
from hubdesk.transfers.sending.xet import XetDock
from hubdesk.transfers.throttle import Throttle
from hubdesk.transfers.uploads.reading import opened

BLOCK = 256 * 1024
ANSWER_PATIENCE_S = 120.0  # storages think about large objects for a while
ATTEMPTS = 3
FIRST_PAUSE_S = 0.5
MAX_ETAG = 1_000

Result = TypeVar("Result")

_PASSES = frozenset({ErrorKind.OFFLINE, ErrorKind.TIMEOUT, ErrorKind.SERVER})
_ENDED = frozenset({400, 403, 404, 410})  # what storages say about addresses whose time is over


@dataclass(frozen=True, slots=True)
class Tools:
    """What all orders of an engine share."""

    post: Post
    throttle: Throttle
    lines: Executor  # many, for small files: what counts there is how long an answer takes
    streams: Executor  # a few, for large ones: what is cut off in the middle is sent again
    hashers: Executor
    notes: Path
    xet: XetDock


class EndedError(Exception):
    """The addresses of an upload are good no more."""


def send_whole(tools: Tools, parcel: Parcel, action: Action) -> None:
    """Send one file in one request.

    Raises:
        StoppedError: it was told to stop.
        HubDeskError: the storage refused, or the file is not what was planned.
        OSError: the file cannot be read.
        httpx2.HTTPError: the way there and back failed.
    """

    def attempt() -> Reply:
        parcel.put(0)
        body = _body(tools, parcel, 0, parcel.item.size, parcel.add)
        return tools.post.send(
            "PUT",
            action.href,
            parcel.stop,
            body=body,
            size=parcel.item.size,
            headers=action.headers,
            patience_s=ANSWER_PATIENCE_S,
        )

    persist(parcel, attempt)
    _verify(tools, parcel, action)


def send_in_parts(tools: Tools, parcel: Parcel, action: Action, note: PartsNote, etags: dict[int, str]) -> None:
    """Send the parts of a file that have no etag yet, side by side, and complete it.

    Raises:
        StoppedError: it was told to stop.
        EndedError: the addresses are good no more.
        HubDeskError: the storage refused, or the file is not what was planned.
        OSError: the file cannot be read.
        httpx2.HTTPError: the way there and back failed.
    """
    spans = {
        number: ((number - 1) * action.part_size, min(number * action.part_size, parcel.item.size))
        for number in range(1, len(action.parts) + 1)
    }
    parcel.skip(sum(end - start for number, (start, end) in spans.items() if number in etags))

    def send(number: int) -> None:
        etag = _send_part(tools, parcel, action.parts[number - 1], *spans[number])
        etags[number] = etag
        note.add(number, etag)

    missing = [number for number in spans if number not in etags]
    futures: list[Future[None]] = [tools.streams.submit(send, number) for number in missing]
    try:
        wait(futures, return_when=FIRST_EXCEPTION)
        failed = next((each.exception() for each in futures if each.done() and each.exception()), None)
    finally:
        for each in futures:
            each.cancel()
        wait([each for each in futures if not each.cancelled()])
    if failed is not None:
        raise failed
    parts = [{"partNumber": number, "etag": etags[number]} for number in sorted(etags)]
    body = {"oid": parcel.item.oid, "parts": parts}

    def complete() -> Reply:
        return tools.post.tell(action.href, body, parcel.stop, kind=MEDIA_TYPE, patience_s=ANSWER_PATIENCE_S)

    # A part whose connection was cut may still be arriving as far as the storage knows.
    _unless_ended(lambda: persist(parcel, complete, passes=_PASSES | {ErrorKind.CONFLICT}, attempts=5))
    _verify(tools, parcel, action)


def persist(
    parcel: Parcel,
    attempt: Callable[[], Result],
    *,
    passes: frozenset[ErrorKind] = _PASSES,
    attempts: int = ATTEMPTS,
) -> Result:
    """What an attempt gives; one that fails as networks do is made again after a moment.

    Raises:
        StoppedError: it was told to stop.
    """
    for again in range(attempts):
        if again:
            parcel.stop.event.wait(FIRST_PAUSE_S * 3 ** (again - 1))
        parcel.stop.check()
        try:
            return attempt()
        except (httpx2.HTTPError, HubDeskError) as error:
            found = translate(error)
            if found.kind not in passes or found.retry_after or again == attempts - 1:
                raise
    raise AssertionError("unreachable")


def _send_part(tools: Tools, parcel: Parcel, url: str, start: int, end: int) -> str:
    moved = 0

    def count(size: int) -> None:
        nonlocal moved
        moved += size
        parcel.add(size)

    def attempt() -> Reply:
        nonlocal moved
        parcel.add(-moved)
        moved = 0
        body = _body(tools, parcel, start, end, count)
        return tools.post.send("PUT", url, parcel.stop, body=body, size=end - start, patience_s=ANSWER_PATIENCE_S)

    try:
        reply = _unless_ended(lambda: persist(parcel, attempt))
    except BaseException:
        parcel.add(-moved)
        raise
    etag = reply.headers.get("etag", "")
    if not etag or len(etag) > MAX_ETAG:
        raise HubError(ErrorKind.BAD_ANSWER, "no etag for a part", status=reply.status)
    return str(etag)


def _body(tools: Tools, parcel: Parcel, start: int, end: int, count: Callable[[int], None]) -> Iterator[bytes]:
    """The bytes of a file; each block counts once the connection has taken it."""
    with opened(place(parcel.item)) as file:
        parcel.check_unchanged(file)
        try:
            for block in blocks(file, start, end, BLOCK):
                tools.throttle.take(len(block), parcel.stop.event)
                parcel.stop.check()
                yield block
                count(len(block))
        except EOFError:
            raise changed(parcel.item) from None
        parcel.check_unchanged(file)


def _verify(tools: Tools, parcel: Parcel, action: Action) -> None:
    if action.verify:
        body = {"oid": parcel.item.oid, "size": parcel.item.size}
        persist(parcel, lambda: tools.post.tell(action.verify, body, parcel.stop, kind=MEDIA_TYPE))


def _unless_ended(act: Callable[[], Result]) -> Result:
    try:
        return act()
    except HubDeskError as error:
        if error.status in _ENDED:
            raise EndedError from error
        raise
