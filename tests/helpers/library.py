"""The unmodified huggingface_hub and `hf`, each in a process of its own, pointed at a practice Hub."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any, Self

from helpers.practice_hub import PracticeHub


@dataclass(frozen=True)
class Failure:
    """What an expression raised: the names of its classes, the HTTP status if there was one, the text."""

    classes: tuple[str, ...]
    status: int | None
    message: str


class Library:
    """Evaluates Python in which `hub` is the library; `api` (the owner), `reader`, `fine`, … are `HfApi`s."""

    def __init__(self, hub: PracticeHub, home: Path, *, xet: bool = False) -> None:
        self.environment = library_environment(hub, home, xet=xet)
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("library_steps.py"))],
            env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def __call__(self, expression: str) -> Any:  # noqa: ANN401 - whatever the expression gives
        """Its value, by way of JSON."""
        answer = self._ask(expression)
        assert "value" in answer, f"{expression}: {answer}"
        return answer["value"]

    def do(self, statements: str, **given: object) -> Any:  # noqa: ANN401 - whatever the statements leave
        """What these statements leave as `result`; they find `given` under its names."""
        names = "".join(f"{name} = {value!r}\n" for name, value in given.items())
        answer = self._ask({"statements": names + dedent(statements)})
        assert "value" in answer, f"{statements}: {answer}"
        return answer["value"]

    def failure(self, expression: str) -> Failure:
        """What it raises."""
        answer = self._ask(expression)
        assert "error" in answer, f"{expression} gave {answer}"
        return Failure(tuple(answer["error"]), answer["status"], answer["message"])

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, expression: str | dict[str, str]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(expression), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def library_environment(hub: PracticeHub, home: Path, *, xet: bool = False) -> dict[str, str]:
    """The environment in which the library and `hf` speak to this Hub and keep everything below `home`.

    Large files travel over plain HTTP and LFS, or over Xet.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HF_") and "PROXY" not in key.upper()}
    return kept | {
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_XET": "0" if xet else "1",
        "HF_XET_TELEMETRY_ENABLED": "0",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1",
        "OWNER_TOKEN": hub.token,
        "READER_TOKEN": hub.reader_token,
        "FINE_TOKEN": hub.fine_token,
        "EXPIRED_TOKEN": hub.expired_token,
        "OAUTH_TOKEN": hub.oauth_token,
        "NO_COLOR": "1",
        "COLUMNS": "200",
    }
