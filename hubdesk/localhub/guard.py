"""What every request passes through: the checks of Host and Origin, the request id, and the log."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hubdesk.localhub.requestlog import Count, RequestLog, entry


class Guard:
    """Lets pass only what is meant for this server, and keeps the path percent-encoded for the routes.

    A page in a browser may send requests to 127.0.0.1: its Origin gives it away, and a name that was pointed at
    127.0.0.1 by someone else's DNS shows in Host.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], log: RequestLog, owner_of: Callable[[str], str]) -> None:
        self._app = app
        self._hosts = hosts
        self._own = frozenset(f"http://{host}" for host in hosts)
        self._log = log
        self._owner_of = owner_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = {**scope, "path": scope["raw_path"].decode("ascii")}
        headers = Headers(scope=scope)
        request_id = headers.get("x-amzn-trace-id") or headers.get("x-request-id") or f"Root=1-{secrets.token_hex(12)}"
        count = Count()

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                answered["X-Request-Id"] = request_id
                answered["Date"] = _date(int(time.time()))
            await send(message)

        sending = count.sending(named)
        try:
            if self._is_foreign(headers):
                await _refuse_foreign(sending)
            else:
                await self._app(scope, count.receiving(receive), sending)
        finally:
            if not scope["path"].startswith("/_practice/"):
                self._log.add(entry(scope, headers, count, self._owner_of))

    def _is_foreign(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        return headers.get("host", "").lower() not in self._hosts or (origin is not None and origin not in self._own)


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    """The date of an answer: to the second, where uvicorn's own may be two behind, and clients compare it to logs."""
    return formatdate(second, usegmt=True)


async def _refuse_foreign(send: Send) -> None:
    body = b'{"error":"This server answers only to its own address"}'
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
