"""A git repository as a fetch or a push sees it: opened for one request, so that nobody waits for a slow client."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dulwich.object_store import BaseObjectStore
from dulwich.objects import Commit, ShaFile, Tag
from dulwich.repo import Repo

from hubdesk.localhub.git.objects import oid_of

SHOWN = ("refs/heads/", "refs/tags/", "refs/pr/", "refs/convert/")  # which refs a client gets to know
_HEAD = "refs/heads/main"
_OID = re.compile(r"[0-9a-f]{40}")


class Commits:
    """Refs and commits of one repository, read as they are on disk."""

    def __init__(self, store: BaseObjectStore, refs: dict[str, str]) -> None:
        self.store = store
        self.refs = refs  # by full name; the object itself where it is an annotated tag

    def get(self, oid: str) -> ShaFile | None:
        """An object."""
        try:
            return self.store[oid_of(oid)]
        except KeyError:
            return None

    def peeled(self, oid: str) -> str:
        """What an annotated tag leads to; every other object itself."""
        found = self.get(oid)
        while isinstance(found, Tag):
            oid = found.object[1].decode()
            found = self.get(oid)
        return oid

    def is_commit(self, oid: str) -> bool:
        """Whether there is such a commit."""
        return isinstance(self.get(oid), Commit)

    def parents(self, oid: str) -> list[str]:
        """The commits that a commit was made upon."""
        found = self.get(oid)
        return [parent.decode() for parent in found.parents] if isinstance(found, Commit) else []

    def reachable(self, starts: Iterable[str], *, stop: Iterable[str] = (), cut: Iterable[str] = ()) -> set[str]:
        """The commits from `starts` back: not those of `stop`, nor beyond those of `cut`."""
        stopped, cut_off = set(stop), set(cut)
        found: set[str] = set()
        pending = list(starts)
        while pending:
            oid = pending.pop()
            if oid in found or oid in stopped or not self.is_commit(oid):
                continue
            found.add(oid)
            if oid not in cut_off:
                pending += self.parents(oid)
        return found

    def within(self, starts: Iterable[str], depth: int) -> tuple[set[str], set[str]]:
        """The commits at most `depth` deep, and those of them whose parents are deeper."""
        found: set[str] = set()
        edge: set[str] = set()
        level = deque((oid, 1) for oid in starts)
        while level:
            oid, at = level.popleft()
            if oid in found:
                continue
            found.add(oid)
            parents = self.parents(oid)
            if at >= depth and parents:
                edge.add(oid)
            else:
                level.extend((parent, at + 1) for parent in parents)
        return found, edge

    def shown(self) -> Iterator[tuple[str, str]]:
        """The refs as a client is told them: HEAD first, annotated tags with what they lead to."""
        if _HEAD in self.refs:
            yield "HEAD", self.refs[_HEAD]
        for name, oid in self.refs.items():
            yield name, oid
            if (commit := self.peeled(oid)) != oid:
                yield f"{name}^{{}}", commit


@contextmanager
def opened(path: Path) -> Iterator[Commits]:
    """The repository in a folder."""
    repo = Repo(str(path))
    try:
        refs = {}
        for name in sorted(repo.refs.allkeys()):
            text = name.decode("utf-8", "replace")
            oid = (repo.refs.read_ref(name) or b"").decode() if text.startswith(SHOWN) else ""
            if _OID.fullmatch(oid) and oid_of(oid) in repo.object_store:
                refs[text] = oid
        yield Commits(repo.object_store, refs)
    finally:
        repo.close()
