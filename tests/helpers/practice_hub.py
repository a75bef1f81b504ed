"""Starts the practice Hub as a process of its own, for tests and benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]


class PracticeHub:
    """A running practice Hub on a free port of 127.0.0.1; a context manager.

    `data` is kept where it is given, else a temporary folder that goes with the process.
    """

    def __init__(self, data: Path | None = None, *, options: Sequence[str] = ()) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="practice-hub-") if data is None else None
        self.data = Path(self._temporary.name) if self._temporary else Path(str(data))
        command = [sys.executable, "-m", "hubdesk.localhub", "--port", "0", "--data", str(self.data), "--json"]
        self._process = subprocess.Popen(
            [*command, "--until-stdin-closes", *options], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError(f"the practice Hub did not start: exit code {self._process.returncode}")
        self.started: dict[str, Any] = json.loads(line)
        self.url: str = self.started["url"]
        tokens = {user["token_name"]: user["token"] for user in self.started["users"]}
        self.token: str = tokens["practice-write"]
        self.reader_token: str = tokens["practice-read"]
        self.fine_token: str = tokens["practice-fine-grained"]
        self.expired_token: str = tokens["practice-expired"]
        self.oauth_token: str = tokens["practice-oauth"]
        self.pid = self._process.pid

    def set_faults(self, *faults: str | dict[str, Any]) -> None:
        """Have these faults and no others; each is a text such as `status=503;path=/api/models;count=2`, or a table."""
        self._control("PUT", "faults", list(faults))

    def clear_faults(self) -> None:
        """Be well again."""
        self._control("PUT", "faults", [])

    def requests(self) -> list[dict[str, Any]]:
        """Every request since `forget_requests`, oldest first: method, path, query, range, status, bytes."""
        answer: list[dict[str, Any]] = self._control("GET", "requests")
        return answer

    def forget_requests(self) -> None:
        """Begin the list of requests anew."""
        self._control("DELETE", "requests")

    @property
    def other_origin(self) -> str:
        """Where hostile answers lead to."""
        return str(self.started["control"]["other_origin"])

    def thief_requests(self) -> list[dict[str, Any]]:
        """What came to the other origin since `forget_thief`: method, path, header names, authorization (whether)."""
        answer: list[dict[str, Any]] = self._control("GET", "thief")
        return answer

    def forget_thief(self) -> None:
        """Begin the other origin's list anew."""
        self._control("DELETE", "thief")

    def set_oauth_times(self, **seconds: float) -> None:
        """How long parts of a sign-in last from now on: interval, device, access, refresh."""
        self._control("PUT", "oauth", seconds)

    def close(self) -> int:
        """Stop the process as the window would: by closing its input. The answer is its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        if self._temporary:
            self._temporary.cleanup()
        return self._process.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _control(self, method: str, what: str, content: object = None) -> Any:  # noqa: ANN401 - JSON is what it is
        control = self.started["control"]
        request = urllib.request.Request(
            f"{control['url']}/{what}",
            method=method,
            data=None if content is None else json.dumps(content).encode(),
            headers={"X-Practice-Secret": control["secret"], "Content-Type": "application/json"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")
