"""The bytes of files on the wire: whole, in ranges, large ones too."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

import pytest

from helpers.hub_client import HubClient
from hubdesk.core.formats import read_gguf, read_safetensors
from hubdesk.localhub.git.repo import git_oid

WEIGHTS = "/openai-community/gpt2/resolve/main/model.safetensors"
LARGE = "/Qwen/Qwen3-8B/resolve/main/model-00005-of-00005.safetensors"


def _tree(client: HubClient, repo: str) -> dict[str, dict[str, object]]:
    return {entry["path"]: entry for entry in client.get(f"/api/models/{repo}/tree/main", recursive="true").json}


def test_a_regular_file(client: HubClient) -> None:
    answer = client.get("/openai-community/gpt2/resolve/main/config.json")
    assert answer.status == 200
    assert answer.headers["ETag"] == f'"{git_oid(answer.body)}"'
    assert len(answer.headers["X-Repo-Commit"]) == 40
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "X-Linked-Etag" not in answer.headers


def test_a_large_file_has_its_sha256(client: HubClient) -> None:
    answer = client.get(WEIGHTS)
    sha256 = hashlib.sha256(answer.body).hexdigest()
    assert answer.headers["X-Linked-Etag"] == answer.headers["ETag"] == f'"{sha256}"'
    assert answer.headers["X-Linked-Size"] == answer.headers["Content-Length"] == str(len(answer.body))
    head = client.get(WEIGHTS, method="HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(answer.body)))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=5-99999999999", 5, None)],
)
@pytest.mark.parametrize("path", [WEIGHTS, "/openai-community/gpt2/resolve/main/tokenizer.json"])
def test_ranges(client: HubClient, path: str, asked: str, start: int, end: int | None) -> None:
    whole = client.get(path).body
    part = client.get(path, headers={"Range": asked})
    expected = whole[start:end]
    first = len(whole) + start if start < 0 else start
    assert part.status == 206
    assert part.body == expected
    assert part.headers["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(whole)}"


def test_a_range_beyond_the_end(client: HubClient) -> None:
    size = int(client.get(WEIGHTS, method="HEAD").headers["Content-Length"])
    answer = client.get(WEIGHTS, headers={"Range": f"bytes={size}-"})
    assert answer.status == 416
    assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize("asked", ["bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-1,4-5"])
def test_what_is_no_range_gives_the_whole(client: HubClient, asked: str) -> None:
    assert client.get("/openai-community/gpt2/resolve/main/config.json", headers={"Range": asked}).status == 200


def test_large_files_are_what_the_tree_says(client: HubClient) -> None:
    entry = _tree(client, "Qwen/Qwen3-8B")["model-00005-of-00005.safetensors"]
    digest = hashlib.sha256()
    size, step = int(str(entry["size"])), 40_000_001
    assert size > 100_000_000
    for start in range(0, size, step):
        part = client.get(LARGE, headers={"Range": f"bytes={start}-{min(size, start + step) - 1}"})
        assert part.status == 206
        digest.update(part.body)
    assert digest.hexdigest() == entry["lfs"]["oid"]  # type: ignore[index]
    length = int.from_bytes(client.get(LARGE, headers={"Range": "bytes=0-7"}).body, "little")
    header = client.get(LARGE, headers={"Range": f"bytes=0-{length + 7}"}).body
    assert read_safetensors(header, file_size=size).dtypes.keys() == {"BF16"}


def test_gguf_repositories_hold_valid_files_of_several_sizes(client: HubClient) -> None:
    row = client.get("/api/models", filter="gguf", sort="likes", limit=9, expand=["tags"]).json[-1]["id"]
    sizes = {}
    for path, entry in _tree(client, row).items():
        if path.endswith(".gguf"):
            content = client.get(f"/{row}/resolve/main/{quote(path)}").body
            assert read_gguf(content, file_size=len(content)).parameters > 1000
            sizes[path.rpartition("-")[2]] = entry["size"]
    assert sizes["Q4_K_M.gguf"] < sizes["Q8_0.gguf"]


def test_the_repository_answers_are_whole_at_any_revision(client: HubClient) -> None:
    commit = client.get("/api/models/openai-community/gpt2").json["sha"]
    for revision in ("main", "v1.1", commit, commit[:8], "refs%2Fheads%2Fmain"):
        assert client.get(f"/openai-community/gpt2/resolve/{revision}/config.json").headers["X-Repo-Commit"] == commit
    old = client.get("/openai-community/gpt2/resolve/v1.0/config.json").headers["X-Repo-Commit"]
    assert old != commit


@pytest.mark.parametrize("path", ["nope", "onnx", "..%2F..%2Fstate.json", "onnx/../config.json"])
def test_missing_files(client: HubClient, path: str) -> None:
    answer = client.get(f"/openai-community/gpt2/resolve/main/{path}")
    assert (answer.status, answer.code) == (404, "EntryNotFound")
    assert answer.headers["X-Repo-Commit"]


def test_datasets_spaces_and_raw(client: HubClient) -> None:
    assert client.get("/datasets/squad/resolve/main/README.md").body.startswith(b"---\n")
    assert b"sdk: gradio" in client.get("/spaces/openai/whisper/raw/main/README.md").body
    assert client.get("/openai-community/gpt2/raw/main/model.safetensors").body.startswith(b"version https://git-lfs")


def test_nothing_is_served_as_a_page(client: HubClient) -> None:
    answer = client.get("/spaces/Xenova/whisper-web/resolve/main/index.html")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_deep_trees_come_in_pages(owner: HubClient) -> None:
    owner.post("/api/repos/create", {"name": "many-files"})
    files = ({"key": "file", "value": {"path": f"d/{n:04}.txt", "content": str(n)}} for n in range(1100))
    header = {"key": "header", "value": {"summary": "many"}}
    assert owner.commit("/api/models/minji/many-files/commit/main", header, *files).status == 200
    first = owner.get("/api/models/minji/many-files/tree/main/d")
    assert len(first.json) == 1000
    link = first.headers["Link"][1:].partition(">")[0]
    assert len(owner.get(link).json) == 100
    expanded = owner.get("/api/models/minji/many-files/tree/main/d", expand="true").json
    assert len(expanded) == 50
    assert {entry["lastCommit"]["title"] for entry in expanded} == {"many"}
