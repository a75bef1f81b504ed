"""Xet with the unmodified library and hf_xet, and on the wire: what it saves, who may read, what is believed."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import ROOT, PracticeHub
from hubdesk.localhub.making.large import all_recipes, digest

LARGE = 3_000_000
_STREAM = (
    "(lambda hf_xet, token: hashlib.sha256(b''.join(hf_xet.XetSession().new_download_stream_group("
    "endpoint=token['casUrl'], token=token['accessToken'], token_expiry_unix_secs=token['exp'])"
    ".download_stream(hf_xet.XetFileInfo({name!r}, {size}), start={start}))).hexdigest())"
    "(__import__('hf_xet'), {token!r})"
)


@pytest.fixture(scope="module")
def other(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Somebody else's library with Xet: nothing is cached there."""
    with Library(small_hub, tmp_path_factory.mktemp("other-home"), xet=True) as library:
        yield library


def _content(seed: str, size: int = LARGE) -> bytes:
    return hashlib.shake_128(seed.encode()).digest(size)


def _create(library: Library, name: str) -> str:
    library(f"str(api.create_repo('minji/{name}'))")
    return f"minji/{name}"


def _upload(library: Library, repo: str, file: Path, path: str = "model.safetensors") -> None:
    library(f"str(api.upload_file(path_or_fileobj={str(file)!r}, path_in_repo={path!r}, repo_id={repo!r}))")


def _xet_hash(library: Library, repo: str, path: str = "model.safetensors") -> str:
    name: str = library(f"api.get_paths_info({repo!r}, [{path!r}])[0].xet_hash")
    return name


def _token(client: HubClient, repo: str, what: str = "read") -> dict[str, Any]:
    token: dict[str, Any] = client.get(f"/api/models/{repo}/xet-{what}-token/main").json
    return token


def _sent(hub: PracticeHub) -> int:
    """How many xorbs were sent."""
    return len([each for each in hub.requests() if each["method"] == "POST" and "/_xet/v1/xorbs/" in each["path"]])


def test_up_and_down(xet: Library, other: Library, plain: Library, hub: PracticeHub, tmp_path: Path) -> None:
    content = _content("up and down")
    (tmp_path / "a").write_bytes(content)
    repo = _create(xet, "xet-up-and-down")
    hub.forget_requests()
    _upload(xet, repo, tmp_path / "a")
    assert _sent(hub) == 1
    assert not [each for each in hub.requests() if "/info/lfs" in each["path"]]
    hub.forget_requests()
    path = other(f"api.hf_hub_download({repo!r}, 'model.safetensors')")
    assert Path(path).read_bytes() == content
    asked = [each["path"] for each in hub.requests()]
    assert any("/_xet/v1/reconstructions/" in each for each in asked)
    assert [each["method"] for each in hub.requests() if "/resolve/" in each["path"]] == ["HEAD"]
    assert Path(plain(f"api.hf_hub_download({repo!r}, 'model.safetensors')")).read_bytes() == content
    part = HubClient(hub.url).get(f"/{repo}/resolve/main/model.safetensors", headers={"Range": "bytes=1000-1999"})
    assert (part.status, part.body) == (206, content[1000:2000])


