"""Branches, tags, and the history of a branch made one commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.derive import derive
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.repo import MAIN, GitRepo, iso
from hubdesk.localhub.query import boolean
from hubdesk.localhub.refusal import Refusal, bad_request, forbidden, revision_not_found
from hubdesk.localhub.repositories.naming import check_branch, check_tag
from hubdesk.localhub.repositories.wishes import Body, text
from hubdesk.localhub.routing import REPO, get, on, post
from hubdesk.localhub.web import answer, commit_of, find, hub_of, json_body, kind_of, repo_id_of, viewer_of

_GROUPS = {"refs/heads/": "branches", "refs/convert/": "converts", "refs/tags/": "tags", "refs/pr/": "pullRequests"}
Change = Callable[[Facts, GitRepo], None]


def refs(request: Request) -> Response:
    """GET /api/T/{id}/refs."""
    _, repo = find(request)
    groups: dict[str, list[dict[str, str]]] = {group: [] for group in _GROUPS.values()}
    for name, commit in repo.refs().items():
        prefix = next((prefix for prefix in _GROUPS if name.startswith(prefix)), None)
        if prefix:
            short = name.removeprefix("refs/" if prefix == "refs/pr/" else prefix)
            groups[_GROUPS[prefix]].append({"name": short, "ref": name, "targetCommit": commit})
    groups["branches"].sort(key=lambda each: (each["ref"] != MAIN, each["name"]))
    groups["pullRequests"].sort(key=lambda each: (len(each["name"]), each["name"]))
    if not boolean("include_prs", request.query_params.get("include_prs")):
        del groups["pullRequests"]
    return answer(groups)


async def branch(request: Request) -> Response:
    """POST and DELETE /api/T/{id}/branch/{branch}."""
    body = await json_body(request)
    change = _delete_branch if request.method == "DELETE" else _create_branch
    return await _changed(request, lambda _, repo: change(repo, request.path_params["name"], body))


async def tag(request: Request) -> Response:
    """POST /api/T/{id}/tag/{rev} and DELETE /api/T/{id}/tag/{tag}."""
    body, given = await json_body(request), request.path_params["name"]
    if request.method == "DELETE":
        return await _changed(request, lambda _, repo: _delete_tag(repo, given))
    return await _changed(request, lambda _, repo: _create_tag(repo, given, body, viewer_of(request).name))


async def super_squash(request: Request) -> Response:
    """POST /api/T/{id}/super-squash/{branch}: all its commits become one; tags and other branches keep theirs."""
    body = await json_body(request)

    def squash(facts: Facts, repo: GitRepo) -> None:
        name, now = request.path_params["name"], datetime.now(UTC)
        ref = name if name.startswith(("refs/pr/", "refs/convert/")) else f"refs/heads/{name}"
        if repo.ref(ref) is None:
            if repo.resolve(name) is None:
                raise revision_not_found(name)
            raise bad_request(f"Invalid reference for a branch: {name}")
        repo.squash(
            ref, text(body, "message").strip() or f"Super-squash branch '{name}'",
            author=viewer_of(request).name, date=now,
        )  # fmt: skip

    def learn(facts: Facts, repo: GitRepo) -> None:
        hub, now = hub_of(request), iso(datetime.now(UTC))
        if request.path_params["name"] == MAIN.removeprefix("refs/heads/"):
            hub.change(facts, lambda known: derive(known, repo, hub.lfs, now))

    return await _changed(request, squash, then=learn)


def _create_branch(repo: GitRepo, name: str, body: Body) -> None:
    ref = f"refs/heads/{check_branch(name)}"
    _check_free(repo, ref)
    repo.set_ref(ref, commit_of(repo, text(body, "startingPoint") or "main"))


def _delete_branch(repo: GitRepo, name: str, _: Body) -> None:
    ref = f"refs/heads/{name}"
    if ref == MAIN:
        raise forbidden(f"Cannot delete {MAIN}")
    if repo.ref(ref) is None:
        raise revision_not_found(name)
    repo.set_ref(ref, None)


def _create_tag(repo: GitRepo, revision: str, body: Body, author: str) -> None:
    commit = commit_of(repo, revision)
    name = check_tag(text(body, "tag"))
    _check_free(repo, f"refs/tags/{name}")
    repo.add_tag(name, commit, text(body, "message"), author=author, date=datetime.now(UTC))


def _delete_tag(repo: GitRepo, name: str) -> None:
    if repo.ref(f"refs/tags/{name}") is None:
        raise revision_not_found(name)
    repo.set_ref(f"refs/tags/{name}", None)


def _check_free(repo: GitRepo, ref: str) -> None:
    for known in repo.refs():
        if known == ref:
            raise Refusal(409, f"Reference {ref} already exists")
        if known.startswith(f"{ref}/") or ref.startswith(f"{known}/"):  # git keeps refs like files and folders
            raise Refusal(409, f"Reference {ref} cannot be beside {known}")


async def _changed(request: Request, change: Change, then: Change | None = None) -> Response:
    """Change the repository of the path, if this person may; `then` comes when others may change it again."""

    def run() -> Response:
        hub = hub_of(request)
        facts = hub.find_to_write(kind_of(request), repo_id_of(request), viewer_of(request))
        repo = hub.open(facts)
        with repo.lock:
            change(facts, repo)
        if then is not None:
            then(facts, repo)
        return answer({})

    return await run_in_threadpool(run)


ROUTES = [
    get(f"{REPO}/refs", refs),
    on("POST DELETE", f"{REPO}/branch/{{name:one}}", branch),
    on("POST DELETE", f"{REPO}/tag/{{name:one}}", tag),
    post(f"{REPO}/super-squash/{{name:one}}", super_squash),
]
