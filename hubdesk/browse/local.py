"""Which repositories lie in the connection's cache on this computer."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from hubdesk.core.types import Connection, RepoRef, RepoType
from hubdesk.hub.pool import HubPool
from hubdesk.hub.trust import is_repo_id

_TYPES = {repo_type.api_name: repo_type for repo_type in RepoType}


class LocalRepos:
    """Knows them by the names of the cache's folders; looks only one level deep, and only when asked."""

    def __init__(self, connection: Connection, pool: HubPool) -> None:
        self._cache = connection.cache_dir
        self._pool = pool
        self._known: frozenset[RepoRef] = frozenset()
        self._listeners: list[Callable[[], None]] = []

    async def scan(self) -> frozenset[RepoRef]:
        """Look again, and tell the listeners if anything changed."""
        found = await self._pool.run(find_repos, self._cache, lane="disk")
        if found != self._known:
            self._known = found
            for listener in tuple(self._listeners):
                listener()
        return found

    def known(self) -> frozenset[RepoRef]:
        """What the last look found."""
        return self._known

    def contains(self, ref: RepoRef) -> bool:
        """Whether the last look found this repository."""
        return ref in self._known

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when a look finds something else than before; the answer ends it, and may be called again."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end


def find_repos(cache: Path) -> frozenset[RepoRef]:
    """The repositories of which at least one snapshot is there; none where the cache cannot be read."""
    try:
        with os.scandir(cache) as entries:
            folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return frozenset()
    found = ((name, _ref(name)) for name in folders)
    return frozenset(ref for name, ref in found if ref is not None and _has_snapshot(cache / name / "snapshots"))


def _ref(folder: str) -> RepoRef | None:
    kind, *parts = folder.split("--")
    repo_type, repo_id = _TYPES.get(kind), "/".join(parts)
    return RepoRef(repo_id, repo_type) if repo_type and len(parts) in {1, 2} and is_repo_id(repo_id) else None


def _has_snapshot(snapshots: Path) -> bool:
    """Whether any snapshot holds anything."""
    try:
        with os.scandir(snapshots) as entries:
            return any(_holds_anything(entry) for entry in entries)
    except OSError:
        return False


def _holds_anything(entry: os.DirEntry[str]) -> bool:
    if not entry.is_dir(follow_symlinks=False):
        return False
    with os.scandir(entry.path) as inside:
        return next(inside, None) is not None
