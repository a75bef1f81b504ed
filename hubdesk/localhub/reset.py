"""Forgets everything that was done in a data dir, and touches nothing that a practice Hub did not put there."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from pathlib import Path

from hubdesk.localhub.alone import LOCK

# What a practice Hub keeps; its state comes last, because by it the folder is known.
_OURS = ("git", "lfs", "xet", "records.db-wal", "records.db-shm", "records.db", "state.new", "state.json")
_REMOVED = ".removed-"


def reset(data: Path) -> None:
    """Make a data dir as good as new. Everything first leaves its place, and is deleted only then.

    Raises:
        ValueError: there is something, but no practice Hub's data dir; nothing was touched.
        OSError: something cannot be moved or deleted.
    """
    if data.is_dir():
        for leftover in data.glob(f"{_REMOVED}*"):  # of a reset that was killed
            shutil.rmtree(leftover)
    if not check(data):
        return
    removed = Path(tempfile.mkdtemp(prefix=_REMOVED, dir=data))
    for name in _OURS:
        with contextlib.suppress(FileNotFoundError):
            (data / name).rename(removed / name)
    shutil.rmtree(removed)


def check(data: Path) -> bool:
    """Whether there is anything to reset; touches nothing.

    Raises:
        ValueError: there is something, but no practice Hub's data dir.
        OSError: it cannot be read.
    """
    if not data.exists():
        return False
    if data.is_dir() and all(each.name == LOCK or each.name.startswith(_REMOVED) for each in data.iterdir()):
        return False
    if not _is_ours(data / "state.json"):
        raise ValueError(f"{data} is not the data dir of a practice Hub: nothing was deleted")
    return True


def _is_ours(state: Path) -> bool:
    try:
        content = json.loads(state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and {"created", "tokens", "repositories"} <= content.keys()
