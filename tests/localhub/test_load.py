"""Many clients at once, slow ones, and such that leave in the middle."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest

from helpers.hub_client import HubClient
from helpers.practice_hub import PracticeHub

NAME = "minji/load"
SIZE = 24_000_000
CLIENTS = 60
ABORTED = 500
MEMORY = 200_000_000
MADE = "/openai/whisper-large-v3/resolve/main/model.safetensors"  # a large file that is made on the fly


@pytest.fixture(scope="module")
def busy_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A Hub of its own, so that its memory, files and threads are those of these tests."""
    with PracticeHub(tmp_path_factory.mktemp("busy-hub")) as hub:
        owner = HubClient(hub.url, hub.token)
        assert owner.post("/api/repos/create", {"name": "load", "type": "model"}).status == 200
        content = random.Random(5).randbytes(SIZE)
        oid = hashlib.sha256(content).hexdigest()
        body = {"operation": "upload", "objects": [{"oid": oid, "size": SIZE}]}
        (shown,) = owner.post(f"/{NAME}.git/info/lfs/objects/batch", body).json["objects"]
        assert owner.send("PUT", shown["actions"]["upload"]["href"], content).status == 200
        lines = [
            {"key": "header", "value": {"summary": "A large file"}},
            {"key": "lfsFile", "value": {"path": "large.bin", "algo": "sha256", "oid": oid, "size": SIZE}},
        ]
        assert owner.commit(f"/api/models/{NAME}/commit/main", *lines).status == 200
        yield hub


async def download(url: str, path: str, *, limit: int | None = None, pause: float = 0) -> tuple[int, str, str]:
    """Read a file, or only its first bytes; how many arrived, their sha256, and the announced one."""
    host = urlsplit(url)
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        assert head.startswith("HTTP/1.1 200"), head
        headers = dict(line.split(": ", 1) for line in head.strip().splitlines()[1:])
        digest, count = hashlib.sha256(), 0
        limit = limit or SIZE
        while count < limit and (chunk := await reader.read(min(1 << 16, limit - count))):
            digest.update(chunk)
            count += len(chunk)
            await asyncio.sleep(pause)
        return count, digest.hexdigest(), headers["etag"].strip('"')
    finally:
        writer.transport.abort()


def connections(hub: PracticeHub) -> list[object]:
    """What it has open to clients."""
    found = psutil.Process(hub.pid).net_connections("tcp4")
    return [each for each in found if each.status != psutil.CONN_LISTEN]


def open_files(hub: PracticeHub) -> list[str]:
    """What it has open of the store of large files."""
    return [each.path for each in psutil.Process(hub.pid).open_files() if str(hub.data / "lfs") in each.path]


async def test_sixty_downloads_at_once(busy_hub: PracticeHub) -> None:
    process = psutil.Process(busy_hub.pid)
    most = 0
    done = asyncio.Event()

    async def watch() -> None:
        nonlocal most
        while not done.is_set():
            most = max(most, process.memory_info().rss)
            await asyncio.sleep(0.05)

    watching = asyncio.create_task(watch())
    made = [download(busy_hub.url, MADE, limit=5_000_000) for _ in range(CLIENTS // 4)]
    stored = [download(busy_hub.url, f"/{NAME}/resolve/main/large.bin") for _ in range(CLIENTS - len(made))]
    results = await asyncio.gather(*stored, *made)
    done.set()
    await watching
    for count, digest, etag in results[: len(stored)]:
        assert (count, digest) == (SIZE, etag)
    assert {count for count, _, _ in results[len(stored) :]} == {5_000_000}
    assert len({digest for _, digest, _ in results[len(stored) :]}) == 1
    assert most < MEMORY, f"{most / 1e6:.0f} MB"


async def test_slow_readers_hold_nobody_up(busy_hub: PracticeHub) -> None:
    path = f"/{NAME}/resolve/main/large.bin"
    slow = [asyncio.create_task(download(busy_hub.url, file, pause=0.2)) for file in [path, MADE] * 25]
    while len(connections(busy_hub)) < len(slow):
        await asyncio.sleep(0.02)
    client = HubClient(busy_hub.url)
    started = time.perf_counter()
    count, digest, etag = await download(busy_hub.url, path)
    for _ in range(20):
        assert (await asyncio.to_thread(client.get, f"/api/models/{NAME}")).status == 200
    took = time.perf_counter() - started
    for each in slow:
        each.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    assert (count, digest) == (SIZE, etag)
    assert took < 10, f"{took:.1f} s"


def _abort(url: str, path: str, after: int) -> None:
    host = urlsplit(url)
    with socket.create_connection((str(host.hostname), host.port or 0), timeout=20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode())
        got = 0
        while got < after:
            got += len(connection.recv(1 << 16))


@pytest.mark.skipif(os.name == "nt", reason="counts file descriptors")
def test_who_leaves_early_leaves_nothing_behind(busy_hub: PracticeHub) -> None:
    process = psutil.Process(busy_hub.pid)
    dice = random.Random(3)
    paths = (f"/{NAME}/resolve/main/large.bin", MADE)
    for _ in range(20):
        _abort(busy_hub.url, dice.choice(paths), 100_000)
    handles = process.num_fds()
    threads = process.num_threads()
    for _ in range(ABORTED):
        _abort(busy_hub.url, dice.choice(paths), dice.choice((0, 1, 70_000, 400_000)))
    deadline = time.monotonic() + 15
    while (connections(busy_hub) or open_files(busy_hub)) and time.monotonic() < deadline:
        time.sleep(0.05)  # until the server has heard of the last one
    assert connections(busy_hub) == open_files(busy_hub) == []
    assert process.num_threads() <= threads + 2
    assert process.num_fds() <= handles + 2
    assert process.memory_info().rss < MEMORY
