"""The answer that carries a file: its head, and as much of its bytes as is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from starlette.concurrency import iterate_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from hubdesk.localhub.content.found import Found, Stored
from hubdesk.localhub.content.part import Part, wanted_part
from hubdesk.localhub.lfs import Recipe, StoredFile
from hubdesk.localhub.zero_copy import ZERO_COPY

_ZERO_COPY_FROM = 64 << 10  # below, reading is quicker than arranging not to
_ZERO_COPY_STEP = 4 << 20


class FileAnswer(Response):
    """Sends a file to whoever asked for it, as the headers of the request want it.

    Raises:
        Refusal: 416, when made; sending raises nothing but what the connection does.
    """

    def __init__(self, scope: Scope, found: Found) -> None:
        headers = Headers(scope=scope)
        self._part = Part(0, found.size, 200)
        if not scope.get("hubdesk.ignore_range"):
            self._part = wanted_part(headers, found.etag, found.size)
        self._body = found.body
        self.status_code = self._part.status
        self.raw_headers = [*found.headers, *_about(self._part, found), *_xet(found, headers)]
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        start, end, body = self._part.start, self._part.end, self._body
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD" or start == end:
            await send({"type": "http.response.body", "body": b""})
        elif isinstance(body, bytes):
            await send({"type": "http.response.body", "body": body[start:end]})
        else:
            async for message in _messages(body, start, end, zero_copy=ZERO_COPY in scope.get("extensions", {})):
                await send(message)
                if scope["hubdesk.transport"].is_closing():
                    await _left(receive)
                    return
            await send({"type": "http.response.body", "body": b""})


def _about(part: Part, found: Found) -> Iterator[tuple[bytes, bytes]]:
    if part.status == 304:
        return
    if part.status == 206:
        yield b"content-range", b"bytes %d-%d/%d" % (part.start, part.end - 1, found.size)
    yield b"content-length", b"%d" % (part.end - part.start)
    yield b"content-type", found.media_type.encode()


def _xet(found: Found, headers: Headers) -> Iterator[tuple[bytes, bytes]]:
    if found.xet is not None:
        name, token = found.xet
        yield b"x-xet-hash", name
        yield b"link", b'<http://%s%s>; rel="xet-auth"' % (headers["host"].encode("latin-1"), token)


async def _messages(body: Stored, start: int, end: int, *, zero_copy: bool) -> AsyncIterator[Message]:
    """What carries these bytes, piece by piece, so that nobody works on for a client that has left."""
    if zero_copy and isinstance(body, StoredFile) and end - start >= _ZERO_COPY_FROM:
        with body.path.open("rb", buffering=0) as file:
            for at in range(start, end, _ZERO_COPY_STEP):
                count = min(_ZERO_COPY_STEP, end - at)
                yield {"type": ZERO_COPY, "file": file.fileno(), "offset": at, "count": count, "more_body": True}
        return
    if zero_copy and isinstance(body, Recipe):
        for view in body.views(start, end):
            yield {"type": "http.response.body", "body": view, "more_body": True}
            await asyncio.sleep(0)  # a client that keeps up must not keep the others waiting
        return
    async for chunk in iterate_in_threadpool(body.chunks(start, end)):
        yield {"type": "http.response.body", "body": chunk, "more_body": True}


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
