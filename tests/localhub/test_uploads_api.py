"""Uploads on the wire: what is taken and what is refused."""

from __future__ import annotations

import base64
import hashlib
import itertools
from typing import Any

import pytest

from helpers.hub_client import Answer, HubClient
from helpers.practice_hub import PracticeHub

_numbers = itertools.count()
LAUGHS = (
    "---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
    "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
    "e: [*d, *d, *d, *d, *d, *d, *d, *d]\n---\n"
)
HEADER = {"key": "header", "value": {"summary": "A change"}}


@pytest.fixture
def repo(owner: HubClient) -> str:
    """A new repository of the owner."""
    name = f"upload-{next(_numbers)}"
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    return f"minji/{name}"


def _file(path: object, content: str = "text") -> dict[str, Any]:
    encoded = base64.b64encode(content.encode()).decode()
    return {"key": "file", "value": {"path": path, "content": encoded, "encoding": "base64"}}


def _commit(client: HubClient, repo: str, *lines: dict[str, Any], revision: str = "main") -> Answer:
    return client.commit(f"/api/models/{repo}/commit/{revision}", HEADER, *lines)


def _paths(client: HubClient, repo: str) -> set[str]:
    tree = client.get(f"/api/models/{repo}/tree/main", recursive="true").json
    return {entry["path"] for entry in tree if entry["type"] == "file"}


def _batch(client: HubClient, repo: str, content: bytes) -> dict[str, Any]:
    entry = {"oid": hashlib.sha256(content).hexdigest(), "size": len(content)}
    body = {"operation": "upload", "transfers": ["basic", "multipart"], "objects": [entry], "hash_algo": "sha256"}
    shown: dict[str, Any] = client.post(f"/{repo}.git/info/lfs/objects/batch", body).json["objects"][0]
    return shown


def test_add_replace_and_delete(owner: HubClient, repo: str) -> None:
    assert _commit(owner, repo, _file("a.txt"), _file("d/b.txt"), _file("d/e/c.txt")).status == 200
    assert _paths(owner, repo) == {".gitattributes", "a.txt", "d/b.txt", "d/e/c.txt"}
    answer = _commit(
        owner, repo, _file("a.txt", "new"), {"key": "deletedFolder", "value": {"path": "d/e/"}},
        {"key": "deletedFile", "value": {"path": "d/b.txt"}},
    )  # fmt: skip
    assert answer.json["commitUrl"].endswith(f"/{repo}/commit/{answer.json['commitOid']}")
    assert _paths(owner, repo) == {".gitattributes", "a.txt"}
    assert owner.get(f"/{repo}/resolve/main/a.txt").body == b"new"
    log = owner.get(f"/api/models/{repo}/commits/main").json
    assert [entry["title"] for entry in log] == ["A change", "A change", "initial commit"]
    assert log[0]["authors"][0]["user"] == "minji"


@pytest.mark.parametrize(
    "path",
    ["../x", "/x", "a//b", "a/./b", "a/../../b", ".git/config", "a/.GIT/hooks", "..\\b", "\\b", "a\0b", "", 7,
     "x" * 1001],
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_refused(owner: HubClient, repo: str, path: object) -> None:
    assert _commit(owner, repo, _file(path)).status == (422 if isinstance(path, str) else 400)
    assert _paths(owner, repo) == {".gitattributes"}


def test_the_parent_must_be_the_head(owner: HubClient, repo: str) -> None:
    path = f"/api/models/{repo}/commit/main"
    head = owner.get(f"/api/models/{repo}").json["sha"]
    for parent, status in ((head, 200), (head, 412), ("abcdef", 412), ("abc", 412)):
        header = {"key": "header", "value": {"summary": "s", "parentCommit": parent}}
        assert owner.commit(path, header, _file("a.txt", parent)).status == status
    assert len(owner.get(f"/api/models/{repo}/commits/main").json) == 2


@pytest.mark.parametrize("key", ["deletedFile", "deletedFolder"])
def test_nothing_there_to_delete(owner: HubClient, repo: str, key: str) -> None:
    answer = _commit(owner, repo, {"key": key, "value": {"path": "nope"}})
    assert (answer.status, answer.code) == (404, "EntryNotFound")


def test_a_file_cannot_be_inside_a_file(owner: HubClient, repo: str) -> None:
    assert _commit(owner, repo, _file("a")).status == 200
    assert _commit(owner, repo, _file("a/b")).status == 400
    assert _commit(owner, repo, _file("c/d"), _file("c")).status == 400
    assert _commit(owner, repo, {"key": "deletedFile", "value": {"path": "a"}}, _file("a/b")).status == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"key": "file"}', b'{"key": "header", "value": {}}', b'{"key": "dance", "value": {}}',
     b'{"key": "header", "value": {"summary": ""}}',
     b'{"key":"file","value":{"path":"a","content":"?","encoding":"base64"}}'],
)  # fmt: skip
def test_commits_that_cannot_be_read(owner: HubClient, repo: str, body: bytes) -> None:
    assert owner.send("POST", f"/api/models/{repo}/commit/main", body).status == 400


