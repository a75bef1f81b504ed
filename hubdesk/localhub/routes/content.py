"""The bytes of files: whole, or from any offset."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote
from weakref import ref

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.content.answer import FileAnswer
from hubdesk.localhub.content.found import find_file
from hubdesk.localhub.content.memory import Known
from hubdesk.localhub.content.reading import readable
from hubdesk.localhub.routing import PAGE, get
from hubdesk.localhub.web import hub_of, kind_of, repo_id_of, viewer_of


def resolve(request: Request) -> Response:
    """GET and HEAD /[datasets/|spaces/]{id}/resolve/{rev}/{path}; /raw/ gives the pointer of a large file."""
    hub, kind, repo_id, path = hub_of(request), kind_of(request), repo_id_of(request), request.path_params["path"]
    raw = request.path_params["how"] == "raw"
    facts = readable(hub, kind, repo_id, path, viewer_of(request), raw=raw)
    repo = hub.open(facts)
    moves = repo.moves  # before looking: what moves meanwhile makes the answer old
    found = find_file(repo, hub.lfs, request.path_params["rev"], path, raw=raw)
    if not isinstance(found.body, bytes) and (name := hub.xet.hash_of(found.etag)):
        token = f"/api/{facts.kind.value}/{quote(facts.id)}/xet-read-token/{found.commit}"
        found = replace(found, xet=(name.encode(), token.encode()))
    request.app.state.files.keep(request.scope["path"], Known(kind, repo_id, raw, ref(repo), moves, found))
    return FileAnswer(request.scope, found)


ROUTES = [
    get(f"{PAGE}/{{how:how}}/{{rev:one}}/{{path:rest}}", resolve),
]
