"""A process of its own for hf_xet, which takes much memory: cuts files into chunks, and puts them together again.

Wishes come as lines of JSON on standard input, each is answered by a line; it ends with its input.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hubdesk.localhub.lfs import Recipe, StoredFile

_FAR_AHEAD = 2**40  # when the token ends
_MB = 1_000_000
_SETTINGS: dict[str, int] = {  # hf_xet would keep a gigabyte in memory, and ask the store for what it does not have
    "reconstruction.download_buffer_size": 32 * _MB,
    "reconstruction.download_buffer_perfile_size": 32 * _MB,
    "reconstruction.download_buffer_limit": 32 * _MB,
    "reconstruction.min_prefetch_buffer": 8 * _MB,
    "client.reconstruction_api_version": 1,
    "client.shard_api_version": 1,
}


class Worker:
    """What hf_xet does with one store."""

    def __init__(self, endpoint: str, token: str) -> None:
        import hf_xet

        self._library: Any = hf_xet
        self._session = hf_xet.XetSession(hf_xet.XetConfig().with_config(_SETTINGS))
        self._access = {"endpoint": endpoint, "token": token, "token_expiry_unix_secs": _FAR_AHEAD}
        self._reading = self._session.new_download_stream_group(**self._access)

    def do(self, wish: dict[str, Any]) -> str:
        """Fulfil a wish; the answer is the hash it asks for."""
        match wish["do"]:
            case "hash":
                return str(self._library.hash_files([wish["path"]])[0].hash)
            case "send":
                path = wish.get("path")
                file = StoredFile(Path(path), wish["size"]) if path else Recipe.of(wish["recipe"])
                return self._send(file.chunks(0, file.size), wish["sha256"])
            case "fetch":
                return self._fetch(wish["hash"], wish["size"], Path(wish["to"]))
        raise ValueError(wish["do"])

    def _send(self, chunks: Iterator[bytes], sha256: str) -> str:
        """Put a file into the store; the answer is its Xet hash."""
        with self._session.new_upload_commit(**self._access) as commit:
            stream = commit.start_upload_stream(sha256=sha256)
            for chunk in chunks:
                stream.write(chunk)
            return str(stream.finish().xet_info.hash)

    def _fetch(self, name: str, size: int, path: Path) -> str:
        """Write a file of the store to a path; the answer is the sha256 it has."""
        digest = hashlib.sha256()
        with path.open("wb") as stream:
            for chunk in self._reading.download_stream(self._library.XetFileInfo(name, size)):
                stream.write(chunk)
                digest.update(chunk)
        return digest.hexdigest()


def main() -> int:
    """Fulfil wishes until standard input ends; the first line says where the store is."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    worker = Worker(**json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        try:
            answer = {"hash": worker.do(json.loads(line))}
        except Exception as error:  # hf_xet raises whatever it likes; the Hub is told, and the next wish may do
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
    return 0
