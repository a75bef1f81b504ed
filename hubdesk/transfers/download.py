"""Reads ranges of a file over HTTP, and believes only answers that fit what was asked for."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx2

import hubdesk
from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.hub.limits import Limits
from hubdesk.hub.translate import refusal
from hubdesk.hub.trust import is_digest, same_origin

MAX_CONNECTIONS = 64
MAX_REDIRECTS = 10
MAX_ERROR_BODY = 100_000

_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})\Z")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file that ranges are read from."""

    url: str
    etag: str
    size: int


class Lines:
    """The open connections of one file, so that another thread can cut them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._cut = False

    @contextmanager
    def watch(self, response: httpx2.Response) -> Iterator[None]:
        """Have this answer's connection cut when `cut` is called meanwhile."""
        stream = response.extensions.get("network_stream")
        found = stream.get_extra_info("socket") if stream is not None else None
        with self._lock:
            if found is not None:
                self._sockets.add(found)
                if self._cut:
                    _shut(found)
        try:
            yield
        finally:
            with self._lock:
                self._sockets.discard(found)

    def cut(self) -> None:
        """Wake every reader with an error."""
        with self._lock:
            self._cut = True
            for each in self._sockets:
                _shut(each)


class Source:
    """Where files come from: one endpoint, one client, one token. Threads share it."""

    def __init__(self, endpoint: str, token: str, limits: Limits | None = None) -> None:
        self.endpoint = endpoint.rstrip("/")
        self.token = token
        chosen = limits or Limits()
        self._client = httpx2.Client(
            event_hooks={"request": [self._guard_token]},
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            timeout=httpx2.Timeout(connect=chosen.connect, read=chosen.read, write=chosen.write, pool=chosen.pool),
            limits=httpx2.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"user-agent": f"hubdesk/{hubdesk.__version__}", "accept-encoding": "identity"},
        )

    @contextmanager
    def read(self, wanted: Wanted, start: int, end: int, lines: Lines) -> Iterator[tuple[int, Iterator[bytes]]]:
        """The bytes from `start` to `end`, and where they really begin: at 0 where the server ignores ranges.

        Raises:
            HubDeskError: the server refused, or its answer does not fit.
            httpx2.HTTPError: the way there and back failed.
        """
        headers = {}
        if self.token and same_origin(wanted.url, self.endpoint):
            headers["authorization"] = f"Bearer {self.token}"
        if start > 0 or end < wanted.size:
            headers["range"] = f"bytes={start}-{end - 1}"
        with self._client.stream("GET", wanted.url, headers=headers) as response, lines.watch(response):
            yield _begin(response, wanted, start), response.iter_raw()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _guard_token(self, request: httpx2.Request) -> None:
        # Called for every hop of a redirect, too.
        if not same_origin(str(request.url), self.endpoint):
            request.headers.pop("authorization", None)


def _begin(response: httpx2.Response, wanted: Wanted, start: int) -> int:
    """Where the answer's bytes begin, once it is clear that they are those of the file that was wanted."""
    if response.status_code not in {200, 206}:
        if response.status_code == 416:
            raise HubError(ErrorKind.CHANGED_SINCE, "the file is shorter than the repository says", status=416)
        raise refusal(response.status_code, response.headers, _message(response), url=str(response.request.url))
    hops = [*response.history, response]
    if not any("x-repo-commit" in hop.headers for hop in hops):
        raise HubError(ErrorKind.BAD_ANSWER, "no X-Repo-Commit header", status=response.status_code)
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise HubError(ErrorKind.BAD_ANSWER, "the content is encoded", status=response.status_code)
    for hop in hops:
        said = _plain_etag(hop.headers.get("x-linked-etag", "") or hop.headers.get("etag", ""))
        if "x-repo-commit" in hop.headers and is_digest(said) and said != wanted.etag:
            raise HubError(ErrorKind.CHANGED_SINCE, "the file is another one than the repository says")
    if response.status_code == 200:
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) != wanted.size:
            raise HubError(ErrorKind.CHANGED_SINCE, f"{length} bytes instead of {wanted.size}")
        return 0
    match = _CONTENT_RANGE.match(response.headers.get("content-range", ""))
    if not match or int(match[1]) != start:
        raise HubError(ErrorKind.BAD_ANSWER, "the server sent another range", status=206)
    if int(match[3]) != wanted.size:
        raise HubError(ErrorKind.CHANGED_SINCE, f"{match[3]} bytes instead of {wanted.size}")
    return start


def _plain_etag(value: str) -> str:
    return value.removeprefix("W/").strip('"')


def _message(response: httpx2.Response) -> str:
    """What the body of a refusal says, if it says it as a Hub does."""
    content = bytearray()
    with suppress(httpx2.HTTPError):
        for chunk in response.iter_raw():
            content += chunk
            if len(content) > MAX_ERROR_BODY:
                return ""
    with suppress(ValueError, RecursionError):
        said: Any = json.loads(content)
        if isinstance(said, dict) and isinstance(said.get("error"), str):
            return str(said["error"])
    return ""


def _shut(open_socket: socket.socket) -> None:
    with suppress(OSError):
        open_socket.shutdown(socket.SHUT_RDWR)