def test_head_says_where_to_read(xet: Library, owner: HubClient, hub: PracticeHub, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(_content("head"))
    repo = _create(xet, "xet-head")
    _upload(xet, repo, tmp_path / "a")
    head = owner.get(f"/{repo}/resolve/main/model.safetensors", method="HEAD")
    commit = head.headers["X-Repo-Commit"]
    assert head.headers["X-Xet-Hash"] == _xet_hash(xet, repo)
    assert head.headers["Link"] == f'<{hub.url}/api/models/{repo}/xet-read-token/{commit}>; rel="xet-auth"'
    small = owner.get(f"/{repo}/resolve/main/.gitattributes", method="HEAD")
    assert "X-Xet-Hash" not in small.headers
    assert "Link" not in small.headers
    token = owner.get(f"/api/models/{repo}/xet-read-token/{commit}")
    assert token.headers["X-Xet-Access-Token"] == token.json["accessToken"]
    assert token.headers["X-Xet-Cas-Url"] == token.json["casUrl"] == f"{hub.url}/_xet"
    assert int(token.headers["X-Xet-Token-Expiration"]) == token.json["exp"]


def test_nothing_is_sent_twice(xet: Library, other: Library, hub: PracticeHub, tmp_path: Path) -> None:
    content = _content("twice")
    (tmp_path / "a").write_bytes(content)
    _upload(xet, _create(xet, "xet-once"), tmp_path / "a")
    hub.forget_requests()
    _upload(other, _create(other, "xet-twice"), tmp_path / "a")
    assert _sent(hub) == 0
    assert _xet_hash(other, "minji/xet-twice") == _xet_hash(xet, "minji/xet-once")
    (tmp_path / "b").write_bytes(content + _content("more", 200_000))
    hub.forget_requests()
    _upload(other, "minji/xet-twice", tmp_path / "b")
    sent = [
        each["bytes_in"] for each in hub.requests() if "/_xet/v1/xorbs/" in each["path"] and each["method"] == "POST"
    ]
    assert len(sent) == 1
    assert 200_000 <= sent[0] < 600_000  # the new end, and the chunk it continues
    assert Path(xet("api.hf_hub_download('minji/xet-twice', 'model.safetensors')")).read_bytes()[:LARGE] == content


def test_folders(xet: Library, other: Library, tmp_path: Path) -> None:
    files = {f"part-{number}.bin": _content(f"folder {number}", 30_000 + number) for number in range(30)}
    folder = tmp_path / "folder"
    for name, content in files.items():
        (folder / "below").mkdir(parents=True, exist_ok=True)
        (folder / "below" / name).write_bytes(content)
    (folder / "README.md").write_text("# Hello\n")
    repo = _create(xet, "xet-folder")
    xet(f"str(api.upload_folder(folder_path={str(folder)!r}, repo_id={repo!r}))")
    place = Path(other(f"api.snapshot_download({repo!r})"))
    assert {each.name: each.read_bytes() for each in (place / "below").iterdir()} == files
    assert (place / "README.md").read_text() == "# Hello\n"
    before = xet(f"api.repo_info({repo!r}).sha")
    xet(f"str(api.upload_folder(folder_path={str(folder)!r}, repo_id={repo!r}))")
    assert xet(f"api.repo_info({repo!r}).sha") == before


def test_what_came_by_lfs_is_read_by_xet(plain: Library, other: Library, hub: PracticeHub, tmp_path: Path) -> None:
    content = _content("came by lfs")
    (tmp_path / "a").write_bytes(content)
    repo = _create(plain, "xet-from-lfs")
    _upload(plain, repo, tmp_path / "a")
    assert _xet_hash(other, repo)
    hub.forget_requests()
    assert Path(other(f"api.hf_hub_download({repo!r}, 'model.safetensors')")).read_bytes() == content
    assert any("/_xet/v1/reconstructions/" in each["path"] for each in hub.requests())
    hub.forget_requests()
    _upload(other, _create(other, "xet-of-lfs"), tmp_path / "a")
    assert _sent(hub) == 0


def test_what_the_hub_made_is_read_by_xet(practice_hub: PracticeHub, tmp_path: Path) -> None:
    with Library(practice_hub, tmp_path, xet=True) as library:
        for repo, path in (("openai-community/gpt2", "model.safetensors"), ("deepseek-ai/DeepSeek-R1", _SHARD)):
            large = library(f"[(f.lfs.sha256, f.xet_hash) for f in api.get_paths_info({repo!r}, [{path!r}])]")[0]
            practice_hub.forget_requests()
            content = Path(library(f"api.hf_hub_download({repo!r}, {path!r})")).read_bytes()
            assert hashlib.sha256(content).hexdigest() == large[0]
            assert any(f"/_xet/v1/reconstructions/{large[1]}" in each["path"] for each in practice_hub.requests())


_SHARD = "model-00001-of-00163.safetensors"


def test_the_hashes_of_the_largest_files_are_known() -> None:
    table = json.loads((ROOT / "resources" / "catalog" / "practice-large-files-xet.json").read_text())
    assert set(table) == {digest(recipe) for recipe in all_recipes()}


def test_reading_goes_on_anywhere(xet: Library, owner: HubClient, tmp_path: Path) -> None:
    content = _content("go on")
    (tmp_path / "a").write_bytes(content)
    repo = _create(xet, "xet-go-on")
    _upload(xet, repo, tmp_path / "a")
    name, token = _xet_hash(xet, repo), _token(owner, repo)
    for start in (0, 1, 777_777, LARGE - 1):
        step = _STREAM.format(name=name, size=LARGE, start=start, token=token)
        step = step.replace("hashlib", "__import__('hashlib')")
        assert xet(step) == hashlib.sha256(content[start:]).hexdigest(), start


def test_pull_requests(xet: Library, tmp_path: Path) -> None:
    content = _content("offered", 100_000)
    (tmp_path / "a").write_bytes(content)
    repo = _create(xet, "xet-offered")
    offer = (
        f"str(api.upload_file(path_or_fileobj={str(tmp_path / 'a')!r}, path_in_repo='a.bin', repo_id={repo!r}, "
        "create_pr=True).pr_num)"
    )
    assert xet(offer) == "1"
    path = xet(f"api.hf_hub_download({repo!r}, 'a.bin', revision='refs/pr/1')")
    assert Path(path).read_bytes() == content


def test_who_gets_tokens(xet: Library, owner: HubClient, hub: PracticeHub, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(_content("private"))
    xet("str(api.create_repo('minji/xet-private', private=True))")
    repo = "minji/xet-private"
    _upload(xet, repo, tmp_path / "a")
    reader, anonymous = HubClient(hub.url, hub.reader_token), HubClient(hub.url)
    read, write = f"/api/models/{repo}/xet-read-token/main", f"/api/models/{repo}/xet-write-token/main"
    assert (reader.get(read).status, anonymous.get(read).status) == (404, 401)
    assert (reader.get(write).status, anonymous.get(write).status) == (404, 401)
    assert owner.get(f"/api/models/{repo}/xet-read-token/nothing").code == "RevisionNotFound"
    _create(xet, "xet-public")
    assert reader.get("/api/models/minji/xet-public/xet-write-token/main").status == 403
    assert owner.get("/api/models/hangul-lab/none/xet-write-token/main").code == "RepoNotFound"

    name = _xet_hash(xet, repo)
    path = f"/_xet/v1/reconstructions/{name}"

    def read_with(token: str) -> int:
        return anonymous.get(path, headers={"Authorization": f"Bearer {token}"}).status

    token = _token(owner, repo)["accessToken"]
    assert read_with(token) == 200
    # A token for another repository opens no private file, even to who knows its hash.
    assert read_with(_token(reader, "minji/xet-public")["accessToken"]) == 404
    assert read_with(token[:-1] + ("0" if token[-1] != "0" else "1")) == 401
    assert read_with(hub.token) == 401
    assert read_with("xet_e30.00") == 401
    assert anonymous.get(path).status == 401
    signed = {"Authorization": f"Bearer {token}"}
    assert anonymous.send("POST", f"/_xet/v1/xorbs/default/{'0' * 64}", b"x", headers=signed).status == 403

    fetch = owner.get(path, headers=signed).json["fetch_info"]
    url = next(iter(fetch.values()))[0]["url"].removeprefix(hub.url)
    first, last = next(iter(fetch.values()))[0]["url_range"].values()
    assert anonymous.get(url).status == 403
    assert anonymous.get(url, headers={"Range": f"bytes={first}-"}).status == 403
    for condition in ({}, {"If-Range": '"another"'}, {"If-None-Match": "*"}):
        part = anonymous.get(url, headers={"Range": f"bytes={first}-{first + 9}", **condition})
        assert (part.status, len(part.body)) == (206, 10)
    assert anonymous.get(url, headers={"Range": f"bytes={first}-{last + 1}"}).status == 403
    assert anonymous.get(url[:-1] + "x").status == 403
    assert anonymous.get(url.replace(f"/{first}-{last + 1}/", f"/{first}-{last + 2}/")).status == 403


def _shard(sha256: str, name: str, xorb: str, start: int, end: int, length: int) -> bytes:
    def number(text: str) -> bytes:
        return struct.pack("<4Q", *(int(text[at : at + 16], 16) for at in range(0, 64, 16)))

    tag = b"HFRepoMetaData\0UigEj{\x81W\x83\xa5\xbd\xd9\\\xcd\xd1J\xa9"
    file = struct.pack("<32sIIQ", number(name), 1 << 30, 1, 0)
    term = struct.pack("<32sIIII", number(xorb), 0, length, start, end)
    extra = number(sha256) + bytes(16)
    bookend = b"\xff" * 32 + bytes(16)
    return struct.pack("<32sQQ", tag, 2, 0) + file + term + extra + bookend + bookend


def _xorb(*chunks: bytes) -> bytes:
    def header(chunk: bytes) -> bytes:
        size = len(chunk).to_bytes(3, "little")
        return b"\0" + size + b"\0" + size

    return b"".join(header(chunk) + chunk for chunk in chunks)


def test_nothing_is_believed_unseen(xet: Library, owner: HubClient) -> None:
    repo = _create(xet, "xet-liar")
    signed = {"Authorization": f"Bearer {_token(owner, repo, 'write')['accessToken']}"}
    client = HubClient(owner.url)
    xorb, name, claimed = "a" * 64, "b" * 64, hashlib.sha256(b"something else").hexdigest()

    def post(path: str, body: bytes) -> int:
        return client.send("POST", f"/_xet/v1/{path}", body, headers=signed).status

    assert post(f"xorbs/default/{xorb}", b"not a xorb") == 400
    assert post(f"xorbs/default/{xorb}", b"") == 400
    assert post(f"xorbs/default/{xorb}", _xorb(b"one")[:-1]) == 400
    assert post("xorbs/default/..%2F..%2Fx", _xorb(b"one")) == 400
    assert post("shards", b"not a shard") == 400
    assert post("shards", _shard(claimed, name, xorb, 0, 1, 3)) == 400  # no such xorb
    assert post(f"xorbs/default/{xorb}", _xorb(b"one", b"two!")) == 200
    assert post("shards", _shard(claimed, name, xorb, 0, 3, 7)) == 400
    assert post("shards", _shard(claimed, name, xorb, 0, 2, 8)) == 400
    assert post("shards", _shard(claimed, name, xorb, 0, 2, 7)[:-60]) == 400
    assert post("shards", _shard(claimed, name, xorb, 0, 2, 7)) == 200
    line = {"key": "lfsFile", "value": {"path": "a.bin", "algo": "sha256", "oid": claimed, "size": 7}}
    header = {"key": "header", "value": {"summary": "Lie"}}
    answer = owner.commit(f"/api/models/{repo}/commit/main", header, line)
    assert answer.status == 400
    assert "a.bin" in answer.json["error"]


def test_what_never_arrived_is_not_committed(xet: Library, owner: HubClient) -> None:
    repo = _create(xet, "xet-never")
    line = {"key": "lfsFile", "value": {"path": "a.bin", "algo": "sha256", "oid": "9" * 64, "size": 7}}
    header = {"key": "header", "value": {"summary": "Nothing"}}
    assert owner.commit(f"/api/models/{repo}/commit/main", header, line).status == 400


def test_it_is_all_there_after_a_kill(tmp_path: Path) -> None:
    content = _content("kill")
    (tmp_path / "a").write_bytes(content)
    data = tmp_path / "data"
    with PracticeHub(data, options=("--catalogue", "none")) as hub, Library(hub, tmp_path / "1", xet=True) as library:
        _upload(library, _create(library, "kept"), tmp_path / "a")
        os.kill(hub.pid, signal.SIGKILL)
    with PracticeHub(data, options=("--catalogue", "none")) as hub, Library(hub, tmp_path / "2", xet=True) as library:
        assert Path(library("api.hf_hub_download('minji/kept', 'model.safetensors')")).read_bytes() == content
        hub.forget_requests()
        _upload(library, _create(library, "kept-too"), tmp_path / "a")
        assert _sent(hub) == 0
        assert {each.name for each in (data / "xet").iterdir()} >= {"xorbs", "shards"}


def test_what_was_deleted_for_good_may_come_again(xet: Library, hub: PracticeHub, tmp_path: Path) -> None:
    content = _content("for good")
    (tmp_path / "a").write_bytes(content)
    repo = _create(xet, "xet-for-good")
    _upload(xet, repo, tmp_path / "a")
    xet(f"api.permanently_delete_lfs_files({repo!r}, list(api.list_lfs_files({repo!r})))")
    oid = hashlib.sha256(content).hexdigest()
    line = {"key": "lfsFile", "value": {"path": "b.bin", "algo": "sha256", "oid": oid, "size": LARGE}}
    header = {"key": "header", "value": {"summary": "Back again"}}
    owner = HubClient(hub.url, hub.token)
    assert owner.commit(f"/api/models/{repo}/commit/main", header, line).status == 400
    _upload(xet, _create(xet, "xet-again"), tmp_path / "a")
    assert Path(xet("api.hf_hub_download('minji/xet-again', 'model.safetensors')")).read_bytes() == content


def test_without_xet(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(_content("without"))
    options = ("--catalogue", "none", "--transport", "lfs")
    with PracticeHub(options=options) as hub, Library(hub, tmp_path / "home") as library:
        _upload(library, _create(library, "plain"), tmp_path / "a")
        owner = HubClient(hub.url, hub.token)
        assert owner.get("/api/models/minji/plain/xet-write-token/main").status == 404
        assert "X-Xet-Hash" not in owner.get("/minji/plain/resolve/main/model.safetensors", method="HEAD").headers
        tree = owner.get("/api/models/minji/plain/tree/main").json
        assert not [entry for entry in tree if "xetHash" in entry]


def test_the_log_hides_what_opens_the_store(xet: Library, hub: PracticeHub, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(_content("log"))
    repo = _create(xet, "xet-log")
    hub.forget_requests()
    _upload(xet, repo, tmp_path / "a")
    xet(f"api.hf_hub_download({repo!r}, 'model.safetensors')")
    log = json.dumps(hub.requests(), ensure_ascii=False)
    assert "/_xet/v1/shards" in log
    assert "/_xet/parts/" in log
    assert "xet_" not in log.replace("_xet/", "")
    assert all("secret" not in each["query"] or "%E2%80%A2" in each["query"] for each in hub.requests())
