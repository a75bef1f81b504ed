"""Gated repositories: asking for access, and what their authors do about it."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hubdesk.localhub import refusal
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.people import wording
from hubdesk.localhub.people.cast import Person, person_named, person_with_id
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.people.requests import STATUSES, AccessRequest, AccessRequests
from hubdesk.localhub.records import key_of
from hubdesk.localhub.routing import PAGE, REPO, get, post
from hubdesk.localhub.web import answer, endpoint, hub_of, json_body, kind_of, page, repo_id_of, viewer_of

_MAX_REASON, _MAX_QUERY, _MAX_BATCH = 200, 250, 100
_MAX_FIELDS, _MAX_ANSWER = 50, 2000


async def ask(request: Request) -> Response:
    """POST /[datasets/|spaces/]{id}/ask-access: what the button of the repository's page does."""
    fields = await _form_or_json(request)

    def run() -> Response:
        hub, viewer = hub_of(request), viewer_of(request)
        facts = hub.find(kind_of(request), repo_id_of(request), viewer)
        if viewer.anonymous:
            raise refusal.sign_in()
        if not facts.gated:
            raise wording.not_gated()
        if not viewer.role_in(facts.author):
            hub.gate.requests.ask(facts, viewer.name, fields)
        return RedirectResponse(f"{endpoint(request)}/{facts.kind.prefix}{facts.id}", 303)

    return await run_in_threadpool(run)


def withdraw(request: Request) -> Response:
    """POST /api/T/{id}/user-access-request/cancel: takes back one's own request."""
    hub, viewer = hub_of(request), viewer_of(request)
    facts = hub.find(kind_of(request), repo_id_of(request), viewer)
    if viewer.anonymous:
        raise refusal.sign_in()
    if not hub.gate.requests.withdraw(facts, viewer.name):
        raise refusal.Refusal(404, "No pending access request found for this repo and this user")
    return answer({"ok": True})


def listed(request: Request) -> Response:
    """GET /api/T/{id}/user-access-request/{status}."""
    facts, requests = _reviewed(request, Permission.SEE_REQUESTS)
    status = request.path_params["status"]
    if status not in STATUSES:
        raise wording.no_option(STATUSES, "status")
    limit = wording.whole_number(request.query_params.get("limit", "1000"), 10, 1000, "limit")
    query = request.query_params.get("q", "")
    if len(query) > _MAX_QUERY:
        raise wording.too_long(_MAX_QUERY, "q")
    known = requests.all(facts)
    if not facts.gated and not known:
        raise wording.not_gated()
    found = [each for each in known if each.status == status and _matches(each, query.lower())]
    shown, headers = page(request, found, limit)
    return answer([wording.item(each) for each in shown], headers=headers)


async def handle(request: Request) -> Response:
    """POST /api/T/{id}/user-access-request/handle."""
    body = await json_body(request)

    def run() -> Response:
        facts, requests = _reviewed(request, Permission.WRITE)
        status, reason = _decision(body)
        if not facts.gated:
            raise wording.not_gated()
        user = _user(body, facts, requests)
        if not requests.handle(facts, user, status, by=viewer_of(request).name, reason=reason):
            raise wording.no_request()
        return answer({})

    return await run_in_threadpool(run)


async def batch(request: Request) -> Response:
    """POST /api/T/{id}/user-access-request/batch: the same decision about several, each with its own outcome."""
    body = await json_body(request)

    def run() -> Response:
        facts, requests = _reviewed(request, Permission.WRITE)
        status, reason = _decision(body)
        entries = body.get("requests")
        if not isinstance(entries, list) or not 0 < len(entries) <= _MAX_BATCH:
            raise wording.invalid(f"Invalid input: expected an array of 1 to {_MAX_BATCH} items", "requests")
        if not facts.gated:
            raise wording.not_gated()
        by = viewer_of(request).name
        return answer([_settle(entry, facts, requests, status, by, reason) for entry in entries])

    return await run_in_threadpool(run)


async def grant(request: Request) -> Response:
    """POST /api/T/{id}/user-access-request/grant: lets somebody in who did not ask."""
    body = await json_body(request)

    def run() -> Response:
        facts, requests = _reviewed(request, Permission.WRITE)
        if not facts.gated:
            raise wording.not_gated()
        person = _person(body)
        inside = facts.author == person.name or facts.author in person.roles
        if inside or not requests.grant(facts, person.name, by=viewer_of(request).name):
            raise refusal.bad_request("That user already has access to the repo")
        return answer({})

    return await run_in_threadpool(run)


