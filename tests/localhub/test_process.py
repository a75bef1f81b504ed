"""The practice Hub as a process: how it starts, whom it answers, what it keeps, and that it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.practice_hub import ROOT, PracticeHub

OPTIONS = ("--catalogue", "none")


def _start(*options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "hubdesk.localhub", "--json", *options]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_the_first_line(practice_hub: PracticeHub) -> None:
    first = practice_hub.started
    assert first["url"].startswith("http://127.0.0.1:")
    roles = [(user["name"], user["role"]) for user in first["users"]]
    assert roles[:2] == [("minji", "write"), ("joon", "read")]
    assert roles[2:] == [("minji", "fineGrained"), ("minji", "write"), ("minji", "oauth")]
    assert all(user["token"].startswith("hf_") for user in first["users"])
    assert first["organizations"] == ["hangul-lab", "open-models"]
    assert first["control"]["secret"]


def test_it_starts_soon(tmp_path: Path) -> None:
    started = time.monotonic()
    with PracticeHub(tmp_path) as hub:
        assert len(HubClient(hub.url).get("/api/models", search="llama", limit=5).json) == 5
        assert time.monotonic() - started < 5  # about 1 s on an idle machine; the benchmark holds the limit


def test_it_listens_on_this_machine_only(hub: PracticeHub) -> None:
    port = int(hub.url.rpartition(":")[2])
    with socket.socket() as probe:
        probe.settimeout(2)
        assert probe.connect_ex(("127.0.0.2", port)) != 0


def test_it_ends_when_its_input_ends(tmp_path: Path) -> None:
    hub = PracticeHub(tmp_path, options=OPTIONS)
    started = time.monotonic()
    assert hub.close() == 0
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    with _start("--data", str(tmp_path), *OPTIONS, "--until-stdin-closes") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = json.loads(process.stdout.readline())["url"]
        assert HubClient(url).get("/api/models").status == 200
        process.send_signal(number)
        assert process.wait(10) in (0, -number)
        assert process.stderr.read() == b""


def test_a_taken_port_is_told(hub: PracticeHub, tmp_path: Path) -> None:
    with _start("--data", str(tmp_path), "--port", hub.url.rpartition(":")[2]) as process:
        _, stderr = process.communicate()
        assert process.returncode == 1
        assert stderr.startswith(b"cannot listen on 127.0.0.1:")


def test_a_fault_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with _start("--data", str(tmp_path), "--fault", "flood") as process:
        _, stderr = process.communicate()
        assert process.returncode == 2
        assert b"flood" in stderr
        assert b"Traceback" not in stderr


def test_it_remembers(tmp_path: Path) -> None:
    with PracticeHub(tmp_path, options=OPTIONS) as hub:
        token, owner = hub.token, HubClient(hub.url, hub.token)
        assert owner.post("/api/repos/create", {"name": "kept", "visibility": "private"}).status == 200
        owner.post("/api/repos/delete", {"name": "broken-card"}, method="DELETE")
        before = owner.get("/api/models/minji/night-bus-llm").json["sha"]
    with PracticeHub(tmp_path, options=OPTIONS) as hub:
        assert hub.token == token
        owner = HubClient(hub.url, token)
        assert owner.get("/api/models/minji/kept").json["private"] is True
        assert owner.get("/api/models/minji/broken-card").status == 404
        assert owner.get("/api/models/minji/night-bus-llm").json["sha"] == before
        assert owner.post("/api/repos/create", {"name": "broken-card"}).status == 200
        assert owner.get("/api/models/minji/broken-card/tree/main").json[0]["path"] == ".gitattributes"


def test_the_state_is_private(hub: PracticeHub) -> None:
    if sys.platform != "win32":
        assert (hub.data / "state.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "127.0.0.1"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
    ids=str,
)
def test_foreign_pages_are_refused(hub: PracticeHub, headers: dict[str, str]) -> None:
    assert HubClient(hub.url, hub.token).get("/api/whoami-v2", headers=headers).status == 403


def test_its_own_page_may_ask(hub: PracticeHub) -> None:
    assert HubClient(hub.url, hub.token).get("/api/whoami-v2", headers={"Origin": hub.url}).status == 200


def test_the_control_needs_its_secret(hub: PracticeHub) -> None:
    owner = HubClient(hub.url, hub.token)
    for path in ("/_practice/faults", "/_practice/requests"):
        assert owner.get(path).status == 403
        assert owner.get(path, headers={"X-Practice-Secret": "guess"}).status == 403


def test_the_request_log_holds_no_secret(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with PracticeHub(tmp_path / "data", options=(*OPTIONS, "--request-log", str(log))) as hub:
        owner = HubClient(hub.url, hub.token)
        owner.get("/api/whoami-v2", token=hub.token)
        owner.send("PUT", "/_lfs/secret-ticket", b"x")
        assert [request["path"] for request in hub.requests()] == ["/api/whoami-v2", "/_lfs/•••"]
        hub.forget_requests()
        assert hub.requests() == []
        text = log.read_text(encoding="utf-8")
        assert hub.token not in text
    assert "secret-ticket" not in text
    entries = [json.loads(line) for line in text.splitlines()]
    assert [(entry["method"], entry["status"], entry["signed"]) for entry in entries] == [
        ("GET", 200, True), ("PUT", 403, True)
    ]  # fmt: skip


def test_the_speed_is_kept(tmp_path: Path) -> None:
    with PracticeHub(tmp_path, options=(*OPTIONS, "--rate", "500000")) as hub:
        client = HubClient(hub.url)
        size = int(
            client.get("/minji/hangul-sentiment/resolve/main/model.safetensors", method="HEAD").headers[
                "Content-Length"
            ]
        )
        started = time.monotonic()
        client.get("/minji/hangul-sentiment/resolve/main/model.safetensors")
        assert time.monotonic() - started > size / 500_000 * 0.8


def test_unknown_addresses(hub: PracticeHub) -> None:
    answer = HubClient(hub.url).get("/api/no/such/thing/at/all")
    assert answer.status == 404
    assert answer.json["error"]
    assert HubClient(hub.url).send("POST", "/api/whoami-v2").status == 405


def test_a_catalogue_of_ones_own(tmp_path: Path) -> None:
    row = {"id": "me/mine", "author": "me", "created_at": "2026-01-01T00:00:00.000Z", "license": "mit", "formats": [],
           "updated_at": "2026-01-02T00:00:00.000Z", "pipeline_tag": None, "library": None, "languages": [], "tags": [],
           "likes": 1, "downloads_30d": 2, "trending_score": 3, "parameters": None, "storage_bytes": None,
           "base_model": None, "gated": False}  # fmt: skip
    file = tmp_path / "mine.jsonl"
    file.write_text(json.dumps(row) + "\n")
    with PracticeHub(tmp_path / "data", options=("--catalogue", str(file))) as hub:
        assert [each["id"] for each in HubClient(hub.url).get("/api/models", author="me").json] == ["me/mine"]
        assert HubClient(hub.url).get("/api/models", search="llama-3.1").json == []
