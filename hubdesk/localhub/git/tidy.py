"""Takes away what a process leaves behind that is killed while it writes; nobody else may use the folders meanwhile."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path

MAKING, GONE = ".making", ".gone"  # how folders end that are no repositories yet, or no longer
UNJUDGED = "tmp_push_"  # how folders of a repository begin that hold a push


def sweep(root: Path) -> None:
    """Remove what is half made or half deleted below the kinds' folders."""
    for kind in root.glob("*/"):
        for folder in kind.iterdir():
            if folder.name.endswith((MAKING, GONE)):
                shutil.rmtree(folder, ignore_errors=True)


def set_aside(repository: Path) -> Path:
    """Take a repository away whole, by its name; the answer is where its files wait to be removed."""
    gone = repository.with_name(f"{secrets.token_hex(16)}{GONE}")
    with contextlib.suppress(FileNotFoundError):
        repository.rename(gone)
    return gone


def unlock(repository: Path) -> None:
    """Remove the locks of a writer that is no more, its unfinished packs and pushes, and folders of refs without a ref.

    git never writes into a file that has a lock, and no ref can have the name of a folder.
    """
    for folder in repository.glob(f"{UNJUDGED}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for parent, _, names in os.walk(repository, topdown=False):
        below = Path(parent).relative_to(repository).parts
        for name in names:
            if name.endswith(".lock") or (below[:1] == ("objects",) and _is_unfinished(name, names)):
                os.unlink(os.path.join(parent, name))
        if below[:1] == ("refs",) and len(below) > 2:
            with contextlib.suppress(OSError):  # it is not empty
                os.rmdir(parent)


def _is_unfinished(name: str, beside: list[str]) -> bool:
    """Whether a file among git's objects was not written to its end: a pack is whole once it has an index."""
    return name.startswith("tmp") or (name.endswith(".pack") and f"{name[:-5]}.idx" not in beside)
