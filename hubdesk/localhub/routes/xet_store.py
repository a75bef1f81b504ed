"""The Xet store on the wire: xorbs and shards come in, and readers are led to the parts they need."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hubdesk.localhub.content.answer import FileAnswer
from hubdesk.localhub.content.found import Found
from hubdesk.localhub.lfs import StoredFile
from hubdesk.localhub.records import repo_key
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.routes.xet import STORE
from hubdesk.localhub.routing import get, post
from hubdesk.localhub.web import answer, endpoint, hub_of
from hubdesk.localhub.xet.hashes import is_hash
from hubdesk.localhub.xet.reading import reconstruction
from hubdesk.localhub.xet.shard import MAX_SHARD, read_shard
from hubdesk.localhub.xet.tokens import Grant
from hubdesk.localhub.xet.xorb import MAX_XORB

_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{1,18})?")
Result = TypeVar("Result")


async def read(request: Request) -> Response:
    """GET /v1/reconstructions/{file}: where the parts of a file are, or of a range of it."""

    def run() -> Response:
        grant, name = _grant(request, write=False), _hash(request, "file")
        _check_reads(request, grant, name)
        hub = hub_of(request)
        file = hub.xet.contents(name)
        if file is None:
            raise Refusal(404, "File not found")
        start, end = 0, file.size
        if matched := _RANGE.fullmatch(request.headers.get("range", "")):
            start, end = int(matched[1]), min(end, int(matched[2] or end) + 1)
        if start >= end:
            raise Refusal(416, "Range Not Satisfiable", headers={"Content-Range": f"bytes */{file.size}"})
        base = endpoint(request) + STORE
        parts = reconstruction(hub.xet.store, file.terms, start, end, lambda *part: base + hub.xet.seals.address(*part))
        return answer(parts)

    return await run_in_threadpool(run)


async def part(request: Request) -> Response:
    """GET /parts/{xorb}/{start}-{end}/{until}?secret=…: these bytes of a xorb; no token is sent here."""
    hub, given = hub_of(request), request.path_params
    xorb, span, until = given["xorb"], given["span"], given["until"]
    if not hub.xet.seals.opens(f"{xorb}/{span}/{until}", request.query_params.get("secret", "")):
        raise Refusal(403, "This address is unknown or has expired")
    start, end = (int(number) for number in span.split("-"))
    wanted = request.headers.get("range", "")
    matched = _RANGE.fullmatch(wanted)
    if matched is None or int(matched[1]) < start or int(matched[2] or end) >= end:
        raise Refusal(403, "This address is for other bytes")
    path = hub.xet.store.path(xorb)
    try:
        body = StoredFile(path, path.stat().st_size)
    except FileNotFoundError:
        raise Refusal(404, "Xorb not found") from None
    # Only the range: conditions could make more of it, and what is around it may be somebody else's.
    scope = {**request.scope, "headers": [(b"range", wanted.encode("ascii"))]}
    return FileAnswer(scope, Found("", "", xorb, body.size, "application/octet-stream", (), body))


async def neighbours(request: Request) -> Response:
    """GET /v1/chunks/default/{chunk}: the shard that tells where a chunk and those around it are."""

    def run() -> Response:
        _grant(request, write=True)
        shard = hub_of(request).xet.store.answer(_hash(request, "chunk"))
        if shard is None:
            raise Refusal(404, "Chunk not found")
        return Response(shard, media_type="application/octet-stream")

    return await run_in_threadpool(run)


async def take_xorb(request: Request) -> Response:
    """POST /v1/xorbs/default/{xorb}."""
    _grant(request, write=True)
    name, store = _hash(request, "xorb"), hub_of(request).xet.store
    handle, temporary = tempfile.mkstemp(dir=store.incoming)
    try:
        with os.fdopen(handle, "wb") as stream:
            received = 0
            async for chunk in request.stream():
                received += len(chunk)
                if received > MAX_XORB:
                    raise Refusal(413, "A xorb is at most 64 MiB")
                stream.write(chunk)
        new = await run_in_threadpool(_valid, lambda: store.add_xorb(Path(temporary), name))
    except ClientDisconnect:
        return Response(None, 400)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return answer({"was_inserted": new})


async def take_shard(request: Request) -> Response:
    """POST /v1/shards."""
    grant = _grant(request, write=True)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_SHARD:
            raise Refusal(413, "A shard is at most 64 MiB")
    store = hub_of(request).xet.store
    repo = "" if grant.is_ours else repo_key(grant.kind, grant.repo_id)
    new = await run_in_threadpool(_valid, lambda: store.add_shard(read_shard(bytes(content)), repo))
    return answer({"result": int(new)})


async def telemetry(request: Request) -> Response:
    """POST /v1/telemetry: hf_xet tells how it went; nobody listens."""
    _grant(request, write=None)
    await request.body()
    return Response(None, 204)


def _grant(request: Request, *, write: bool | None) -> Grant:
    """What the token of a request allows.

    Raises:
        Refusal: 401, it is not ours or has ended; 403, it is for something else.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    grant = hub_of(request).xet.seals.open(token) if scheme.lower() == "bearer" else None
    if grant is None:
        raise Refusal(401, "The Xet token is unknown or has expired")
    if write and not grant.write:
        raise Refusal(403, "This Xet token may only read")
    return grant


def _check_reads(request: Request, grant: Grant, name: str) -> None:
    """Let a token read the files of its commit; what somebody else keeps private does not exist for it."""
    if grant.is_ours:
        return
    hub = hub_of(request)
    sha256, facts = hub.xet.sha256_of(name), hub.peek(grant.kind, grant.repo_id)
    stored = hub.lfs.find(sha256) if sha256 else None
    if sha256 and stored and facts and hub.open(facts).has_large(sha256, stored.size):
        return
    raise Refusal(404, "File not found")


def _hash(request: Request, what: str) -> str:
    name = request.path_params[what]
    if not is_hash(name):
        raise bad_request("This is not a hash")
    return str(name)


def _valid(act: Callable[[], Result]) -> Result:
    try:
        return act()
    except ValueError as error:
        raise bad_request(str(error)) from None


ROUTES = [
    get(f"{STORE}/v1/reconstructions/{{file:one}}", read),
    get(f"{STORE}/parts/{{xorb:one}}/{{span:one}}/{{until:one}}", part),
    get(f"{STORE}/v1/chunks/{{prefix:one}}/{{chunk:one}}", neighbours),
    post(f"{STORE}/v1/xorbs/{{prefix:one}}/{{xorb:one}}", take_xorb),
    post(f"{STORE}/v1/shards", take_shard),
    post(f"{STORE}/v1/telemetry", telemetry),
]
