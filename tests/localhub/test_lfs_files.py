"""Large files: listed though no commit leads to them, deleted for good, copied to other repositories."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

REPO, OTHER = "minji/large-and-gone", "minji/large-elsewhere"


@pytest.fixture(scope="module")
def api(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(small_hub, tmp_path_factory.mktemp("lfs-home"), xet=True) as library:
        yield library


@pytest.fixture
def repo(api: Library) -> Iterator[str]:
    """A repository of which two large files were replaced or deleted, and one is there."""
    api(f"api.create_repo('{REPO}')")
    upload(api, "weights.bin", "first version")
    api(f"api.create_tag('{REPO}', tag='v1')")
    upload(api, "weights.bin", "second version")
    upload(api, "folder/한글.bin", "third")
    upload(api, "small.txt", "small")
    api(f"api.delete_file('folder/한글.bin', '{REPO}')")
    yield REPO
    for name in (REPO, OTHER):
        api(f"api.delete_repo('{name}', missing_ok=True)")


def upload(api: Library, path: str, text: str, repo: str = REPO) -> str:
    where = f"path_in_repo='{path}', repo_id='{repo}'"
    return str(api(f"api.upload_file(path_or_fileobj={text.encode()!r}, {where}).oid"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def purge(api: Library, *texts: str, rewrite: bool, repo: str = REPO) -> None:
    wanted = [sha256(text) for text in texts]
    files = f"[f for f in api.list_lfs_files('{repo}') if f.file_oid in {wanted!r}]"
    api(f"api.permanently_delete_lfs_files('{repo}', {files}, rewrite_history={rewrite})")


def listed(api: Library, repo: str = REPO) -> list[Any]:
    return list(api(f"[(f.filename, f.file_oid, f.size, f.ref) for f in api.list_lfs_files('{repo}')]"))


def test_all_that_was_ever_committed_is_listed(api: Library, repo: str, owner: HubClient) -> None:
    assert sorted(listed(api)) == [
        ["folder/한글.bin", sha256("third"), 5, "refs/heads/main"],
        ["weights.bin", sha256("first version"), 13, "refs/heads/main"],
        ["weights.bin", sha256("second version"), 14, "refs/heads/main"],
    ]
    assert api(f"[f.oid == f.file_oid and f.pushed_at.year > 2000 for f in api.list_lfs_files('{repo}')]") == [True] * 3
    used = api(f"api.model_info('{repo}', expand=['usedStorage']).used_storage")
    assert used == owner.get(f"/api/models/{repo}").json["usedStorage"] > 32
    api(f"api.super_squash_history('{repo}')")
    assert len(listed(api)) == 3
    answer = owner.get(f"/api/models/{repo}/lfs-files", cursor=2)
    assert (len(answer.json), answer.headers["X-Total-Count"]) == (1, "3")


def test_history_is_written_without_them(api: Library, repo: str, owner: HubClient) -> None:
    before = api(f"[c.commit_id for c in api.list_repo_commits('{repo}')]")
    purge(api, "first version", "third", rewrite=True)
    assert [row[1] for row in listed(api)] == [sha256("second version")]
    commits = api(f"[(c.title, c.commit_id) for c in api.list_repo_commits('{repo}')]")
    assert len(commits) == len(before)
    assert commits[-1][1] == before[-1]
    assert not {commit for _, commit in commits[:-1]} & set(before[:-1])
    assert "weights.bin" not in api(f"api.list_repo_files('{repo}', revision='v1')")
    assert "weights.bin" in api(f"api.list_repo_files('{repo}')")
    for _, commit in commits:
        assert "folder/한글.bin" not in api(f"api.list_repo_files('{repo}', revision='{commit}')")
    assert api.failure(f"api.model_info('{repo}', revision='{before[1]}')").classes[0] == "RevisionNotFoundError"
    assert owner.get(f"/{repo}/resolve/main/weights.bin").body == b"second version"
    again = owner.post(f"/api/models/{repo}/lfs-files/batch", {"deletions": {"sha": [sha256("third")]}})
    assert again.json == {"deleted": 0}


def test_pointers_stay_where_history_stays(api: Library, repo: str, owner: HubClient) -> None:
    head = api(f"api.model_info('{repo}').sha")
    assert owner.get(f"/{repo}/resolve/main/weights.bin").status == 200
    purge(api, "second version", rewrite=False)
    assert api(f"api.model_info('{repo}').sha") == head
    assert "weights.bin" in api(f"api.list_repo_files('{repo}')")
    gone = owner.get(f"/{repo}/resolve/main/weights.bin")
    assert (gone.status, gone.code) == (404, "EntryNotFound")
    assert owner.get(f"/{repo}/raw/main/weights.bin").body.startswith(b"version https://git-lfs")
    assert owner.get(f"/{repo}/resolve/v1/weights.bin").body == b"first version"
    upload(api, "again.bin", "second version")
    assert owner.get(f"/{repo}/resolve/main/again.bin").body == b"second version"
    assert sha256("second version") in [row[1] for row in listed(api)]


def test_what_another_repository_has_stays_there(api: Library, repo: str, owner: HubClient) -> None:
    api(f"api.create_repo('{OTHER}')")
    upload(api, "same.bin", "second version", OTHER)
    purge(api, "second version", rewrite=True)
    assert owner.get(f"/{OTHER}/resolve/main/same.bin").body == b"second version"
    assert owner.get(f"/{repo}/resolve/main/weights.bin").status == 404


def test_what_was_deleted_stays_so_after_a_restart(tmp_path: Path) -> None:
    content = b"large file" * 10
    oid = hashlib.sha256(content).hexdigest()
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
        client = HubClient(hub.url, hub.token)
        batch = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": oid, "size": len(content)}]}
        shown = client.post("/minji/empty-model.git/info/lfs/objects/batch", batch).json["objects"][0]
        assert HubClient(hub.url).send("PUT", shown["actions"]["upload"]["href"], content).status == 200
        header = {"key": "header", "value": {"summary": "Add"}}
        line = {"key": "lfsFile", "value": {"path": "w.bin", "algo": "sha256", "oid": oid, "size": len(content)}}
        assert client.commit("/api/models/minji/empty-model/commit/main", header, line).status == 200
        answer = client.post("/api/models/minji/empty-model/lfs-files/batch", {"deletions": {"sha": [oid]}})
        assert answer.json == {"deleted": 1}
    assert not list((tmp_path / "lfs").rglob(oid))
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
        client = HubClient(hub.url, hub.token)
        assert client.get("/api/models/minji/empty-model/lfs-files").json == []
        assert client.get("/minji/empty-model/resolve/main/w.bin").status == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"deletions": None}, {"deletions": []}, {"deletions": {"sha": "x"}}, {"deletions": {"sha": [7]}},
     {"deletions": {"sha": [], "rewriteHistory": "yes"}}, {"deletions": {"sha": ["x"] * 1001}}],
    ids=lambda body: str(body)[:40],
)  # fmt: skip
def test_deletions_that_make_no_sense(owner: HubClient, body: dict[str, Any]) -> None:
    assert owner.post("/api/models/minji/empty-model/lfs-files/batch", body).status == 400


def test_only_who_may_write_deletes(api: Library, repo: str, hub: PracticeHub) -> None:
    reader = HubClient(hub.url, hub.reader_token)
    body = {"deletions": {"sha": [sha256("third")], "rewriteHistory": True}}
    assert reader.post(f"/api/models/{repo}/lfs-files/batch", body).status == 403
    assert reader.get("/api/models/minji/secret-project/lfs-files").status == 404
    assert reader.get("/api/models/hangul-lab/ko-embedding/lfs-files").code == "GatedRepo"
    assert len(listed(api)) == 3


def test_files_are_copied_within_a_repository(api: Library, repo: str, owner: HubClient) -> None:
    api(f"api.copy_files('hf://{repo}/weights.bin', 'hf://{repo}/copies/same.bin')")
    assert owner.get(f"/{repo}/resolve/main/copies/same.bin").body == b"second version"
    api(f"api.copy_files('hf://{repo}@v1/weights.bin', 'hf://{repo}/old.bin')")
    assert owner.get(f"/{repo}/resolve/main/old.bin").body == b"first version"
    assert len(listed(api)) == 3


def test_files_are_copied_to_another_repository(api: Library, repo: str, owner: HubClient) -> None:
    api(f"api.create_repo('{OTHER}', private=True)")
    api(f"api.copy_files('hf://{repo}/', 'hf://{OTHER}/from/')")
    files = api(f"api.list_repo_files('{OTHER}')")
    assert {"from/weights.bin", "from/small.txt"} <= set(files)
    assert owner.get(f"/{OTHER}/resolve/main/from/weights.bin").body == b"second version"
    assert [row[1] for row in listed(api, OTHER)] == [sha256("second version")]
    assert api(f"[c.title for c in api.list_repo_commits('{OTHER}')][0]") == f"Copy files from models/{repo}"
    refused = api.failure(f"reader.copy_files('hf://{repo}/', 'hf://{OTHER}/x/')")
    assert refused.status == 404
    refused = api.failure(f"reader.copy_files('hf://{repo}/', 'hf://minji/night-bus-llm/x/')")
    assert refused.status == 403


def test_only_files_of_the_source_are_handed_on(api: Library, repo: str, owner: HubClient) -> None:
    api(f"api.create_repo('{OTHER}')")
    known, strange = sha256("second version"), sha256("never seen")
    files = [{"xetHash": "0" * 64, "sha256": sha, "filename": "x.bin"} for sha in (known, strange)]
    body = {"target": {"type": "model", "name": OTHER}, "files": files}
    answer = owner.post(f"/api/models/{repo}/lfs-files/duplicate", body)
    assert [each["sha256"] for each in answer.json["succeeded"]] == [known]
    assert [each["sha256"] for each in answer.json["failed"]] == [strange]
    for wrong in ({}, {"target": 7, "files": []}, {"target": {}, "files": [{}]}, body | {"files": [7]}):
        assert owner.post(f"/api/models/{repo}/lfs-files/duplicate", wrong).status in (400, 404)
    assert HubClient(owner.url).post(f"/api/models/{repo}/lfs-files/duplicate", body).status == 401
