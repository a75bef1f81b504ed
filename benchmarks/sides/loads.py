"""What is transferred: made files of random bytes, so that nothing can be saved, and repositories of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.hub_client import HubClient
from helpers.practice_hub import PracticeHub

BLOCK = 8 << 20
INLINE_BELOW = 1 << 20
PER_COMMIT = 1000


@dataclass(frozen=True)
class Load:
    """Some files of one size."""

    name: str  # of the repository
    text: str  # for a person
    count: int
    size: int  # bytes of each

    @property
    def total(self) -> int:
        """Bytes of all files."""
        return self.count * self.size

    @property
    def repo(self) -> str:
        """The repository's id."""
        return f"minji/{self.name}"


def loads(scale: float) -> dict[str, Load]:
    """The loads that the goals speak of; `scale` makes all of them smaller."""

    def scaled(number: int) -> int:
        return max(1, int(number * scale))

    big, part, many = scaled(2 << 30), scaled(256 << 20), scaled(5000)
    return {
        "big": Load("one-big", f"one file of {big >> 20:,} MiB", 1, big),
        "eight": Load("eight-big", f"8 files of {part >> 20:,} MiB", 8, part),
        "small": Load("many-small", f"{many:,} files of 4 KiB", many, 4 << 10),
    }


def write_files(load: Load, folder: Path) -> Path:
    """Make the files below `folder`, anew: no two runs may share a byte."""
    place = folder / load.name
    place.mkdir(parents=True, exist_ok=True)
    for number in range(load.count):
        suffix = "bin" if load.size >= INLINE_BELOW else "txt"
        path = place / f"{number // 1000:03d}" / f"{number:05d}.{suffix}"
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as stream:
            for start in range(0, load.size, BLOCK):
                block = os.urandom(min(BLOCK, load.size - start))
                stream.write(block if suffix == "bin" else block.hex().encode()[: len(block)])
    return place


def make_repository(hub: PracticeHub, load: Load, folder: Path) -> None:
    """Have the Hub hold the load: large files as LFS, small ones as they are."""
    owner = HubClient(hub.url, hub.token)
    owner.post("/api/repos/create", {"name": load.name, "type": "model"})
    place = write_files(load, folder)
    paths = sorted(path for path in place.rglob("*") if path.is_file())
    for start in range(0, len(paths), PER_COMMIT):
        lines = [_line(owner, load, path, str(path.relative_to(place))) for path in paths[start : start + PER_COMMIT]]
        header = {"key": "header", "value": {"summary": "Files"}}
        answer = owner.commit(f"/api/models/{load.repo}/commit/main", header, *lines)
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {answer.body!r}")


def _line(owner: HubClient, load: Load, path: Path, name: str) -> Mapping[str, Any]:
    if load.size < INLINE_BELOW:
        value = {"path": name, "content": path.read_text(encoding="ascii"), "encoding": "utf-8"}
        return {"key": "file", "value": value}
    with path.open("rb") as stream:
        oid = hashlib.file_digest(stream, "sha256").hexdigest()
    wanted = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": oid, "size": load.size}]}
    (shown,) = owner.post(f"/{load.repo}.git/info/lfs/objects/batch", wanted).json["objects"]
    if "actions" in shown:
        href = shown["actions"]["upload"]["href"]
        subprocess.run(["curl", "-sf", "-T", str(path), "-o", os.devnull, href], check=True)
    return {"key": "lfsFile", "value": {"path": name, "algo": "sha256", "oid": oid, "size": load.size}}
