"""git itself: cloning, fetching and pushing over HTTP."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from gzip import GzipFile
from io import BufferedReader, BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from dulwich.errors import NotGitRepository
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git import fetch, push
from hubdesk.localhub.git.commits import opened
from hubdesk.localhub.git.lock import RepoGoneError
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.git.tidy import UNJUDGED
from hubdesk.localhub.git.wire import Lines, WireError, advertisement
from hubdesk.localhub.pushes import Push
from hubdesk.localhub.refusal import Refusal, plain, repo_not_found
from hubdesk.localhub.routing import PAGE, get, post
from hubdesk.localhub.web import hub_of, kind_of, repo_id_of, viewer_of

_FETCH, _PUSH = "git-upload-pack", "git-receive-pack"
_LONGEST_WISH = 4_000_000
_LARGEST_PUSH = 2_000_000_000
_FLUSH = 1 << 20
_FRESH = {"Cache-Control": "no-cache, max-age=0, must-revalidate"}


def info_refs(request: Request) -> Response:
    """GET /[datasets/|spaces/]{id}[.git]/info/refs?service=git-upload-pack or git-receive-pack."""
    service = request.query_params.get("service", "")
    if service not in (_FETCH, _PUSH):
        return PlainTextResponse("Only git's smart protocol is offered; is this a very old git?", 403)
    capabilities = push.CAPABILITIES if service == _PUSH else fetch.CAPABILITIES
    try:
        _, repo = _found(request, writing=service == _PUSH)
        with opened(repo.path) as commits:
            shown = list(commits.refs.items() if service == _PUSH else commits.shown())
    except Refusal as refusal:
        return _refused(refusal)
    except (NotGitRepository, RepoGoneError):
        return _gone()
    content = advertisement(service, shown, capabilities)
    return Response(content, headers=_FRESH, media_type=f"application/x-{service}-advertisement")


async def upload_pack(request: Request) -> Response:
    """POST /{id}[.git]/git-upload-pack: what the client has and wants, and the pack in answer."""
    try:
        _, repo = await run_in_threadpool(_found, request, writing=False)
        spool = BytesIO()
        await _receive(request, _FETCH, spool, _LONGEST_WISH)
        wish = await run_in_threadpool(fetch.read_wish, Lines(_plain(request, spool)))
        parts = _answered(repo, wish)
        first = await run_in_threadpool(next, parts, b"")
    except Refusal as refusal:
        return _refused(refusal)
    except WireError as error:
        return PlainTextResponse(str(error), 400)
    except (NotGitRepository, RepoGoneError):
        return _gone()
    return StreamingResponse(chain((first,), parts), headers=_FRESH, media_type=f"application/x-{_FETCH}-result")


def _answered(repo: GitRepo, wish: fetch.Wish) -> Iterator[bytes]:
    with opened(repo.path) as commits:
        yield from filter(None, fetch.answer(commits, wish))


async def receive_pack(request: Request) -> Response:
    """POST /{id}[.git]/git-receive-pack: which refs are to move where, and a pack of what is new."""
    try:
        facts, repo = await run_in_threadpool(_found, request, writing=True)
        with tempfile.TemporaryDirectory(prefix=UNJUDGED, dir=repo.path, ignore_cleanup_errors=True) as name:
            folder = Path(name)
            with (folder / "request").open("w+b") as spool:
                await _receive(request, _PUSH, spool, _LARGEST_PUSH)
                lines = Lines(_plain(request, spool))
                content = await run_in_threadpool(_push, request, facts, repo, folder, lines)
    except Refusal as refusal:
        return _refused(refusal)
    except WireError as error:
        return PlainTextResponse(str(error), 400)
    except (FileNotFoundError, NotGitRepository, RepoGoneError):
        return _gone()
    return Response(content, headers=_FRESH, media_type=f"application/x-{_PUSH}-result")


def _push(request: Request, facts: Facts, repo: GitRepo, folder: Path, lines: Lines) -> bytes:
    wish = push.read_wish(lines)
    if not wish.commands:
        return b""
    with opened(repo.path) as known:
        refs = known.refs
    with push.Quarantine(folder, repo.path, refs) as quarantine:
        packed = any(not command.deletes for command in wish.commands)
        broken = quarantine.take(lines, _LARGEST_PUSH) if packed else ""
        if broken:
            return push.report(wish, broken, {command.ref: "unpacker error" for command in wish.commands})
        results = Push(hub_of(request), facts, viewer_of(request), quarantine).carry_out(repo, wish)
        return push.report(wish, "", results)


def _found(request: Request, *, writing: bool) -> tuple[Facts, GitRepo]:
    """The repository, if this person may read its files, and for a push may change something in it."""
    hub, kind, viewer = hub_of(request), kind_of(request), viewer_of(request)
    repo_id = repo_id_of(request).removesuffix(".git")
    if writing:
        try:
            hub.find_to_write(kind, repo_id, viewer)
        except Refusal as refusal:
            if refusal.status != 403:
                raise
            hub.find_to_discuss(kind, repo_id, viewer)  # then there may be a pull request of theirs
    facts = hub.find_files(kind, repo_id, viewer)
    return facts, hub.open(facts)


async def _receive(request: Request, service: str, spool: BinaryIO, limit: int) -> None:
    """Take the body in.

    Raises:
        Refusal: 415, a web page could have sent this; 413, it is too large.
    """
    if request.headers.get("content-type") != f"application/x-{service}-request":
        raise Refusal(415, f"This is for git: application/x-{service}-request")
    waiting, received = bytearray(), 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > limit:
            raise Refusal(413, f"More than {limit} bytes are too many")
        waiting += chunk
        if len(waiting) >= _FLUSH:
            await run_in_threadpool(spool.write, bytes(waiting))
            waiting.clear()
    spool.write(waiting)
    spool.seek(0)


def _plain(request: Request, spool: BinaryIO) -> BinaryIO:
    if request.headers.get("content-encoding") not in ("gzip", "x-gzip"):
        return spool
    return BufferedReader(GzipFile(fileobj=spool))


def _gone() -> Response:
    """The repository was taken away a moment ago."""
    return _refused(repo_not_found(anonymous=False))


def _refused(refusal: Refusal) -> Response:
    """A plain text, which git shows to the person; after a 401 git asks for a password."""
    headers = {"X-Error-Message": plain(refusal.message)}
    if refusal.code:
        headers["X-Error-Code"] = refusal.code
    if refusal.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="Authentication required: user name and token"'
    return PlainTextResponse(f"{refusal.message}\n", refusal.status, headers)


ROUTES = [
    get(f"{PAGE}/info/refs", info_refs),
    post(f"{PAGE}/git-upload-pack", upload_pack),
    post(f"{PAGE}/git-receive-pack", receive_pack),
]
