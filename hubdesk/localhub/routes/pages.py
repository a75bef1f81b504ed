"""Pages for a browser: read only, without scripts, and showing each reader only what they may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hubdesk.localhub.content.reading import readable
from hubdesk.localhub.discussions.community import Community
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import Entry, GitRepo
from hubdesk.localhub.pages import namespace, repository
from hubdesk.localhub.pages.html import HEADERS, document, element
from hubdesk.localhub.refusal import HERE, Refusal, entry_not_found
from hubdesk.localhub.routing import PAGE, get
from hubdesk.localhub.social.collection_view import may_see
from hubdesk.localhub.web import commit_of, find, hub_of, kind_of, refuse, repo_id_of, viewer_of
from hubdesk.localhub.web import endpoint as address

_MOST_TEXT = 500_000
_NOT_PEOPLE = frozenset({"api", "_practice", "_lfs", "oauth", "avatars", "settings", "docs", "login", "join"})
_OF_JSON = ("content-length", "content-type")
Page = Callable[[Request], bytes]


def _page(build: Page) -> Callable[[Request], Response]:
    """The endpoint of a page; what is refused is told on a page too."""

    @wraps(build)
    def endpoint(request: Request) -> Response:
        if request.scope["path"].split("/")[1] in _NOT_PEOPLE:
            raise HTTPException(404, "Not Found")
        try:
            return Response(build(request), media_type="text/html; charset=utf-8", headers=HEADERS)
        except Refusal as refusal:
            told = {key: value for key, value in refuse(request, refusal).headers.items() if key not in _OF_JSON}
            content = document(f"{refusal.status}", element("p", refusal.message.replace(HERE, address(request))))
            return Response(content, refusal.status, told | HEADERS, media_type="text/html; charset=utf-8")

    return endpoint


@_page
def front(request: Request) -> bytes:
    """GET /."""
    viewer_of(request)
    return namespace.front()


@_page
def overview(request: Request) -> bytes:
    """GET /{owner}/{name}, and /{owner}: everything somebody has."""
    hub, viewer, kind, repo_id = hub_of(request), viewer_of(request), kind_of(request), repo_id_of(request)
    if kind is Kind.MODEL and "/" not in repo_id and (shown := namespace.profile(hub, viewer, repo_id)):
        return shown
    facts, repo = find(request)
    snapshot = repo.snapshot(commit_of(repo, "main"))
    readme = snapshot.files.get("README.md")
    return repository.overview(facts, snapshot.below("", recursive=False), _text(repo, readme) if readme else None)


@_page
def tree(request: Request) -> bytes:
    """GET …/tree/{rev}[/{path}]."""
    facts, repo = find(request)
    revision, folder = request.path_params["rev"], request.path_params.get("path", "")
    snapshot = repo.snapshot(commit_of(repo, revision))
    if folder and folder not in snapshot.folders:
        raise entry_not_found(folder)
    return repository.tree(facts, revision, folder, snapshot.below(folder, recursive=False))


@_page
def blob(request: Request) -> bytes:
    """GET …/blob/{rev}/{path}."""
    hub, path, revision = hub_of(request), request.path_params["path"], request.path_params["rev"]
    facts = readable(hub, kind_of(request), repo_id_of(request), path, viewer_of(request), raw=False)
    repo = hub.open(facts)
    entry = repo.snapshot(commit_of(repo, revision)).files.get(path)
    if entry is None:
        raise entry_not_found(path)
    return repository.blob(facts, revision, entry, _text(repo, entry))


@_page
def discussions(request: Request) -> bytes:
    """GET …/discussions."""
    community = _community(request)
    return repository.discussions(community.facts, community.all())


@_page
def discussion(request: Request) -> bytes:
    """GET …/discussions/{num}."""
    community, num = _community(request), request.path_params["num"]
    if not (num.isascii() and num.isdigit() and len(num) < 9):
        raise Refusal(404, "Discussion not found")
    return repository.discussion(community.facts, community.find(int(num)))


def commit(request: Request) -> Response:
    """GET …/commit/{oid}: the files as they were then."""
    facts, _ = find(request)
    return RedirectResponse(repository.place(facts, "tree", request.path_params["rev"]), 302)


@_page
def collection(request: Request) -> bytes:
    """GET /collections/{slug}."""
    hub, viewer = hub_of(request), viewer_of(request)
    found = hub.collections.find(f"{request.path_params['owner']}/{request.path_params['name']}")
    if found is None or not may_see(viewer, found):
        raise Refusal(404, "Collection not found")
    return namespace.collection(hub, viewer, found)


def _community(request: Request) -> Community:
    facts: Facts = hub_of(request).find(kind_of(request), repo_id_of(request), viewer_of(request))
    return Community(hub_of(request), facts, viewer_of(request))


def _text(repo: GitRepo, entry: Entry) -> str | None:
    """The text of a file; None where it is too long, or none."""
    if entry.sha256 or entry.size > _MOST_TEXT:
        return None
    try:
        text = repo.blob(entry.oid).decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


ROUTES = [
    get("/", front),
    get("/collections/{owner:one}/{name:one}", collection),
    get(f"{PAGE}/tree/{{rev:one}}", tree),
    get(f"{PAGE}/tree/{{rev:one}}/{{path:rest}}", tree),
    get(f"{PAGE}/blob/{{rev:one}}/{{path:rest}}", blob),
    get(f"{PAGE}/commit/{{rev:one}}", commit),
    get(f"{PAGE}/discussions", discussions),
    get(f"{PAGE}/discussions/{{num:one}}", discussion),
    get(PAGE, overview),
]
