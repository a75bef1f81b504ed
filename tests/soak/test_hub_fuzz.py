"""Whatever is sent to the practice Hub, it answers as the Hub would, stays alive, and keeps to its own folder."""

from __future__ import annotations

import hashlib
import http.client
import io
import os
import re
import socket
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from helpers.hub_client import HubClient
from helpers.hub_fuzz import ROUTES, Fuzzer, Message
from helpers.practice_hub import ROOT, PracticeHub
from helpers.soak import WHOLE

pytestmark = [pytest.mark.soak, pytest.mark.skipif(os.name == "nt", reason="tells paths as POSIX has them")]

SECONDS = 60 if WHOLE else 5
FUZZERS = 4
CANARY = "the canary sings only outside of the data folder"
WATCHED = Path(__file__).resolve().parents[1] / "helpers" / "watched"
SYSTEM = ("/dev", "/proc", "/sys", "/usr/share", "/usr/lib", "/etc/mime.types", "/etc/localtime", "/etc/apache")


@pytest.fixture
def surroundings(tmp_path: Path) -> Path:
    """A folder with the data folder, and things beside it that nobody is to touch."""
    for name in ("canary.txt", "objects/canary", "data-2/state.json", "models/minji/x/README.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CANARY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def hub(surroundings: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeHub]:
    """A Hub that tells which paths it touches."""
    monkeypatch.setenv("PYTHONPATH", str(WATCHED))
    monkeypatch.setenv("WATCHED_PATHS", str(surroundings / "touched"))
    with PracticeHub(surroundings / "data", options=("--catalogue", "none")) as hub:
        yield hub


def fill(hub: PracticeHub) -> list[str]:
    """Repositories to aim at; the answer is what they hold: commits and a large file."""
    owner = HubClient(hub.url, hub.token)
    for name, kind, extra in (
        ("fuzz", "model", {}),
        ("fuzz-data", "dataset", {}),
        ("fuzz-space", "space", {"sdk": "static"}),
    ):
        assert owner.post("/api/repos/create", {"name": name, "type": kind, **extra}).status == 200
    content = b"\x89large" * 1000
    oid = hashlib.sha256(content).hexdigest()
    body = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": oid, "size": len(content)}]}
    (shown,) = owner.post("/minji/fuzz.git/info/lfs/objects/batch", body).json["objects"]
    assert owner.send("PUT", shown["actions"]["upload"]["href"], content).status == 200
    made = owner.commit(
        "/api/models/minji/fuzz/commit/main",
        {"key": "header", "value": {"summary": "Begin"}},
        {"key": "file", "value": {"path": "a/b.txt", "content": "text", "encoding": "utf-8"}},
        {"key": "lfsFile", "value": {"path": "large.bin", "algo": "sha256", "oid": oid, "size": len(content)}},
    )
    owner.post("/api/models/minji/fuzz/tag/main", {"tag": "v1"})
    owner.post("/api/models/minji/fuzz/discussions", {"title": "Talk", "description": "x", "pullRequest": True})
    return [made.json["commitOid"], made.json["commitOid"][:7], oid]


def exchange(host: str, port: int, message: Message) -> tuple[int, bytes]:
    """Send a request as it is; the status and everything that came back."""
    with socket.create_connection((host, port), timeout=15) as connection:
        connection.sendall(message.content)
        received = bytearray()
        while chunk := connection.recv(1 << 16):
            received += chunk
            if b"text/event-stream" in received[:2000]:
                break  # has no end
    final = bytes(received).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    status = re.match(rb"HTTP/1\.1 (\d{3}) ", final)
    return int(status[1]) if status else 0, final


def wrong_with(message: Message, status: int, received: bytes) -> str:
    """What no request may bring about; nothing if all is well."""
    if not status:
        return "no answer"
    if status >= 500:
        return f"status {status}"
    if CANARY.encode() in received:
        return "what lies beside the data folder"
    if b"Traceback (most recent" in received or b'.py", line ' in received:
        return "a traceback"
    head = http.client.parse_headers(io.BytesIO(received.partition(b"\r\n")[2]))
    return "a header of the client" if head["X-Injected"] else ""


@pytest.mark.timeout(SECONDS + 90)
@pytest.mark.parametrize("seed", [time.time_ns() if WHOLE else 1])
def test_any_request(hub: PracticeHub, surroundings: Path, seed: int) -> None:
    known = fill(hub)
    before = _tree(surroundings)
    where = urlsplit(hub.url)
    host, port = str(where.hostname), int(where.port or 0)
    tokens = [user["token"] for user in hub.started["users"]]
    faults: dict[str, str] = {}
    statuses: dict[int, int] = {}
    routes: set[str] = set()
    until = time.monotonic() + SECONDS

    def run(number: int) -> None:
        fuzzer = Fuzzer(seed + number, host=where.netloc, tokens=tokens, known=known)
        while time.monotonic() < until:
            message = fuzzer.message()
            try:
                status, received = exchange(host, port, message)
                wrong = wrong_with(message, status, received)
            except OSError as error:
                status, wrong = (
                    0,
                    "" if isinstance(error, ConnectionError) and len(message.content) > 60_000 else repr(error),
                )
            statuses[status] = statuses.get(status, 0) + 1
            routes.add(message.route)
            if wrong:
                faults.setdefault(f"{wrong}: {message.route}", str(message))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(FUZZERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"seed {seed}: {sum(statuses.values())} requests, {len(routes)} routes, {dict(sorted(statuses.items()))}")
    assert not faults, "\n".join(f"{key}\n    {shown}" for key, shown in sorted(faults.items()))
    assert HubClient(hub.url, hub.token).get("/api/whoami-v2").status == 200
    assert _tree(surroundings) == before
    assert _touched_outside(surroundings) == []
    if WHOLE:
        assert {path for route in ROUTES if (path := route.path) not in " ".join(routes)} == set()


def _tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Everything beside the data folder."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "touched")
    return {
        str(path): (path.stat().st_mtime_ns, path.read_text(encoding="utf-8"))
        for path in found
        if path.relative_to(folder).parts[0] != "data"
    }


def _touched_outside(folder: Path) -> list[str]:
    """What the server opened, listed or changed and had no business with."""
    python = (*sysconfig.get_paths().values(), f"{sys.base_prefix}/lib", str(WATCHED))
    allowed = (str(folder / "data"), str(ROOT / "hubdesk"), str(ROOT / "resources"), *python, *SYSTEM)
    lines = (folder / "touched").read_text(encoding="utf-8").splitlines()
    looked_for_modules = f"os.listdir {ROOT}"
    return [line for line in lines if not line.partition(" ")[2].startswith(allowed) and line != looked_for_modules]
