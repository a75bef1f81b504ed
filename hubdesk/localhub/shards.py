"""The headers of a model that lies in several safetensors files, read all at once."""

from __future__ import annotations

import json
from typing import Any

from hubdesk.localhub.content.found import Found, find_file
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.lfs import LfsStore
from hubdesk.localhub.refusal import Refusal, bad_request

_LARGEST_INDEX, _LARGEST_HEADERS, _MOST_SHARDS = 20_000_000, 50_000_000, 1000


def sharded_metadata(repo: GitRepo, lfs: LfsStore, path: str) -> dict[str, Any]:
    """The index at a path of main, without its map of weights, and the header of each file it names.

    Raises:
        Refusal: 404, there is no index or a file of it is missing; 400, one cannot be read.
    """
    index = _table(_bytes(find_file(repo, lfs, "main", path, raw=False), 0, _LARGEST_INDEX), path)
    weights = index.pop("weight_map", None)
    if not isinstance(weights, dict) or not all(isinstance(name, str) for name in weights.values()):
        raise bad_request(f"{path} has no map of weights")
    names = sorted(set(weights.values()))
    if len(names) > _MOST_SHARDS:
        raise bad_request(f"{path} names more than {_MOST_SHARDS} files")
    folder, left = path.rpartition("/")[0], _LARGEST_HEADERS
    headers: dict[str, Any] = {}
    for name in names:
        found = find_file(repo, lfs, "main", f"{folder}/{name}" if folder else name, raw=False)
        length = int.from_bytes(_bytes(found, 0, 8), "little")
        left -= length
        if left < 0 or length > found.size - 8:
            raise bad_request(f"The header of {name} has {length} bytes")
        headers[name] = _table(_bytes(found, 8, length), name)
    return {"index": index, "headers": headers}


def _bytes(found: Found, start: int, most: int) -> bytes:
    end = min(found.size, start + most)
    if isinstance(found.body, bytes):
        return found.body[start:end]
    try:
        return b"".join(found.body.chunks(start, end))
    except FileNotFoundError:
        raise Refusal(404, f"The bytes of {found.path} are gone", "EntryNotFound") from None


def _table(content: bytes, name: str) -> dict[str, Any]:
    try:
        table = json.loads(content)
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict):
        raise bad_request(f"{name} cannot be read")
    return table
