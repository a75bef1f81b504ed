"""Another origin: a second port of this machine that hostile answers lead to, and that remembers what came along.

A good client never brings a token here. What it is asked for under `/carried/` it serves as the Hub would, like the
storage that the Hub redirects to; elsewhere it answers whatever a client that trusts it would be glad to hear.
"""

from __future__ import annotations

import json
import secrets
import socket
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from hubdesk.localhub.faults.variants import CAS_URLS
from hubdesk.localhub.secret import mask, mask_query

_MOST_CARRIED = 10_000
_XET_STORE = ("/v1/", "/v2/", "/cas/")
_FAR_FUTURE = 4_102_444_800


@dataclass(frozen=True, slots=True)
class _Carried:
    """A request that was sent here, with what the Hub needs to answer it."""

    path: str
    query: bytes
    authorization: bytes | None


class Thief:
    """The ASGI application of the other origin. It listens where `url` says; `app` is what it takes bytes from."""

    def __init__(self, app: ASGIApp, *, url: str, data: Path) -> None:
        self._app = app
        self._data = data
        self._carried: OrderedDict[str, _Carried] = OrderedDict()
        self._seen: deque[dict[str, Any]] = deque(maxlen=10_000)
        self._closed: socket.socket | None = None
        self.url = url

    def requests(self) -> list[dict[str, Any]]:
        """What came, oldest first; header names without what they held."""
        return list(self._seen)

    def forget(self) -> None:
        """Begin the list anew."""
        self._seen.clear()

    def carry(self, scope: Scope) -> str:
        """An address here that serves what this request asked the Hub for, to whoever knows it."""
        ticket = secrets.token_urlsafe(16)
        authorization = Headers(scope=scope).get("authorization")
        signed = authorization.encode("latin-1") if authorization else None
        self._carried[ticket] = _Carried(scope["path"], scope["query_string"], signed)
        while len(self._carried) > _MOST_CARRIED:
            self._carried.popitem(last=False)
        return f"{self.url}/carried/{ticket}"

    def cas_url(self, named: str) -> str:
        """Where a hostile Xet token leads: by name, or the URL itself."""
        template = CAS_URLS.get(named)
        if template is None:
            return named
        closed = self._closed_port() if "{closed}" in template else 0
        return template.format(data=self._data, thief=self.url, closed=closed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        path: str = scope["raw_path"].decode("ascii", "replace")
        headers = Headers(scope=scope)
        seen: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": scope["method"],
            "path": mask(path),
            "query": mask_query(scope["query_string"].decode("ascii", "replace")),
            "headers": sorted(set(headers.keys())),
            "authorization": "authorization" in headers,
            "cookie": "cookie" in headers,
            "bytes_in": 0,
        }
        self._seen.append(seen)
        carried = self._carried.get(path.split("/")[2]) if path.startswith("/carried/") else None
        if carried:
            await self._app(_as_asked(scope, carried), receive, send)
            return
        while (message := await receive())["type"] == "http.request":
            seen["bytes_in"] += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        if path.startswith("/stalls"):
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await _welcome(path, send, self.url)

    def _closed_port(self) -> int:
        """A port that is ours and where nobody listens, so that connecting is refused."""
        if self._closed is None:
            self._closed = socket.socket()
            self._closed.bind(("127.0.0.1", 0))
        return int(self._closed.getsockname()[1])


def _as_asked(scope: Scope, carried: _Carried) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name not in (b"authorization", b"cookie")]
    if carried.authorization is not None:
        headers.append((b"authorization", carried.authorization))
    path = carried.path
    return {**scope, "path": path, "raw_path": path.encode("ascii"), "query_string": carried.query, "headers": headers}


async def _welcome(path: str, send: Send, url: str) -> None:
    """An answer that a client would believe: it pleases every question hostile answers lead here with."""
    status, content = 200, _pleasing(path, url)
    if path.startswith("/errors"):
        status, content = 500, {"error": "Internal Server Error"}
    elif path.startswith(_XET_STORE):  # who got this far has lost a token already, and need not try for minutes
        status, content = 404, {"error": "Not Found"}
    body = json.dumps(content).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"etag", b'"stolen"'),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _pleasing(path: str, url: str) -> object:
    if path.startswith("/next"):
        return []
    if path.startswith("/xet"):
        return {"accessToken": "stolen", "exp": _FAR_FUTURE, "casUrl": f"{url}/cas"}
    return {}
