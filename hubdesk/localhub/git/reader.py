"""Reads what commits hold, and learns of each blob once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from dulwich.objects import Blob, Commit

from hubdesk.localhub.git.ledger import BlobFacts, Ledger
from hubdesk.localhub.git.objects import Objects
from hubdesk.localhub.git.snapshot import Entry, Snapshot, iso
from hubdesk.localhub.git.trees import differences, walk


class Reader:
    """Reads the commits of one repository; whoever uses it holds the repository's lock."""

    def __init__(self, objects: Objects, ledger: Ledger) -> None:
        self._objects = objects
        self._ledger = ledger
        self._latest: Mapping[str, Entry] = {}  # most of the next snapshot is the same
        self.snapshot = lru_cache(maxsize=8)(self._read)

    def _read(self, commit: str) -> Snapshot:
        """What is there at a commit."""
        files: dict[str, Entry] = {}
        folders: dict[str, str] = {}
        found = self._objects.get(commit, Commit)
        for path, folder, oid in walk(self._objects, found.tree.decode()):
            if folder:
                folders[path] = oid
            elif (known := self._latest.get(path)) is not None and known.oid == oid:
                files[path] = known
            else:
                blob = self._ledger.blob(oid) or self._learn(oid, path, "", found)
                files[path] = Entry(path, oid, blob.size, blob.sha256, blob.pointer_size)
        self._ledger.save()
        self._latest = files
        return Snapshot(dict(sorted(files.items())), dict(sorted(folders.items())))

    def catch_up(self, ref: str, commits: Iterable[str]) -> None:
        """Learn of the commits, oldest first, that came another way than by `commit`, such as a push."""
        for oid in commits:
            if self._ledger.seen(oid):
                continue
            found = self._objects.get(oid, Commit)
            parent = self._objects.get(found.parents[0].decode(), Commit) if found.parents else None
            before = parent.tree.decode() if parent else None
            for path, folder, blob in differences(self._objects, before, found.tree.decode()):
                if blob is not None and not folder and self._ledger.blob(blob) is None:
                    self._learn(blob, path, ref, found)
            self._ledger.note_commit(oid, ())

    def _learn(self, oid: str, path: str, ref: str, commit: Commit) -> BlobFacts:
        date = iso(datetime.fromtimestamp(commit.commit_time, UTC))
        return self._ledger.learn(oid, self._objects.get(oid, Blob).data, path=path, ref=ref, date=date)
