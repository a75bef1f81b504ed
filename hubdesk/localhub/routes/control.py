"""The control endpoint: faults and what was asked, for those who know the secret of this run."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.faults.spec import Faults, Spec
from hubdesk.localhub.faults.thief import Thief
from hubdesk.localhub.refusal import bad_request
from hubdesk.localhub.requestlog import RequestLog
from hubdesk.localhub.routing import on
from hubdesk.localhub.web import answer, check_secret


async def faults(request: Request) -> Response:
    """GET, PUT (these and no others), POST (these too) and DELETE /_practice/faults."""
    check_secret(request)
    box: Faults = request.app.state.faults
    try:
        match request.method:
            case "PUT":
                box.replace(await _specs(request))
            case "POST":
                box.add(await _specs(request))
            case "DELETE":
                box.replace([])
    except (ValueError, RecursionError) as error:
        raise bad_request(str(error)) from None
    return answer(box.tables())


async def requests(request: Request) -> Response:
    """GET and DELETE /_practice/requests."""
    check_secret(request)
    log: RequestLog = request.app.state.log
    recent = log.recent()
    if request.method == "DELETE":
        log.clear()
    return answer(recent)


async def thief(request: Request) -> Response:
    """GET and DELETE /_practice/thief: what was asked of the other origin."""
    check_secret(request)
    other: Thief = request.app.state.thief
    seen = other.requests()
    if request.method == "DELETE":
        other.forget()
    return answer(seen)


async def _specs(request: Request) -> list[Spec]:
    content = json.loads(await request.body())
    if not isinstance(content, list) or not all(isinstance(spec, str | dict) for spec in content):
        raise ValueError("a list of faults is needed")
    return content


ROUTES = [
    on("GET PUT POST DELETE", "/_practice/faults", faults),
    on("GET DELETE", "/_practice/requests", requests),
    on("GET DELETE", "/_practice/thief", thief),
]
