"""Large files belong to who sent them: to know a sha256, or to have pushed a pointer once, opens nothing."""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.git_client import Git, needs_git
from helpers.hub_client import Answer, HubClient
from helpers.practice_hub import PracticeHub
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.records import Records, repo_key
from hubdesk.localhub.xet.shard import Shard, ShardFile, Term
from hubdesk.localhub.xet.store import SHA256S, XetStore

SHARED = "minji/hangul-sentiment"  # which the narrow token may write to, and no other
_numbers = itertools.count()


@pytest.fixture(scope="module")
def own_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A Hub of its own: the shared repository is one of the ready-made ones, which others look at."""
    with PracticeHub(tmp_path_factory.mktemp("possession"), options=("--catalogue", "none")) as hub:
        yield hub


@pytest.fixture
def hub(own_hub: PracticeHub) -> PracticeHub:
    """The same."""
    return own_hub


@pytest.fixture
def secret(owner: HubClient) -> bytes:
    """A large file of a private repository."""
    name, content = f"possession-{next(_numbers)}", f"secret {next(_numbers)}".encode() * 100
    assert owner.post("/api/repos/create", {"name": name, "private": True}).status == 200
    assert _send(owner, f"minji/{name}", content)
    assert _commit(owner, f"minji/{name}", _large(content)).status == 200
    return content


@pytest.fixture
def narrow(hub: PracticeHub) -> HubClient:
    """Somebody who may write to one repository and does not see the private one."""
    return HubClient(hub.url, hub.fine_token)


def _oid(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _pointer(content: bytes) -> str:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{_oid(content)}\nsize {len(content)}\n"


def _large(content: bytes) -> dict[str, Any]:
    return {
        "key": "lfsFile",
        "value": {"path": "big.bin", "algo": "sha256", "oid": _oid(content), "size": len(content)},
    }


def _batch(client: HubClient, repo: str, content: bytes, operation: str = "upload") -> dict[str, Any]:
    wanted = {"operation": operation, "objects": [{"oid": _oid(content), "size": len(content)}]}
    shown: dict[str, Any] = client.post(f"/{repo}.git/info/lfs/objects/batch", wanted).json["objects"][0]
    return shown


def _send(client: HubClient, repo: str, content: bytes) -> bool:
    """Send a file if that is asked for."""
    upload = _batch(client, repo, content).get("actions", {}).get("upload")
    return bool(upload) and client.send("PUT", upload["href"], content).status == 200


def _commit(client: HubClient, repo: str, *lines: dict[str, Any], query: str = "") -> Answer:
    return client.commit(f"/api/models/{repo}/commit/main{query}", {"key": "header", "value": {"summary": "s"}}, *lines)


def test_a_sha256_alone_opens_nothing(narrow: HubClient, secret: bytes) -> None:
    assert "upload" in _batch(narrow, SHARED, secret)["actions"]
    known = {"oid": _oid(secret), "size": len(secret)}
    assert narrow.post(f"/{SHARED}.git/info/lfs/objects/verify", known).status == 404
    as_text = {"key": "file", "value": {"path": "big.bin", "content": _pointer(secret)}}
    for line in (_large(secret), as_text):
        for query in ("", "?create_pr=1"):
            answer = _commit(narrow, SHARED, line, query=query)
            assert answer.status == 400
            assert "does not exist" in answer.json["error"]
    assert "error" in _batch(narrow, SHARED, secret, "download")


def test_who_sends_it_has_it(narrow: HubClient, secret: bytes) -> None:
    assert _send(narrow, SHARED, secret)
    assert _batch(narrow, SHARED, secret).get("actions") is None
    assert _commit(narrow, SHARED, _large(secret), query="?create_pr=1").status == 200


def test_who_may_read_it_elsewhere_may_commit_it(owner: HubClient, secret: bytes) -> None:
    assert owner.post("/api/repos/create", {"name": f"possession-{next(_numbers)}"}).status == 200
    repo = f"minji/possession-{next(_numbers) - 1}"
    assert _commit(owner, repo, _large(secret)).status == 200
    assert owner.get(f"/{repo}/resolve/main/big.bin").body == secret


@needs_git
def test_a_pointer_cannot_be_pushed_in(hub: PracticeHub, narrow: HubClient, secret: bytes, tmp_path: Path) -> None:
    address = f"{hub.url.replace('http://', f'http://minji:{hub.fine_token}@')}/{SHARED}"
    clone = Git(tmp_path).clone(address)
    clone("checkout", "-q", "-b", "fine")
    clone.write("fine.txt", "fine")
    clone("checkout", "-q", "-b", "stolen")
    clone.write("big.bin", _pointer(secret))
    # One name is refused; so is another for the same, what comes along with it, and the same once more.
    for names in (["stolen"], ["stolen:one", "stolen:two"], ["fine", "stolen"], ["stolen:three"]):
        clone.refused("push", "-q", "origin", *names)
    branches = narrow.get(f"/api/models/{SHARED}/refs").json["branches"]
    assert not {"stolen", "one", "two", "three"} & {each["name"] for each in branches}
    assert "error" in _batch(narrow, SHARED, secret, "download")
    clone("push", "-q", "origin", "fine")
    clone("push", "-q", "origin", ":fine")


def test_nobody_changes_what_makes_up_a_known_file(tmp_path: Path) -> None:
    records = Records(tmp_path / "records.db")
    store = XetStore(tmp_path / "xet", records)
    xorb, name, sha256 = "a" * 64, "b" * 64, "c" * 64
    store.path(xorb).parent.mkdir(parents=True)
    store.path(xorb).write_bytes(b"".join(b"\0\x01\0\0\0\x01\0\0" + byte for byte in (b"x", b"y")))

    def sent(first: int, repo: str, said: str = sha256) -> None:
        store.add_shard(Shard((ShardFile(name, said, (Term(xorb, first, first + 1, 1),)),), (), b""), repo)

    one, other = repo_key(Kind.MODEL, "minji/one"), repo_key(Kind.MODEL, "joon/other")
    sent(0, one)
    assert store.claims(one, sha256) == [name]
    assert store.claims(other, sha256) == []
    records.put(SHA256S, name, content={"sha256": sha256})
    sent(1, other, said="d" * 64)
    found = store.file(name)
    assert found is not None
    assert found.terms[0].start == 0


def test_commits_and_squashes_do_not_wait_for_each_other(owner: HubClient) -> None:
    name = f"possession-{next(_numbers)}"
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    answers: list[int] = []

    def commit() -> None:
        for number in range(20):
            line = {"key": "file", "value": {"path": "a.txt", "content": f"{number}"}}
            answers.append(_commit(owner, f"minji/{name}", line).status)

    def squash() -> None:
        for _ in range(20):
            answers.append(owner.post(f"/api/models/minji/{name}/super-squash/main", {"message": "one"}).status)

    threads = [threading.Thread(target=each, daemon=True) for each in (commit, squash)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [200] * 40
