"""Reads ranges of a file over HTTP, and believes only answers that fit what was asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import hubdesk
from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.hub.limits import Limits
from hubdesk.hub.translate import refusal
from hubdesk.hub.trust import is_digest, same_origin
from hubdesk.transfers.lines import Lines
from hubdesk.transfers.wire import Answer, Wire

MAX_REDIRECTS = 10
MAX_ERROR_BODY = 100_000
MAX_TABLE = 100_000

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})\Z")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file that ranges are read from."""

    url: str
    etag: str
    size: int


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way to a file."""

    status: int
    headers: Mapping[str, str]


class Source:
    """Where files come from: one endpoint, one token, connections that threads share."""

    def __init__(self, endpoint: str, token: str, limits: Limits | None = None) -> None:
        self.endpoint = endpoint.rstrip("/")
        self.token = token
        self._wire = Wire(limits)

    @contextmanager
    def read(self, wanted: Wanted, start: int, end: int, lines: Lines) -> Iterator[tuple[int, Iterator[bytes]]]:
        """The bytes from `start` to `end`, and where they really begin: at 0 where the server ignores ranges.

        Raises:
            HubDeskError: the server refused, its answer does not fit, or the way there and back failed.
        """
        ranged = {"Range": f"bytes={start}-{end - 1}"} if start > 0 or end < wanted.size else {}
        url = wanted.url
        hops: list[Hop] = []
        while True:
            with self.ask("GET", url, lines, ranged) as answer:
                hops.append(Hop(answer.status, answer.headers))
                if answer.status not in _REDIRECTS:
                    yield _begin(answer, hops, wanted, start), answer.blocks()
                    return
                url = self._next(answer, len(hops))

    def look(self, wanted: Wanted, lines: Lines) -> Hop:
        """What the Hub itself says of a file, without its content.

        Raises:
            HubDeskError: the server refused, its answer does not fit, or the way there and back failed.
        """
        url = wanted.url
        for count in range(1, MAX_REDIRECTS + 2):
            with self.ask("HEAD", url, lines) as answer:
                if answer.status in _REDIRECTS and "x-repo-commit" not in answer.headers:
                    url = self._next(answer, count)
                    if same_origin(url, self.endpoint):
                        continue
                    raise HubError(ErrorKind.BAD_ANSWER, "the Hub says nothing of the file", status=answer.status)
                if answer.status >= 400:
                    raise refusal(answer.status, answer.headers, url=answer.url)
                hop = Hop(answer.status, answer.headers)
                _check_hop(hop, wanted)
                return hop
        raise HubError(ErrorKind.BAD_ANSWER, "too many redirects")

    def table(self, url: str, lines: Lines) -> dict[str, Any]:
        """A JSON object of the connection's own origin.

        Raises:
            HubDeskError: the server refused, its answer does not fit, or the way there and back failed.
        """
        with self.ask("GET", url, lines) as answer:
            if answer.status != 200:
                raise refusal(answer.status, answer.headers, _message(answer), url=answer.url)
            said = _json(answer, MAX_TABLE)
        if not isinstance(said, dict):
            raise HubError(ErrorKind.BAD_ANSWER, "no JSON object", status=200)
        return said

    @contextmanager
    def ask(self, method: str, url: str, lines: Lines, more: Mapping[str, str] | None = None) -> Iterator[Answer]:
        """One request and its answer. The token goes along to the connection's own origin only, whoever named the URL.

        Raises:
            HubDeskError: the way there and back failed.
        """
        headers = {"User-Agent": f"hubdesk/{hubdesk.__version__}", "Accept-Encoding": "identity", **(more or {})}
        if self.token and same_origin(url, self.endpoint):
            headers["Authorization"] = f"Bearer {self.token}"
        with self._wire.ask(method, url, headers, lines) as answer:
            yield answer

    def close(self) -> None:
        """Close every connection."""
        self._wire.close()

    def _next(self, answer: Answer, count: int) -> str:
        if count > MAX_REDIRECTS:
            raise HubError(ErrorKind.BAD_ANSWER, "too many redirects", status=answer.status)
        try:
            return urljoin(answer.url, answer.headers.get("location", ""))
        except ValueError as error:
            raise HubError(ErrorKind.BAD_ANSWER, "a redirect to nowhere", status=answer.status) from error


def _begin(answer: Answer, hops: list[Hop], wanted: Wanted, start: int) -> int:
    """Where the answer's bytes begin, once it is clear that they are those of the file that was wanted."""
    if answer.status not in {200, 206}:
        if answer.status == 416:
            raise HubError(ErrorKind.CHANGED_SINCE, "the file is shorter than the repository says", status=416)
        raise refusal(answer.status, answer.headers, _message(answer), url=answer.url)
    if not any("x-repo-commit" in hop.headers for hop in hops):
        raise HubError(ErrorKind.BAD_ANSWER, "no X-Repo-Commit header", status=answer.status)
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise HubError(ErrorKind.BAD_ANSWER, "the content is encoded", status=answer.status)
    for hop in hops:
        _check_hop(hop, wanted)
    if answer.status == 200:
        length = answer.headers.get("content-length", "")
        if length.isdigit() and int(length) != wanted.size:
            raise HubError(ErrorKind.CHANGED_SINCE, f"{length[:20]} bytes instead of {wanted.size}")
        return 0
    match = _CONTENT_RANGE.match(answer.headers.get("content-range", ""))
    if not match or int(match[1]) != start:
        raise HubError(ErrorKind.BAD_ANSWER, "the server sent another range", status=206)
    if int(match[3]) != wanted.size:
        raise HubError(ErrorKind.CHANGED_SINCE, f"{match[3]} bytes instead of {wanted.size}")
    return start


def _check_hop(hop: Hop, wanted: Wanted) -> None:
    said = _plain_etag(hop.headers.get("x-linked-etag", "") or hop.headers.get("etag", ""))
    if "x-repo-commit" in hop.headers and is_digest(said) and said != wanted.etag:
        raise HubError(ErrorKind.CHANGED_SINCE, "the file is another one than the repository says")


def _plain_etag(value: str) -> str:
    return value.removeprefix("W/").strip('"')


def _json(answer: Answer, limit: int) -> Any:  # noqa: ANN401 - JSON is what it is
    """What the body says; None where it is too long or no JSON."""
    content = bytearray()
    for block in answer.blocks():
        content += block
        if len(content) > limit:
            return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _message(answer: Answer) -> str:
    """What the body of a refusal says, if it says it as a Hub does."""
    with suppress(HubDeskError):
        said = _json(answer, MAX_ERROR_BODY)
        if isinstance(said, dict) and isinstance(said.get("error"), str):
            return str(said["error"])
    return ""
