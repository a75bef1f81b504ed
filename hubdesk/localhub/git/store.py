"""Where the git repositories lie on disk, and which of them are open."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from weakref import WeakValueDictionary, finalize

from dulwich.errors import NotGitRepository
from dulwich.object_store import DiskObjectStore
from dulwich.repo import Repo

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.git.lock import RepoGoneError
from hubdesk.localhub.git.objects import oid_of
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.git.tidy import MAKING, set_aside, sweep, unlock

_MOST_OPEN = 256  # each takes some memory, and files that the system counts


class GitStore:
    """Every repository below one folder; each is open at most once, and as long as somebody uses it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        sweep(root)
        self._open: WeakValueDictionary[Path, GitRepo] = WeakValueDictionary()
        self._latest: OrderedDict[Path, GitRepo] = OrderedDict()
        self._lock = threading.Lock()

    def exists(self, kind: Kind, repo_id: str) -> bool:
        """Whether the repository was made before."""
        return (self.path(kind, repo_id) / "HEAD").is_file()

    def open(self, kind: Kind, repo_id: str) -> GitRepo:
        """A repository that exists.

        Raises:
            RepoGoneError: not any more.
        """
        path = self.path(kind, repo_id)
        with self._lock:
            if (repo := self._open.get(path)) is None:
                try:
                    repo = GitRepo(path)
                except NotGitRepository:
                    raise RepoGoneError from None
                unlock(path)
                self._open[path] = repo
                finalize(repo, repo.closer)
            self._latest[path] = repo
            self._latest.move_to_end(path)
            while len(self._latest) > _MOST_OPEN:
                self._latest.popitem(last=False)
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
        with self._ending(kind, repo_id):
            gone = set_aside(path)
        shutil.rmtree(gone, ignore_errors=True)

    def move(self, kind: Kind, old: str, new: str) -> None:
        """Rename a repository; nothing happens where that was done before."""
        path, target = self.path(kind, old), self.path(kind, new)
        if path.exists():
            with self._ending(kind, old):
                gone = set_aside(target)
                path.rename(target)
            shutil.rmtree(gone, ignore_errors=True)

    @contextmanager
    def _ending(self, kind: Kind, repo_id: str) -> Iterator[None]:
        """Wait for whoever works on a repository, and let nobody else begin: it leaves its place."""
        if not self.exists(kind, repo_id):
            yield
            return
        repo = self.open(kind, repo_id)
        with repo.lock, self._lock:
            yield
            repo.lock.end()
            repo.close()
            self._open.pop(repo.path, None)
            self._latest.pop(repo.path, None)

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
