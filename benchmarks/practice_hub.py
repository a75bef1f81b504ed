"""How fast does the practice Hub send files, also next to a plain server, and how much memory does that take?"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "tests")]

import psutil  # noqa: E402
from report import percentile, report  # noqa: E402

from helpers.hub_client import HubClient  # noqa: E402
from helpers.practice_hub import PracticeHub  # noqa: E402

LARGE_SIZE = 2 << 30
SMALL_SIZE = 1000
CONNECTIONS = 8
SECONDS = 3.0
ROUNDS = 3
DOWNLOADS = 60
UNITS = {"2 GB to curl": "MB/s", "small files over 8 connections": "/s"}
NAME = "minji/benchmark"
LARGE, SMALL = f"/{NAME}/resolve/main/large.bin", f"/{NAME}/resolve/main/small.txt"
MADE = "/Qwen/Qwen3-8B/resolve/main/model-00001-of-00005.safetensors"  # 190 MB that are made on the fly

# The plain server: the same libraries, one answer, no look-up, no permission, no log.
PLAIN = """
import os, socket, sys, uvicorn
small = b"x" * int(sys.argv[2])
async def app(scope, receive, send):
    large = scope["path"].endswith(".bin")
    length = os.path.getsize(sys.argv[1]) if large else len(small)
    headers = [(b"content-length", str(length).encode()), (b"content-type", b"application/octet-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if large:
        with open(sys.argv[1], "rb") as stream:
            while chunk := stream.read(1 << 20):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    else:
        await send({"type": "http.response.body", "body": small})
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
listener.bind(("127.0.0.1", 0))
listener.listen(100)
print(listener.getsockname()[1], flush=True)
config = uvicorn.Config(app, http="httptools", loop="asyncio", lifespan="off", log_config=None, access_log=False)
uvicorn.Server(config).run(sockets=[listener])
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with PracticeHub(Path(folder) / "data") as hub:
            HubClient(hub.url).get("/api/models?limit=1")
            report("practice hub: start to first answer, new data", (time.perf_counter() - started) * 1000, "ms")
            content = _fill(hub, Path(folder))
            for path in (SMALL, LARGE, MADE):
                HubClient(hub.url).get(path, method="HEAD")  # the first time it finds out what Xet calls a file
            with _plain(content) as plain:
                speed = _compare("2 GB to curl", LARGE, _curl, hub.url, plain)
                rate = _compare("small files over 8 connections", SMALL, _many, hub.url, plain)
            report("practice hub: time for 2 GB to curl", LARGE_SIZE / 1e6 / speed, "s", round(LARGE_SIZE / 600e6, 2))
            report("practice hub: time for a small file, 8 connections", 1000 / rate, "ms", 0.5)
            report("practice hub: large file made on the fly", _best(lambda: _curl(hub.url, MADE)), "MB/s")
            most = asyncio.run(_memory(hub, MADE))
            report(f"practice hub: memory during {DOWNLOADS} downloads", most / 1e6, "MB", 200)
        started = time.perf_counter()
        with PracticeHub(Path(folder) / "data") as hub:
            HubClient(hub.url).get("/api/models?limit=1")
            report("practice hub: start to first answer", (time.perf_counter() - started) * 1000, "ms", 1500)


def _compare(name: str, path: str, measure: Callable[[str, str], float], ours: str, plain: str) -> float:
    """How much of the plain server's time ours takes; both in turn, so that both meet the same machine."""
    pairs = [(measure(ours, path), measure(plain, path)) for _ in range(ROUNDS)]
    report(f"plain server: {name}", percentile([other for _, other in pairs], 0.5), UNITS[name])
    median = percentile([own for own, _ in pairs], 0.5)
    report(f"practice hub: {name}", median, UNITS[name])
    report(f"practice hub / plain server: time for {name}", percentile([other / own for own, other in pairs], 0.5), "x")
    return median


def _fill(hub: PracticeHub, folder: Path) -> Path:
    """A repository with a small and a large file; the answer is where the large one lies."""
    owner = HubClient(hub.url, hub.token)
    content, digest, block = folder / "large.bin", hashlib.sha256(), os.urandom(1 << 20)
    with content.open("wb") as stream:
        for _ in range(LARGE_SIZE >> 20):
            stream.write(block)
            digest.update(block)
    oid = digest.hexdigest()
    owner.post("/api/repos/create", {"name": NAME.partition("/")[2], "type": "model"})
    body = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": oid, "size": LARGE_SIZE}]}
    (shown,) = owner.post(f"/{NAME}.git/info/lfs/objects/batch", body).json["objects"]
    command = [
        "curl",
        "-sf",
        "-T",
        content,
        "-o",
        os.devnull,
        "-w",
        "%{speed_upload}",
        shown["actions"]["upload"]["href"],
    ]
    sent = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    report("practice hub: LFS upload", float(sent) / 1e6, "MB/s")
    answer = owner.commit(
        f"/api/models/{NAME}/commit/main",
        {"key": "header", "value": {"summary": "Files"}},
        {"key": "file", "value": {"path": "small.txt", "content": "x" * SMALL_SIZE, "encoding": "utf-8"}},
        {"key": "lfsFile", "value": {"path": "large.bin", "algo": "sha256", "oid": oid, "size": LARGE_SIZE}},
    )
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {answer.body!r}")
    return content


@contextmanager
def _plain(content: Path) -> Iterator[str]:
    command = [sys.executable, "-c", PLAIN, str(content), str(SMALL_SIZE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def _curl(url: str, path: str) -> float:
    """How many MB/s curl reads."""
    command = ["curl", "-sf", "-o", os.devnull, "-w", "%{speed_download}", f"{url}{path}"]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout) / 1e6


def _best(measure: Callable[[], float]) -> float:
    return percentile([measure() for _ in range(ROUNDS)], 0.5)


def _many(url: str, path: str) -> float:
    """How many requests a second the kept connections of one client get answered."""
    return asyncio.run(_ask_again_and_again(url, path))


async def _ask_again_and_again(url: str, path: str) -> float:
    host = urlsplit(url)
    request = f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode()
    started = time.perf_counter()

    async def ask() -> int:
        reader, writer = await asyncio.open_connection(host.hostname, host.port)
        count = 0
        while time.perf_counter() - started < SECONDS:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            if not head.startswith(b"HTTP/1.1 200 ") or length is None:
                raise RuntimeError(head.decode())
            await reader.readexactly(int(length[1]))
            count += 1
        writer.close()
        return count

    return sum(await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))) / (time.perf_counter() - started)


async def _memory(hub: PracticeHub, path: str) -> int:
    """The most that the server holds while many clients read at once."""
    host, process = urlsplit(hub.url), psutil.Process(hub.pid)

    async def read() -> None:
        reader, writer = await asyncio.open_connection(host.hostname, host.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n\r\n".encode())
        while await reader.read(1 << 16):
            pass
        writer.close()

    reading, most = asyncio.gather(*(read() for _ in range(DOWNLOADS))), 0
    while not reading.done():
        most = max(most, process.memory_info().rss)
        await asyncio.sleep(0.02)
    await reading
    return most


if __name__ == "__main__":
    main()
