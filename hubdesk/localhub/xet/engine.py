"""hf_xet at work for the practice Hub itself: cutting files into chunks, and putting chunks together again."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from hubdesk.localhub.doors import listen, port_of

_FAR_AHEAD = 2**40  # when the token of our own requests ends
_MB = 1_000_000
_MODEST: dict[str, int] = {  # hf_xet would keep a gigabyte in memory
    "reconstruction.download_buffer_size": 24 * _MB,
    "reconstruction.download_buffer_perfile_size": 24 * _MB,
    "reconstruction.download_buffer_limit": 24 * _MB,
    "reconstruction.min_prefetch_buffer": 8 * _MB,
    "client.ac_max_download_concurrency": 4,
    "client.ac_initial_download_concurrency": 2,
    "client.ac_max_upload_concurrency": 2,
    "data.max_concurrent_file_ingestion": 1,
}


class Engine:
    """hf_xet, loaded when first needed; it reaches the store at an address of its own.

    So what the Hub does for itself is neither hit by faults nor in the request log, and waits for no other request.
    """

    def __init__(self, store: ASGIApp, token: str, cache: Path) -> None:
        self._store, self._token, self._cache = store, token, cache
        self._hashing = threading.Lock()

    def hash(self, path: Path) -> str:
        """What Xet calls a file."""
        with self._hashing:  # one at a time: each takes memory
            return str(self._library.hash_files([str(path)])[0].hash)

    def send(self, chunks: Iterator[bytes], sha256: str) -> str:
        """Put a file into the store; the answer is its Xet hash."""
        with self._session.new_upload_commit(**self._access) as commit:
            stream = commit.start_upload_stream(sha256=sha256)
            try:
                for chunk in chunks:
                    stream.write(chunk)
                return str(stream.finish().xet_info.hash)
            except BaseException:
                stream.abort()
                raise

    def read(self, name: str, size: int) -> Iterator[bytes]:
        """The bytes of a file in the store."""
        group = self._session.new_download_stream_group(**self._access)
        yield from group.download_stream(self._library.XetFileInfo(name, size))

    @cached_property
    def _library(self) -> Any:  # noqa: ANN401 - it has no types
        os.environ["HF_XET_CACHE"] = str(self._cache)  # nothing outside the data dir
        os.environ["HF_XET_LOG_DEST"] = str(self._cache / "logs")
        os.environ["HF_XET_TELEMETRY_ENABLED"] = "0"
        import hf_xet  # type: ignore[import-untyped]

        return hf_xet

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - it has no types
        return self._library.XetSession(self._library.XetConfig().with_config(_MODEST))

    @cached_property
    def _access(self) -> dict[str, Any]:
        return {"endpoint": self._serve(), "token": self._token, "token_expiry_unix_secs": _FAR_AHEAD}

    def _serve(self) -> str:
        """Serve the store to ourselves, as long as the process lives."""
        import uvicorn

        from hubdesk.localhub.protocol import Protocol  # loads uvicorn

        listener = listen(0)
        config = uvicorn.Config(
            self._store, http=Protocol, loop="asyncio", ws="none", lifespan="off", log_config=None,
            access_log=False, server_header=False,
        )  # fmt: skip
        server = uvicorn.Server(config)
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="xet-store", daemon=True).start()
        return f"http://127.0.0.1:{port_of(listener)}/_xet"
