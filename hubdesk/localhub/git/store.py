"""Where the git repositories lie on disk."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dulwich.object_store import DiskObjectStore
from dulwich.repo import Repo

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.git.objects import oid_of
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.git.tidy import MAKING, discard, sweep, unlock


class GitStore:
    """Every repository below one folder, opened once each."""

    def __init__(self, root: Path) -> None:
        self._root = root
        sweep(root)
        self._open: dict[Path, GitRepo] = {}
        self._lock = threading.Lock()

    def exists(self, kind: Kind, repo_id: str) -> bool:
        """Whether the repository was made before."""
        return (self.path(kind, repo_id) / "HEAD").is_file()

    def open(self, kind: Kind, repo_id: str) -> GitRepo:
        """A repository that exists."""
        path = self.path(kind, repo_id)
        with self._lock:
            if (repo := self._open.get(path)) is None:
                unlock(path)
                repo = self._open[path] = GitRepo(path)
            return repo

    def opened(self, kind: Kind, repo_id: str) -> GitRepo | None:
        """A repository, if it is open; reads nothing from disk."""
        return self._open.get(self.path(kind, repo_id))

    def create(self, kind: Kind, repo_id: str) -> tuple[GitRepo, Path]:
        """A new repository in a place of its own, which `publish` makes the real one."""
        path = self.path(kind, repo_id)
        making = path.with_suffix(MAKING)
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        Repo.init_bare(str(making), default_branch=b"main").close()
        return GitRepo(making), making

    def publish(self, kind: Kind, repo_id: str, repo: GitRepo, making: Path) -> GitRepo:
        """Give a finished new repository its name."""
        repo.close()
        making.rename(self.path(kind, repo_id))
        return self.open(kind, repo_id)

    def delete(self, kind: Kind, repo_id: str) -> None:
        """Take a repository away."""
        path = self.path(kind, repo_id)
        with self._lock:
            if repo := self._open.pop(path, None):
                repo.close()
        discard(path)

    def move(self, kind: Kind, old: str, new: str) -> None:
        """Rename a repository; nothing happens where that was done before."""
        path, target = self.path(kind, old), self.path(kind, new)
        with self._lock:
            if repo := self._open.pop(path, None):
                repo.close()
            if path.exists():
                discard(target)
                path.rename(target)

    def copy(self, repo: GitRepo, kind: Kind, repo_id: str) -> None:
        """A new repository with all that another has but its pull requests."""
        path = self.path(kind, repo_id)
        making = path.with_suffix(MAKING)
        shutil.rmtree(making, ignore_errors=True)
        repo.copy_to(making)
        making.rename(path)

    def holders(self, oid: str) -> Iterator[Path]:
        """Where the repositories lie that have a blob; the files of those never opened can be made again."""
        for path in self._root.glob("*/*.git"):
            store = DiskObjectStore(str(path / "objects"))
            try:
                found = oid_of(oid) in store
            finally:
                store.close()
            if found:
                yield path

    def path(self, kind: Kind, repo_id: str) -> Path:
        """Where a repository lies, or would."""
        return self._root / kind.value / _folder(repo_id)


@lru_cache(maxsize=4096)
def _folder(repo_id: str) -> str:
    """Ids differ in ways that some file systems do not: a digest keeps them apart."""
    digest = hashlib.blake2b(repo_id.encode(), digest_size=4).hexdigest()
    safe = re.sub(r"[^A-Za-z0-9._-]", "--", repo_id)
    return f"{safe[:80]}-{digest}.git"
