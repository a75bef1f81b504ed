"""What goes into a new repository, commit by commit, and the writing of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import translate

from hubdesk.localhub.facts import words
from hubdesk.localhub.git.repo import MAIN, GitRepo
from hubdesk.localhub.lfs import LfsStore, Recipe, pointer
from hubdesk.localhub.making.large import digest

Content = bytes | Recipe
_LFS_PATTERNS = words(
    "7z arrow bin bin.* bz2 ckpt ftz gguf gz h5 joblib lfs.* mlmodel model msgpack npy npz onnx onnx_data ot "
    "parquet pb pickle pkl pt pth rar safetensors tar tflite tgz wasm xz zip zst wav mp3 flac ogg mp4 png jpg "
    "jpeg gif webp"
)
_LFS_NAME = re.compile("|".join(translate(f"*.{pattern}") for pattern in _LFS_PATTERNS))
GITATTRIBUTES = "".join(f"*.{pattern} filter=lfs diff=lfs merge=lfs -text\n" for pattern in _LFS_PATTERNS).encode()
MAX_REGULAR_SIZE = 10_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """One commit."""

    title: str
    files: Mapping[str, Content]


@dataclass(frozen=True, slots=True)
class Plan:
    """The commits of a repository, and which of them tags and further branches point to (by number)."""

    steps: tuple[Step, ...]
    tags: Mapping[str, int] = field(default_factory=dict)
    branches: Mapping[str, int] = field(default_factory=dict)


def is_large(path: str, size: int) -> bool:
    """Whether a file belongs into the LFS store, by its name or size."""
    name = path.rpartition("/")[2].lower()
    return size > MAX_REGULAR_SIZE or _LFS_NAME.fullmatch(name) is not None


def write(plan: Plan, repo: GitRepo, lfs: LfsStore, *, author: str, created: str, updated: str) -> None:
    """Commit the steps, dated evenly from `created` to `updated`."""
    first, last = _moment(created), max(_moment(created), _moment(updated))
    commits: list[str] = []
    with repo.together():
        for at, step in enumerate(plan.steps):
            share = at / (len(plan.steps) - 1) if len(plan.steps) > 1 else 0.0
            changes = {path: store(path, content, lfs) for path, content in step.files.items()}
            parent = commits[-1] if commits else None
            date = first + (last - first) * share
            commits.append(repo.commit(MAIN, parent, changes, author=author, title=step.title, date=date))
    for name, at in plan.branches.items():
        repo.set_ref(f"refs/heads/{name}", commits[at])
    for name, at in plan.tags.items():
        repo.set_ref(f"refs/tags/{name}", commits[at])


def store(path: str, content: Content, lfs: LfsStore) -> bytes:
    """What git keeps of a file: itself, or a pointer into the LFS store."""
    if isinstance(content, Recipe):
        oid = digest(content)
        lfs.add_recipe(content, oid)
        return pointer(oid, content.size)
    if content and is_large(path, len(content)):
        return pointer(lfs.add(content), len(content))
    return content


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
