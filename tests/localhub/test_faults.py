"""Faults on demand, as a client meets them."""

from __future__ import annotations

import http.client
import time

import pytest

from helpers.hub_client import HubClient
from helpers.practice_hub import PracticeHub
from hubdesk.localhub.faults.spec import parse_fault

FILE = "/minji/hangul-sentiment/resolve/main/model.safetensors"


@pytest.fixture
def whole(owner: HubClient) -> bytes:
    """The file that the faults hit."""
    return owner.get(FILE).body


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 502, 503])
def test_statuses(hub: PracticeHub, owner: HubClient, status: int) -> None:
    hub.set_faults(f"status={status};path=/api/models;count=1")
    assert owner.get("/api/models", limit=1).status == status
    assert owner.get("/api/models", limit=1).status == 200


def test_only_what_matches_is_hit(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults({"kind": "status", "value": 503, "method": "HEAD", "path": r"/resolve/.*\.safetensors$", "skip": 1})
    assert owner.get(FILE).status == 200
    assert owner.get("/api/models", limit=1).status == 200
    assert [owner.get(FILE, method="HEAD").status for _ in range(3)] == [200, 503, 503]
    assert [request["faults"] for request in hub.requests()[-3:]] == [[], ["status"], ["status"]]


def test_rate_limits_say_when_to_come_back(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("rate_limit=7")
    answer = owner.get("/api/models")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
    assert answer.headers["RateLimit"] == '"api";r=0;t=7'


def test_pages_instead_of_json(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("html;count=1", "bad_json")
    answer = owner.get("/api/models")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    with pytest.raises(ValueError, match="Unterminated"):
        _ = owner.get("/api/models").json


@pytest.mark.parametrize(("kind", "error"), [("cut", http.client.IncompleteRead), ("reset", ConnectionError)])
def test_broken_connections(
    hub: PracticeHub, owner: HubClient, whole: bytes, kind: str, error: type[Exception]
) -> None:
    hub.set_faults(f"{kind}=100000;path=safetensors;count=1")
    with pytest.raises(error) as caught:
        owner.get(FILE)
    if isinstance(caught.value, http.client.IncompleteRead):
        assert caught.value.partial == whole[:100_000]
    assert owner.get(FILE).body == whole


def test_wrong_bytes_have_the_right_length(hub: PracticeHub, owner: HubClient, whole: bytes) -> None:
    hub.set_faults("wrong_bytes;count=1")
    wrong = owner.get(FILE).body
    assert len(wrong) == len(whole)
    assert wrong != whole


def test_ranges_can_be_ignored(hub: PracticeHub, owner: HubClient, whole: bytes) -> None:
    hub.set_faults("ignore_range")
    answer = owner.get(FILE, headers={"Range": "bytes=100-"})
    assert (answer.status, answer.body) == (200, whole)


def test_headers_can_be_missing(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("drop_header=X-Repo-Commit")
    assert "X-Repo-Commit" not in owner.get(FILE, method="HEAD").headers


def test_silence(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("stall=1000;path=safetensors")
    connection = http.client.HTTPConnection(hub.url.removeprefix("http://"), timeout=0.3)
    connection.request("GET", FILE)
    answer = connection.getresponse()
    assert len(answer.read(1000)) == 1000
    with pytest.raises(TimeoutError):
        answer.read(1)
    connection.close()
    assert owner.get("/api/models", limit=1).status == 200


@pytest.mark.parametrize(("fault", "at_least"), [("delay=200", 0.2), ("slow=500000", 0.25)])
def test_slowness(hub: PracticeHub, owner: HubClient, whole: bytes, fault: str, at_least: float) -> None:
    assert len(whole) > 150_000
    hub.set_faults(fault)
    started = time.monotonic()
    assert owner.get(FILE).body == whole
    assert time.monotonic() - started >= at_least


def test_uploads_meet_faults_too(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("status=503;method=POST;path=/api/validate-yaml;count=1")
    assert owner.post("/api/validate-yaml", {"content": "x" * 1_000_000}).status == 503
    assert owner.post("/api/validate-yaml", {"content": ""}).status == 200


@pytest.mark.parametrize(
    "spec",
    ["", "flood", "status", "status=200", "cut=many", "slow=0", "delay=1;path=(", "delay=1;count=x", "delay=1;when=now",
     "delay=1;path", "drop_header", {"kind": "status", "value": "x"}],
    ids=str,
)  # fmt: skip
def test_what_is_no_fault(hub: PracticeHub, spec: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_fault(spec)


def test_a_bad_list_of_faults_changes_nothing(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("status=503")
    control = HubClient(hub.url)
    secret = {"X-Practice-Secret": hub.started["control"]["secret"]}
    for body in (b'["flood"]', b"{}", b"[1]", b"nonsense"):
        assert control.send("PUT", "/_practice/faults", body, headers=secret).status == 400
    assert owner.get("/api/models").status == 503
