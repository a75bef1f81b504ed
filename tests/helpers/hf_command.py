"""The unmodified `hf`: loaded once where processes can fork, a process for each command elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from helpers.library import library_environment
from helpers.practice_hub import PracticeHub


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    errors: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is what it is
        """What it printed, as JSON."""
        return json.loads(self.out)


class HfCommand:
    """Runs `hf` against a practice Hub, as its owner; a context manager."""

    def __init__(self, hub: PracticeHub, home: Path, *, xet: bool = False) -> None:
        self._home = home
        self._environment = library_environment(hub, home, xet=xet) | {"HF_TOKEN": hub.token}
        self._process: subprocess.Popen[str] | None = None
        if hasattr(os, "fork"):
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("hf_steps.py"))],
                env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            )  # fmt: skip

    def __call__(self, line: str, *more: object) -> Done:
        """Run a command that has to succeed: the words of the line, then what may hold blanks."""
        done = self.run(line, *more)
        assert done.code == 0, f"hf {line}: {done.out}{done.errors}"
        return done

    def refused(self, line: str, *more: object) -> str:
        """What it says when it fails."""
        done = self.run(line, *more)
        assert done.code != 0, f"hf {line}: {done.out}"
        assert "Traceback" not in done.errors
        return done.out + done.errors

    def run(self, line: str, *more: object) -> Done:
        """Run a command."""
        arguments = [*line.split(), *map(str, more)]
        if self._process is None:
            done = subprocess.run(
                [Path(sys.executable).with_name("hf"), *arguments], env=self._environment, cwd=self._home,
                stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", timeout=60,
            )  # fmt: skip
            return Done(done.returncode, done.stdout, done.stderr)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"arguments": arguments, "folder": str(self._home)}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return Done(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.close()
            self._process.wait(10)
            self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
