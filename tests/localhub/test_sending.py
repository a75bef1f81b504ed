"""How files are to be sent: attributes, ignore rules, what is there already; and commits that are too much."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from typing import Any

import pytest

from helpers.hub_client import Answer, HubClient

_numbers = itertools.count()
ATTRIBUTES = """\
*.bin filter=lfs diff=lfs merge=lfs -text
*.XYZ filter=lfs
/top.txt filter=lfs
data/** filter=lfs
data/*.md -filter
*.bin.txt !filter
kept.bin -filter
[ filter=lfs
other.csv filter=crypt
"""
HEADER = {"key": "header", "value": {"summary": "A change"}}
MIB = 1 << 20
OID = "0" * 64


@pytest.fixture
def repo(owner: HubClient) -> str:
    """A new repository of the owner."""
    name = f"sending-{next(_numbers)}"
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    return f"minji/{name}"


def _file(path: str, content: bytes) -> dict[str, Any]:
    value = {"path": path, "content": base64.b64encode(content).decode(), "encoding": "base64"}
    return {"key": "file", "value": value}


def _commit(owner: HubClient, repo: str, *lines: dict[str, Any]) -> Answer:
    return owner.commit(f"/api/models/{repo}/commit/main", HEADER, *lines)


def _judge(owner: HubClient, repo: str, files: dict[str, int], **more: str) -> dict[str, dict[str, Any]]:
    listed = [{"path": path, "size": size, "sample": ""} for path, size in files.items()]
    answer = owner.post(f"/api/models/{repo}/preupload/main", {"files": listed, **more})
    assert answer.status == 200
    assert [each["path"] for each in answer.json["files"]] == list(files)
    return {each["path"]: each for each in answer.json["files"]}


def test_the_attributes_of_the_repository_decide(owner: HubClient, repo: str) -> None:
    assert _judge(owner, repo, {"a.safetensors": 5})["a.safetensors"]["uploadMode"] == "lfs"
    assert _commit(owner, repo, _file(".gitattributes", ATTRIBUTES.encode())).status == 200
    expected = {
        "a.bin": "lfs", "deep/a.bin": "lfs", "a.XYZ": "lfs", "a.xyz": "regular", "top.txt": "lfs",
        "deep/top.txt": "regular", "data/x/y": "lfs", "data/a.md": "regular", "a.bin.txt": "regular",
        "kept.bin": "regular", "a.safetensors": "regular", "other.csv": "regular", "a.py": "regular",
    }  # fmt: skip
    judged = _judge(owner, repo, dict.fromkeys(expected, 5))
    assert {path: each["uploadMode"] for path, each in judged.items()} == expected


def test_what_is_empty_or_very_large_needs_no_attributes(owner: HubClient, repo: str) -> None:
    assert _commit(owner, repo, _file(".gitattributes", b"")).status == 200
    judged = _judge(owner, repo, {"a.bin": 0, "b.txt": 10 * MIB, "c.txt": 10 * MIB + 1})
    assert [each["uploadMode"] for each in judged.values()] == ["regular", "regular", "lfs"]
    assert _commit(owner, repo, _file("c.txt", bytes(10 * MIB + 1))).status == 400
    assert _commit(owner, repo, _file("b.txt", bytes(10 * MIB))).status == 200


def test_ignored(owner: HubClient, repo: str) -> None:
    rules = "*.log\nbuild/\n!keep.log\n/only-here\n# a comment\n\n[\n"
    expected = {
        "a.log": True, "deep/a.log": True, "keep.log": False, "build/x/y.txt": True, "deep/build/x": True,
        "only-here": True, "deep/only-here": False, "a.txt": False,
    }  # fmt: skip
    files = dict.fromkeys(expected, 1)
    assert not any(each["shouldIgnore"] for each in _judge(owner, repo, files).values())
    given = _judge(owner, repo, files, gitIgnore=rules)
    assert {path: each["shouldIgnore"] for path, each in given.items()} == expected
    assert _commit(owner, repo, _file(".gitignore", rules.encode())).status == 200
    kept = _judge(owner, repo, files)
    assert {path: each["shouldIgnore"] for path, each in kept.items()} == expected
    assert not any(each["shouldIgnore"] for each in _judge(owner, repo, files, gitIgnore="").values())


def test_what_is_there_already_is_named(owner: HubClient, repo: str) -> None:
    content = b"some text\n"
    assert _commit(owner, repo, _file("a.txt", content)).status == 200
    judged = _judge(owner, repo, {"a.txt": 3, "b.txt": 3})
    assert judged["a.txt"]["oid"] == hashlib.sha1(b"blob %d\0%b" % (len(content), content)).hexdigest()
    assert "oid" not in judged["b.txt"]


def test_a_large_file_is_as_large_as_it_is(owner: HubClient, repo: str) -> None:
    content = b"x" * 2000
    oid = hashlib.sha256(content).hexdigest()
    body = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": oid, "size": len(content)}]}
    shown = owner.post(f"/{repo}.git/info/lfs/objects/batch", body).json["objects"][0]
    if "actions" in shown:
        href = shown["actions"]["upload"]["href"]
        assert HubClient(href).send("PUT", href[href.index("/_lfs") :], content).status == 200
    for size, status in ((1999, 400), (-5, 400), (2000, 200)):
        line = {"path": "a.bin", "algo": "sha256", "oid": oid, "size": size}
        assert _commit(owner, repo, {"key": "lfsFile", "value": line}).status == status


@pytest.mark.parametrize(
    "value",
    [
        {"path": "a\ud800", "content": "", "encoding": "base64"},
        {"path": "a", "content": "\ud800", "encoding": "utf-8"},
        {"path": "a", "content": "!", "encoding": "base64"},
        {"path": "a"},
        None,
    ],
)
def test_files_that_cannot_be(owner: HubClient, repo: str, value: object) -> None:
    assert _commit(owner, repo, {"key": "file", "value": value}).status == 400


@pytest.mark.parametrize("size", ["Infinity", "1e999", "[]", '"x"'])
def test_sizes_that_cannot_be(owner: HubClient, repo: str, size: str) -> None:
    line = f'{{"key": "lfsFile", "value": {{"path": "a.bin", "oid": "{OID}", "size": {size}}}}}'
    body = f"{json.dumps(HEADER)}\n{line}".encode()
    assert owner.send("POST", f"/api/models/{repo}/commit/main", body).status == 400


def test_too_many_operations(owner: HubClient, repo: str) -> None:
    line = b'{"key":"deletedFile","value":{"path":"a"}}\n'
    answer = owner.send("POST", f"/api/models/{repo}/commit/main", json.dumps(HEADER).encode() + b"\n" + line * 50_001)
    assert answer.status == 400
    assert "too many" in answer.json["error"]


def test_lines_may_end_as_they_like(owner: HubClient, repo: str) -> None:
    lines = [json.dumps(HEADER), "", json.dumps(_file("a.txt", b"a")), json.dumps(_file("b.txt", b"b"))]
    answer = owner.send("POST", f"/api/models/{repo}/commit/main", "\r\n".join(lines).encode())
    assert answer.status == 200
    assert owner.get(f"/{repo}/resolve/main/b.txt").body == b"b"
