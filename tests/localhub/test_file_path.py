"""Files as they are sent: conditions, ranges, and what is remembered of them."""

from __future__ import annotations

import hashlib
import http.client
import json
import random
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from helpers.hub_client import Answer, HubClient
from helpers.practice_hub import PracticeHub

NAME = "minji/file-path"
SMALL = b"0123456789" * 10
LARGE = random.Random(7).randbytes(9_000_000)
CHANGING_HEADERS = {"date", "x-request-id"}


def committed(path: str, content: bytes) -> dict[str, object]:
    return {"key": "file", "value": {"path": path, "content": content.decode(), "encoding": "utf-8"}}


def commit(owner: HubClient, *lines: dict[str, object], name: str = NAME, branch: str = "main") -> str:
    answer = owner.commit(
        f"/api/models/{name}/commit/{branch}", {"key": "header", "value": {"summary": "Change"}}, *lines
    )
    assert answer.status == 200, answer.body
    return str(answer.json["commitOid"])


def upload(owner: HubClient, content: bytes, *, name: str = NAME) -> str:
    """Send a large file; the answer is its sha256."""
    oid = hashlib.sha256(content).hexdigest()
    body = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": oid, "size": len(content)}]}
    (shown,) = owner.post(f"/{name}.git/info/lfs/objects/batch", body).json["objects"]
    if "actions" in shown:
        assert owner.send("PUT", shown["actions"]["upload"]["href"], content).status == 200
    return oid


@pytest.fixture
def repository(owner: HubClient) -> Iterator[str]:
    """A repository with a small and a large file."""
    assert owner.post("/api/repos/create", {"name": "file-path", "type": "model"}).status == 200
    oid = upload(owner, LARGE)
    large = {"path": "weights.bin", "algo": "sha256", "oid": oid, "size": len(LARGE)}
    commit(owner, committed("notes.txt", SMALL), {"key": "lfsFile", "value": large})
    yield f"/{NAME}/resolve/main"
    owner.post("/api/repos/delete", {"name": "file-path", "type": "model"}, method="DELETE")


def twice(client: HubClient, path: str, method: str = "GET", **headers: str) -> Answer:
    """The answer of the long way, which the short way must repeat to the byte."""
    client.send("GET", path)  # from here on it is remembered
    short = client.send(method, path, headers=headers)
    long = client.send(method, f"{path}?long=way", headers=headers)
    assert (short.status, short.body) == (long.status, long.body)
    kept = [pair for pair in short.headers.items() if pair[0].lower() not in CHANGING_HEADERS]
    assert kept == [pair for pair in long.headers.items() if pair[0].lower() not in CHANGING_HEADERS]
    return short


@pytest.mark.parametrize(("file", "content"), [("notes.txt", SMALL), ("weights.bin", LARGE)])
def test_whole_and_head(owner: HubClient, repository: str, file: str, content: bytes) -> None:
    whole = twice(owner, f"{repository}/{file}")
    assert (whole.status, whole.body) == (200, content)
    head = twice(owner, f"{repository}/{file}", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(content))
    assert head.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=7-", 7, None), ("bytes=3-12", 3, 13), ("bytes=-5", -5, None)],
)
@pytest.mark.parametrize(("file", "content"), [("notes.txt", SMALL), ("weights.bin", LARGE)])
def test_parts(
    owner: HubClient, repository: str, file: str, content: bytes, wanted: str, start: int, end: int | None
) -> None:
    answer = twice(owner, f"{repository}/{file}", Range=wanted)
    assert (answer.status, answer.body) == (206, content[start:end])
    first = start % len(content)
    last = first + len(answer.body) - 1
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(content)}"


def test_a_part_behind_the_end(owner: HubClient, repository: str) -> None:
    for file, size in (("notes.txt", len(SMALL)), ("weights.bin", len(LARGE))):
        answer = twice(owner, f"{repository}/{file}", Range=f"bytes={size}-")
        assert answer.status == 416
        assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize("wanted", ["bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-1,5-6", "bytes"])
