"""What is known about one repository, and who may do what with it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from hubdesk.localhub import present
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.repo import GitRepo, Snapshot
from hubdesk.localhub.query import boolean, parse_expand
from hubdesk.localhub.repositories.scan import Scanner
from hubdesk.localhub.routing import REPO, get
from hubdesk.localhub.web import answer, commit_of, find, hub_of, kind_of, repo_id_of, viewer_of


def info(request: Request) -> Response:
    """GET /api/T/{id} and /api/T/{id}/revision/{rev}."""
    given, kind = request.query_params, kind_of(request)
    expand = parse_expand(kind, given)
    facts, repo = find(request)
    commit = commit_of(repo, request.path_params.get("rev") or "main")
    if expand:
        shown = present.listed(facts, expand)
        if "sha" in expand:
            shown["sha"] = commit
        if "siblings" in expand:
            shown["siblings"] = siblings(repo.snapshot(commit), sizes=False)
        return answer(shown)
    shown = present.listed(facts, present.INFO[kind])
    snapshot = repo.snapshot(commit)
    shown["sha"] = commit
    shown["siblings"] = siblings(snapshot, sizes=bool(boolean("blobs", given.get("blobs"))))
    if facts.own:
        shown["usedStorage"] = used_storage(repo)
    if boolean("securityStatus", given.get("securityStatus")):
        shown["securityRepoStatus"] = Scanner(repo, hub_of(request).lfs).repo_status(snapshot)
    if request.path_params.get("rev"):
        shown["lastModified"] = _date(repo, commit, facts)
    return answer(shown)


def auth_check(request: Request) -> Response:
    """GET /api/T/{id}/auth-check and /auth-check/write."""
    hub, kind, repo_id, viewer = hub_of(request), kind_of(request), repo_id_of(request), viewer_of(request)
    if request.scope["path"].endswith("/write"):
        hub.find_to_write(kind, repo_id, viewer)
    else:
        hub.find_files(kind, repo_id, viewer)
    return PlainTextResponse("OK")


def siblings(snapshot: Snapshot, *, sizes: bool) -> list[dict[str, Any]]:
    """The files of a repository as its info lists them."""
    listed: list[dict[str, Any]] = []
    for path, entry in snapshot.files.items():
        shown: dict[str, Any] = {"rfilename": path}
        if sizes:
            shown |= {"size": entry.size, "blobId": entry.oid}
            if entry.sha256:
                shown["lfs"] = {"sha256": entry.sha256, "size": entry.size, "pointerSize": entry.pointer_size}
        listed.append(shown)
    return listed


def used_storage(repo: GitRepo) -> int:
    """The bytes of the files at the head of the main branch."""
    head = repo.resolve("main")
    return sum(entry.size for entry in repo.snapshot(head).files.values()) if head else 0


def _date(repo: GitRepo, commit: str, facts: Facts) -> str:
    log = repo.log(commit, limit=1)
    return log[0].date if log else facts.updated_at


ROUTES = [
    get(f"{REPO}/revision/{{rev:one}}", info),
    get(f"{REPO}/auth-check", auth_check),
    get(f"{REPO}/auth-check/write", auth_check),
    get(REPO, info),
]
