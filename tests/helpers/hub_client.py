"""Speaks HTTP to the practice Hub without any Hub library, so that tests see what is on the wire."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """One response."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is what it is
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """What X-Error-Code says."""
        return self.headers.get("X-Error-Code", "")


class HubClient:
    """Sends requests to one address, with a token or without."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self._host = urlsplit(url).netloc
        self._token = token

    def get(self, path: str, *, headers: dict[str, str] | None = None, method: str = "GET", **query: object) -> Answer:
        """GET (or HEAD); lists in the query are repeated."""
        return self.send(method, f"{path}?{urlencode(query, doseq=True)}" if query else path, headers=headers)

    def post(self, path: str, content: object, *, method: str = "POST") -> Answer:
        """POST (or PUT, DELETE) JSON."""
        headers = {"Content-Type": "application/json"}
        return self.send(method, path, json.dumps(content).encode(), headers=headers)

    def commit(self, path: str, *lines: dict[str, Any]) -> Answer:
        """POST lines of JSON."""
        body = b"\n".join(json.dumps(line).encode() for line in lines)
        return self.send("POST", path, body, headers={"Content-Type": "application/x-ndjson"})

    def send(
        self, method: str, path: str, body: bytes | None = None, *, headers: dict[str, str] | None = None
    ) -> Answer:
        """Any request; raises what http.client raises when the connection breaks."""
        connection = http.client.HTTPConnection(self._host, timeout=20)
        signed = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            connection.request(method, path.removeprefix(self.url), body, {**signed, **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
