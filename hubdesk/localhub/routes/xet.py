"""Tokens for the Xet store: to read the files of a commit, or to send files for one to come."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.hub import Hub
from hubdesk.localhub.refusal import Refusal
from hubdesk.localhub.routing import REPO, get
from hubdesk.localhub.web import answer, commit_of, endpoint, hub_of, kind_of, repo_id_of, viewer_of
from hubdesk.localhub.xet.tokens import TOKEN_SECONDS, Grant

STORE = "/_xet"
_NEW_PULL = "None"  # what the library asks for before there is a pull request


def read_token(request: Request) -> Response:
    """GET /api/T/{id}/xet-read-token/{rev}."""
    hub = _offering(request)
    facts = hub.find_files(kind_of(request), repo_id_of(request), viewer_of(request))
    commit = commit_of(hub.open(facts), request.path_params["rev"])
    return _offer(request, hub, Grant(facts.kind, facts.id, commit, False, _end()))


def write_token(request: Request) -> Response:
    """GET /api/T/{id}/xet-write-token/{rev}."""
    hub, revision = _offering(request), request.path_params["rev"]
    facts = hub.find_to_upload(kind_of(request), repo_id_of(request), viewer_of(request))
    commit = commit_of(hub.open(facts), "main" if revision == _NEW_PULL else revision)
    return _offer(request, hub, Grant(facts.kind, facts.id, commit, True, _end()))


def _offering(request: Request) -> Hub:
    hub = hub_of(request)
    if hub.xet.engine is None:
        raise Refusal(404, "This practice Hub does not offer Xet: it was started with --transport lfs")
    return hub


def _offer(request: Request, hub: Hub, grant: Grant) -> Response:
    token, url = hub.xet.seals.token(grant), f"{endpoint(request)}{STORE}"
    headers = {"X-Xet-Access-Token": token, "X-Xet-Token-Expiration": str(grant.expires), "X-Xet-Cas-Url": url}
    return answer({"accessToken": token, "exp": grant.expires, "casUrl": url}, headers=headers)


def _end() -> int:
    return int(time.time()) + TOKEN_SECONDS


ROUTES = [
    get(f"{REPO}/xet-read-token/{{rev:one}}", read_token),
    get(f"{REPO}/xet-write-token/{{rev:one}}", write_token),
]
