"""The git client, as somebody has it who never configured anything and whom nobody can ask."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Git:
    """Runs git in a folder, as minji."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith("GIT_") and "proxy" not in key.lower()
        }
        self._environment = kept | {
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "",
            "GIT_AUTHOR_NAME": "minji", "GIT_AUTHOR_EMAIL": "minji@practice.invalid",
            "GIT_COMMITTER_NAME": "minji", "GIT_COMMITTER_EMAIL": "minji@practice.invalid", "LC_ALL": "C",
        }  # fmt: skip

    def __call__(self, *arguments: str, given: str = "") -> str:
        """What git prints; it must succeed."""
        done = self._run(arguments, given)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def refused(self, *arguments: str) -> str:
        """What git complains of; it must fail."""
        done = self._run(arguments, "")
        assert done.returncode != 0, done.stdout
        return done.stderr

    def clone(self, url: str, *options: str) -> Git:
        """A clone in a folder of its own."""
        target = self.folder / f"clone-{len(list(self.folder.iterdir()))}"
        self("clone", "-q", *options, url, str(target))
        inside = Git(target)
        inside._environment = self._environment
        return inside

    def write(self, path: str, content: str | bytes, message: str = "Change a file") -> str:
        """Commit a file; the answer is the commit."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self("add", "-A")
        self("commit", "-q", "-m", message)
        return self("rev-parse", "HEAD")

    def _run(self, arguments: tuple[str, ...], given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self._environment, capture_output=True, text=True,
            encoding="utf-8", timeout=30, input=given, check=False,
        )  # fmt: skip
