"""The log of requests: who asked for what and what went over the wire, and never a secret."""

from __future__ import annotations

import contextlib
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from hubdesk.localhub.secret import mask, mask_query
from hubdesk.localhub.zero_copy import ZERO_COPY


class RequestLog:
    """The last requests, and a file of JSON lines where one is wanted."""

    def __init__(self, path: Path | None = None) -> None:
        self._stream = path.open("a", encoding="utf-8") if path else None
        self._recent: deque[dict[str, Any]] = deque(maxlen=20_000)

    def add(self, entry: dict[str, Any]) -> None:
        """Record one request."""
        self._recent.append(entry)
        if self._stream:
            with contextlib.suppress(OSError):  # a full disk is no reason to refuse requests
                self._stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
                self._stream.flush()

    def recent(self) -> list[dict[str, Any]]:
        """The requests so far, oldest first."""
        return list(self._recent)

    def clear(self) -> None:
        """Forget the requests so far."""
        self._recent.clear()


@dataclass(slots=True)
class Count:
    """What went over the wire for one request."""

    status: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    started: float = field(default_factory=time.perf_counter)

    def receiving(self, receive: Receive) -> Receive:
        """Counts what comes in."""

        async def counted() -> Message:
            message = await receive()
            self.bytes_in += len(message.get("body", b""))
            return message

        return counted

    def sending(self, send: Send) -> Send:
        """Counts what goes out."""

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
            await send(message)
            match message["type"]:
                case "http.response.body":
                    self.bytes_out += len(message.get("body", b""))
                case zero_copy if zero_copy == ZERO_COPY:
                    self.bytes_out += message["count"]

        return counted


def entry(scope: Scope, headers: Headers, count: Count, owner_of: Callable[[str], str]) -> dict[str, Any]:
    """What is written down of one request; `owner_of` tells whose token a header holds."""
    authorization = headers.get("authorization", "")
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "method": scope["method"],
        "path": mask(scope["path"]),
        "query": mask_query(scope["query_string"].decode("ascii", "replace")),
        "range": mask(headers.get("range", "")),
        "signed": bool(authorization),
        "owner": owner_of(authorization) if authorization else "",
        "agent": mask(headers.get("user-agent", "")[:120]),
        "status": count.status,
        "bytes": count.bytes_out,
        "bytes_in": count.bytes_in,
        "ms": round((time.perf_counter() - count.started) * 1000, 1),
        "faults": scope.get("hubdesk.faults", []),
    }
