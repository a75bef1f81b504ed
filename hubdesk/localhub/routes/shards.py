"""What the weights of a model hold."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.routing import get
from hubdesk.localhub.shards import sharded_metadata
from hubdesk.localhub.web import answer, hub_of, repo_id_of, viewer_of


def metadata(request: Request) -> Response:
    """GET /api/models/{id}/safetensors-metadata/{path of an index}."""
    hub = hub_of(request)
    facts = hub.find_files(Kind.MODEL, repo_id_of(request), viewer_of(request))
    return answer(sharded_metadata(hub.open(facts), hub.lfs, request.path_params["path"]))


ROUTES = [get("/api/models/{repo:repo}/safetensors-metadata/{path:rest}", metadata)]
