"""The objects of a git repository: reading them, and writing many at once as one pack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tag, Tree, parse_tree
from dulwich.pack import iter_sha1, write_pack
from dulwich.repo import Repo

FOLDER_MODE, FILE_MODE, MODULE_MODE = 0o040000, 0o100644, 0o160000
_FEW = 24  # so many new objects may lie loose; more go into a pack
Stored = TypeVar("Stored", Blob, Commit, Tree)
Rows = dict[str, tuple[int, str]]  # name -> mode, oid


class Objects:
    """The object store of one repository; whoever uses it holds the repository's lock."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo
        self._store = repo.object_store
        self._packs = Path(repo.controldir(), "objects", "pack")
        self._waiting: dict[str, ShaFile] | None = None
        self.rows = lru_cache(maxsize=512)(self._rows)

    @property
    def gathering(self) -> bool:
        """Whether new objects wait for the end of `together`."""
        return self._waiting is not None

    def get(self, oid: str, kind: type[Stored]) -> Stored:
        """An object of this kind.

        Raises:
            KeyError: there is none.
        """
        found = (self._waiting or {}).get(oid) or self._store[oid_of(oid)]
        if not isinstance(found, kind):
            raise KeyError(oid)
        return found

    def commit_of(self, oid: str) -> str | None:
        """The commit that an object is, or that an annotated tag leads to."""
        try:
            found = (self._waiting or {}).get(oid) or self._store[oid_of(oid)]
            while isinstance(found, Tag):
                found = self._store[found.object[1]]
        except KeyError:
            return None
        return found.id.decode() if isinstance(found, Commit) else None

    def has(self, oid: str) -> bool:
        """Whether there is such an object."""
        return oid in (self._waiting or {}) or oid_of(oid) in self._store

    def add(self, made: ShaFile) -> str:
        """Keep a new object; the answer is its id."""
        oid = made.id.decode()
        if self._waiting is None:
            self._store.add_object(made)
        else:
            self._waiting[oid] = made
        return oid

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is added inside at the end, many objects as one pack; may be nested."""
        if self._waiting is not None:
            yield
            return
        self._waiting = {}
        try:
            yield
            made = list(self._waiting.values())
            if len(made) > _FEW:
                self._pack(made)
            else:
                for each in made:
                    self._store.add_object(each)
        finally:
            self._waiting = None

    def _pack(self, made: list[ShaFile]) -> None:
        """One pack; the store's own way reads it all again, twice, because its objects might come from anyone."""
        name = iter_sha1(sorted(each.id for each in made)).decode()
        base = Path(self._packs, f"pack-{name}")
        if not base.with_suffix(".idx").exists():
            write_pack(str(base), [(each, None) for each in made], self._repo.object_format, deltify=False)

    def _rows(self, tree: str) -> Rows:
        """What a tree lists."""
        waiting = (self._waiting or {}).get(tree)
        raw = waiting.as_raw_string() if waiting else self._store.get_raw(oid_of(tree))[1]
        return {
            name.decode("utf-8", "surrogateescape"): (mode, oid.decode()) for name, mode, oid in parse_tree(raw, 20)
        }


def oid_of(oid: str) -> ObjectID:
    """An id as the store takes it."""
    return cast("ObjectID", oid.encode())
