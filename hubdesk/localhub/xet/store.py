"""The store behind Xet: xorbs as they were sent, the shards that say what their chunks are called, and files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from hubdesk.localhub.records import Records
from hubdesk.localhub.xet.hashes import is_hash
from hubdesk.localhub.xet.shard import Shard, ShardFile, Term
from hubdesk.localhub.xet.xorb import Xorb, read_xorb

SHA256S = "xet-sha256s"  # of files that are known to be what they are called
_FILES, _CLAIMS, _LANDMARKS = "xet-files", "xet-claims", "xet-chunks"


class XetStore:
    """Xorbs and shards below one folder; what they make up is in the records.

    What is here was said by whoever sent it. That a file has the sha256 it is said to have is for `XetFiles` to see.
    """

    def __init__(self, root: Path, records: Records) -> None:
        self._root, self._records = root, records
        self.incoming = root / "incoming"
        self.incoming.mkdir(parents=True, exist_ok=True)
        for left in self.incoming.iterdir():  # by a process that was killed
            left.unlink(missing_ok=True)
        self.xorb = lru_cache(maxsize=256)(self._read_xorb)

    def path(self, xorb: str) -> Path:
        """Where a xorb is kept."""
        return self._root / "xorbs" / xorb[:2] / xorb

    def add_xorb(self, temporary: Path, name: str) -> bool:
        """Keep a xorb that arrived; False if it was here already.

        Raises:
            ValueError: it is not one.
        """
        read_xorb(temporary)
        path = self.path(name)
        if path.exists():
            return False
        _move(temporary, path)
        return True

    def add_shard(self, shard: Shard, repo: str) -> bool:
        """Keep what a shard says that was sent for a repository (its `repo_key`; none: by the Hub itself).

        False if all of it was known. What makes up a file that is known for sure only the Hub itself may say.

        Raises:
            ValueError: it names chunks that are not here, or others than they are.
        """
        for xorb in shard.xorbs:
            stored = self._stored(xorb.hash)
            if [stored.unpacked(at, at + 1) for at in range(len(stored))] != list(xorb.lengths):
                raise ValueError(f"the chunks of {xorb.hash} are others")
        for term in (term for file in shard.files for term in file.terms):
            stored = self._stored(term.xorb)
            if not 0 <= term.start < term.end <= len(stored) or stored.unpacked(term.start, term.end) != term.length:
                raise ValueError(f"{term.xorb} has no such chunks")
        new = [file for file in shard.files if self.file(file.hash) is None or not self._is_claimed(file, repo)]
        name = self._keep_answer(shard) if shard.xorbs else ""
        with self._records.together():
            for file in new:
                if not repo or self._records.get(SHA256S, file.hash) is None:
                    terms = [[term.xorb, term.start, term.end, term.length] for term in file.terms]
                    self._records.put(_FILES, file.hash, content={"terms": terms})
                if repo and is_hash(file.sha256):
                    self._records.put(_CLAIMS, repo, file.sha256, file.hash, content={})
            for chunk in shard.landmarks():
                self._records.put(_LANDMARKS, chunk, content={"shard": name})
        return bool(new)

    def file(self, name: str) -> ShardFile | None:
        """What makes up a file."""
        known = self._records.get(_FILES, name)
        return ShardFile(name, "", tuple(Term(*term) for term in known["terms"])) if known else None

    def claims(self, repo: str, sha256: str) -> list[str]:
        """The Xet hashes of files that were sent for a repository and are said to have this sha256."""
        return [name for (name,), _ in self._records.below(_CLAIMS, repo, sha256)]

    def forget_claims(self, sha256: str) -> None:
        """Let nothing be known of files that are said to have this sha256."""
        with self._records.together():
            for key, _ in self._records.below(_CLAIMS):
                if key[-2] == sha256:
                    self._records.delete(_CLAIMS, *key)
                    self._records.delete(_FILES, key[-1])

    def answer(self, chunk: str) -> bytes | None:
        """The shard that tells where a chunk and its neighbours are."""
        known = self._records.get(_LANDMARKS, chunk)
        if known is None:
            return None
        try:
            return self._shard_path(known["shard"]).read_bytes()
        except FileNotFoundError:
            return None

    def _is_claimed(self, file: ShardFile, repo: str) -> bool:
        return not (repo and file.sha256) or file.hash in self.claims(repo, file.sha256)

    def _stored(self, xorb: str) -> Xorb:
        try:
            return self.xorb(xorb)
        except FileNotFoundError:
            raise ValueError(f"{xorb} is not here") from None

    def _read_xorb(self, xorb: str) -> Xorb:
        return read_xorb(self.path(xorb))

    def _shard_path(self, name: str) -> Path:
        return self._root / "shards" / name[:2] / name

    def _keep_answer(self, shard: Shard) -> str:
        name = hashlib.sha256(shard.answer).hexdigest()
        path = self._shard_path(name)
        if not path.exists():
            handle, temporary = tempfile.mkstemp(dir=self.incoming)
            with os.fdopen(handle, "wb") as stream:
                stream.write(shard.answer)
            _move(Path(temporary), path)
        return name


def _move(temporary: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(temporary, path)
