"""Faults on demand, as a client meets them."""

from __future__ import annotations

import gzip
import http.client
import time

import pytest

from helpers.hub_client import HubClient
from helpers.practice_hub import ROOT, PracticeHub
from hubdesk.localhub.faults.kinds import KINDS, REDIRECTS
from hubdesk.localhub.faults.spec import parse_fault

HANDBOOK = (ROOT / "docs" / "practice-hub.md").read_text(encoding="utf-8")
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
    ("spec", "status", "code", "message"),
    [
        ("status=404;code=EntryNotFound", 404, "EntryNotFound", "Entry not found"),
        ("status=404;code=RevisionNotFound", 404, "RevisionNotFound", "Invalid rev id"),
        ("status=404", 404, "RepoNotFound", "Repository not found"),
        ("status=403;code=GatedRepo", 403, "GatedRepo", "restricted"),
        ("status=413", 413, "", "Too Large"),
        ("status=451;message=Not here", 451, "", "Not here"),
        ("status=599", 599, "", "Error"),
    ],
)
def test_refusals_say_why(hub: PracticeHub, owner: HubClient, spec: str, status: int, code: str, message: str) -> None:
    hub.set_faults(spec)
    answer = owner.get(FILE)
    assert (answer.status, answer.code) == (status, code)
    assert message in answer.headers["X-Error-Message"]
    assert message in answer.json["error"]


