"""The routes of the practice Hub as one ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.routing import Route

from hubdesk.localhub.faults import Faults
from hubdesk.localhub.guard import RequestLog
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.refusal import Refusal
from hubdesk.localhub.routes import account, content, control, info, lfs, manage, search, tree, upload
from hubdesk.localhub.web import refuse, refuse_plainly


class _Quoted(Convertor[str]):
    """A part of the path that is still percent-encoded (see `guard`): the value is decoded."""

    def convert(self, value: str) -> str:
        return unquote(value, errors="surrogateescape")

    def to_string(self, value: str) -> str:
        return quote(value)


for _name, _regex in {
    "repo": "[^/]+/[^/]+|[^/]+",
    "one": "[^/]+",
    "rest": ".+",
    "kind": "models|datasets|spaces",
    "place": "datasets/|spaces/|",
    "how": "resolve|raw",
}.items():
    register_url_convertor(_name, type(f"_{_name}", (_Quoted,), {"regex": _regex})())


def create_app(hub: Hub, *, faults: Faults, log: RequestLog, secret: str) -> Starlette:
    """The application over one Hub; `secret` opens the control endpoint."""
    repo = "/api/{kind:kind}/{repo:repo}"
    file = "/{kind:place}{repo:repo}"
    routes = [
        Route("/_practice/faults", control.faults, methods=["GET", "PUT", "POST", "DELETE"]),
        Route("/_practice/requests", control.requests, methods=["GET", "DELETE"]),
        _get("/api/whoami-v2", account.whoami),
        _get("/api/settings/repositories", account.repositories),
        _get("/api/organizations/{name:one}/settings/repositories", account.repositories),
        _get("/api/agent-harnesses", account.agent_harnesses),
        _get("/api/telemetry/{topic:rest}", account.telemetry),
        _get("/api/users/{name:one}/overview", account.user_overview),
        _get("/api/organizations/{name:one}/overview", account.organization_overview),
        _get("/api/{kind:kind}-tags-by-type", search.tags_by_type),
        _get("/api/spaces/semantic-search", search.semantic_search),
        _get("/api/{kind:kind}", search.search),
        _post("/api/validate-yaml", upload.validate_yaml),
        _post("/api/repos/create", manage.create),
        _post("/api/repos/move", manage.move),
        Route("/api/repos/delete", manage.delete, methods=["DELETE"]),
        _get(f"{repo}/tree/{{rev:one}}", tree.tree),
        _get(f"{repo}/tree/{{rev:one}}/{{path:rest}}", tree.tree),
        _post(f"{repo}/paths-info/{{rev:one}}", tree.paths_info),
        _get(f"{repo}/refs", tree.refs),
        _get(f"{repo}/commits/{{rev:one}}", tree.commits),
        _get(f"{repo}/revision/{{rev:one}}", info.info),
        _get(f"{repo}/auth-check", info.auth_check),
        _get(f"{repo}/auth-check/{{write:one}}", info.auth_check),
        _get(f"{repo}/likers", info.likers),
        _post(f"{repo}/preupload/{{rev:one}}", upload.preupload),
        _post(f"{repo}/commit/{{rev:one}}", upload.commit),
        Route(f"{repo}/settings", manage.settings, methods=["PUT"]),
        Route(f"{repo}/branch/{{name:one}}", manage.branch, methods=["POST", "DELETE"]),
        Route(f"{repo}/tag/{{name:one}}", manage.tag, methods=["POST", "DELETE"]),
        _get(repo, info.info),
        _post(f"{file}.git/info/lfs/objects/batch", lfs.batch),
        _post(f"{file}.git/info/lfs/verify", lfs.verify),
        Route("/_lfs/{ticket:one}", lfs.receive, methods=["PUT"]),
        _get(f"{file}/{{how:how}}/{{rev:one}}/{{path:rest}}", content.resolve),
    ]
    app = Starlette(routes=routes, exception_handlers={Refusal: refuse, HTTPException: refuse_plainly})
    app.state.hub, app.state.faults, app.state.log, app.state.secret = hub, faults, log, secret
    app.state.tickets = lfs.Tickets()
    return app


def _get(path: str, endpoint: Callable[..., Any]) -> Route:
    return Route(path, endpoint, methods=["GET"])


def _post(path: str, endpoint: Callable[..., Any]) -> Route:
    return Route(path, endpoint, methods=["POST"])
