"""The large files a repository ever had: listed, deleted for good, and handed on to another repository."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.derive import derive
from hubdesk.localhub.git.ledger import LargeFile
from hubdesk.localhub.git.repo import git_oid, iso
from hubdesk.localhub.lfs import pointer
from hubdesk.localhub.possession import note_sent
from hubdesk.localhub.records import key_of
from hubdesk.localhub.refusal import bad_request, sign_in
from hubdesk.localhub.repositories.wishes import Body, kind_in, text
from hubdesk.localhub.routing import REPO, get, post
from hubdesk.localhub.web import answer, hub_of, json_body, kind_of, page, repo_id_of, viewer_of

PAGE, MAX_FILES = 1000, 1000


def listing(request: Request) -> Response:
    """GET /api/T/{id}/lfs-files."""
    hub = hub_of(request)
    facts = hub.find_files(kind_of(request), repo_id_of(request), viewer_of(request))
    files, headers = page(request, hub.open(facts).large_files(), PAGE)
    return answer([_shown(each) for each in files], headers=headers)


async def delete(request: Request) -> Response:
    """POST /api/T/{id}/lfs-files/batch."""
    body = await json_body(request)
    deletions = body.get("deletions")
    if not isinstance(deletions, dict):
        raise bad_request("deletions must be an object")
    shas = deletions.get("sha")
    if not isinstance(shas, list) or len(shas) > MAX_FILES or not all(isinstance(sha, str) for sha in shas):
        raise bad_request(f"deletions.sha must be a list of at most {MAX_FILES} sha256")
    rewrite = deletions.get("rewriteHistory", False)
    if not isinstance(rewrite, bool):
        raise bad_request("deletions.rewriteHistory must be true or false")
    return await run_in_threadpool(_delete, request, frozenset(shas), rewrite)


async def duplicate(request: Request) -> Response:
    """POST /api/T/{id}/lfs-files/duplicate: for the files of this repository that are copied to another."""
    body = await json_body(request)
    target, files = body.get("target"), body.get("files")
    if not isinstance(target, dict) or not isinstance(files, list) or len(files) > MAX_FILES:
        raise bad_request(f"A target and a list of at most {MAX_FILES} files are needed")
    return await run_in_threadpool(_duplicate, request, target, files)


def _delete(request: Request, shas: frozenset[str], rewrite: bool) -> Response:
    hub = hub_of(request)
    facts = hub.find_to_write(kind_of(request), repo_id_of(request), viewer_of(request))
    repo = hub.open(facts)
    with repo.lock:
        gone = [each for each in repo.large_files() if each.sha256 in shas]
        repo.purge(gone, rewrite=rewrite)
    if rewrite:
        now = iso(datetime.now(UTC))
        hub.change(facts, lambda known: derive(known, repo, hub.lfs, now))
    for each in gone:
        if all(path == repo.path for path in hub.git.holders(git_oid(pointer(each.sha256, each.size)))):
            hub.lfs.remove(each.sha256)
            hub.xet.forget(each.sha256)
    return answer({"deleted": len(gone)})


def _duplicate(request: Request, target: Body, files: list[Any]) -> Response:
    hub, viewer = hub_of(request), viewer_of(request)
    source = hub.open(hub.find_files(kind_of(request), repo_id_of(request), viewer))
    if viewer.anonymous:
        raise sign_in()
    goal = key_of(hub.find_to_write(kind_in(target), text(target, "name"), viewer))
    known = {each.sha256 for each in source.large_files()}
    succeeded: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    for file in files:
        sha = file.get("sha256") if isinstance(file, dict) else None
        if not isinstance(sha, str):
            raise bad_request("Each file needs its sha256")
        if sha in known and hub.lfs.find(sha) is not None:
            note_sent(hub.records, goal, sha)
            succeeded.append({"sha256": sha})
        else:
            failed.append({"sha256": sha, "error": "There is no such file in the source repository"})
    return answer({"success": not failed, "succeeded": succeeded, "failed": failed})


def _shown(file: LargeFile) -> dict[str, Any]:
    shown = {
        "fileOid": file.sha256, "oid": file.sha256, "filename": file.path, "size": file.size, "pushedAt": file.date,
    }  # fmt: skip
    return shown | ({"ref": file.ref} if file.ref else {})


ROUTES = [
    get(f"{REPO}/lfs-files", listing),
    post(f"{REPO}/lfs-files/batch", delete),
    post(f"{REPO}/lfs-files/duplicate", duplicate),
]
