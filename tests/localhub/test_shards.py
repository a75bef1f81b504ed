"""The headers of all shards at once, with the unmodified library."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from helpers.library import Library

BIG = "Qwen/Qwen3-8B"  # made up in several files
REPO = "minji/shards"


@pytest.fixture
def repo(library: Library) -> Iterator[str]:
    library(f"api.create_repo('{REPO}')")
    yield REPO
    library(f"api.delete_repo('{REPO}')")


def put(library: Library, path: str, content: bytes) -> None:
    library(f"api.upload_file(path_or_fileobj={content!r}, path_in_repo='{path}', repo_id='{REPO}')")


def ask(path: str = "model.safetensors.index.json") -> str:
    return f"api.get_sharded_safetensors_metadata('{REPO}', filename='{path}')"


def test_both_ways_give_the_same(library: Library) -> None:
    one, all_at_once = (
        library(f"(lambda m: [sorted(m.files_metadata), sorted(m.weight_map.items()), m.sharded, m.metadata])({each})")
        for each in (f"api.get_safetensors_metadata('{BIG}')", f"api.get_sharded_safetensors_metadata('{BIG}')")
    )
    assert len(one[0]) > 1
    assert one == all_at_once
    same = f"api.get_sharded_safetensors_metadata('{BIG}').parameter_count == "
    assert library(f"{same}api.get_safetensors_metadata('{BIG}').parameter_count")


def test_an_index_in_a_folder(library: Library, repo: str) -> None:
    header = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    put(library, "text/a.safetensors", len(header).to_bytes(8, "little") + header + b"\0\0\0\0")
    put(library, "text/index.json", json.dumps({"metadata": {"n": 1}, "weight_map": {"w": "a.safetensors"}}).encode())
    found = library(f"(lambda m: [m.metadata, m.weight_map, m.parameter_count])({ask('text/index.json')})")
    assert found == [{"n": 1}, {"w": "a.safetensors"}, {"F32": 1}]


@pytest.mark.parametrize(
    ("index", "shard", "status"),
    [
        (None, None, 404),
        (b"no json", None, 400),
        (b"[]", None, 400),
        (b'{"weight_map": {"w": 5}}', None, 400),
        (b'{"weight_map": {"w": "a.safetensors"}}', None, 404),
        (b'{"weight_map": {"w": "../a.safetensors"}}', b"", 404),
        (b'{"weight_map": {"w": "a.safetensors"}}', b"\xff" * 20, 400),
        (b'{"weight_map": {"w": "a.safetensors"}}', b"\x02\0\0\0\0\0\0\0[]", 400),
    ],
)
def test_what_cannot_be_read(
    library: Library, repo: str, index: bytes | None, shard: bytes | None, status: int
) -> None:
    if index is not None:
        put(library, "model.safetensors.index.json", index)
    if shard is not None:
        put(library, "a.safetensors", shard)
    assert library.failure(ask()).status == status


def test_who_may_not(library: Library) -> None:
    ask = "get_sharded_safetensors_metadata"
    assert library.failure(f"reader.{ask}('minji/secret-project')").classes[0] == "RepositoryNotFoundError"
    assert library.failure(f"anonymous.{ask}('hangul-lab/ko-embedding')").classes[0] == "GatedRepoError"