def report(request: Request) -> Response:
    """GET /[datasets/|spaces/]{id}/user-access-report: every request as a file."""
    facts, requests = _reviewed(request, Permission.SEE_REQUESTS)
    name = f"user-access-report-{facts.id.replace('/', '-')}.json"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return answer([wording.reported(each) for each in requests.all(facts)], headers=headers)


def _reviewed(request: Request, permission: Permission) -> tuple[Facts, AccessRequests]:
    """The repository of the path and its requests, for who may decide about them."""
    hub, viewer = hub_of(request), viewer_of(request)
    facts = hub.find(kind_of(request), repo_id_of(request), viewer)
    if viewer.anonymous:
        raise refusal.sign_in()
    if not viewer.may_write(facts.author, permission, key_of(facts)):
        raise refusal.read_only()
    return facts, hub.gate.requests


def _decision(body: dict[str, Any]) -> tuple[str, str]:
    status = body.get("status")
    if status not in STATUSES:
        raise wording.no_option(STATUSES, "status")
    reasons = {"rejected": "rejectionReason", "reset": "resetReason"}
    given = {key: body[key] for key in reasons.values() if body.get(key) is not None}
    for key, reason in given.items():
        if not isinstance(reason, str):
            raise wording.invalid("Invalid input: expected string", key)
        if len(reason) > _MAX_REASON:
            raise wording.too_long(_MAX_REASON, key)
    return status, given.get(reasons.get(status, ""), "")


def _user(body: dict[str, Any], facts: Facts, requests: AccessRequests) -> str:
    """Whose request is meant."""
    if body.get("requestId") is None:
        return _person(body).name
    if body.get("user") is not None or body.get("userId") is not None:
        raise wording.one_of("userId, user or requestId")
    known = requests.by_id(facts, str(body["requestId"]))
    if known is None:
        raise wording.no_request()
    return known.user


def _person(body: dict[str, Any]) -> Person:
    user, account = body.get("user"), body.get("userId")
    if (user is None) == (account is None):
        raise wording.one_of("userId or user")
    person = person_named(str(user)) if account is None else person_with_id(str(account))
    if person is None:
        raise refusal.user_not_found()
    return person


def _settle(
    entry: object, facts: Facts, requests: AccessRequests, status: str, by: str, reason: str
) -> dict[str, object]:
    if not isinstance(entry, dict):
        raise wording.invalid("Invalid input: expected object", "requests")
    shown: dict[str, object] = {key: str(entry[key]) for key in ("user", "userId") if entry.get(key) is not None}
    try:
        user = _person(entry).name
    except refusal.Refusal as error:
        if error.status != 404:
            raise
        return shown | {"ok": False, "error": "user_not_found"}
    known = requests.get(facts, user)
    done = known is not None and (known.status == status or requests.handle(facts, user, status, by=by, reason=reason))
    return shown | ({"ok": True} if done else {"ok": False, "error": "request_not_found"})


async def _form_or_json(request: Request) -> dict[str, str]:
    """The answers to the form of the gate."""
    fields: dict[str, Any]
    if "json" in request.headers.get("content-type", ""):
        fields = await json_body(request)
    else:
        async with request.form(max_fields=_MAX_FIELDS, max_files=0) as form:
            fields = dict(form)
    answers = {str(key): str(value) for key, value in fields.items()}
    if len(answers) > _MAX_FIELDS or any(len(key) + len(value) > _MAX_ANSWER for key, value in answers.items()):
        raise refusal.bad_request("The answers to the form are too long")
    return answers


def _matches(request: AccessRequest, query: str) -> bool:
    person = person_named(request.user)
    shown = (person.name, person.fullname, person.email) if person else (request.user,)
    return any(text.lower().startswith(query) for text in shown)


_REQUESTS = f"{REPO}/user-access-request"
ROUTES = [
    post(f"{_REQUESTS}/handle", handle),
    post(f"{_REQUESTS}/grant", grant),
    post(f"{_REQUESTS}/batch", batch),
    post(f"{_REQUESTS}/cancel", withdraw),
    get(f"{_REQUESTS}/{{status:one}}", listed),
    post(f"{PAGE}/ask-access", ask),
    get(f"{PAGE}/user-access-report", report),
]
