"""HTTP/1.1 for the engine: connections that are kept, can be cut from outside, and cost little for a small file."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead, RemoteDisconnected
from urllib.parse import SplitResult, quote, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError, NetworkError
from hubdesk.hub.limits import Limits
from hubdesk.hub.trust import Origin, origin
from hubdesk.transfers.lines import Line, Lines

READ_SIZE = 1 << 16
MAX_IDLE = 64
IDLE_S = 30.0
SMALL_REST = 1 << 16  # what is left of a body that nobody wants is read, if it is no more than this
_SAFE = "/%:?#[]@!$&'()*+,;=~"


class Answer:
    """A server's answer; its body is read once."""

    def __init__(self, url: str, response: HTTPResponse, line: Line, lines: Lines) -> None:
        self.url = url
        self.status = response.status
        self.headers: Mapping[str, str] = {name.lower(): value for name, value in response.getheaders()}
        self._response = response
        self._line = line
        self._lines = lines

    def blocks(self) -> Iterator[bytes]:
        """The body.

        Raises:
            HubDeskError: the connection broke.
        """
        return self._lines.reading(self._line, self._blocks())

    def _blocks(self) -> Iterator[bytes]:
        while True:
            try:
                block = self._response.read1(READ_SIZE)
            except (OSError, HTTPException, ValueError) as error:
                raise problem(error, self._line) from error
            if self._line.is_stalled and not block:
                raise problem(ConnectionError(), self._line)
            if not block:
                return
            yield block


class Wire:
    """Connections to whatever servers there are; threads share it. It shows no token by itself."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._idle: dict[Origin, list[tuple[float, HTTPConnection]]] = {}
        self._lock = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        self._proxies = getproxies()

    @contextmanager
    def ask(self, method: str, url: str, headers: Mapping[str, str], lines: Lines) -> Iterator[Answer]:
        """Send a request and have the answer; redirects are answers like others.

        Raises:
            HubDeskError: the way there and back failed.
        """
        place = origin(url)
        if not place[0]:
            raise HubError(ErrorKind.UNTRUSTED, "an address that is not of the web", subject=url[:200])
        holder: list[socket.socket] = []  # not the connection, which lets go of it where the answer is its last
        with lines.watch(lambda: _shut(holder)) as line:
            connection, response = self._send(method, url, place, headers, holder, lines, line)
            line.goes_on()
            try:
                yield Answer(url, response, line, lines)
            finally:
                holder.clear()
                if self._is_reusable(response, method, line):
                    self._keep(place, connection)
                else:
                    response.close()
                    connection.close()

    def close(self) -> None:
        """Close every connection that rests."""
        with self._lock:
            idle, self._idle = self._idle, {}
        for each in idle.values():
            for _, connection in each:
                connection.close()

    def _send(
        self,
        method: str,
        url: str,
        place: Origin,
        headers: Mapping[str, str],
        holder: list[socket.socket],
        lines: Lines,
        line: Line,
    ) -> tuple[HTTPConnection, HTTPResponse]:
        parts = urlsplit(url)
        proxy = self._proxy(parts)
        target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
        sent = dict(headers)
        if proxy is not None and place[0] == "http":
            target = f"http://{parts.netloc.rpartition('@')[2]}{target}"
            sent.update(_credentials(proxy))
        while True:
            kept = self._take(place)
            connection = kept or self._connect(place, proxy)
            try:
                if kept is None:
                    connection.connect()
                    connection.sock.settimeout(self._limits.read)
                holder[:] = [connection.sock]
                if lines.is_cut:
                    raise ConnectionError("cut")
                connection.request(method, target, headers=sent)
                return connection, connection.getresponse()
            except (OSError, HTTPException, ValueError) as error:
                connection.close()
                is_stale = isinstance(error, RemoteDisconnected | ConnectionError) and kept is not None
                if not is_stale or lines.is_cut or line.is_stalled:
                    raise problem(error, line) from error

    def _connect(self, place: Origin, proxy: SplitResult | None) -> HTTPConnection:
        scheme, host, port = place
        if proxy is None:
            if scheme == "http":
                return HTTPConnection(host, port, timeout=self._limits.connect)
            return HTTPSConnection(host, port, timeout=self._limits.connect, context=self._context())
        if scheme == "http":
            return HTTPConnection(proxy.hostname or "", proxy.port or 80, timeout=self._limits.connect)
        tunnel = HTTPSConnection(
            proxy.hostname or "", proxy.port or 80, timeout=self._limits.connect, context=self._context()
        )
        tunnel.set_tunnel(host, port, headers=_credentials(proxy))
        return tunnel

    def _context(self) -> ssl.SSLContext:
        with self._lock:
            if self._tls is None:
                import httpx2  # for the certificates it trusts: the same everywhere in the program

                self._tls = httpx2.create_ssl_context()
            return self._tls

    def _proxy(self, parts: SplitResult) -> SplitResult | None:
        named = self._proxies.get(parts.scheme) or self._proxies.get("all")
        if not named or proxy_bypass(parts.netloc.rpartition("@")[2]):
            return None
        proxy = urlsplit(named if "://" in named else f"http://{named}")
        if proxy.scheme != "http":
            raise NetworkError(ErrorKind.PROXY, f"a proxy that speaks {proxy.scheme[:20]} is not supported")
        return proxy

    def _take(self, place: Origin) -> HTTPConnection | None:
        with self._lock:
            resting = self._idle.get(place, [])
            while resting:
                since, connection = resting.pop()
                if time.monotonic() - since < IDLE_S:
                    return connection
                connection.close()
        return None

    def _keep(self, place: Origin, connection: HTTPConnection) -> None:
        with self._lock:
            resting = self._idle.setdefault(place, [])
            if len(resting) < MAX_IDLE:
                resting.append((time.monotonic(), connection))
                return
        connection.close()

    def _is_reusable(self, response: HTTPResponse, method: str, line: Line) -> bool:
        if line.is_stalled or response.will_close:
            return False
        if method == "HEAD" or (response.length is not None and response.length <= SMALL_REST):
            with suppress(OSError, HTTPException):
                response.read()
        return response.isclosed()


def problem(error: Exception, line: Line) -> HubDeskError:
    """What an exception of a connection means."""
    text = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
    if line.is_stalled or isinstance(error, TimeoutError):
        return NetworkError(ErrorKind.TIMEOUT, "the connection fell silent")
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return NetworkError(ErrorKind.TLS, text)
    if isinstance(error, OSError):
        kind = ErrorKind.PROXY if "unnel connection failed" in text else ErrorKind.OFFLINE
        return NetworkError(kind, text)
    if isinstance(error, IncompleteRead):
        return NetworkError(ErrorKind.OFFLINE, "the connection ended early")
    return HubError(ErrorKind.BAD_ANSWER, f"{type(error).__name__}: {text}"[:300])


def _credentials(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {b64encode(pair).decode()}"}


def _shut(holder: list[socket.socket]) -> None:
    for found in tuple(holder):
        with suppress(OSError):
            # not SSLSocket.shutdown, which takes TLS away from the thread that reads
            socket.socket.shutdown(found, socket.SHUT_RDWR)
