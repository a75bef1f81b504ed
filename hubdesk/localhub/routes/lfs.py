"""Git LFS: where to send large files and read them from, and taking them in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hubdesk.localhub.arriving import PART_SIZE, Arrival, Arrivals, Ticket, Upload, ending, finish, writing
from hubdesk.localhub.content.answer import FileAnswer
from hubdesk.localhub.content.found import Found
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.possession import Possession, note_sent
from hubdesk.localhub.records import key_of
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.routing import PAGE, on, post
from hubdesk.localhub.web import answer, endpoint, hub_of, json_body, kind_of, repo_id_of, viewer_of
from hubdesk.localhub.xet.hashes import is_hash

MAX_SIZE = 50_000_000_000
MAX_OBJECTS = 1000
_MEDIA_TYPE = "application/vnd.git-lfs+json"


async def batch(request: Request) -> Response:
    """POST /{id}.git/info/lfs/objects/batch: how to send or read each of some files."""
    body = await json_body(request)
    objects, transfers = body.get("objects"), body.get("transfers") or ["basic"]
    if not isinstance(objects, list) or len(objects) > MAX_OBJECTS:
        raise Refusal(422, f"A list of at most {MAX_OBJECTS} objects is needed")
    if body.get("hash_algo", "sha256") != "sha256":
        raise Refusal(409, "Only the hash algorithm sha256 is offered")
    if not isinstance(transfers, list) or "basic" not in transfers:
        raise bad_request("Only the transfers basic and multipart are offered")

    def run() -> Response:
        hub, where = hub_of(request), (kind_of(request), repo_id_of(request), viewer_of(request))
        describe: Callable[[str, int], dict[str, Any]]
        match body.get("operation"):
            case "upload":
                facts = hub.find_to_upload(*where)
                possession = Possession(hub, facts, where[2])
                upload = _Uploads(request, possession, key_of(facts), in_parts="multipart" in transfers)
                describe = upload.describe
            case "download":
                describe = _Downloads(request, hub, hub.find_files(*where)).describe
            case operation:
                raise bad_request(f"There is no operation {operation}")
        shown = [_object(entry, describe) for entry in objects]
        multipart = any("chunk_size" in each.get("actions", {}).get("upload", {}).get("header", {}) for each in shown)
        content = {"transfer": "multipart" if multipart else "basic", "objects": shown, "hash_algo": "sha256"}
        return answer(content, headers={"Content-Type": _MEDIA_TYPE})

    return await run_in_threadpool(run)


async def receive(request: Request) -> Response:
    """PUT /_lfs/{ticket}: the bytes of a file, checked against its sha256, or of a part of one."""
    ticket, store = _ticket(request), hub_of(request).lfs
    upload, part = ticket.upload, ticket.part
    if ticket.reads or (part == 0 and upload.part_size):
        raise Refusal(405, "Nothing is sent here")
    try:
        if part:
            assert upload.place is not None
            with writing(upload):
                upload.etags.pop(part, None)
                etag = await Arrival(upload.place, *upload.span(part), "md5").take(request.stream())
                upload.etags[part] = etag
            return Response(None, 200, {"ETag": f'"{etag}"'})
        with tempfile.NamedTemporaryFile(dir=store.incoming, delete=False) as file:
            place = Path(file.name)
        try:
            if await Arrival(place, *upload.span(0), "sha256").take(request.stream()) != upload.oid:
                raise bad_request("The bytes do not match the announced sha256")
            await run_in_threadpool(_arrived, request, place, upload)
        finally:
            place.unlink(missing_ok=True)
    except ClientDisconnect:
        return Response(None, 400)
    return Response(None, 200)


def _arrived(request: Request, place: Path, upload: Upload) -> None:
    hub = hub_of(request)
    hub.lfs.publish(place, upload.oid)
    note_sent(hub.records, upload.repo, upload.oid)


async def complete(request: Request) -> Response:
    """POST /_lfs/{ticket}: all parts were sent."""
    ticket, body = _ticket(request), await json_body(request)
    upload = ticket.upload
    if upload.place is None or ticket.part or body.get("oid", upload.oid) != upload.oid:
        raise bad_request("This address does not complete such an upload")

    def run() -> Response:
        hub = hub_of(request)
        with ending(upload):
            finish(upload, body.get("parts"), hub.lfs)
            note_sent(hub.records, upload.repo, upload.oid)
            _arrivals(request).drop(upload)
        return answer({"success": True})

    return await run_in_threadpool(run)


async def abort(request: Request) -> Response:
    """DELETE /_lfs/{ticket}: nothing more will be sent."""
    upload = _ticket(request).upload
    with ending(upload):
        _arrivals(request).drop(upload)
    return Response(None, 204)


def read(request: Request) -> Response:
    """GET /_lfs/{ticket}: the bytes of a file."""
    ticket = _ticket(request)
    stored = hub_of(request).lfs.find(ticket.upload.oid) if ticket.reads else None
    if stored is None:
        raise Refusal(404, "There is nothing to read here")
    headers = ((b"etag", f'"{ticket.upload.oid}"'.encode()), (b"accept-ranges", b"bytes"))
    found = Found("", "", ticket.upload.oid, stored.size, "application/octet-stream", headers, stored)
    return FileAnswer(request.scope, found)


async def verify(request: Request) -> Response:
    """POST /{id}.git/info/lfs/verify."""
    body = await json_body(request)

    def run() -> Response:
        hub = hub_of(request)
        viewer = viewer_of(request)
        facts = hub.find_to_upload(kind_of(request), repo_id_of(request), viewer)
        stored = Possession(hub, facts, viewer).arrived(str(body.get("oid", "")))
        if stored is None or stored.size != body.get("size"):
            raise Refusal(404, "The file did not arrive")
        return answer({})

    return await run_in_threadpool(run)


class _Uploads:
    """How to send files; `in_parts` says whether the client can send large ones so."""

    def __init__(self, request: Request, possession: Possession, repo: str, *, in_parts: bool) -> None:
        self._possession, self._repo = possession, repo
        self._arrivals, self._in_parts = _arrivals(request), in_parts
        self._base = endpoint(request)
        self._verify = f"{self._base}{request.scope['path'].removesuffix('/objects/batch')}/verify"

    def describe(self, oid: str, size: int) -> dict[str, Any]:
        """Where to send one; nothing if it arrived before."""
        if (stored := self._possession.arrived(oid)) is not None:
            if stored.size != size:
                return _error(422, f"The size of this file is {stored.size}")
            return {}
        if self._in_parts and size > PART_SIZE:
            upload, end, parts = self._arrivals.in_parts(oid, size, self._repo)
            width = max(5, len(str(len(parts))))
            urls = {f"{number:0{width}}": self._href(secret) for number, secret in enumerate(parts, 1)}
            action = {"href": self._href(end), "header": {"chunk_size": str(upload.part_size), **urls}}
        else:
            action = {"href": self._href(self._arrivals.whole(oid, size, self._repo))}
        return {"authenticated": True, "actions": {"upload": action, "verify": {"href": self._verify}}}

    def _href(self, secret: str) -> str:
        return f"{self._base}/_lfs/{secret}"


class _Downloads:
    """Where to read the files of a repository."""

    def __init__(self, request: Request, hub: Hub, facts: Facts) -> None:
        self._hub, self._arrivals = hub, _arrivals(request)
        self._repo, self._key = hub.open(facts), key_of(facts)
        self._base = endpoint(request)

    def describe(self, oid: str, size: int) -> dict[str, Any]:
        """Where to read one."""
        if self._hub.lfs.find(oid) is None or not self._repo.has_large(oid, size):
            return _error(404, "Object does not exist")
        href = f"{self._base}/_lfs/{self._arrivals.reading(oid, size, self._key)}"
        return {"authenticated": True, "actions": {"download": {"href": href}}}


def _object(entry: object, describe: Callable[[str, int], dict[str, Any]]) -> dict[str, Any]:
    oid = entry.get("oid") if isinstance(entry, dict) else ""
    size = entry.get("size") if isinstance(entry, dict) else None
    shown: dict[str, Any] = {"oid": str(oid), "size": size if type(size) is int else 0}
    if not is_hash(oid) or type(size) is not int or not 0 <= size <= MAX_SIZE:
        return shown | _error(422, f"A sha256 and a size of at most {MAX_SIZE} bytes are needed")
    return shown | describe(str(oid), size)


def _error(code: int, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def _ticket(request: Request) -> Ticket:
    ticket = _arrivals(request).find(request.path_params["ticket"])
    if ticket is None:
        raise Refusal(403, "This address is unknown or has expired")
    return ticket


def _arrivals(request: Request) -> Arrivals:
    arrivals: Arrivals = request.app.state.arrivals
    return arrivals


ROUTES = [
    post(f"{PAGE}.git/info/lfs/objects/batch", batch),
    post(f"{PAGE}.git/info/lfs/verify", verify),
    on("PUT", "/_lfs/{ticket:one}", receive),
    on("POST", "/_lfs/{ticket:one}", complete),
    on("DELETE", "/_lfs/{ticket:one}", abort),
    on("GET", "/_lfs/{ticket:one}", read),
]
