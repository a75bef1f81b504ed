"""Webhooks of whoever asks."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub import refusal
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.records import Records
from hubdesk.localhub.routing import get, on, post
from hubdesk.localhub.social import webhooks
from hubdesk.localhub.web import answer, hub_of, json_body, viewer_of

_ALL, _ONE = "/api/settings/webhooks", "/api/settings/webhooks/{webhook:one}"


def list_webhooks(request: Request) -> Response:
    """GET /api/settings/webhooks."""
    records, name = _mine(request, Permission.READ_WEBHOOKS)
    return answer([_shown(each) for each in webhooks.of(records, name)])


def show(request: Request) -> Response:
    """GET …/{id}."""
    records, name = _mine(request, Permission.READ_WEBHOOKS)
    return _answer(webhooks.find(records, name, _number(request)))


async def create(request: Request) -> Response:
    """POST /api/settings/webhooks."""
    body = await json_body(request)

    def run() -> Response:
        records, name = _mine(request)
        return _answer(webhooks.add(records, name, body))

    return await run_in_threadpool(run)


async def update(request: Request) -> Response:
    """POST …/{id}."""
    body = await json_body(request)

    def run() -> Response:
        records, name = _mine(request)
        return _answer(webhooks.change(records, name, _number(request), body))

    return await run_in_threadpool(run)


def enable(request: Request) -> Response:
    """POST …/{id}/enable."""
    records, name = _mine(request)
    return _answer(webhooks.switch(records, name, _number(request), on=True))


def disable(request: Request) -> Response:
    """POST …/{id}/disable."""
    records, name = _mine(request)
    return _answer(webhooks.switch(records, name, _number(request), on=False))


def delete(request: Request) -> Response:
    """DELETE …/{id}."""
    records, name = _mine(request)
    webhooks.remove(records, name, _number(request))
    return answer({"success": True})


def _mine(request: Request, permission: Permission = Permission.WRITE_WEBHOOKS) -> tuple[Records, str]:
    """Where webhooks are kept, and whose are meant.

    Raises:
        Refusal: 401, nobody's; 403, the token does not allow it.
    """
    viewer = viewer_of(request)
    if viewer.anonymous:
        raise refusal.sign_in()
    if not viewer.may(permission, viewer.name):
        raise refusal.forbidden("This token may not be used for webhooks")
    return hub_of(request).records, viewer.name


def _number(request: Request) -> str:
    return str(request.path_params["webhook"])


def _answer(webhook: dict[str, Any]) -> Response:
    return answer({"webhook": _shown(webhook)})


def _shown(webhook: dict[str, Any]) -> dict[str, Any]:
    return {"secret": None, **webhook}


ROUTES = [
    get(_ALL, list_webhooks),
    post(_ALL, create),
    get(_ONE, show),
    post(_ONE, update),
    on("DELETE", _ONE, delete),
    post(f"{_ONE}/enable", enable),
    post(f"{_ONE}/disable", disable),
]
