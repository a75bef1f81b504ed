"""What every request passes through: the checks of Host and Origin, the request id, and the log."""

from __future__ import annotations

import json
import secrets
import time
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hubdesk.localhub.zero_copy import ZERO_COPY

_SECRET_KEYS = frozenset({"token", "key", "secret"})


class RequestLog:
    """The last requests, and a file of JSON lines where one is wanted; never a token."""

    def __init__(self, path: Path | None = None) -> None:
        self._stream = path.open("a", encoding="utf-8") if path else None
        self._recent: deque[dict[str, Any]] = deque(maxlen=20_000)

    def add(self, entry: dict[str, Any]) -> None:
        """Record one request."""
        self._recent.append(entry)
        if self._stream:
            self._stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._stream.flush()

    def recent(self) -> list[dict[str, Any]]:
        """The requests so far, oldest first."""
        return list(self._recent)

    def clear(self) -> None:
        """Forget the requests so far."""
        self._recent.clear()


class Guard:
    """Lets pass only what is meant for this server, and keeps the path percent-encoded for the routes.

    A page in a browser may send requests to 127.0.0.1: its Origin gives it away, and a name that was pointed at
    127.0.0.1 by someone else's DNS shows in Host.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], log: RequestLog) -> None:
        self._app = app
        self._hosts = hosts
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = {**scope, "path": scope["raw_path"].decode("ascii")}
        headers = Headers(scope=scope)
        request_id = headers.get("x-amzn-trace-id") or headers.get("x-request-id") or f"Root=1-{secrets.token_hex(12)}"
        started = time.perf_counter()
        sent = {"status": 0, "bytes": 0}

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
                sent["status"] = message["status"]
            elif message["type"] == "http.response.body":
                sent["bytes"] += len(message.get("body", b""))
            await send(message)
            if message["type"] == ZERO_COPY:
                sent["bytes"] += message["count"]

        control = scope["path"].startswith("/_practice/")
        try:
            if self._is_foreign(headers):
                await _refuse_foreign(counted)
            else:
                await self._app(scope, receive, counted)
        finally:
            if not control:
                self._record(scope, headers, sent, started)

    def _record(self, scope: Scope, headers: Headers, sent: dict[str, int], started: float) -> None:
        self._log.add(
            {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": scope["method"],
                "path": _clean_path(scope["path"]),
                "query": _clean(scope["query_string"].decode("ascii", "replace")),
                "range": headers.get("range", ""),
                "signed": "authorization" in headers,
                "agent": headers.get("user-agent", "")[:120],
                "status": sent["status"],
                "bytes": sent["bytes"],
                "ms": round((time.perf_counter() - started) * 1000, 1),
                "faults": scope.get("hubdesk.faults", []),
            }
        )

    def _is_foreign(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        own = {f"http://{host}" for host in self._hosts}
        return headers.get("host", "").lower() not in self._hosts or (origin is not None and origin not in own)


async def _refuse_foreign(send: Send) -> None:
    body = b'{"error":"This server answers only to its own address"}'
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _clean(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(key, "•••" if key.lower() in _SECRET_KEYS else value) for key, value in pairs])


def _clean_path(path: str) -> str:
    """The path; the secret of an upload address is not shown."""
    head, slash, _ = path.partition("/_lfs/")
    return f"{head}/_lfs/•••" if slash else path
