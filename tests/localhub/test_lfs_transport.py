"""Git LFS on the wire: parts in any order, what is refused, reading, and what is left behind."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

PART = 16 << 20
_numbers = itertools.count()


@pytest.fixture
def repo(owner: HubClient) -> str:
    """A new repository of the owner."""
    name = f"lfs-{next(_numbers)}"
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    return f"minji/{name}"


def _content(seed: str, size: int = PART + 1000) -> bytes:
    block = hashlib.shake_128(seed.encode()).digest(1 << 16)
    return (block * (size // len(block) + 1))[:size]


def _oid(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _batch(client: HubClient, repo: str, *contents: bytes, **more: object) -> dict[str, Any]:
    objects = [{"oid": _oid(content), "size": len(content)} for content in contents]
    body = {"operation": "upload", "transfers": ["basic", "multipart"], "objects": objects, "hash_algo": "sha256"}
    answer: dict[str, Any] = client.post(f"/{repo}.git/info/lfs/objects/batch", {**body, **more}).json
    return answer


def _action(client: HubClient, repo: str, content: bytes) -> tuple[str, list[str]]:
    action = _batch(client, repo, content)["objects"][0]["actions"]["upload"]
    assert int(action["header"]["chunk_size"]) == PART
    return action["href"], [action["header"][name] for name in sorted(action["header"]) if name.isdigit()]


def _send_parts(urls: list[str], content: bytes) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for number, url in reversed(list(enumerate(urls, 1))):
        answer = HubClient(url).send("PUT", url[url.index("/_lfs") :], content[(number - 1) * PART : number * PART])
        assert answer.status == 200
        parts.insert(0, {"partNumber": number, "etag": answer.headers["ETag"]})
    return parts


def _complete(client: HubClient, href: str, oid: str, parts: object) -> int:
    return client.post(href, {"oid": oid, "parts": parts}).status


def _incoming(hub: PracticeHub) -> list[Path]:
    return list((hub.data / "lfs" / "incoming").iterdir())


def test_parts_in_any_order(owner: HubClient, repo: str) -> None:
    content = _content("any order", 2 * PART + 5)
    href, urls = _action(owner, repo, content)
    assert len(urls) == len(set(urls)) == 3
    parts = _send_parts(urls, content)
    assert _complete(owner, href, _oid(content), parts) == 200
    line = {"path": "big.bin", "algo": "sha256", "oid": _oid(content), "size": len(content)}
    header = {"key": "header", "value": {"summary": "Add"}}
    assert owner.commit(f"/api/models/{repo}/commit/main", header, {"key": "lfsFile", "value": line}).status == 200
    assert owner.get(f"/{repo}/resolve/main/big.bin").body == content
    assert "actions" not in _batch(owner, repo, content)["objects"][0]
    assert _complete(owner, href, _oid(content), parts) == 403  # it is over


def test_a_part_may_be_sent_again(owner: HubClient, repo: str) -> None:
    content = _content("again")
    href, urls = _action(owner, repo, content)
    _send_parts(urls, bytes(len(content)))
    assert _complete(owner, href, _oid(content), _send_parts(urls, content)) == 200


@pytest.mark.parametrize("wrong", ["missing", "etag", "order", "none", "text"])
def test_wrong_parts_are_refused(owner: HubClient, repo: str, wrong: str) -> None:
    content = _content(f"wrong {wrong}")
    href, urls = _action(owner, repo, content)
    parts = _send_parts(urls, content)
    given: object = {
        "missing": parts[:1],
        "etag": [parts[0], {**parts[1], "etag": parts[0]["etag"]}],
        "order": parts[::-1],
        "none": None,
        "text": ["1", "2"],
    }[wrong]
    assert _complete(owner, href, _oid(content), given) == 400
    assert "actions" in _batch(owner, repo, content)["objects"][0]
    assert _complete(owner, href, _oid(content), parts) == 200


def test_a_part_that_did_not_arrive(owner: HubClient, repo: str) -> None:
    content = _content("not arrived")
    href, urls = _action(owner, repo, content)
    short = HubClient(urls[0]).send("PUT", urls[0][urls[0].index("/_lfs") :], b"short")
    assert short.status == 400
    etag = _send_parts(urls[:1], content)[0]["etag"]
    parts = [{"partNumber": 1, "etag": etag}, {"partNumber": 2, "etag": etag}]
    assert _complete(owner, href, _oid(content), parts) == 400


def test_other_bytes_than_announced(owner: HubClient, repo: str) -> None:
    content = _content("announced")
    href, urls = _action(owner, repo, content)
    assert _complete(owner, href, _oid(content), _send_parts(urls, content[::-1])) == 400
    assert owner.get(f"/{repo}/resolve/main/x").status == 404
    assert owner.post(f"/{repo}.git/info/lfs/verify", {"oid": _oid(content), "size": len(content)}).status == 404


def test_an_aborted_upload_leaves_nothing(owner: HubClient, hub: PracticeHub, repo: str) -> None:
    content, before = _content("aborted"), set(_incoming(hub))
    href, urls = _action(owner, repo, content)
    _send_parts(urls, content)
    assert set(_incoming(hub)) > before
    assert owner.send("DELETE", href).status == 204
    assert set(_incoming(hub)) == before
    assert HubClient(urls[0]).send("PUT", urls[0][urls[0].index("/_lfs") :], content[:PART]).status == 403


def test_what_was_begun_is_gone_after_a_restart(tmp_path: Path) -> None:
    content = _content("restart")
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
        owner = HubClient(hub.url, hub.token)
        owner.post("/api/repos/create", {"name": "begun"})
        _send_parts(_action(owner, "minji/begun", content)[1], content)
        assert _incoming(hub)
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
        assert not _incoming(hub)


def test_who_does_not_offer_parts_sends_all_at_once(owner: HubClient, repo: str) -> None:
    content = _content("at once")
    answer = _batch(owner, repo, content, transfers=["basic"])
    assert answer["transfer"] == "basic"
    href = answer["objects"][0]["actions"]["upload"]["href"]
    assert HubClient(href).send("PUT", href[href.index("/_lfs") :], content[:-1]).status == 400
    assert HubClient(href).send("PUT", href[href.index("/_lfs") :], content).status == 200
    verify = {"oid": _oid(content), "size": len(content)}
    assert owner.post(f"/{repo}.git/info/lfs/verify", verify).status == 200


def test_errors_are_of_each_object(owner: HubClient, repo: str) -> None:
    objects = [{"oid": "../../x", "size": 1}, {"oid": "0" * 64, "size": -1}, 3, {"oid": "1" * 64, "size": 5}]
    shown = _batch(owner, repo, objects=objects)["objects"]
    assert [each.get("error", {}).get("code") for each in shown] == [422, 422, 422, None]
    for wrong in ({"objects": {}}, {"hash_algo": "md5"}, {"transfers": ["ssh"]}, {"operation": "steal"}):
        path = f"/{repo}.git/info/lfs/objects/batch"
        assert 400 <= owner.post(path, {"operation": "upload", "objects": [], **wrong}).status < 500


def test_git_lfs_reads(owner: HubClient, hub: PracticeHub, repo: str) -> None:
    content = _content("read", 4000)
    href = _batch(owner, repo, content)["objects"][0]["actions"]["upload"]["href"]
    assert HubClient(href).send("PUT", href[href.index("/_lfs") :], content).status == 200
    asked = {"operation": "download", "transfers": ["basic"]}
    basic = base64.b64encode(f"minji:{hub.token}".encode()).decode()
    client = HubClient(hub.url)
    path, body = f"/{repo}.git/info/lfs/objects/batch", {"oid": _oid(content), "size": len(content)}
    # Not committed yet: it is nobody's business whether the bytes are here.
    assert _batch(owner, repo, content, **asked)["objects"][0]["error"]["code"] == 404
    line = {"path": "a.bin", "algo": "sha256", "oid": _oid(content), "size": len(content)}
    header = {"key": "header", "value": {"summary": "Add"}}
    assert owner.commit(f"/api/models/{repo}/commit/main", header, {"key": "lfsFile", "value": line}).status == 200
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/vnd.git-lfs+json"}
    answer = client.send("POST", path, json.dumps({**asked, "objects": [body]}).encode(), headers=headers)
    shown = answer.json["objects"][0]
    assert answer.headers["Content-Type"] == "application/vnd.git-lfs+json"
    href = shown["actions"]["download"]["href"]
    assert client.get(href[href.index("/_lfs") :]).body == content
    part = client.get(href[href.index("/_lfs") :], headers={"Range": "bytes=10-19"})
    assert (part.status, part.body) == (206, content[10:20])
    assert client.send("PUT", href[href.index("/_lfs") :], content).status == 405


def test_the_library_sends_parts(hub: PracticeHub, tmp_path: Path) -> None:
    content = _content("library", 2 * PART + 77)
    (tmp_path / "model.safetensors").write_bytes(content)
    with Library(hub, tmp_path / "home") as library:
        library("str(api.create_repo('minji/in-parts'))")
        hub.forget_requests()
        path = str(tmp_path / "model.safetensors")
        library(f"str(api.upload_file(path_or_fileobj={path!r}, path_in_repo='m.bin', repo_id='minji/in-parts'))")
        puts = [request for request in hub.requests() if request["method"] == "PUT"]
        assert len(puts) == 3
        found = library("[(f.size, f.lfs.sha256) for f in api.get_paths_info('minji/in-parts', ['m.bin'])]")
        assert found == [[len(content), _oid(content)]]
