"""What some faults answer in place of the Hub."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from http import HTTPStatus

from starlette.types import Receive, Send

from hubdesk.localhub.faults.case import Case
from hubdesk.localhub.faults.spec import Fault
from hubdesk.localhub.faults.variants import SHAPES
from hubdesk.localhub.refusal import plain

Headers = list[tuple[bytes, bytes]]
Answer = tuple[int, Headers, bytes]

_PORTAL = b"<!doctype html><html><head><title>Welcome to Guest Wi-Fi</title></head><body>Please sign in.</body></html>"
_JSON = (b"content-type", b"application/json")
_CODES = {404: "RepoNotFound"}
_MESSAGES = {
    401: "Invalid credentials in Authorization header",
    404: "Repository not found",
    413: "Payload Too Large",
    429: "We had to rate limit your IP. Please retry later.",
}
_MESSAGES_BY_CODE = {
    "GatedRepo": "Access to this repository is restricted and you are not in the authorized list.",
    "EntryNotFound": "Entry not found",
    "RevisionNotFound": "Invalid rev id",
    "RepoNotFound": "Repository not found",
}
_MEGABYTE = 1_000_000


def answer_of(fault: Fault) -> Answer | None:
    """The answer a fault gives instead of the real one, if it is such a fault."""
    match fault.kind:
        case "html":
            return 200, [(b"content-type", b"text/html; charset=utf-8")], _PORTAL
        case "bad_json":
            return 200, [_JSON], b'[{"id": "cut/off", "downl'
        case "json":
            return 200, [_JSON], SHAPES[fault.text].encode()
        case "rate_limit":
            return _rate_limit(fault)
        case "status":
            return _status(fault)
    return None


def redirect_loop(case: Case) -> Answer:
    """A redirect that leads to where it came from."""
    return int(case.fault.text), [(b"location", case.url.encode("latin-1", "replace"))], b""


async def give(receive: Receive, send: Send, answer: Answer) -> None:
    """Answer, after all that the client sends has come: before that it would not listen."""
    status, headers, body = answer
    await drain(receive)
    await send({"type": "http.response.start", "status": status, "headers": [*headers, _length(len(body))]})
    await send({"type": "http.response.body", "body": body})


async def give_bomb(receive: Receive, send: Send, megabytes: int) -> None:
    """Zeros that take little room on the way and much where they arrive."""
    await drain(receive)
    headers = [_JSON, (b"content-encoding", b"gzip")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    async for part in _zeros(megabytes):
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def drain(receive: Receive) -> None:
    """Take what the client sends, until it has sent all or is gone."""
    while (await receive()).get("more_body"):
        pass


async def until_gone(receive: Receive) -> None:
    """Wait for the client to leave."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _zeros(megabytes: int) -> AsyncIterator[bytes]:
    squeezer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    chunk = bytes(_MEGABYTE)
    for _ in range(megabytes):
        if part := squeezer.compress(chunk):
            yield part
    yield squeezer.flush()


def _rate_limit(fault: Fault) -> Answer:
    seconds = str(round(fault.value)).encode()
    limits = [
        (b"retry-after", seconds),
        (b"ratelimit", b'"api";r=0;t=' + seconds),
        (b"ratelimit-policy", b'"fixed window";"api";q=500;w=300'),
    ]
    return _error(429, _MESSAGES[429], "", limits)


def _status(fault: Fault) -> Answer:
    status = int(fault.value)
    code = fault.options.get("code", _CODES.get(status, ""))
    message = fault.options.get("message") or _MESSAGES_BY_CODE.get(code) or _MESSAGES.get(status) or _phrase(status)
    headers: Headers = []
    if status == 401:
        headers.append((b"www-authenticate", b'Bearer realm="Authentication required"'))
    if "retry_after" in fault.options:
        headers.append((b"retry-after", str(round(fault.number("retry_after"))).encode()))
    return _error(status, message, code, headers)


def _error(status: int, message: str, code: str, headers: Headers) -> Answer:
    headers = [_JSON, (b"x-error-message", plain(message).encode()), *headers]
    if code:
        headers.append((b"x-error-code", plain(code).encode()))
    return status, headers, json.dumps({"error": message}).encode()


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def _length(count: int) -> tuple[bytes, bytes]:
    return b"content-length", str(count).encode()