def test_large_files_arrive_whole_or_not_at_all(owner: HubClient, repo: str) -> None:
    content = repo.encode() * 1000
    shown = _batch(owner, repo, content)
    anyone = HubClient(owner.url)
    href = shown["actions"]["upload"]["href"]
    line = {"key": "lfsFile", "value": {"path": "w.bin", "algo": "sha256", "oid": shown["oid"], "size": len(content)}}
    assert _commit(owner, repo, line).status == 400
    assert anyone.send("PUT", href, content[:-1] + b"x").status == 400
    assert anyone.send("PUT", href, content[:-1]).status == 400
    assert anyone.send("PUT", href, content + b"x").status == 400
    assert anyone.send("PUT", href + "x", content).status == 403
    verify = shown["actions"]["verify"]["href"].removeprefix(owner.url)
    assert owner.post(verify, {"oid": shown["oid"], "size": len(content)}).status == 404
    assert anyone.send("PUT", href, content).status == 200
    assert owner.post(verify, {"oid": shown["oid"], "size": len(content)}).status == 200
    assert "actions" not in _batch(owner, repo, content)
    assert _commit(owner, repo, line).status == 200
    assert owner.get(f"/{repo}/resolve/main/w.bin").body == content


def test_preupload_says_how(owner: HubClient, repo: str) -> None:
    _commit(owner, repo, _file(".gitignore", "*.log\nbuild/\n"), _file("a.txt"))
    files = [{"path": path, "size": size, "sample": ""} for path, size in
             (("a.txt", 4), ("w.safetensors", 9), ("big.txt", 11_000_000), ("x.log", 1), ("build/y", 1))]  # fmt: skip
    answer = owner.post(f"/api/models/{repo}/preupload/main", {"files": files}).json["files"]
    assert [each["uploadMode"] for each in answer] == ["regular", "lfs", "lfs", "regular", "regular"]
    assert [each["shouldIgnore"] for each in answer] == [False, False, False, True, True]
    assert len(answer[0]["oid"]) == 40
    assert owner.post(f"/api/models/{repo}/preupload/nope", {"files": files}).code == "RevisionNotFound"


def test_a_broken_card_is_refused(owner: HubClient, repo: str) -> None:
    answer = _commit(owner, repo, _file("README.md", "---\nlicense: [\n---\n"))
    assert answer.status == 400
    assert "README.md" in answer.headers["X-Error-Message"]


def test_only_branches_take_commits(owner: HubClient, repo: str) -> None:
    head = owner.get(f"/api/models/{repo}").json["sha"]
    assert owner.post(f"/api/models/{repo}/tag/main", {"tag": "v1"}).status == 200
    for revision in (head, "v1", "refs%2Ftags%2Fv1"):
        assert _commit(owner, repo, _file("a"), revision=revision).status == 400
    assert _commit(owner, repo, _file("a"), revision="refs%2Fheads%2Fmain").status == 200
    assert _commit(owner, repo, _file("a"), revision="nope").code == "RevisionNotFound"