def test_a_range_that_is_none_gets_everything(owner: HubClient, repository: str, wanted: str) -> None:
    answer = twice(owner, f"{repository}/notes.txt", Range=wanted)
    assert (answer.status, answer.body) == (200, SMALL)


def test_what_a_client_has_is_not_sent_again(owner: HubClient, repository: str) -> None:
    path = f"{repository}/notes.txt"
    etag = twice(owner, path).headers["ETag"]
    for condition in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        for method in ("GET", "HEAD"):
            answer = twice(owner, path, method, **{"If-None-Match": condition})
            assert (answer.status, answer.body) == (304, b"")
            assert answer.headers["ETag"] == etag
            assert answer.headers["X-Repo-Commit"]
    assert twice(owner, path, **{"If-None-Match": '"other"'}).body == SMALL


def test_a_part_only_of_the_file_it_was_meant_for(owner: HubClient, repository: str) -> None:
    path = f"{repository}/weights.bin"
    etag = twice(owner, path, "HEAD").headers["ETag"]
    assert twice(owner, path, Range="bytes=5-9", **{"If-Range": etag}).body == LARGE[5:10]
    assert twice(owner, path, Range="bytes=5-9", **{"If-Range": '"other"'}).body == LARGE


def test_a_commit_shows_at_once(owner: HubClient, repository: str) -> None:
    path = f"{repository}/notes.txt"
    for count in range(5):
        text = f"version {count}".encode()
        made = commit(owner, committed("notes.txt", text))
        answer = twice(owner, path)
        assert (answer.body, answer.headers["X-Repo-Commit"]) == (text, made)
        assert twice(owner, f"/{NAME}/resolve/{made}/notes.txt").body == text
    commit(owner, {"key": "deletedFile", "value": {"path": "notes.txt"}})
    assert owner.get(path).code == "EntryNotFound"
    assert twice(owner, f"/{NAME}/resolve/{made}/notes.txt").body == text


def test_a_moved_tag_and_a_deleted_branch_show_at_once(owner: HubClient, repository: str) -> None:
    tag, branch = f"/{NAME}/resolve/v1/notes.txt", f"/{NAME}/resolve/side/notes.txt"
    assert owner.post(f"/api/models/{NAME}/tag/main", {"tag": "v1"}).status == 200
    assert owner.post(f"/api/models/{NAME}/branch/side", {}).status == 200
    assert twice(owner, tag).body == twice(owner, branch).body == SMALL
    commit(owner, committed("notes.txt", b"later"))
    assert owner.post(f"/api/models/{NAME}/tag/v1", {}, method="DELETE").status == 200
    assert owner.get(tag).code == "RevisionNotFound"
    assert owner.post(f"/api/models/{NAME}/tag/main", {"tag": "v1"}).status == 200
    assert twice(owner, tag).body == b"later"
    assert owner.post(f"/api/models/{NAME}/branch/side", {}, method="DELETE").status == 200
    assert owner.get(branch).code == "RevisionNotFound"


def test_a_deleted_repository_made_anew_is_another(owner: HubClient, repository: str) -> None:
    path = f"{repository}/notes.txt"
    assert twice(owner, path).body == SMALL
    assert owner.post("/api/repos/delete", {"name": "file-path", "type": "model"}, method="DELETE").status == 200
    assert owner.get(path).code == "RepoNotFound"
    assert owner.post("/api/repos/create", {"name": "file-path", "type": "model"}).status == 200
    assert owner.get(path).code == "EntryNotFound"
    commit(owner, committed("notes.txt", b"new"))
    assert twice(owner, path).body == b"new"


def test_a_repository_that_becomes_private_is_gone_for_others(
    hub: PracticeHub, owner: HubClient, repository: str
) -> None:
    path, anonymous = f"{repository}/notes.txt", HubClient(hub.url)
    assert twice(anonymous, path).body == SMALL
    assert owner.post(f"/api/models/{NAME}/settings", {"private": True}, method="PUT").status == 200
    assert anonymous.get(path).code == "RepoNotFound"
    assert HubClient(hub.url, "hf_wrong").get(path).status == 401
    assert twice(owner, path).body == SMALL
    assert owner.post(f"/api/models/{NAME}/settings", {"private": False}, method="PUT").status == 200
    assert twice(anonymous, path).body == SMALL
    assert owner.post(f"/api/models/{NAME}/settings", {"gated": "auto"}, method="PUT").status == 200
    assert anonymous.get(path).code == "GatedRepo"


