"""Folders, files and commits of a repository."""

from __future__ import annotations

from html import escape
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.discussions.pulls import authors_of
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.repo import Entry, GitRepo, LogEntry
from hubdesk.localhub.query import boolean
from hubdesk.localhub.refusal import bad_request, entry_not_found
from hubdesk.localhub.repositories.scan import Scanner
from hubdesk.localhub.routing import REPO, get, post
from hubdesk.localhub.web import answer, commit_of, cursor_of, find, hub_of, json_body, page, page_headers, viewer_of

PAGE, EXPANDED_PAGE, COMMITS_PAGE = 1000, 50, 50
MAX_PATHS = 100_000
HIDDEN = "*" * 64  # what is shown for the hash of a large file behind a gate


def tree(request: Request) -> Response:
    """GET /api/T/{id}/tree/{rev}[/{path}]."""
    given = request.query_params
    expand = bool(boolean("expand", given.get("expand")))
    recursive = bool(boolean("recursive", given.get("recursive")))
    folder = request.path_params.get("path", "").strip("/")
    facts, repo = find(request)
    commit = commit_of(repo, request.path_params["rev"])
    snapshot = repo.snapshot(commit)
    if folder and folder not in snapshot.folders:
        raise entry_not_found(folder, commit)
    size = _limit(given.get("limit"), EXPANDED_PAGE if expand else PAGE)
    entries, headers = page(request, snapshot.below(folder, recursive=recursive), size)
    return answer(_described(request, facts, repo, commit, list(entries), expand), headers=headers)


async def paths_info(request: Request) -> Response:
    """POST /api/T/{id}/paths-info/{rev}, a form or JSON."""
    if "json" in request.headers.get("content-type", ""):
        content = await json_body(request)
        given, expand = content.get("paths"), content.get("expand") is True
        paths: list[Any] = given if isinstance(given, list) else [given]
    else:
        async with request.form(max_fields=MAX_PATHS) as form:
            paths = list(form.getlist("paths"))
            expand = bool(boolean("expand", str(form.get("expand") or "false")))
    if len(paths) > MAX_PATHS or not all(isinstance(path, str) for path in paths):
        raise bad_request("paths must be a list of paths")

    def describe() -> Response:
        facts, repo = find(request)
        commit = commit_of(repo, request.path_params["rev"])
        snapshot = repo.snapshot(commit)
        entries: list[tuple[str, Entry | str]] = []
        for path in dict.fromkeys(path.strip("/") for path in paths):
            if (entry := snapshot.files.get(path) or snapshot.folders.get(path)) is not None:
                entries.append((path, entry))
        return answer(_described(request, facts, repo, commit, entries, expand))

    return await run_in_threadpool(describe)


def commits(request: Request) -> Response:
    """GET /api/T/{id}/commits/{rev}."""
    given = request.query_params
    formatted = "formatted" in (*given.getlist("expand[]"), *given.getlist("expand"))
    _, repo = find(request)
    commit, start = commit_of(repo, request.path_params["rev"]), cursor_of(request)
    size = _limit(given.get("limit"), COMMITS_PAGE)
    shown = [_commit(each, formatted=formatted) for each in repo.log(commit, start, size)]
    return answer(shown, headers=page_headers(request, start, size, repo.count(commit)))


def _commit(entry: LogEntry, *, formatted: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": entry.oid,
        "title": entry.title,
        "message": entry.message,
        "authors": [{"user": name, "avatar": ""} for name in authors_of(entry)],
        "date": entry.date,
    }
    if formatted:
        row["formatted"] = {"title": escape(entry.title), "message": escape(entry.message).replace("\n", "<br />")}
    return row


def _described(
    request: Request, facts: Facts, repo: GitRepo, commit: str, entries: list[tuple[str, Entry | str]], expand: bool
) -> list[dict[str, Any]]:
    changes = repo.last_changes(commit, [path for path, _ in entries]) if expand else {}
    scanner = Scanner(repo, hub_of(request).lfs)
    open_to_them = hub_of(request).may_read_files(facts, viewer_of(request))
    described: list[dict[str, Any]] = []
    for path, entry in entries:
        if isinstance(entry, str):
            row: dict[str, Any] = {"type": "directory", "oid": entry, "size": 0, "path": path}
        else:
            row = {"type": "file", "oid": entry.oid, "size": entry.size, "path": path}
            if entry.sha256:
                row["lfs"] = {"oid": entry.sha256, "size": entry.size, "pointerSize": entry.pointer_size}
                row |= _xet_hash(request, facts, entry)
                if not open_to_them:
                    row["lfs"]["oid"] = HIDDEN
                    row |= {"xetHash": HIDDEN} if "xetHash" in row else {}
            if expand:
                row["securityFileStatus"] = scanner.status(entry)
        if change := changes.get(path):
            row["lastCommit"] = {"id": change.oid, "title": change.title, "date": change.date}
        described.append(row)
    return described


def _xet_hash(request: Request, facts: Facts, entry: Entry) -> dict[str, str]:
    """What a large file is called in Xet, where that is offered."""
    name = hub_of(request).xet.hash_of(entry.sha256)
    return {"xetHash": name} if name else {}


def _limit(given: str | None, most: int) -> int:
    if given is None:
        return most
    if not given.isascii() or not given.isdigit() or not int(given[:9]) > 0:
        raise bad_request(f"Invalid limit parameter: {given}")
    return min(int(given[:9]), most)


ROUTES = [
    get(f"{REPO}/tree/{{rev:one}}", tree),
    get(f"{REPO}/tree/{{rev:one}}/{{path:rest}}", tree),
    post(f"{REPO}/paths-info/{{rev:one}}", paths_info),
    get(f"{REPO}/commits/{{rev:one}}", commits),
]
