"""Creating, renaming, deleting and setting up repositories, and their branches and tags."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import MAIN, iso
from hubdesk.localhub.refusal import Refusal, bad_request, forbidden, revision_not_found
from hubdesk.localhub.routing import REPO, on, post
from hubdesk.localhub.web import answer, commit_of, endpoint, hub_of, json_body, kind_of, repo_id_of, viewer_of

_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?")
_REF = re.compile(r"(?!.*(?:\.\.|//|@\{|\.lock(?:/|$)))[A-Za-z0-9_][\w./+-]{0,99}(?<![./])")
_SDKS = ("gradio", "streamlit", "docker", "static")


async def create(request: Request) -> Response:
    """POST /api/repos/create."""
    body = await json_body(request)
    return await run_in_threadpool(_create, request, body)


async def delete(request: Request) -> Response:
    """DELETE /api/repos/delete."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer = hub_of(request), viewer_of(request)
        facts = hub.find_to_write(_kind(body), _full_id(body, viewer.name), viewer)
        hub.remove(facts)
        return answer({})

    return await run_in_threadpool(run)


async def move(request: Request) -> Response:
    """POST /api/repos/move."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer, kind = hub_of(request), viewer_of(request), _kind(body)
        facts = hub.find_to_write(kind, str(body.get("fromRepo", "")), viewer)
        owner, _, name = str(body.get("toRepo", "")).partition("/")
        _check_name(name)
        hub.check_write(owner, viewer)
        if hub.peek(kind, f"{owner}/{name}"):
            raise Refusal(409, f"The repository {owner}/{name} exists already")
        hub.rename(facts, f"{owner}/{name}")
        return answer({})

    return await run_in_threadpool(run)


async def settings(request: Request) -> Response:
    """PUT /api/T/{id}/settings: gated, private, visibility."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer = hub_of(request), viewer_of(request)
        facts = hub.find_to_write(kind_of(request), repo_id_of(request), viewer)
        gated, private = facts.gated, facts.private
        if "gated" in body:
            if body["gated"] not in ("auto", "manual", False):
                raise bad_request("gated must be auto, manual or false")
            gated = body["gated"] or ""
        if "visibility" in body or "private" in body:
            private = _is_private(body)
        hub.change(facts, lambda known: replace(known, gated=gated, private=private))
        return answer({"gated": gated or False, "private": private})

    return await run_in_threadpool(run)


async def branch(request: Request) -> Response:
    """POST and DELETE /api/T/{id}/branch/{branch}."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer, name = hub_of(request), viewer_of(request), request.path_params["name"]
        repo = hub.open(hub.find_to_write(kind_of(request), repo_id_of(request), viewer))
        ref = f"refs/heads/{_ref_name(name)}"
        with repo.lock:
            if request.method == "DELETE":
                if ref == MAIN:
                    raise forbidden("The main branch cannot be deleted")
                if repo.ref(ref) is None:
                    raise revision_not_found(name)
                repo.set_ref(ref, None)
            elif repo.ref(ref) is not None:
                raise Refusal(409, f"The branch {name} exists already")
            else:
                repo.set_ref(ref, commit_of(repo, str(body.get("startingPoint") or "main")))
        return answer({})

    return await run_in_threadpool(run)


async def tag(request: Request) -> Response:
    """POST /api/T/{id}/tag/{rev} and DELETE /api/T/{id}/tag/{tag}."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer, given = hub_of(request), viewer_of(request), request.path_params["name"]
        repo = hub.open(hub.find_to_write(kind_of(request), repo_id_of(request), viewer))
        with repo.lock:
            if request.method == "DELETE":
                ref = f"refs/tags/{given}"
                if repo.ref(ref) is None:
                    raise revision_not_found(given)
                repo.set_ref(ref, None)
            else:
                name = _ref_name(str(body.get("tag", "")))
                if repo.ref(f"refs/tags/{name}") is not None:
                    raise Refusal(409, f"The tag {name} exists already")
                repo.set_ref(f"refs/tags/{name}", commit_of(repo, given))
        return answer({})

    return await run_in_threadpool(run)


def _create(request: Request, body: dict[str, Any]) -> Response:
    hub, viewer, kind = hub_of(request), viewer_of(request), _kind(body)
    repo_id = _full_id(body, viewer.name)
    owner, _, name = repo_id.partition("/")
    hub.check_write(owner, viewer)
    _check_name(name)
    sdk = str(body.get("sdk") or "")
    if kind is Kind.SPACE and sdk not in _SDKS:
        raise bad_request(f"sdk must be one of {', '.join(_SDKS)}")
    url = f"{endpoint(request)}/{kind.prefix}{repo_id}"
    now = iso(datetime.now(UTC))
    facts = Facts(
        kind, repo_id, now, now, private=_is_private(body), own=True, card={}, sdk=sdk,
        title=name if kind is not Kind.MODEL else "", stage="NO_APP_FILE" if kind is Kind.SPACE else "",
        tags=tuple(filter(None, (sdk, "region:us"))),
    )  # fmt: skip
    if not hub.add(facts):
        raise Refusal(409, "You already created this repository", body={"url": url})
    hub.open(facts)
    return answer({"url": url, "name": repo_id, "id": repo_id})


def _kind(body: dict[str, Any]) -> Kind:
    try:
        return Kind.of(str(body.get("type") or "model"))
    except ValueError:
        raise bad_request(f"There is no type {body.get('type')}") from None


def _full_id(body: dict[str, Any], user: str) -> str:
    name = str(body.get("name") or "")
    return name if "/" in name else f"{body.get('organization') or user}/{name}"


def _is_private(body: dict[str, Any]) -> bool:
    visibility = body.get("visibility") or ("private" if body.get("private") else "public")
    if visibility not in ("public", "private"):
        raise bad_request("visibility must be public or private")
    return bool(visibility == "private")


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or "--" in name or ".." in name or name.endswith((".git", ".ipynb")):
        raise bad_request(f"{name!r} is no name for a repository: letters, digits, - _ and . up to 96, no -- or ..")


def _ref_name(name: str) -> str:
    if not _REF.fullmatch(name):
        raise bad_request(f"{name!r} is no name for a branch or tag")
    return name


ROUTES = [
    post("/api/repos/create", create),
    post("/api/repos/move", move),
    on("DELETE", "/api/repos/delete", delete),
    on("PUT", f"{REPO}/settings", settings),
    on("POST DELETE", f"{REPO}/branch/{{name:one}}", branch),
    on("POST DELETE", f"{REPO}/tag/{{name:one}}", tag),
]