def test_a_service_says_when_it_is_back(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("status=503;retry_after=12")
    assert owner.get("/api/models").headers["Retry-After"] == "12"


def test_jitter_stays_within_its_limits(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("delay=60;jitter=30;count=5")
    for _ in range(5):
        started = time.monotonic()
        assert owner.get("/api/models", limit=1).status == 200
        assert time.monotonic() - started >= 0.03


def test_truncated_answers_end_politely(hub: PracticeHub, owner: HubClient, whole: bytes) -> None:
    hub.set_faults("truncate=1000;count=1", "truncate_chunked=2000;skip=1")
    short, shorter = owner.get(FILE), owner.get(FILE)
    assert (short.body, short.headers["Content-Length"]) == (whole[:1000], "1000")
    assert (shorter.body, shorter.headers["Content-Length"]) == (whole[:2000], None)
    assert short.headers["X-Linked-Size"] == str(len(whole))


@pytest.mark.parametrize("start", [0, 100, 69_000])
def test_one_wrong_byte_in_the_file(hub: PracticeHub, owner: HubClient, whole: bytes, start: int) -> None:
    hub.set_faults("wrong_bytes=70000")
    body = owner.get(FILE, headers={"Range": f"bytes={start}-"}).body
    wrong = [at for at, byte in enumerate(body, start) if byte != whole[at]]
    assert wrong == [70_000]


def test_ranges_can_be_told_wrong(hub: PracticeHub, owner: HubClient, whole: bytes) -> None:
    hub.set_faults("wrong_range=5")
    answer = owner.get(FILE, headers={"Range": "bytes=10-19"})
    assert (answer.status, answer.body) == (206, whole[10:20])
    assert answer.headers["Content-Range"] == f"bytes 15-24/{len(whole)}"


def test_a_file_can_change_midway(hub: PracticeHub, owner: HubClient, whole: bytes) -> None:
    hub.set_faults(f"change_etag;skip=1;path={FILE}")
    before, after = owner.get(FILE), owner.get(FILE, headers={"Range": "bytes=100-"})
    assert before.body == whole
    assert after.body == bytes(byte ^ 1 for byte in whole[100:])
    for name in ("ETag", "X-Linked-Etag"):
        assert after.headers[name] != before.headers[name]
        assert len(after.headers[name]) == len(before.headers[name])


def test_a_bomb_is_small_on_the_way(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("gzip_bomb=20")
    answer = owner.get("/api/models")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.body) < 200_000
    assert gzip.decompress(answer.body) == bytes(20_000_000)


@pytest.mark.parametrize("shape", ["null", "list", "table", "number", "text", "empty", "deep", "nan", "surrogate"])
def test_json_of_other_shapes(hub: PracticeHub, owner: HubClient, shape: str) -> None:
    hub.set_faults(f"json={shape}")
    answer = owner.get("/api/models")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["Content-Length"] == str(len(answer.body))


def test_no_answer_at_all(hub: PracticeHub) -> None:
    hub.set_faults("no_answer;path=/api/models")
    connection = http.client.HTTPConnection(hub.url.removeprefix("http://"), timeout=0.3)
    connection.request("GET", "/api/models")
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()


def test_an_accepted_commit_whose_answer_is_lost(hub: PracticeHub, owner: HubClient) -> None:
    owner.post("/api/repos/create", {"name": "lost-answers"})
    before = owner.get("/api/models/minji/lost-answers").json["sha"]
    hub.set_faults("lose_answer;method=POST;path=/commit/;count=1")
    lines = ({"key": "header", "value": {"summary": "said once"}},
             {"key": "file", "value": {"path": "a.txt", "content": "a"}})  # fmt: skip
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        owner.commit("/api/models/minji/lost-answers/commit/main", *lines)
    commits = owner.get("/api/models/minji/lost-answers/commits/main").json
    assert [each["title"] for each in commits][:1] == ["said once"]
    assert commits[1]["id"] == before
    owner.post("/api/repos/delete", {"name": "lost-answers"}, method="DELETE")


def test_uploads_can_be_cut(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("cut_upload=300000;method=POST;count=1")
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        owner.post("/api/validate-yaml", {"content": "x" * 20_000_000})
    cut = next(each for each in hub.requests()[::-1] if each["faults"] == ["cut_upload"])
    assert 300_000 <= cut["bytes_in"] < 2_000_000
    assert owner.post("/api/validate-yaml", {"content": ""}).status == 200


def test_uploads_can_be_slow(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("slow_upload=1000000")
    started = time.monotonic()
    assert owner.post("/api/validate-yaml", {"content": "x" * 300_000}).status == 200
    assert time.monotonic() - started >= 0.25


def test_several_at_once(hub: PracticeHub, owner: HubClient, whole: bytes) -> None:
    hub.set_faults("status=503;path=/api/", "delay=100", "cut=5000;path=/resolve/", "drop_header=ETag;path=/resolve/")
    started = time.monotonic()
    assert owner.get("/api/models").status == 503
    with pytest.raises(http.client.IncompleteRead) as caught:
        owner.get(FILE)
    assert caught.value.partial == whole[:5000]
    assert time.monotonic() - started >= 0.2
    assert [sorted(each["faults"]) for each in hub.requests()[-2:]] == [
        ["delay", "status"], ["cut", "delay", "drop_header"]
    ]  # fmt: skip


def test_every_kind_can_be_written_and_read_again(hub: PracticeHub) -> None:
    values = {"drop_header": "ETag", "set_header": "X-A: b;c", "set_json": "/a 1", "cas_url": "https://x.invalid/y"}
    for name, kind in KINDS.items():
        value = values.get(name) or kind.default or (kind.words[0] if kind.words else str(max(kind.least, 1)))
        table = {"kind": name, "count": 3, "path": "x", **({"value": value} if kind.takes_value else {})}
        fault = parse_fault(table | dict.fromkeys(kind.options, "7"))
        assert parse_fault(fault.as_table()) == fault
        assert f"`{name}" in HANDBOOK
        assert all(f"`{word}`" in HANDBOOK for word in kind.words if word not in REDIRECTS)


@pytest.mark.parametrize(
    "spec",
    ["", "flood", "status", "status=200", "cut=many", "slow=0", "delay=1;path=(", "delay=1;count=x", "delay=1;when=now",
     "delay=1;path", "drop_header", {"kind": "status", "value": "x"}, "html=1", "delay=1;count=-1", "delay=nan",
     "cut=inf", "paths=nowhere", "cas_url=elsewhere", "set_header=X-A", "set_json=a", "etag",
     {"kind": "set_header", "value": "A: b\nc"},
     "redirect=200", "delay=1;jitter=-1", "status=404;jitter=1", "gzip_bomb=0", {"kind": "slow", "value": True},
     {"kind": "slow", "value": [1]}, {"kind": ["slow"]}],
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
