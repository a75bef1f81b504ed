"""Creating, duplicating, renaming, deleting and setting up repositories."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.refusal import Refusal, bad_request, repo_not_found, sign_in
from hubdesk.localhub.repositories import wishes
from hubdesk.localhub.repositories.naming import check_name
from hubdesk.localhub.repositories.wishes import Body
from hubdesk.localhub.routing import REPO, on, post
from hubdesk.localhub.spaces.options import Options, read_options
from hubdesk.localhub.spaces.settings import store_new
from hubdesk.localhub.spaces.templates import is_template
from hubdesk.localhub.web import answer, endpoint, hub_of, json_body, kind_of, repo_id_of, viewer_of


async def create(request: Request) -> Response:
    """POST /api/repos/create."""
    return await run_in_threadpool(_create, request, await json_body(request))


async def duplicate(request: Request) -> Response:
    """POST /api/T/{id}/duplicate."""
    return await run_in_threadpool(_duplicate, request, await json_body(request))


async def delete(request: Request) -> Response:
    """DELETE /api/repos/delete."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer = hub_of(request), viewer_of(request)
        kind = wishes.kind_in(body)
        if viewer.anonymous:
            raise repo_not_found(anonymous=True)
        hub.remove(hub.find_to_write(kind, wishes.full_id(body, viewer.name), viewer))
        return answer({})

    return await run_in_threadpool(run)


async def move(request: Request) -> Response:
    """POST /api/repos/move: another name, another owner, or both."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer, kind = hub_of(request), viewer_of(request), wishes.kind_in(body)
        facts = hub.find_to_write(kind, wishes.text(body, "fromRepo"), viewer)
        target = wishes.text(body, "toRepo")
        _check_new(request, target)
        if not hub.rename(facts, target):
            raise Refusal(409, f"A {kind.singular} repository called {target} already exists")
        return answer({"url": _url(request, kind, target), "id": target})

    return await run_in_threadpool(run)


async def settings(request: Request) -> Response:
    """PUT /api/T/{id}/settings: who may see it, and whether access must be asked for."""
    body = await json_body(request)

    def run() -> Response:
        hub = hub_of(request)
        facts = hub.find_to_write(kind_of(request), repo_id_of(request), viewer_of(request))
        changed = hub.change(facts, lambda known: wishes.with_settings(known, body))
        visibility = wishes.visibility_of(changed)
        return answer({"gated": changed.gated or False, "private": changed.private, "visibility": visibility})

    return await run_in_threadpool(run)


def _create(request: Request, body: Body) -> Response:
    hub, viewer, kind = hub_of(request), viewer_of(request), wishes.kind_in(body)
    if viewer.anonymous:
        raise sign_in()
    repo_id = wishes.full_id(body, viewer.name)
    _check_new(request, repo_id)
    _check_free(request, kind, repo_id)
    facts = wishes.new_facts(kind, repo_id, body)
    options = _space_options(request, facts, body)
    template = body.get("template") if kind is Kind.SPACE else None
    if template is None:
        added = hub.add(facts)
    else:
        if not is_template(template) or (like := hub.peek(kind, str(template))) is None:
            raise bad_request(f"There is no Space template {template}")
        if like.sdk != facts.sdk:
            raise bad_request(f"sdk must be that of the template, {like.sdk}")
        added = hub.duplicate(like, facts)
    if not added:
        raise _taken(request, kind, repo_id)
    hub.open(facts)
    if options:
        store_new(hub, facts, options)
    return answer({"url": _url(request, kind, repo_id), "name": repo_id, "id": repo_id})


def _duplicate(request: Request, body: Body) -> Response:
    hub, viewer, kind = hub_of(request), viewer_of(request), kind_of(request)
    source = hub.find_files(kind, repo_id_of(request), viewer)
    if viewer.anonymous:
        raise sign_in()
    repo_id = wishes.text(body, "repository")
    _check_new(request, repo_id)
    _check_free(request, kind, repo_id)
    facts = wishes.copied_facts(source, repo_id, body)
    options = _space_options(request, facts, body)
    if not hub.duplicate(source, facts):
        raise _taken(request, kind, repo_id)
    if options:
        store_new(hub, facts, options, like=source)
    url = _url(request, kind, repo_id)
    return answer({"url": url, "name": repo_id, "id": repo_id, "filesCopyPending": False})


def _space_options(request: Request, facts: Facts, body: Body) -> Options | None:
    if facts.kind is not Kind.SPACE:
        return None
    return read_options(hub_of(request), viewer_of(request), body, owner=facts.author, sdk=facts.sdk)


def _check_new(request: Request, repo_id: str) -> None:
    owner, _, name = repo_id.partition("/")
    hub_of(request).check_write(owner, viewer_of(request))
    check_name(name)


def _check_free(request: Request, kind: Kind, repo_id: str) -> None:
    if hub_of(request).peek(kind, repo_id):
        raise _taken(request, kind, repo_id)


def _taken(request: Request, kind: Kind, repo_id: str) -> Refusal:
    return Refusal(
        409, f"You already created this {kind.singular} repo", body={"url": _url(request, kind, repo_id)}
    )  # fmt: skip


def _url(request: Request, kind: Kind, repo_id: str) -> str:
    return f"{endpoint(request)}/{kind.prefix}{repo_id}"


ROUTES = [
    post("/api/repos/create", create),
    post("/api/repos/move", move),
    on("DELETE", "/api/repos/delete", delete),
    on("PUT", f"{REPO}/settings", settings),
    post(f"{REPO}/duplicate", duplicate),
]
