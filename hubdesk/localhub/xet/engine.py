"""hf_xet at work for the practice Hub itself, in a process that is there only while it is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

import hubdesk
from hubdesk.localhub.doors import listen, port_of
from hubdesk.localhub.lfs import Recipe, StoredFile
from hubdesk.localhub.xet import WORKER

_IDLE_S = 20.0


class EngineFailed(Exception):
    """hf_xet could not do it, and why."""


class Engine:
    """One wish at a time. hf_xet reaches the store at an address of its own.

    So what the Hub does for itself is neither hit by faults nor in the request log, and waits for no other request.
    """

    def __init__(self, store: ASGIApp, token: str, cache: Path) -> None:
        self._store, self._token, self._cache = store, token, cache
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._idle: threading.Timer | None = None

    def hash(self, path: Path) -> str:
        """What Xet calls a file.

        Raises:
            EngineFailed: it cannot be read.
        """
        return self._ask({"do": "hash", "path": str(path)})

    def send(self, file: StoredFile | Recipe, sha256: str) -> str:
        """Put a file into the store; the answer is its Xet hash.

        Raises:
            EngineFailed: the store did not take it.
        """
        where = {"recipe": file.as_json()} if isinstance(file, Recipe) else {"path": str(file.path), "size": file.size}
        return self._ask({"do": "send", "sha256": sha256, **where})

    def fetch(self, name: str, size: int, to: Path) -> str:
        """Write a file of the store to a path; the answer is the sha256 it has.

        Raises:
            EngineFailed: it is not as the store says.
        """
        return self._ask({"do": "fetch", "hash": name, "size": size, "to": str(to)})

    def close(self) -> None:
        """Let the process end."""
        with self._lock:
            self._end()

    def _ask(self, wish: dict[str, Any]) -> str:
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            answer = self._answer(wish)
            self._idle = threading.Timer(_IDLE_S, self.close)
            self._idle.daemon = True
            self._idle.start()
        if "error" in answer:
            raise EngineFailed(answer["error"])
        return str(answer["hash"])

    def _answer(self, wish: dict[str, Any]) -> dict[str, Any]:
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        line = ""
        with suppress(OSError):
            print(json.dumps(wish), file=process.stdin, flush=True)
            line = process.stdout.readline()
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        self._end()
        return {"error": f"hf_xet ended with exit code {process.returncode}"}

    def _start(self) -> subprocess.Popen[str]:
        frozen = getattr(sys, "frozen", False)
        command = ["--localhub", WORKER] if frozen else ["-P", "-m", "hubdesk.localhub", WORKER]
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
        place = {
            "HF_XET_CACHE": str(self._cache),  # nothing outside the data dir
            "HF_XET_LOG_DEST": str(self._cache / "logs"),
            "HF_XET_TELEMETRY_ENABLED": "0",
            "NO_PROXY": "127.0.0.1",
            "PYTHONPATH": os.pathsep.join(filter(None, [_source(), os.environ.get("PYTHONPATH", "")])),
        }
        process = subprocess.Popen(
            [sys.executable, *command], env=kept | place, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        assert process.stdin is not None
        with suppress(OSError):  # it ended already: the first wish will tell
            print(json.dumps({"endpoint": self._endpoint, "token": self._token}), file=process.stdin, flush=True)
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(OSError):
                process.stdin.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()

    @cached_property
    def _endpoint(self) -> str:
        """Where the store is served to ourselves, as long as this process lives."""
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


def _source() -> str:
    """Where the package is, also in a checkout that was not installed."""
    return str(Path(hubdesk.__file__).parents[1])
