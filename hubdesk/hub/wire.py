"""The blocking requests to one Hub, and the reading of its answers. Runs on worker threads only."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import hubdesk
from hubdesk.core.errors import ErrorKind, HubDeskError, HubError, NetworkError
from hubdesk.core.types import RepoRef
from hubdesk.hub.environment import prepare_environment
from hubdesk.hub.limits import Limits
from hubdesk.hub.translate import refusal
from hubdesk.hub.trust import is_private_host, origin, same_origin

if TYPE_CHECKING:
    import httpx2

    from hubdesk.hub.http import HubClient

MAX_JSON = 64_000_000
MAX_REDIRECTS = 5

Params = Iterable[tuple[str, str]]
Query = list[tuple[str, str | int | float | bool | None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON answer and the headers that matter."""

    data: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    next_url: str | None = None


class Wire:
    """Asks one endpoint. The client is made by the first request, in the thread that makes it."""

    def __init__(self, endpoint: str, token: Callable[[], str | None], limits: Limits | None = None) -> None:
        self.endpoint = endpoint.rstrip("/")
        self._token = token
        self._limits = limits or Limits()
        self._client: HubClient | None = None
        self._agent = ""
        self._lock = threading.Lock()

    def has_token(self) -> bool:
        """Whether requests carry a token."""
        return bool(self._token())

    def get_json(self, path: str, params: Params = ()) -> Answer:
        """GET a path below the endpoint, or an absolute URL of its origin.

        Raises:
            HubDeskError: it failed, or the answer is no JSON.
        """
        return self._json("GET", self.absolute(path), params=list(params))

    def get_nothing(self, path: str) -> None:
        """GET a path below the endpoint for its status alone.

        Raises:
            HubDeskError: it failed.
        """
        with self._stream("GET", self.absolute(path)) as response:
            self._check(response)

    def post_json(self, path: str, body: object, *, accept: frozenset[int] = frozenset()) -> Answer:
        """POST JSON; an answer whose status is in `accept` is read although it is an error.

        Raises:
            HubDeskError: it failed, or the answer is no JSON.
        """
        return self._json("POST", self.absolute(path), body=body, accept=accept)

    def get_file(self, path: str, *, max_bytes: int) -> bytes:
        """The content behind a `/resolve/` path.

        Raises:
            HubDeskError: it failed, is larger than `max_bytes`, or is no file of a Hub (a portal's page).
        """
        with self._stream("GET", self.absolute(path)) as response:
            self._check(response)
            if not any("x-repo-commit" in each.headers for each in (*response.history, response)):
                raise HubError(ErrorKind.BAD_ANSWER, "no X-Repo-Commit header", status=response.status_code)
            return self._read(response, max_bytes)

    def get_foreign(self, url: str, *, max_bytes: int, allowed: Callable[[str], bool] | None) -> tuple[bytes, str]:
        """Anything from anywhere, with its content type; `allowed` is asked about every address on the way.

        Raises:
            HubDeskError: it failed, or leads to a private address or one that is not allowed.
        """
        for _ in range(MAX_REDIRECTS):
            self._check_foreign(url, allowed)
            with self._stream("GET", url, follow=False) as response:
                location = response.headers.get("location", "")
                if 300 <= response.status_code < 400 and location:
                    url = urljoin(url, location)
                    continue
                self._check(response)
                return self._read(response, max_bytes), response.headers.get("content-type", "")
        raise HubError(ErrorKind.BAD_ANSWER, "too many redirects")

    def absolute(self, path: str) -> str:
        """The URL of a path; a URL is let through if it is of the connection's origin.

        Raises:
            HubError: UNTRUSTED, for another origin.
        """
        if path.startswith("/"):
            return self.endpoint + path
        if not same_origin(path, self.endpoint):
            raise HubError(ErrorKind.UNTRUSTED, "the address is not the connection's", subject=origin(path)[1])
        return path

    def close(self) -> None:
        """Close every connection; requests under way fail."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.shut()

    def _check_foreign(self, url: str, allowed: Callable[[str], bool] | None) -> None:
        scheme, host, _ = origin(url)
        if same_origin(url, self.endpoint):
            return
        if scheme != "https" or is_private_host(host) or "@" in url.split("/")[2] or (allowed and not allowed(url)):
            raise HubError(ErrorKind.UNTRUSTED, "address not allowed", subject=host)

    def _json(
        self,
        method: str,
        url: str,
        *,
        params: Query | None = None,
        body: object = None,
        accept: frozenset[int] = frozenset(),
    ) -> Answer:
        # A body must not follow a redirect to wherever a server points.
        with self._stream(method, url, params=params, body=body, follow=body is None) as response:
            if response.status_code not in accept:
                self._check(response)
            content = self._read(response, MAX_JSON)
            try:
                data = _parsed(content)
            except (ValueError, RecursionError) as error:
                kind = response.headers.get("content-type", "")[:60]
                raise HubError(ErrorKind.BAD_ANSWER, f"no JSON: {kind}", status=response.status_code) from error
            return Answer(data, response.headers, self._next(response))

    def _next(self, response: httpx2.Response) -> str | None:
        target = response.links.get("next", {}).get("url")
        if not target:
            return None
        target = urljoin(str(response.url), target)
        if not same_origin(target, self.endpoint):
            raise HubError(ErrorKind.UNTRUSTED, "the next page is of another origin", subject=origin(target)[1])
        return target

    @contextmanager
    def _stream(
        self,
        method: str,
        url: str,
        *,
        params: Query | None = None,
        body: object = None,
        follow: bool = True,
    ) -> Iterator[httpx2.Response]:
        client = self._ready()
        headers = {"user-agent": self._agent}
        if (token := self._token()) and same_origin(url, self.endpoint):
            headers["authorization"] = f"Bearer {token}"
        request = client.build_request(method, url, params=params or None, json=body, headers=headers)
        response = client.send(request, stream=True, follow_redirects=follow)
        try:
            yield response
        finally:
            response.close()

    def _read(self, response: httpx2.Response, max_bytes: int) -> bytes:
        deadline = time.monotonic() + self._limits.total
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > max_bytes:
            raise HubError(ErrorKind.TOO_LARGE, f"{declared} bytes")
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > max_bytes:
                raise HubError(ErrorKind.TOO_LARGE, f"more than {max_bytes} bytes")
            if time.monotonic() > deadline:
                raise NetworkError(ErrorKind.TIMEOUT, "the answer comes too slowly")
        return bytes(content)

    def _check(self, response: httpx2.Response) -> None:
        if response.status_code < 300:
            return
        raise refusal(response.status_code, response.headers, self._message(response), url=str(response.url))

    def _message(self, response: httpx2.Response) -> str:
        """What the body of an error says, if it says it as a Hub does."""
        try:
            said = json.loads(self._read(response, 100_000))
        except (ValueError, RecursionError, HubDeskError):
            return ""
        error = said.get("error", "") if isinstance(said, dict) else ""
        return error if isinstance(error, str) else ""

    def _ready(self) -> HubClient:
        with self._lock:
            if self._client is None:
                prepare_environment(self.endpoint)
                from huggingface_hub.utils._headers import build_hf_headers

                from hubdesk.hub.http import HubClient, install_client

                built = build_hf_headers(token=False, library_name="hubdesk", library_version=hubdesk.__version__)
                self._agent = built["user-agent"]
                self._client = HubClient(self.endpoint, self._limits)
                install_client(self._client)
            return self._client


def _parsed(content: bytes) -> Any:  # noqa: ANN401 - JSON is what it is
    """The JSON, with halves of surrogate pairs replaced: such text can be neither encoded nor shown."""
    data = json.loads(content)
    if rb"\ud" in content or rb"\uD" in content:
        data = json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", errors="replace"))
    return data


def api_path(ref: RepoRef, rest: str = "") -> str:
    """The API path of a repository; `rest` is quoted already."""
    return f"/api/{ref.repo_type.api_name}/{ref.repo_id}{rest}"
