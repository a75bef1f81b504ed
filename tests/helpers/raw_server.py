"""A server on 127.0.0.1 that answers whatever a test wants, however wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Seen:
    """A request that came in."""

    method: str
    path: str
    params: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def authorization(self) -> str | None:
        """The header that must not go astray."""
        return next((value for name, value in self.headers.items() if name.lower() == "authorization"), None)


@dataclass
class Reply:
    """What to answer; `hold` is waited for before anything is sent, `hold_body` before the body is.

    Without `says_length` the end of the connection is the end of the body.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hold: threading.Event | None = None
    hold_body: threading.Event | None = None
    says_length: bool = True


def json_reply(data: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer as a Hub gives it."""
    return Reply(status, {"Content-Type": "application/json", **(headers or {})}, json.dumps(data).encode())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what tests are about."""


class RawServer:
    """Answers by path; remembers every request. A context manager."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.replies: dict[str, Reply | Callable[[Seen], Reply]] = {}
        self.arrived = threading.Semaphore(0)
        self._released = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Its endpoint."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def foreign_url(self) -> str:
        """The same server under another name: another origin."""
        return f"http://localhost:{self._server.server_port}"

    def never(self) -> threading.Event:
        """Something to wait for that comes only when the server closes."""
        return self._released

    def __enter__(self) -> RawServer:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _reply_to(self, seen: Seen) -> Reply:
        self.seen.append(seen)
        self.arrived.release()
        reply = self.replies.get(seen.path, Reply(404))
        return reply(seen) if callable(reply) else reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                reply = server._reply_to(
                    Seen(self.command, parts.path, parse_qsl(parts.query), dict(self.headers.items()), body)
                )
                if reply.hold is not None:
                    reply.hold.wait()
                try:
                    self._send(reply)
                except OSError:
                    self.close_connection = True

            do_POST = do_HEAD = do_GET

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if not reply.says_length:
                    self.send_header("Connection", "close")
                elif "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.flush()
                if reply.hold_body is not None:
                    reply.hold_body.wait()
                if self.command != "HEAD":
                    self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler
