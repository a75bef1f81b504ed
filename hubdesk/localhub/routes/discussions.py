"""Discussions and pull requests: lists, details, and everything people do in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.discussions.contributions import Contributions
from hubdesk.localhub.discussions.shown import details, event_shown, summary
from hubdesk.localhub.discussions.thread import Discussion
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.query import boolean
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.routing import REPO, get, post
from hubdesk.localhub.web import answer, endpoint, hub_of, json_body, kind_of, repo_id_of, viewer_of

PAGE_SIZE = 15
_TYPES, _STATUSES = ("all", "discussion", "pull_request"), ("all", "open", "closed")
Action = Callable[[Contributions, Request, dict[str, Any]], dict[str, Any]]


def listed(request: Request) -> Response:
    """GET /api/T/{id}/discussions: one page, newest first; drafts count as open, merged ones as closed."""
    given = request.query_params
    kind, status = given.get("type") or "all", given.get("status") or "all"
    if kind not in _TYPES or status not in _STATUSES:
        raise bad_request(f"type must be one of {', '.join(_TYPES)}, status one of {', '.join(_STATUSES)}")
    page = given.get("p") or "0"
    if not page.isascii() or not page.isdigit() or len(page) > 6:
        raise bad_request("p must be the number of a page")
    facts, community = _reading(request)
    found = [
        each
        for each in community.all()
        if _is_kind(each, kind) and given.get("author") in (None, "", each.author)
        and (given.get("search") or "").lower() in each.title.lower()
    ]  # fmt: skip
    wanted = [each for each in found if status == "all" or each.status.ongoing == (status == "open")]
    start = int(page) * PAGE_SIZE
    return answer(
        {
            "discussions": [summary(facts, each) for each in wanted[start : start + PAGE_SIZE]],
            "count": len(wanted),
            "start": start,
            "numItemsPerPage": PAGE_SIZE,
            "numClosedDiscussions": sum(not each.status.ongoing for each in found),
        }
    )


def shown(request: Request) -> Response:
    """GET /api/T/{id}/discussions/{num}; with diff=1 also what a pull request changes."""
    facts, community = _reading(request)
    readable = hub_of(request).may_read_files(facts, viewer_of(request))
    diff = bool(boolean("diff", request.query_params.get("diff"))) and readable
    return answer(details(facts, community, community.find(_num(request)), diff=diff))


async def create(request: Request) -> Response:
    """POST /api/T/{id}/discussions."""
    body = await json_body(request)
    title, text = _text(body, "title"), _text(body, "description", "")
    pull_request = body.get("pullRequest", False)
    if not isinstance(pull_request, bool):
        raise bad_request("pullRequest must be true or false")

    def run() -> Response:
        facts, community = _taking_part(request)
        if pull_request:
            hub_of(request).find_files(facts.kind, facts.id, viewer_of(request))
        made = community.draft(title, text) if pull_request else community.start(title, text)
        url = f"{endpoint(request)}/{facts.kind.prefix}{facts.id}/discussions/{made.num}"
        references = {"references": {"base": made.pull.base}} if made.pull else {}
        return answer({"num": made.num, "pullRequest": made.pull is not None, "url": url, **references})

    return await run_in_threadpool(run)


def _comment(community: Contributions, request: Request, body: dict[str, Any]) -> dict[str, Any]:
    return {"newMessage": event_shown(community.comment(_num(request), _text(body, "comment")))}


def _title(community: Contributions, request: Request, body: dict[str, Any]) -> dict[str, Any]:
    return {"newTitle": event_shown(community.rename(_num(request), _text(body, "title")))}


def _status(community: Contributions, request: Request, body: dict[str, Any]) -> dict[str, Any]:
    change = community.set_status(_num(request), _text(body, "status"), _text(body, "comment", ""))
    return {"newStatus": event_shown(change)}


def _merge(community: Contributions, request: Request, body: dict[str, Any]) -> dict[str, Any]:
    return {"newStatus": event_shown(community.merge(_num(request), _text(body, "comment", "")))}


def _edit(community: Contributions, request: Request, body: dict[str, Any]) -> dict[str, Any]:
    edited = community.edit(_num(request), request.path_params["comment"], _text(body, "content"))
    return {"updatedComment": event_shown(edited)}


def _hide(community: Contributions, request: Request, body: dict[str, Any]) -> dict[str, Any]:
    return {"updatedComment": event_shown(community.hide(_num(request), request.path_params["comment"]))}


def _doing(act: Action) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does something in a discussion."""

    async def endpoint_of(request: Request) -> Response:
        content = await request.body()
        # The library sends `null` where it has nothing to say.
        body = {} if content.strip() in (b"", b"null") else await json_body(request)

        def run() -> Response:
            _, community = _taking_part(request)
            return answer(act(community, request, body))

        return await run_in_threadpool(run)

    return endpoint_of


def _reading(request: Request) -> tuple[Facts, Contributions]:
    hub, viewer = hub_of(request), viewer_of(request)
    facts = hub.find(kind_of(request), repo_id_of(request), viewer)
    return facts, Contributions(hub, facts, viewer)


def _taking_part(request: Request) -> tuple[Facts, Contributions]:
    hub, viewer = hub_of(request), viewer_of(request)
    facts = hub.find_to_discuss(kind_of(request), repo_id_of(request), viewer)
    return facts, Contributions(hub, facts, viewer)


def _num(request: Request) -> int:
    text = request.path_params["num"]
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) == 0:
        raise Refusal(404, "Discussion not found")
    return int(text)


def _text(body: dict[str, Any], key: str, default: str | None = None) -> str:
    text = body.get(key)
    if text is None and default is not None:
        return default
    if not isinstance(text, str):
        raise bad_request(f"{key} must be a text")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request(f"{key} is no valid Unicode") from None
    return text


def _is_kind(discussion: Discussion, kind: str) -> bool:
    return kind == "all" or (discussion.pull is not None) == (kind == "pull_request")


_ALL = f"{REPO}/discussions"
_ONE = f"{_ALL}/{{num:one}}"
ROUTES = [
    get(_ALL, listed),
    post(_ALL, create),
    get(_ONE, shown),
    post(f"{_ONE}/comment", _doing(_comment)),
    post(f"{_ONE}/title", _doing(_title)),
    post(f"{_ONE}/status", _doing(_status)),
    post(f"{_ONE}/merge", _doing(_merge)),
    post(f"{_ONE}/comment/{{comment:one}}/edit", _doing(_edit)),
    post(f"{_ONE}/comment/{{comment:one}}/hide", _doing(_hide)),
]
