"""Large files under both their names: the sha256 that git knows, and the hash by which Xet sends them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from hubdesk.core.resources import read_json
from hubdesk.localhub.lfs import LfsStore, Recipe
from hubdesk.localhub.records import Records
from hubdesk.localhub.xet.engine import Engine, EngineFailed
from hubdesk.localhub.xet.shard import ShardFile
from hubdesk.localhub.xet.store import SHA256S, XetStore
from hubdesk.localhub.xet.tokens import Seals

_HASHES = "xet-hashes"
_MAX_HASHED = 4_000_000_000  # about three seconds; what is larger and came another way is sent over HTTP alone


class XetFiles:
    """What is in the LFS store and what is in the Xet store are the same files, brought over when they are wanted.

    Everything committed is in the LFS store, its sha256 checked; a Xet hash is believed only for such a file.
    Without an engine nothing is brought over, and no file has a Xet hash: the Hub then speaks LFS alone.
    """

    def __init__(self, root: Path, records: Records, lfs: LfsStore) -> None:
        self.store = XetStore(root, records)
        self.seals = Seals(records)
        self.engine: Engine | None = None
        self._records, self._lfs = records, lfs
        self._known: dict[str, str] = {}
        self._busy: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def hash_of(self, sha256: str) -> str | None:
        """What Xet calls the file of a sha256; None if it is not sent over Xet."""
        if self.engine is None or not sha256:
            return None
        if sha256 not in self._known:
            known = self._records.get(_HASHES, sha256)
            name = known["hash"] if known else self._find_hash(self.engine, sha256)
            if name is None:
                return None
            if known is None:
                self._keep(sha256, name)
            self._known[sha256] = name
        return self._known[sha256]

    def sha256_of(self, name: str) -> str | None:
        """The sha256 of the file that Xet calls so."""
        known = self._records.get(SHA256S, name)
        return known["sha256"] if known else None

    def collect(self, repo: str, sha256s: Iterable[str]) -> None:
        """Bring those of these files into the LFS store that came for a repository and are what they are said to be."""
        for sha256 in sha256s:
            if self._lfs.find(sha256) is None:
                with self._lock(sha256):
                    if self._lfs.find(sha256) is None:
                        self._collect(repo, sha256)

    def was_sent(self, repo: str, sha256: str) -> bool:
        """Whether a file of the LFS store came over Xet for a repository, too."""
        if self.engine is None:
            return False
        for name in self.store.claims(repo, sha256):
            known, file = self.hash_of(sha256), self.store.file(name)
            if known == name or (known is None and file is not None and self._take(self.engine, file, sha256)):
                return True
        return False

    def forget(self, sha256: str) -> None:
        """Do not know a file any longer that was deleted for good; who has it may send it again."""
        self._known.pop(sha256, None)
        self.store.forget_claims(sha256)
        with self._records.together():
            if (known := self._records.get(_HASHES, sha256)) is not None:
                self._records.delete(_HASHES, sha256)
                self._records.delete(SHA256S, known["hash"])

    def contents(self, name: str) -> ShardFile | None:
        """What makes up a file in the Xet store; it is brought there if it is only in the LFS store."""
        if (file := self.store.file(name)) is not None:
            return file
        sha256 = self.sha256_of(name)
        stored = self._lfs.find(sha256) if sha256 else None
        if self.engine is None or sha256 is None or stored is None:
            return None
        with self._lock(sha256):
            if self.store.file(name) is None:
                with suppress(EngineFailed):
                    self.engine.send(stored, sha256)
        return self.store.file(name)

    def _find_hash(self, engine: Engine, sha256: str) -> str | None:
        stored = self._lfs.find(sha256)
        if stored is None:
            return None
        if isinstance(stored, Recipe):
            return _hashes_of_recipes().get(sha256)
        with suppress(EngineFailed):
            return engine.hash(stored.path) if 0 < stored.size <= _MAX_HASHED else None
        return None

    def _collect(self, repo: str, sha256: str) -> None:
        if self.engine is None:
            return
        for name in self.store.claims(repo, sha256):
            file = self.store.file(name)
            if file is not None and self._take(self.engine, file, sha256):
                self._keep(sha256, name)
                return

    def _take(self, engine: Engine, file: ShardFile, sha256: str) -> bool:
        """Put a file of the Xet store into the LFS store, if it has this sha256."""
        temporary = self._lfs.incoming / f"xet-{file.hash}"
        try:
            if engine.fetch(file.hash, file.size, temporary) != sha256:
                return False
            self._lfs.publish(temporary, sha256)
            return True
        except EngineFailed:
            return False
        finally:
            temporary.unlink(missing_ok=True)

    def _keep(self, sha256: str, name: str) -> None:
        with self._records.together():
            self._records.put(_HASHES, sha256, content={"hash": name})
            self._records.put(SHA256S, name, content={"sha256": sha256})

    def _lock(self, sha256: str) -> threading.Lock:
        with self._guard:
            return self._busy.setdefault(sha256, threading.Lock())


@cache
def _hashes_of_recipes() -> dict[str, str]:
    table: dict[str, str] = read_json("catalog", "practice-large-files-xet.json")
    return table
