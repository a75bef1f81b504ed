"""The client that uploads go through: one endpoint, a token that never leaves its origin, answers of bounded size."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx2

import hubdesk
from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.hub.limits import Limits
from hubdesk.hub.translate import refusal
from hubdesk.hub.trust import origin, same_origin
from hubdesk.transfers.sending.stopping import Sockets, Stop

MAX_ANSWER = 64_000_000
MAX_ERROR_BODY = 100_000

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with a status below 300."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def table(self) -> dict[str, Any]:
        """The JSON object that it is.

        Raises:
            HubError: BAD_ANSWER, it is none.
        """
        found = self.json()
        if not isinstance(found, dict):
            raise HubError(ErrorKind.BAD_ANSWER, "no JSON object", status=self.status)
        return found

    def json(self) -> Any:  # noqa: ANN401 - JSON is what it is
        """The JSON that it is.

        Raises:
            HubError: BAD_ANSWER, it is none.
        """
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            kind = self.headers.get("content-type", "")[:60]
            raise HubError(ErrorKind.BAD_ANSWER, f"no JSON: {kind}", status=self.status) from error


class Post:
    """Sends requests; each thread has connections of its own, so that they can be cut."""

    def __init__(self, endpoint: str, token: str, limits: Limits | None = None) -> None:
        self.endpoint = endpoint.rstrip("/")
        self.token = token
        self._limits = limits or Limits()
        self._tls = httpx2.create_ssl_context()
        self._own = threading.local()
        self._clients: list[httpx2.Client] = []

    def send(
        self,
        method: str,
        url: str,
        stop: Stop,
        *,
        body: bytes | Iterable[bytes] | None = None,
        size: int | None = None,
        headers: Mapping[str, str] | None = None,
        patience_s: float | None = None,
    ) -> Reply:
        """Send a request to an absolute URL or a path below the endpoint, and read the answer.

        The token goes along only to the endpoint's own origin. Nothing is redirected: a body must not follow to
        wherever a server points.

        Raises:
            StoppedError: `stop` was set meanwhile.
            HubDeskError: the answer is an error.
            httpx2.HTTPError: the way there and back failed.
        """
        url = self.endpoint + url if url.startswith("/") else check_address(url, self.endpoint)
        sent = {**(headers or {})}
        if self.token and same_origin(url, self.endpoint):
            sent["authorization"] = f"Bearer {self.token}"
        if size is not None:
            sent["content-length"] = str(size)
        client, sockets = self._mine()
        timeout = httpx2.Timeout(
            connect=self._limits.connect,
            read=patience_s or self._limits.read,
            write=self._limits.write,
            pool=self._limits.pool,
        )
        request = client.build_request(
            method, url, content=body, headers=sent, timeout=timeout, extensions={"trace": sockets.note}
        )
        with stop.cutting(sockets):
            response = client.send(request, stream=True)
            try:
                return _read(response)
            finally:
                response.close()

    def ask(self, path: str, stop: Stop) -> Reply:
        """GET a path below the endpoint, or a URL.

        Raises:
            StoppedError: `stop` was set meanwhile.
            HubDeskError: the answer is an error.
            httpx2.HTTPError: the way there and back failed.
        """
        return self.send("GET", path, stop)

    def tell(
        self, url: str, content: object, stop: Stop, *, kind: str = "application/json", patience_s: float | None = None
    ) -> Reply:
        """POST JSON to a URL, or to a path below the endpoint.

        Raises:
            StoppedError: `stop` was set meanwhile.
            HubDeskError: the answer is an error.
            httpx2.HTTPError: the way there and back failed.
        """
        body = json.dumps(content).encode()
        headers = {"content-type": kind, "accept": kind}
        return self.send("POST", url, stop, body=body, size=len(body), headers=headers, patience_s=patience_s)

    def close(self) -> None:
        """Close every connection."""
        for client in self._clients:
            client.close()

    def _mine(self) -> tuple[httpx2.Client, Sockets]:
        if not hasattr(self._own, "client"):
            self._own.client = httpx2.Client(
                verify=self._tls,
                follow_redirects=False,
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                headers={"user-agent": f"hubdesk/{hubdesk.__version__}", "accept-encoding": "identity"},
            )
            self._own.sockets = Sockets()
            self._clients.append(self._own.client)
        return self._own.client, self._own.sockets


def check_address(url: str, endpoint: str) -> str:
    """A URL that a server supplied, if content may go there: https, this computer, or the connection's own origin.

    Raises:
        HubError: UNTRUSTED, with the host as its subject.
    """
    scheme, host, _ = origin(url)
    is_safe = scheme == "https" or (scheme == "http" and host in _LOOPBACK)
    if same_origin(url, endpoint) or (is_safe and "@" not in url.split("/")[2]):
        return url
    raise HubError(ErrorKind.UNTRUSTED, "files must not go there", subject=host)


def _read(response: httpx2.Response) -> Reply:
    limit = MAX_ANSWER if response.status_code < 300 else MAX_ERROR_BODY
    content = bytearray()
    for chunk in response.iter_raw():
        content += chunk
        if len(content) > limit:
            if response.status_code >= 300:
                break
            raise HubError(ErrorKind.BAD_ANSWER, "the answer is too long", status=response.status_code)
    if response.status_code >= 300:
        raise refusal(response.status_code, response.headers, _message(content), url=str(response.request.url))
    return Reply(response.status_code, response.headers, bytes(content))


def _message(content: bytes | bytearray) -> str:
    """What the body of a refusal says, if it says it as a Hub does."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    for name in ("error", "message"):
        if isinstance(said, dict) and isinstance(said.get(name), str):
            return str(said[name])
    return ""
