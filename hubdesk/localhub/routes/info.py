"""What is known about one repository, and who may do what with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from hubdesk.localhub import present
from hubdesk.localhub.derive import used_storage
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import GitRepo, Snapshot
from hubdesk.localhub.query import Query, boolean, parse_expand
from hubdesk.localhub.repositories.evaluations import evaluations
from hubdesk.localhub.repositories.scan import Scanner
from hubdesk.localhub.routes.tree import HIDDEN
from hubdesk.localhub.routing import REPO, get
from hubdesk.localhub.web import answer, commit_of, find, hub_of, kind_of, repo_id_of, viewer_of

_BIBTEX = re.compile(r"```bibtex\s*\n(.*?)```", re.DOTALL)
_MOST_SPACES = 100


def info(request: Request) -> Response:
    """GET /api/T/{id} and /api/T/{id}/revision/{rev}."""
    given, kind = request.query_params, kind_of(request)
    expand = parse_expand(kind, given)
    blobs = bool(boolean("blobs", given.get("blobs")))
    facts, repo = find(request)
    commit = commit_of(repo, request.path_params.get("rev") or "main")
    about = _About(request, facts, repo, commit)
    if expand:
        return answer(present.listed(facts, expand) | about.known(expand))
    more = ("sha", "siblings", "usedStorage", *(("spaces", "childrenModelCount") if kind is Kind.MODEL else ()))
    shown = present.listed(facts, present.INFO[kind]) | about.known(more, blobs=blobs)
    if boolean("securityStatus", given.get("securityStatus")):
        shown["securityRepoStatus"] = Scanner(repo, hub_of(request).lfs).repo_status(repo.snapshot(commit))
    if request.path_params.get("rev"):
        shown["lastModified"] = _date(repo, commit, facts)
    return answer(shown)


class _About:
    """What only the files of a repository tell, or other repositories."""

    def __init__(self, request: Request, facts: Facts, repo: GitRepo, commit: str) -> None:
        self._hub = hub_of(request)
        self._seen = viewer_of(request).namespaces
        self._may_read = self._hub.may_read_files(facts, viewer_of(request))
        self._facts, self._repo, self._commit = facts, repo, commit

    def known(self, properties: Iterable[str], *, blobs: bool = False) -> dict[str, Any]:
        """Those of the properties that are known here."""
        shown: dict[str, Any] = {}
        for name in properties:
            if (value := self._known(name, blobs=blobs)) is not None:
                shown[name] = value
        return shown

    def _known(self, name: str, *, blobs: bool) -> object:
        facts, repo = self._facts, self._repo
        match name:
            case "sha":
                return self._commit
            case "siblings":
                return siblings(repo.snapshot(self._commit), sizes=blobs, hashes=self._may_read)
            case "usedStorage" if facts.own and (head := repo.resolve("main")):
                return used_storage(repo, repo.snapshot(head))
            case "evalResults":
                return evaluations(repo, repo.snapshot(self._commit))
            case "citation":
                return self._citation()
            case "spaces":
                query = Query(models=(facts.id,), sort="likes", limit=_MOST_SPACES)
                return [row.id for row in self._hub.shelves[Kind.SPACE].search(query, self._seen).rows]
            case "childrenModelCount":
                query = Query(filters=(f"base_model:{facts.id}",), limit=1)
                return self._hub.shelves[Kind.MODEL].search(query, self._seen).total
        return None

    def _citation(self) -> str | None:
        entry = self._repo.snapshot(self._commit).files.get("README.md")
        if entry is None or entry.sha256:
            return None
        found = _BIBTEX.search(self._repo.blob(entry.oid).decode("utf-8", "replace"))
        return found[1].strip() if found else None


def auth_check(request: Request) -> Response:
    """GET /api/T/{id}/auth-check and /auth-check/write."""
    hub, kind, repo_id, viewer = hub_of(request), kind_of(request), repo_id_of(request), viewer_of(request)
    if request.scope["path"].endswith("/write"):
        hub.find_to_write(kind, repo_id, viewer)
    else:
        hub.find_files(kind, repo_id, viewer)
    return PlainTextResponse("OK")


def siblings(snapshot: Snapshot, *, sizes: bool, hashes: bool) -> list[dict[str, Any]]:
    """The files of a repository as its info lists them; the hashes of large ones are not for everybody."""
    listed: list[dict[str, Any]] = []
    for path, entry in snapshot.files.items():
        shown: dict[str, Any] = {"rfilename": path}
        if sizes:
            shown |= {"size": entry.size, "blobId": entry.oid}
            if entry.sha256:
                sha256 = entry.sha256 if hashes else HIDDEN
                shown["lfs"] = {"sha256": sha256, "size": entry.size, "pointerSize": entry.pointer_size}
        listed.append(shown)
    return listed


def _date(repo: GitRepo, commit: str, facts: Facts) -> str:
    log = repo.log(commit, limit=1)
    return log[0].date if log else facts.updated_at


ROUTES = [
    get(f"{REPO}/revision/{{rev:one}}", info),
    get(f"{REPO}/auth-check", auth_check),
    get(f"{REPO}/auth-check/write", auth_check),
    get(REPO, info),
]
