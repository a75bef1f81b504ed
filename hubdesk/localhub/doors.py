"""The ports of this machine that the practice Hub answers on, and who answers on which."""

from __future__ import annotations

import os
import socket

from starlette.types import ASGIApp, Receive, Scope, Send


def listen(port: int) -> socket.socket:
    """A listening port of 127.0.0.1; 0 takes a free one.

    Raises:
        OSError: it is taken.
    """
    # With the protocol named, asyncio sets TCP_NODELAY; without it every answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def port_of(listener: socket.socket) -> int:
    """Its port."""
    return int(listener.getsockname()[1])


class Doors:
    """The Hub on one port, and on another what belongs to a different origin."""

    def __init__(self, hub: ASGIApp, other: ASGIApp, other_port: int) -> None:
        self._hub = hub
        self._other = other
        self._other_port = other_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        server = scope.get("server")
        app = self._other if server and server[1] == self._other_port else self._hub
        await app(scope, receive, send)
