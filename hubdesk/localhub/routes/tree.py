"""Folders, files, refs and commits of a repository."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.git.repo import Entry, GitRepo
from hubdesk.localhub.query import boolean
from hubdesk.localhub.refusal import entry_not_found
from hubdesk.localhub.routing import REPO, get, post
from hubdesk.localhub.security import file_status
from hubdesk.localhub.web import answer, commit_of, find, page

PAGE, EXPANDED_PAGE, COMMITS_PAGE = 1000, 50, 50


def tree(request: Request) -> Response:
    """GET /api/T/{id}/tree/{rev}[/{path}]."""
    given = request.query_params
    expand = bool(boolean("expand", given.get("expand")))
    recursive = bool(boolean("recursive", given.get("recursive")))
    folder = request.path_params.get("path", "").strip("/")
    _, repo = find(request)
    commit = commit_of(repo, request.path_params["rev"])
    snapshot = repo.snapshot(commit)
    if folder and folder not in snapshot.folders:
        raise entry_not_found(folder, commit)
    entries, headers = page(
        request, list(snapshot.below(folder, recursive=recursive)), EXPANDED_PAGE if expand else PAGE
    )
    return answer(_described(repo, commit, list(entries), expand), headers=headers)


async def paths_info(request: Request) -> Response:
    """POST /api/T/{id}/paths-info/{rev}, a form or JSON."""
    if "json" in request.headers.get("content-type", ""):
        content = await request.json()
        paths, expand = [str(path) for path in content.get("paths", [])], bool(content.get("expand"))
    else:
        async with request.form(max_fields=100_000) as form:
            paths = [str(path) for path in form.getlist("paths")]
            expand = bool(boolean("expand", str(form.get("expand") or "false")))

    def describe() -> Response:
        _, repo = find(request)
        commit = commit_of(repo, request.path_params["rev"])
        snapshot = repo.snapshot(commit)
        entries: list[tuple[str, Entry | str]] = []
        for path in dict.fromkeys(path.strip("/") for path in paths):
            if (entry := snapshot.files.get(path) or snapshot.folders.get(path)) is not None:
                entries.append((path, entry))
        return answer(_described(repo, commit, entries, expand))

    return await run_in_threadpool(describe)


def refs(request: Request) -> Response:
    """GET /api/T/{id}/refs."""
    _, repo = find(request)
    groups: dict[str, list[dict[str, str]]] = {"branches": [], "converts": [], "tags": []}
    places = {"refs/heads/": "branches", "refs/tags/": "tags", "refs/convert/": "converts"}
    if boolean("include_prs", request.query_params.get("include_prs")):
        groups["pullRequests"] = []
        places["refs/pr/"] = "pullRequests"
    for name, commit in repo.refs().items():
        for prefix, group in places.items():
            if name.startswith(prefix):
                short = name.removeprefix("refs/") if prefix == "refs/pr/" else name.removeprefix(prefix)
                groups[group].append({"name": short, "ref": name, "targetCommit": commit})
    groups["branches"].sort(key=lambda each: (each["name"] != "main", each["name"]))
    return answer(groups)


def commits(request: Request) -> Response:
    """GET /api/T/{id}/commits/{rev}."""
    given = request.query_params
    formatted = "formatted" in (*given.getlist("expand[]"), *given.getlist("expand"))
    _, repo = find(request)
    entries, headers = page(request, repo.log(commit_of(repo, request.path_params["rev"])), COMMITS_PAGE)
    shown: list[dict[str, Any]] = []
    for each in entries:
        row: dict[str, Any] = {
            "id": each.oid,
            "title": each.title,
            "message": each.message,
            "authors": [{"user": each.author, "avatar": ""}],
            "date": each.date,
        }
        if formatted:
            row["formatted"] = {"title": each.title, "message": each.message}
        shown.append(row)
    return answer(shown, headers=headers)


def _described(
    repo: GitRepo, commit: str, entries: list[tuple[str, Entry | str]], expand: bool
) -> list[dict[str, Any]]:
    changes = repo.last_changes(commit, [path for path, _ in entries]) if expand else {}
    described: list[dict[str, Any]] = []
    for path, entry in entries:
        if isinstance(entry, str):
            row: dict[str, Any] = {"type": "directory", "oid": entry, "size": 0, "path": path}
        else:
            row = {"type": "file", "oid": entry.oid, "size": entry.size, "path": path}
            if entry.sha256:
                row["lfs"] = {"oid": entry.sha256, "size": entry.size, "pointerSize": entry.pointer_size}
            if expand:
                row["securityFileStatus"] = file_status(entry)
        if change := changes.get(path):
            row["lastCommit"] = {"id": change.oid, "title": change.title, "date": change.date}
        described.append(row)
    return described


ROUTES = [
    get(f"{REPO}/tree/{{rev:one}}", tree),
    get(f"{REPO}/tree/{{rev:one}}/{{path:rest}}", tree),
    post(f"{REPO}/paths-info/{{rev:one}}", paths_info),
    get(f"{REPO}/refs", refs),
    get(f"{REPO}/commits/{{rev:one}}", commits),
]
