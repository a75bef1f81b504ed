"""The control endpoint: faults and the log of requests, for those who know the secret of this run."""

from __future__ import annotations

import json
import secrets

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.faults.spec import Faults
from hubdesk.localhub.guard import RequestLog
from hubdesk.localhub.refusal import bad_request, forbidden
from hubdesk.localhub.routing import on
from hubdesk.localhub.web import answer


async def faults(request: Request) -> Response:
    """GET, PUT (these and no others), POST (these too) and DELETE /_practice/faults."""
    _check(request)
    box: Faults = request.app.state.faults
    try:
        match request.method:
            case "PUT":
                box.replace(await _specs(request))
            case "POST":
                box.add(await _specs(request))
            case "DELETE":
                box.replace([])
    except ValueError as error:
        raise bad_request(str(error)) from None
    return answer(box.tables())


async def requests(request: Request) -> Response:
    """GET and DELETE /_practice/requests."""
    _check(request)
    log: RequestLog = request.app.state.log
    recent = log.recent()
    if request.method == "DELETE":
        log.clear()
    return answer(recent)


async def _specs(request: Request) -> list[str | dict[str, object]]:
    content = json.loads(await request.body())
    if not isinstance(content, list) or not all(isinstance(spec, str | dict) for spec in content):
        raise ValueError("a list of faults is needed")
    return content


def _check(request: Request) -> None:
    given = request.headers.get("x-practice-secret", "")
    if not secrets.compare_digest(given.encode(), request.app.state.secret.encode()):
        raise forbidden("This needs the secret that the practice Hub printed when it started")


ROUTES = [
    on("GET PUT POST DELETE", "/_practice/faults", faults),
    on("GET DELETE", "/_practice/requests", requests),
]