def test_readers_and_strangers_change_nothing(hub: PracticeHub, owner: HubClient, repo: str) -> None:
    for token, status in ((hub.reader_token, 403), (None, 401)):
        other = HubClient(hub.url, token)
        assert _commit(other, repo, _file("a")).status == status
        assert other.post("/api/repos/delete", {"name": repo}, method="DELETE").status == status
        assert other.post(f"/api/models/{repo}/branch/x", {}).status == status
        assert (
            other.post(f"/{repo}.git/info/lfs/objects/batch", {"operation": "upload", "objects": []}).status == status
        )
    assert _commit(owner, "open-models/tiny-gpt", _file("a")).status == 403
    assert _paths(owner, repo) == {".gitattributes"}


@pytest.mark.parametrize(
    "body",
    [{"name": "a--b"}, {"name": ".a"}, {"name": "a/b/c"}, {"name": ""}, {"name": "x" * 97}, {"name": "a.git"},
     {"name": "a", "type": "planet"}, {"name": "a", "type": "space"}, {"name": "a", "visibility": "secret"}],
    ids=str,
)  # fmt: skip
def test_names_that_cannot_be(owner: HubClient, body: dict[str, str]) -> None:
    assert owner.post("/api/repos/create", body).status in (400, 403)


def test_an_existing_name_answers_with_its_address(owner: HubClient, repo: str) -> None:
    answer = owner.post("/api/repos/create", {"name": repo.partition("/")[2]})
    assert (answer.status, answer.json["url"]) == (409, f"{owner.url}/{repo}")


def test_the_main_branch_stays(owner: HubClient, repo: str) -> None:
    assert owner.post(f"/api/models/{repo}/branch/main", {}, method="DELETE").status == 403
    assert owner.post(f"/api/models/{repo}/branch/a..b", {}).status == 400
    assert owner.post(f"/api/models/{repo}/branch/x", {}).status == 200
    assert owner.post(f"/api/models/{repo}/branch/x", {}).status == 409
    assert owner.post(f"/api/models/{repo}/branch/x", {}, method="DELETE").status == 200
    assert owner.post(f"/api/models/{repo}/branch/x", {}, method="DELETE").code == "RevisionNotFound"


@pytest.mark.parametrize(
    ("content", "kind", "line"),
    [
        ("---\nlicense: mit\n---\n# x", "model", None),
        ("---\nlicense: mit\nlanguage: no\n---\n", "model", None),
        ("---\nlicense: mit\ntags: [a, b\n---\n", "model", 4),
        ("---\nlicense: mit\nlicense: mit\n---\n", "model", 3),
        ("---\n- a\n- b\n---\n", "model", 2),
        ("---\nlanguage: en\nlicense: nonsense\n---\n", "model", 3),
        ("---\nlicense: mit\nlanguage: Klingon\n---\n", "dataset", 3),
        ("---\ntags: {a: 1}\n---\n", "dataset", 2),
        ("---\ntitle: x\nsdk: flask\n---\n", "space", 3),
        ("---\nsdk: gradio\ncolorFrom: mauve\n---\n", "space", 3),
        (LAUGHS, "model", 2),
    ],
)  # fmt: skip
def test_validate_yaml(owner: HubClient, content: str, kind: str, line: int | None) -> None:
    answer = owner.post("/api/validate-yaml", {"content": content, "repoType": kind})
    assert answer.status == (200 if line is None else 400)
    assert [error["line"] for error in answer.json["errors"]] == ([] if line is None else [line])
    assert all(error["message"] for error in answer.json["errors"])


def test_validate_yaml_warns(owner: HubClient) -> None:
    for content in ("# only text", "---\n---\n"):
        answer = owner.post("/api/validate-yaml", {"content": content, "repoType": "model"})
        assert (answer.status, answer.json["errors"]) == (200, [])
        assert "empty or missing yaml metadata" in answer.json["warnings"][0]["message"]
    odd = owner.post("/api/validate-yaml", {"content": "---\nlicense: mit\npipeline_tag: dreaming\n---\n"})
    assert odd.json["warnings"] == [{"message": 'The pipeline tag "dreaming" is not in the official list', "line": 3}]


def test_names_in_any_script_are_refused_readably(owner: HubClient) -> None:
    answer = owner.post("/api/repos/create", {"name": "한글", "organization": "가나다"})
    assert answer.status == 403
    assert "가나다" in answer.json["error"]
    assert answer.headers["X-Error-Message"].isascii()
