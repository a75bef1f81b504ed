"""The control endpoint, the log of requests, and beginning anew."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.practice_hub import ROOT, PracticeHub
from hubdesk.localhub.reset import reset

OPTIONS = ("--catalogue", "none")


@pytest.fixture
def control(hub: PracticeHub) -> HubClient:
    """A client that knows the secret of this run only where it says so."""
    return HubClient(hub.url)


def secret(hub: PracticeHub) -> dict[str, str]:
    return {"X-Practice-Secret": hub.started["control"]["secret"]}


@pytest.mark.parametrize("path", ["/_practice/faults", "/_practice/requests", "/_practice/thief"])
@pytest.mark.parametrize("headers", [{}, {"X-Practice-Secret": "guess"}, {"X-Practice-Secret": "\xe9"}], ids=str)
def test_strangers_control_nothing(control: HubClient, path: str, headers: dict[str, str]) -> None:
    for method in ("GET", "DELETE"):
        assert control.send(method, path, headers=headers).status == 403


def test_faults_are_added_shown_and_ended(hub: PracticeHub, control: HubClient) -> None:
    def send(method: str, *specs: object) -> list[str]:
        body = json.dumps(specs).encode() if specs else None
        return [each["kind"] for each in control.send(method, "/_practice/faults", body, headers=secret(hub)).json]

    assert send("PUT", "delay=1;count=5", {"kind": "status", "value": 503, "path": "/never"}) == ["delay", "status"]
    assert send("POST", "html;path=/never") == ["delay", "status", "html"]
    control.get("/api/models", limit=1)
    shown = control.get("/_practice/faults", headers=secret(hub)).json
    assert (shown[0]["count"], shown[1]["path"]) == (4, "/never")
    assert control.send("PUT", "/_practice/faults", json.dumps(shown).encode(), headers=secret(hub)).json == shown
    assert send("DELETE") == []


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[1]", b"null", b"[[]]", b"\xff", b"[" * 100_000, b'["delay=1;path=("]', b'[{"kind": {}}]'],
    ids=lambda body: str(body[:12]),
)  # fmt: skip
def test_what_is_no_list_of_faults(hub: PracticeHub, control: HubClient, body: bytes) -> None:
    answer = control.send("PUT", "/_practice/faults", body, headers=secret(hub))
    assert (answer.status, bool(answer.json["error"])) == (400, True)
    assert control.get("/_practice/faults", headers=secret(hub)).json == []


def test_the_log_says_who_and_how_much(hub: PracticeHub, control: HubClient) -> None:
    reader = HubClient(hub.url, hub.reader_token)
    basic = base64.b64encode(f"minji:{hub.token}".encode()).decode()
    hub.forget_requests()
    answer = reader.get("/minji/hangul-sentiment/resolve/main/README.md", headers={"Range": "bytes=3-12"})
    control.send("POST", "/api/validate-yaml", b'{"content": "x"}', headers={"Authorization": f"Basic {basic}"})
    control.get("/api/whoami-v2", headers={"Authorization": "Bearer hf_nobody"})
    control.get("/api/models", limit=1)
    logged = hub.requests()
    assert [(each["method"], each["status"], each["owner"], each["signed"]) for each in logged] == [
        ("GET", 206, "joon", True), ("POST", 200, "minji", True), ("GET", 401, "", True), ("GET", 200, "", False)
    ]  # fmt: skip
    assert (logged[0]["bytes"], logged[0]["range"], len(answer.body)) == (10, "bytes=3-12", 10)
    assert (logged[1]["bytes_in"], logged[1]["ms"] > 0) == (16, True)


def test_the_log_holds_no_secret(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with PracticeHub(tmp_path / "data", options=(*OPTIONS, "--request-log", str(log))) as hub:
        client = HubClient(hub.url, hub.token)
        oid = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": "d" * 64, "size": 3}]}
        href = client.post("/minji/empty-model.git/info/lfs/objects/batch", oid).json["objects"][0]["actions"][
            "upload"
        ]["href"]
        client.send("PUT", href, b"abc")
        client.get(
            "/api/models", search=hub.token, access_token="s3cret", X_Signature="s3cret", code="s3cret", p="kept"
        )
        client.get(f"/{hub.token}/resolve/main/x", headers={"User-Agent": hub.token, "Range": hub.token})
        client.send("POST", "/oauth/token", f"device_code=s3cret&client_id={hub.token}".encode())
        told = json.dumps(hub.requests())
        written = log.read_text(encoding="utf-8")
    assert [json.loads(line)["path"] for line in written.splitlines()][1] == "/_lfs/•••"
    for text in (told, written):
        assert hub.token not in text
        assert "s3cret" not in text
        assert href.rpartition("/")[2] not in text
        assert "p=kept" in text


def test_a_data_dir_can_begin_anew(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with PracticeHub(data, options=OPTIONS) as hub:
        owner = HubClient(hub.url, hub.token)
        assert owner.post("/api/repos/create", {"name": "forgotten"}).status == 200
        first = owner.get("/api/models/minji/night-bus-llm").json["sha"]
    (data / "my-notes.txt").write_text("not the Hub's")
    with PracticeHub(data, options=(*OPTIONS, "--reset")) as again:
        owner = HubClient(again.url, again.token)
        assert owner.get("/api/models/minji/forgotten").status == 404
        assert owner.get("/api/models/minji/night-bus-llm").json["sha"] == first
        assert again.token != hub.token
    assert (data / "my-notes.txt").read_text() == "not the Hub's"
    assert not list(data.glob(".removed-*"))


def test_only_a_data_dir_is_reset(tmp_path: Path) -> None:
    (tmp_path / "git").mkdir()
    (tmp_path / "git" / "work.txt").write_text("precious")
    for state in (None, "[]", '{"tokens": {}}', "\0"):
        if state is not None:
            (tmp_path / "state.json").write_text(state)
        with pytest.raises(ValueError, match="is not the data dir of a practice Hub"):
            reset(tmp_path)
        assert (tmp_path / "git" / "work.txt").read_text() == "precious"
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(ValueError, match="is not the data dir of a practice Hub"):
        reset(file)


def test_there_may_be_nothing_to_reset(tmp_path: Path) -> None:
    reset(tmp_path)
    reset(tmp_path / "not-yet")
    (tmp_path / ".removed-x" / "git").mkdir(parents=True)  # of a reset that was killed
    reset(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_link_out_of_the_data_dir_is_not_followed(tmp_path: Path) -> None:
    data, outside = tmp_path / "data", tmp_path / "outside"
    data.mkdir()
    outside.mkdir()
    (outside / "work.txt").write_text("precious")
    (data / "state.json").write_text('{"created": "", "tokens": {}, "repositories": {}}')
    try:
        (data / "git").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("no symlinks here")
    reset(data)
    assert (outside / "work.txt").read_text() == "precious"
    assert not list(data.iterdir())


@pytest.mark.parametrize(
    ("options", "told"),
    [(["--reset"], "--reset needs --data"), (["--reset", "--data", "."], "not the data dir of a practice Hub"),
     (["--fault", "paths=nowhere"], "paths cannot be nowhere")],
    ids=str,
)  # fmt: skip
def test_options_that_make_no_sense(options: list[str], told: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    command = [sys.executable, "-m", "hubdesk.localhub", "--json", *OPTIONS, *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    assert told in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]
