"""Small disks that can be filled, taken out and made read-only: tmpfs, in a namespace of its own without root."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class SmallDisk:
    """A file system of a few megabytes at a folder."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self._size = size
        folder.mkdir(exist_ok=True)
        self.put_in()

    def put_in(self) -> None:
        """Mount it, empty."""
        _run("mount", "-t", "tmpfs", "-o", f"size={self._size}", "tmpfs", str(self.folder))

    def take_out(self) -> None:
        """Pull it, whoever has files open there."""
        _run("umount", "-l", str(self.folder))

    def make_read_only(self) -> None:
        """Nothing may be written any more."""
        _run("mount", "-o", "remount,ro", str(self.folder))

    def fill(self, leave: int) -> Path:
        """Leave so many bytes; the answer is the file that takes the rest."""
        filler = self.folder / "filler"
        usage = os.statvfs(self.folder)
        with filler.open("wb") as file:
            file.write(b"x" * max(0, usage.f_bavail * usage.f_frsize - leave))
        return filler

    def close(self) -> None:
        """Unmount it, if it is still in."""
        if os.path.ismount(self.folder):
            self.take_out()


def need_mounts(request: pytest.FixtureRequest) -> None:
    """See that this test may mount; without the right to, it runs in a namespace of its own, and its outcome counts."""
    if sys.platform != "linux":
        pytest.skip("tmpfs is Linux")
    if os.geteuid() == 0:
        return
    command = [
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:xdist",
    ]
    found = subprocess.run([*command, request.node.nodeid], cwd=ROOT, capture_output=True, text=True, timeout=120)
    if found.returncode:
        pytest.fail(f"in a namespace of its own: {found.stdout[-4000:]}{found.stderr[-1000:]}")
    pytest.skip("passed in a namespace of its own")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
