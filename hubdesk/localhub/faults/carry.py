"""Carries faults out, and keeps to the speed that was asked for."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hubdesk.localhub.faults.spec import Fault, Faults

CONTROL = "/_practice/"
_PORTAL = b"<!doctype html><html><head><title>Welcome to Guest Wi-Fi</title></head><body>Please sign in.</body></html>"
_CODES = {404: "RepoNotFound"}
_MESSAGES = {401: "Invalid credentials in Authorization header", 404: "Repository not found"}
_STEP = 64 * 1024


class Throttle:
    """Lets bytes through at a given speed, all users of one throttle together."""

    def __init__(self, bytes_per_second: float) -> None:
        self._speed = bytes_per_second
        self._free_at = 0.0
        self.step = int(max(1024, min(_STEP, bytes_per_second / 20)))

    async def take(self, count: int) -> None:
        """Wait until `count` more bytes may pass."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now) + count / self._speed
        await asyncio.sleep(self._free_at - now)


class Trouble:
    """Between the guard and the routes: has the faults in force, at the speed in force."""

    def __init__(self, app: ASGIApp, *, faults: Faults, rate: int = 0) -> None:
        self._app = app
        self._faults = faults
        self._throttle = Throttle(rate) if rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._app(scope, receive, send)
            return
        faults = self._faults.take(scope["method"], scope["path"])
        scope["hubdesk.faults"] = [fault.kind for fault in faults]
        scope["hubdesk.ignore_range"] = any(fault.kind == "ignore_range" for fault in faults)
        if faults or self._throttle:
            scope.pop("extensions", None)  # every byte must pass through here
        if self._throttle:
            send = _throttled(send, self._throttle)
        for fault in faults:
            if fault.kind == "delay":
                await asyncio.sleep(fault.value / 1000)
            elif (answer := _answer(fault)) is not None:
                await _answer_instead(scope, receive, send, *answer)
                return
            elif build := _WRAPPERS.get(fault.kind):
                send = build(send, fault, scope)
        try:
            await self._app(scope, receive, send)
        except _Gone:
            while (await receive())["type"] != "http.disconnect":
                pass


class _Gone(Exception):
    """The connection was closed on purpose."""


Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


def _answer(fault: Fault) -> Answer | None:
    """The answer some faults give instead of the real one."""
    if fault.kind == "html":
        return 200, [(b"content-type", b"text/html; charset=utf-8")], _PORTAL
    if fault.kind == "bad_json":
        return 200, [(b"content-type", b"application/json")], b'[{"id": "cut/off", "downl'
    if fault.kind == "rate_limit":
        seconds = str(round(fault.value)).encode()
        limits = [
            (b"retry-after", seconds),
            (b"ratelimit", b'"api";r=0;t=' + seconds),
            (b"ratelimit-policy", b'"fixed window";"api";q=500;w=300'),
        ]
        return _error(429, "We had to rate limit your IP. Please retry later.", limits)
    if fault.kind == "status":
        status = int(fault.value)
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = "Error"
        return _error(status, _MESSAGES.get(status, phrase), [])
    return None


def _error(status: int, message: str, headers: list[tuple[bytes, bytes]]) -> Answer:
    headers = [(b"content-type", b"application/json"), (b"x-error-message", message.encode()), *headers]
    if code := _CODES.get(status):
        headers.append((b"x-error-code", code.encode()))
    return status, headers, json.dumps({"error": message}).encode()


async def _answer_instead(
    scope: Scope, receive: Receive, send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    while scope["method"] in ("POST", "PUT") and (await receive()).get("more_body"):
        pass  # a client that is still sending would not read the answer
    headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _throttled(send: Send, throttle: Throttle) -> Send:
    async def throttled(message: Message) -> None:
        body = message.get("body", b"") if message["type"] == "http.response.body" else b""
        if not body:
            await send(message)
            return
        for start in range(0, len(body), throttle.step):
            part = body[start : start + throttle.step]
            await throttle.take(len(part))
            last = start + throttle.step >= len(body)
            await send({**message, "body": part, "more_body": message.get("more_body", False) or not last})

    return throttled


def _after(count: int, act: Callable[[], Awaitable[None]], send: Send) -> Send:
    """Lets `count` bytes of the body pass, then acts."""
    left = count

    async def limited(message: Message) -> None:
        nonlocal left
        if message["type"] != "http.response.body":
            await send(message)
            return
        body = message.get("body", b"")
        if len(body) <= left and message.get("more_body", False):
            left -= len(body)
            await send(message)
            return
        if len(body) < left:
            await send(message)
            return
        await send({**message, "body": body[:left], "more_body": True})
        await act()

    return limited


def _cut(send: Send, fault: Fault, scope: Scope) -> Send:
    async def close() -> None:
        scope["hubdesk.transport"].close()
        raise _Gone

    return _after(int(fault.value), close, send)


def _reset(send: Send, fault: Fault, scope: Scope) -> Send:
    async def reset() -> None:
        transport = scope["hubdesk.transport"]
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        raise _Gone

    return _after(int(fault.value), reset, send)


def _stall(send: Send, fault: Fault, scope: Scope) -> Send:
    async def wait() -> None:
        raise _Gone  # the connection stays open until the client leaves

    return _after(int(fault.value), wait, send)


def _slow(send: Send, fault: Fault, scope: Scope) -> Send:
    return _throttled(send, Throttle(fault.value))


def _wrong_bytes(send: Send, fault: Fault, scope: Scope) -> Send:
    async def altered(message: Message) -> None:
        if body := message.get("body"):
            message = {**message, "body": bytes([body[0] ^ 0xFF]) + body[1:]}
        await send(message)

    return altered


def _drop_header(send: Send, fault: Fault, scope: Scope) -> Send:
    async def dropped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            del headers[fault.text]
            message = {**message, "headers": headers.raw}
        await send(message)

    return dropped


_WRAPPERS: dict[str, Callable[[Send, Fault, Scope], Send]] = {
    "cut": _cut,
    "reset": _reset,
    "stall": _stall,
    "slow": _slow,
    "wrong_bytes": _wrong_bytes,
    "drop_header": _drop_header,
}
