"""The engine's HTTP: what is cut ends at once, whatever the server said about its connection."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import pytest

from hubdesk.core.errors import HubDeskError
from hubdesk.hub.limits import Limits
from hubdesk.transfers.lines import Lines
from hubdesk.transfers.wire import Wire

PATIENCE_S = 10


@pytest.mark.parametrize("connection", ["close", "keep-alive"])
def test_cutting_wakes_who_reads(connection: str) -> None:
    """Issue 4: with `Connection: close` the socket was out of reach, and cutting raised TypeError."""
    said = f"HTTP/1.1 200 OK\r\nConnection: {connection}\r\nContent-Length: 1000\r\n\r\nbeginning".encode()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE_S)
        lines, wire = Lines(), Wire(Limits(read=PATIENCE_S))
        told = threading.Event()

        def serve() -> None:
            taken, _ = server.accept()
            with taken:
                taken.recv(1 << 16)
                taken.sendall(said)
                told.wait(PATIENCE_S)

        serving = threading.Thread(target=serve)
        serving.start()
        try:
            url = f"http://127.0.0.1:{server.getsockname()[1]}/file"
            with wire.ask("GET", url, {}, lines) as answer:
                blocks = answer.blocks()
                assert next(blocks) == b"beginning"
                threading.Timer(0.1, lines.cut).start()
                began = time.monotonic()
                with suppress(HubDeskError):
                    assert list(blocks) == []
                assert time.monotonic() - began < PATIENCE_S / 2
        finally:
            told.set()
            serving.join()
            wire.close()
