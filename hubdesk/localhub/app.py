"""The routes of the practice Hub as one ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Route

from hubdesk.localhub.hub import Hub
from hubdesk.localhub.refusal import Refusal
from hubdesk.localhub.routes import account, content, info, search, tree
from hubdesk.localhub.web import refuse


class _Quoted(Convertor[str]):
    """A part of the path that is still percent-encoded (see `guard`): the value is decoded."""

    def __init__(self, regex: str) -> None:
        self.regex = regex

    def convert(self, value: str) -> str:
        return unquote(value, errors="surrogateescape")

    def to_string(self, value: str) -> str:
        return quote(value)


register_url_convertor("repo", _Quoted("[^/]+/[^/]+|[^/]+"))
register_url_convertor("one", _Quoted("[^/]+"))
register_url_convertor("rest", _Quoted(".+"))
register_url_convertor("kind", _Quoted("models|datasets|spaces"))
register_url_convertor("place", _Quoted("datasets/|spaces/|"))
register_url_convertor("how", _Quoted("resolve|raw"))


def create_app(hub: Hub) -> Starlette:
    """The application over one Hub."""
    repo = "/api/{kind:kind}/{repo:repo}"
    file = "/{kind:place}{repo:repo}"
    routes = [
        _get("/api/whoami-v2", account.whoami),
        _get("/api/agent-harnesses", account.agent_harnesses),
        _get("/api/telemetry/{topic:rest}", account.telemetry),
        _get("/api/users/{name:one}/overview", account.user_overview),
        _get("/api/organizations/{name:one}/overview", account.organization_overview),
        _get("/api/{kind:kind}-tags-by-type", search.tags_by_type),
        _get("/api/spaces/semantic-search", search.semantic_search),
        _get("/api/{kind:kind}", search.search),
        _get(f"{repo}/tree/{{rev:one}}", tree.tree),
        _get(f"{repo}/tree/{{rev:one}}/{{path:rest}}", tree.tree),
        _post(f"{repo}/paths-info/{{rev:one}}", tree.paths_info),
        _get(f"{repo}/refs", tree.refs),
        _get(f"{repo}/commits/{{rev:one}}", tree.commits),
        _get(f"{repo}/revision/{{rev:one}}", info.info),
        _get(f"{repo}/auth-check", info.auth_check),
        _get(f"{repo}/auth-check/{{write:one}}", info.auth_check),
        _get(f"{repo}/likers", info.likers),
        _get(repo, info.info),
        _get(f"{file}/{{how:how}}/{{rev:one}}/{{path:rest}}", content.resolve),
    ]
    app = Starlette(routes=routes, exception_handlers={Refusal: refuse})
    app.state.hub = hub
    return app


def _get(path: str, endpoint: Callable[..., Any]) -> Route:
    return Route(path, endpoint, methods=["GET"])


def _post(path: str, endpoint: Callable[..., Any]) -> Route:
    return Route(path, endpoint, methods=["POST"])
