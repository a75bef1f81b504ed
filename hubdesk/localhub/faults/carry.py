"""Faults of the connection and of the bytes: what changes while an answer, or an upload, is on its way."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Send

from hubdesk.localhub.faults.case import Case, Gone

_STEP = 64 * 1024
_OTHER = bytes(byte ^ 1 for byte in range(256))
_START = re.compile(r"bytes (\d+)-(\d+)/(.+)")


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


def throttled(send: Send, throttle: Throttle) -> Send:
    """Sends no faster than the throttle lets through."""

    async def sent(message: Message) -> None:
        body = message.get("body", b"") if message["type"] == "http.response.body" else b""
        if not body:
            await send(message)
            return
        for start in range(0, len(body), throttle.step):
            part = body[start : start + throttle.step]
            await throttle.take(len(part))
            last = start + throttle.step >= len(body)
            await send({**message, "body": part, "more_body": message.get("more_body", False) or not last})

    return sent


def changing(
    send: Send,
    *,
    headers: Callable[[MutableHeaders], None] | None = None,
    body: Callable[[bytes], bytes] | None = None,
) -> Send:
    """Changes headers and the bytes of the body on their way."""

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start" and headers:
            raw = MutableHeaders(raw=list(message["headers"]))
            headers(raw)
            message = {**message, "headers": raw.raw}
        elif message["type"] == "http.response.body" and body:
            message = {**message, "body": body(message.get("body", b""))}
        await send(message)

    return changed


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


def _cut(send: Send, case: Case) -> Send:
    async def close() -> None:
        case.close()
        raise Gone

    return _after(int(case.fault.value), close, send)


def _reset(send: Send, case: Case) -> Send:
    async def reset() -> None:
        transport = case.scope["hubdesk.transport"]
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        raise Gone

    return _after(int(case.fault.value), reset, send)


def _stall(send: Send, case: Case) -> Send:
    async def wait() -> None:
        raise Gone  # the connection stays open until the client leaves

    return _after(int(case.fault.value), wait, send)


def _slow(send: Send, case: Case) -> Send:
    return throttled(send, Throttle(case.fault.value))


def _truncate(send: Send, case: Case) -> Send:
    left = int(case.fault.value)

    def shorter(headers: MutableHeaders) -> None:
        if case.fault.kind == "truncate_chunked":
            del headers["content-length"]
        elif "content-length" in headers:
            headers["content-length"] = str(min(int(headers["content-length"]), int(case.fault.value)))

    def rest(body: bytes) -> bytes:
        nonlocal left
        part = body[:left]
        left -= len(part)
        return part

    return changing(send, headers=shorter, body=rest)


def _wrong_bytes(send: Send, case: Case) -> Send:
    offset = int(case.fault.value)
    at = 0

    def begin(headers: MutableHeaders) -> None:
        nonlocal at
        if matched := _START.fullmatch(headers.get("content-range", "")):
            at = int(matched[1])

    def alter(body: bytes) -> bytes:
        nonlocal at
        where = 0 if offset < 0 else offset - at
        at += len(body)
        if not 0 <= where < len(body):
            return body
        return b"".join((body[:where], bytes([body[where] ^ 0xFF]), body[where + 1 :]))

    return changing(send, headers=begin, body=alter)


def _wrong_range(send: Send, case: Case) -> Send:
    off = int(case.fault.value)

    def move(headers: MutableHeaders) -> None:
        if matched := _START.fullmatch(headers.get("content-range", "")):
            start, end = int(matched[1]) + off, int(matched[2]) + off
            headers["content-range"] = f"bytes {start}-{end}/{matched[3]}"

    return changing(send, headers=move)


def _change_etag(send: Send, case: Case) -> Send:
    def renew(headers: MutableHeaders) -> None:
        for name in ("etag", "x-linked-etag"):
            if name in headers:
                headers[name] = headers[name].translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
        del headers["x-xet-hash"]

    return changing(send, headers=renew, body=lambda body: body.translate(_OTHER))


def _drop_header(send: Send, case: Case) -> Send:
    def drop(headers: MutableHeaders) -> None:
        del headers[case.fault.text]

    return changing(send, headers=drop)


def _set_header(send: Send, case: Case) -> Send:
    name, _, value = case.fault.text.partition(":")

    def put(headers: MutableHeaders) -> None:
        headers[name] = value.strip()

    return changing(send, headers=put)


def cut_upload(receive: Receive, case: Case) -> Receive:
    """Closes once `value` bytes of the client's body have come."""
    left = int(case.fault.value)

    async def received() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] == "http.request" and (left < 0 or not message.get("more_body")):
            case.close()
            return {"type": "http.disconnect"}
        return message

    return received


def slow_upload(receive: Receive, case: Case) -> Receive:
    """Takes no more than `value` bytes a second."""
    throttle = Throttle(case.fault.value)

    async def received() -> Message:
        message = await receive()
        if body := message.get("body", b""):
            await throttle.take(len(body))
        return message

    return received


CARRIERS: dict[str, Callable[[Send, Case], Send]] = {
    "cut": _cut,
    "reset": _reset,
    "stall": _stall,
    "slow": _slow,
    "truncate": _truncate,
    "truncate_chunked": _truncate,
    "wrong_bytes": _wrong_bytes,
    "wrong_range": _wrong_range,
    "change_etag": _change_etag,
    "drop_header": _drop_header,
    "set_header": _set_header,
}
UPLOAD_CARRIERS: dict[str, Callable[[Receive, Case], Receive]] = {
    "cut_upload": cut_upload,
    "slow_upload": slow_upload,
}
