"""A slow and unreliable link in user space: `python benchmarks/sides/relay.py TO_PORT --delay-ms 25 …` prints its port.

Each way of each connection is delayed and has a rate of its own; a connection is reset after a random number of bytes.
The practice Hub answers only to its own address: in what is passed on, each end's address becomes that of the other.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

CHUNK = 16 << 10
FINEST_S = 0.005  # shorter pauses cost more than they are worth

Way = asyncio.Queue[tuple[float, bytes]]


@dataclass(frozen=True)
class Link:
    """How bad it is; 0 is no limit, or no resets."""

    delay_ms: float = 25.0
    rate_bps: float = 8e6  # bytes a second, each way of each connection
    reset_every: float = 0.0  # bytes, on average
    seed: int = 1


@contextmanager
def slow_link(port: int, link: Link) -> Iterator[str]:
    """A link to a port of this machine, in a process of its own; the address of its near end."""
    options = ["--delay-ms", link.delay_ms, "--rate", link.rate_bps, "--reset-every", link.reset_every]
    command = [sys.executable, __file__, port, *options, "--seed", link.seed]
    with subprocess.Popen([str(each) for each in command], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


class Relay:
    """Takes connections and passes them on, slowly."""

    def __init__(self, port: int, link: Link) -> None:
        self._port = port
        self._link = link
        self._dice = random.Random(link.seed)
        self._addresses = (b"", b"")

    async def serve(self) -> None:
        """Serve for ever, after telling the port."""
        server = await asyncio.start_server(self._on_client, "127.0.0.1", 0, limit=CHUNK)
        near = server.sockets[0].getsockname()[1]
        self._addresses = (f"127.0.0.1:{near}".encode(), f"127.0.0.1:{self._port}".encode())
        if len(self._addresses[0]) != len(self._addresses[1]):
            raise SystemExit("ports of different lengths")
        print(near, flush=True)
        await server.serve_forever()

    async def _on_client(self, near: asyncio.StreamReader, near_end: asyncio.StreamWriter) -> None:
        left = self._dice.expovariate(1 / self._link.reset_every) if self._link.reset_every else float("inf")
        await asyncio.sleep(2 * self._link.delay_ms / 1000)  # the handshake
        try:
            far, far_end = await asyncio.open_connection("127.0.0.1", self._port, limit=CHUNK)
        except OSError:
            near_end.transport.abort()
            return
        here, there = self._addresses
        budget = [left]
        try:
            async with asyncio.TaskGroup() as group:
                for reader, writer, names in ((near, far_end, (here, there)), (far, near_end, (there, here))):
                    way: Way = asyncio.Queue(self._chunks_on_the_way())
                    group.create_task(self._take(reader, way, names, budget))
                    group.create_task(_deliver(way, writer))
        except* OSError:
            _reset(near_end)
        finally:
            near_end.close()
            far_end.transport.abort()

    async def _take(
        self, reader: asyncio.StreamReader, way: Way, names: tuple[bytes, bytes], budget: list[float]
    ) -> None:
        """Take what comes in no faster than the rate, and say when it will be there."""
        loop = asyncio.get_running_loop()
        delay, rate = self._link.delay_ms / 1000, self._link.rate_bps
        free_at = loop.time()
        while chunk := await reader.read(CHUNK):
            budget[0] -= len(chunk)
            if budget[0] <= 0:
                raise ConnectionResetError
            if rate:
                free_at = max(free_at, loop.time()) + len(chunk) / rate
                if (early := free_at - loop.time()) > FINEST_S:
                    await asyncio.sleep(early)
            await way.put((loop.time() + delay, chunk.replace(*names)))
        await way.put((loop.time() + delay, b""))

    def _chunks_on_the_way(self) -> int:
        return 4 + int(2 * self._link.delay_ms / 1000 * (self._link.rate_bps or 1e9) / CHUNK)


async def _deliver(way: Way, writer: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due, chunk = await way.get()
        if (early := due - loop.time()) > 0:
            await asyncio.sleep(early)
        if not chunk:
            writer.write_eof()
            return
        writer.write(chunk)
        await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Have the system send RST instead of FIN."""
    found = writer.get_extra_info("socket")
    if found is not None:
        with contextlib.suppress(OSError):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("port", type=int)
    parser.add_argument("--delay-ms", type=float, default=Link.delay_ms)
    parser.add_argument("--rate", type=float, default=Link.rate_bps)
    parser.add_argument("--reset-every", type=float, default=Link.reset_every)
    parser.add_argument("--seed", type=int, default=Link.seed)
    options = parser.parse_args()
    link = Link(options.delay_ms, options.rate, options.reset_every, options.seed)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Relay(options.port, link).serve())


if __name__ == "__main__":
    main()