def test_a_moved_repository_leaves_its_address(owner: HubClient, repository: str) -> None:
    assert twice(owner, f"{repository}/notes.txt").body == SMALL
    move = {"fromRepo": NAME, "toRepo": "minji/file-path-2", "type": "model"}
    assert owner.post("/api/repos/move", move).status == 200
    assert owner.get(f"{repository}/notes.txt").status != 200
    assert twice(owner, "/minji/file-path-2/resolve/main/notes.txt").body == SMALL
    back = {"fromRepo": "minji/file-path-2", "toRepo": NAME, "type": "model"}
    assert owner.post("/api/repos/move", back).status == 200
    assert twice(owner, f"{repository}/notes.txt").body == SMALL


@pytest.mark.parametrize("file", ["notes.txt", "weights.bin"])
def test_faults_hit_what_is_remembered(hub: PracticeHub, owner: HubClient, repository: str, file: str) -> None:
    path = f"{repository}/{file}"
    whole = twice(owner, path).body
    hub.set_faults(f"status=503;path={file};count=1", f"wrong_bytes;path={file};skip=1;count=1")
    assert owner.get(path).status == 503
    wrong = owner.get(path)
    assert (wrong.status, len(wrong.body)) == (200, len(whole))
    assert wrong.body != whole
    hub.set_faults(f"ignore_range;path={file};count=1", f"cut=50;path={file};skip=1")
    assert owner.get(path, headers={"Range": "bytes=3-4"}).body == whole
    with pytest.raises(http.client.IncompleteRead) as broken:
        owner.get(path)
    assert broken.value.partial == whole[:50]


def test_the_log_counts_every_byte(hub: PracticeHub, owner: HubClient, repository: str) -> None:
    twice(owner, f"{repository}/weights.bin")
    hub.forget_requests()
    owner.get(f"{repository}/weights.bin")
    owner.get(f"{repository}/weights.bin", headers={"Range": "bytes=100-"})
    owner.get(f"{repository}/notes.txt", method="HEAD")
    shown = [(each["status"], each["bytes"]) for each in hub.requests()]
    assert shown == [(200, len(LARGE)), (206, len(LARGE) - 100), (200, 0)]


def test_one_connection_serves_file_after_file(hub: PracticeHub, owner: HubClient, repository: str) -> None:
    """Sending from a file by the system must leave the connection as it was."""
    connection = http.client.HTTPConnection(urlsplit(hub.url).netloc, timeout=20)
    for round_ in range(6):
        for file, content in (("weights.bin", LARGE), ("notes.txt", SMALL)):
            headers = {"Range": "bytes=1-"} if round_ % 2 else {}
            connection.request("GET", f"{repository}/{file}", headers=headers)
            assert connection.getresponse().read() == content[round_ % 2 :]
        connection.request("GET", f"/api/models/{NAME}")
        assert json.loads(connection.getresponse().read())["id"] == NAME
    connection.close()


def test_several_requests_at_once_on_one_connection(hub: PracticeHub, owner: HubClient, repository: str) -> None:
    """Pipelined requests are answered one after the other, whole."""
    twice(owner, f"{repository}/weights.bin")
    host = urlsplit(hub.url).netloc
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.connect()
    paths = [f"{repository}/weights.bin", f"{repository}/notes.txt"] * 3
    connection.sock.sendall(b"".join(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() for path in paths))
    stream = connection.sock.makefile("rb")
    for path in paths:
        assert b" 200 " in stream.readline()
        headers = http.client.parse_headers(stream)
        body = stream.read(int(headers["Content-Length"]))
        assert body == (LARGE if path.endswith(".bin") else SMALL)
    stream.close()
    connection.close()
