"""Git LFS: where to send large files, and taking them in."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hubdesk.localhub.hub import Hub
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.routing import PAGE, on, post
from hubdesk.localhub.web import answer, endpoint, hub_of, json_body, kind_of, repo_id_of, viewer_of

MAX_SIZE = 50_000_000_000
_TICKET_SECONDS = 6 * 3600
_FLUSH = 1 << 20
_MEDIA_TYPE = "application/vnd.git-lfs+json"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to send one file, for a while."""

    oid: str
    size: int
    expires: float


class Tickets:
    """The upload addresses handed out; each holds a secret of its own, because clients send no token there."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}

    def issue(self, oid: str, size: int) -> str:
        """A new secret for this file."""
        now = time.monotonic()
        self._tickets = {name: each for name, each in self._tickets.items() if each.expires > now}
        secret = secrets.token_urlsafe(24)
        self._tickets[secret] = Ticket(oid, size, now + _TICKET_SECONDS)
        return secret

    def find(self, secret: str) -> Ticket | None:
        """The ticket of a secret, unless it has run out."""
        ticket = self._tickets.get(secret)
        return ticket if ticket and ticket.expires > time.monotonic() else None


async def batch(request: Request) -> Response:
    """POST /{id}.git/info/lfs/objects/batch."""
    body = await json_body(request)
    objects = body.get("objects")
    if body.get("operation") != "upload" or not isinstance(objects, list):
        raise bad_request("Only the operation upload is offered; files are read from /resolve/")
    if "basic" not in (body.get("transfers") or ["basic"]):
        raise bad_request("Only the transfer basic is offered")

    def run() -> Response:
        hub = hub_of(request)
        hub.find_to_upload(kind_of(request), repo_id_of(request), viewer_of(request))
        shown = [_object(request, hub, entry) for entry in objects]
        return answer(
            {"transfer": "basic", "objects": shown, "hash_algo": "sha256"}, headers={"Content-Type": _MEDIA_TYPE}
        )

    return await run_in_threadpool(run)


async def receive(request: Request) -> Response:
    """PUT /_lfs/{ticket}: the bytes of one file, checked against its sha256."""
    ticket = request.app.state.tickets.find(request.path_params["ticket"])
    if ticket is None:
        raise Refusal(403, "This upload address is unknown or has expired")
    store = hub_of(request).lfs
    handle, name = tempfile.mkstemp(dir=store.incoming)
    digest, received, waiting = hashlib.sha256(), 0, bytearray()
    try:
        with os.fdopen(handle, "wb") as stream:
            async for chunk in request.stream():
                received += len(chunk)
                if received > ticket.size:
                    raise bad_request(f"More than the {ticket.size} bytes that were announced")
                waiting += chunk
                if len(waiting) >= _FLUSH:
                    await asyncio.to_thread(_keep, stream, digest, bytes(waiting))
                    waiting.clear()
            await asyncio.to_thread(_keep, stream, digest, bytes(waiting))
        if received != ticket.size or digest.hexdigest() != ticket.oid:
            raise bad_request("The bytes do not match the announced sha256 and size")
        store.publish(Path(name), ticket.oid)
    except ClientDisconnect:
        return Response(None, 400)
    finally:
        Path(name).unlink(missing_ok=True)
    return Response(None, 200)


async def verify(request: Request) -> Response:
    """POST /{id}.git/info/lfs/verify."""
    body = await json_body(request)

    def run() -> Response:
        hub = hub_of(request)
        hub.find_to_upload(kind_of(request), repo_id_of(request), viewer_of(request))
        stored = hub.lfs.find(str(body.get("oid", "")))
        if stored is None or stored.size != body.get("size"):
            raise Refusal(404, "The file did not arrive")
        return answer({})

    return await run_in_threadpool(run)


def _keep(stream: Any, digest: Any, content: bytes) -> None:  # noqa: ANN401 - file and hash objects
    stream.write(content)
    digest.update(content)


def _object(request: Request, hub: Hub, entry: object) -> dict[str, Any]:
    oid = str(entry.get("oid", "")) if isinstance(entry, dict) else ""
    size = entry.get("size") if isinstance(entry, dict) else None
    shown: dict[str, Any] = {"oid": oid, "size": size}
    if len(oid) != 64 or type(size) is not int or not 0 <= size <= MAX_SIZE:
        return shown | {"error": {"code": 422, "message": "A sha256 and a size are needed"}}
    if hub.lfs.find(oid) is not None:
        return shown
    base = endpoint(request)
    ticket = request.app.state.tickets.issue(oid, size)
    verify_url = f"{base}{request.scope['path'].removesuffix('/objects/batch')}/verify"
    return shown | {
        "authenticated": True,
        "actions": {"upload": {"href": f"{base}/_lfs/{ticket}"}, "verify": {"href": verify_url}},
    }


ROUTES = [
    post(f"{PAGE}.git/info/lfs/objects/batch", batch),
    post(f"{PAGE}.git/info/lfs/verify", verify),
    on("PUT", "/_lfs/{ticket:one}", receive),
]
