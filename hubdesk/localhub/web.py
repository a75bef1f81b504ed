"""What the endpoints share: JSON, pages, and the parts of a request."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.names import Moved
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.refusal import HERE, Refusal, bad_request, forbidden, plain, repo_not_found, revision_not_found

Item = TypeVar("Item")


def answer(content: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON response."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Response(body, status, headers, media_type="application/json; charset=utf-8")


def refuse(request: Request, error: Exception) -> Response:
    """A refusal as the Hub words it."""
    assert isinstance(error, Refusal)  # the only class this handler is registered for
    message = error.message.replace(HERE, endpoint(request)) if HERE in error.message else error.message
    headers = {"X-Error-Message": plain(message), **error.headers}
    if error.code:
        headers["X-Error-Code"] = error.code
    if error.status == 401:
        headers.setdefault("WWW-Authenticate", 'Bearer realm="Authentication required"')
    if request.method == "HEAD":
        return Response(None, error.status, headers)
    return answer({"error": message, **error.body}, status=error.status, headers=headers)


def refuse_plainly(request: Request, error: Exception) -> Response:
    """What no route answers: an unknown address or method."""
    assert isinstance(error, HTTPException)  # the only class this handler is registered for
    return refuse(
        request, Refusal(error.status_code, f"Sorry, we can't find the page you are looking for: {error.detail}")
    )


def vanished(request: Request, error: Exception) -> Response:
    """The repository was taken away or renamed a moment ago."""
    return refuse(request, repo_not_found(anonymous=False))


def redirect(request: Request, error: Exception) -> Response:
    """The way to the name a repository has now; who gives its old one in a body does not find it."""
    assert isinstance(error, Moved)  # the only class this handler is registered for
    location = error.location(request.scope["path"], request.url.query)
    if location is None:
        return refuse(request, repo_not_found(anonymous="authorization" not in request.headers))
    body = f"Temporary Redirect. Redirecting to {location}"
    return PlainTextResponse(None if request.method == "HEAD" else body, 307, {"Location": location})


def hub_of(request: Request) -> Hub:
    """The Hub behind this request."""
    hub: Hub = request.app.state.hub
    return hub


def viewer_of(request: Request) -> Viewer:
    """Whoever sent the request.

    Raises:
        Refusal: 401, the token is unknown.
    """
    return hub_of(request).viewer(secret_of(request.headers.get("authorization", "")))


def secret_of(authorization: str) -> str | None:
    """The token in an Authorization header: as git sends it (the password, else the name) or as everybody else."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _, password = base64.b64decode(token).decode().partition(":")
        except ValueError:
            return ""
        return password or name
    return token.strip() if scheme.lower() == "bearer" else None


def owner_of(hub: Hub, authorization: str) -> str:
    """Whose token is in an Authorization header; empty if nobody's."""
    secret = secret_of(authorization)
    token = hub.keyring.find(secret) if secret else None
    return token.person.name if token else ""


def check_secret(request: Request) -> None:
    """Let pass only who knows the secret of the control endpoint.

    Raises:
        Refusal: 403.
    """
    given = request.headers.get("x-practice-secret", "")
    if not secrets.compare_digest(given.encode(), request.app.state.secret.encode()):
        raise forbidden("This needs the secret that the practice Hub printed when it started")


def kind_of(request: Request) -> Kind:
    """Models, datasets or Spaces, from the path."""
    return Kind((request.path_params.get("kind") or "models").strip("/"))


def repo_id_of(request: Request) -> str:
    """The repository's id, from the path."""
    return str(request.path_params["repo"])


def find(request: Request) -> tuple[Facts, GitRepo]:
    """The repository of the path, as far as whoever asks may see it."""
    hub = hub_of(request)
    facts = hub.find(kind_of(request), repo_id_of(request), viewer_of(request))
    return facts, hub.open(facts)


def commit_of(repo: GitRepo, revision: str) -> str:
    """The commit of a revision.

    Raises:
        Refusal: 404, there is no such revision.
    """
    commit = repo.resolve(revision or "main")
    if commit is None:
        raise revision_not_found(revision)
    return commit


def endpoint(request: Request) -> str:
    """Our own address, as the client wrote it."""
    return f"http://{request.headers['host']}"


def next_link(request: Request, **changes: str) -> dict[str, str]:
    """The header that leads to the next page."""
    keys = set(changes)
    query = [(key, value) for key, value in request.query_params.multi_items() if key not in keys] + list(
        changes.items()
    )
    return {"Link": f'<{endpoint(request)}{request.scope["path"]}?{urlencode(query)}>; rel="next"'}


def page(request: Request, items: Sequence[Item], size: int) -> tuple[Sequence[Item], dict[str, str]]:
    """One page of a list, and its headers; the cursor is a position in the list.

    Raises:
        Refusal: 400, the cursor is not one of ours.
    """
    start = cursor_of(request)
    return items[start : start + size], page_headers(request, start, size, len(items))


def cursor_of(request: Request) -> int:
    """Where the page asked for begins.

    Raises:
        Refusal: 400, the cursor is not one of ours.
    """
    text = request.query_params.get("cursor", "0")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise bad_request("Invalid cursor")
    return int(text)


def page_headers(request: Request, start: int, size: int, total: int) -> dict[str, str]:
    """The headers of a page: how many there are in all, and the way to the next."""
    headers = {"X-Total-Count": str(total)}
    return headers | next_link(request, cursor=str(start + size)) if start + size < total else headers


async def json_body(request: Request) -> dict[str, Any]:
    """The JSON object in the body.

    Raises:
        Refusal: 400, it is not one.
    """
    try:
        content = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        raise bad_request("The body is not JSON") from None
    if not isinstance(content, dict):
        raise bad_request("The body is not a JSON object")
    return content
