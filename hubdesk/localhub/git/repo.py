"""Real git repositories on disk: bare, one per repository of the practice Hub."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import Ref
from dulwich.repo import Repo

from hubdesk.localhub.lfs import read_pointer

MAIN = "refs/heads/main"
_COMMIT_ID = re.compile(r"[0-9a-f]{4,40}")
_FOLDER_MODE, _FILE_MODE = 0o040000, 0o100644
Stored = TypeVar("Stored", Blob, Commit, Tree)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file at one commit. `size` is what a reader gets, not the pointer's."""

    path: str
    oid: str
    size: int
    sha256: str = ""
    pointer_size: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything at one commit: files and folders by path, in order."""

    files: Mapping[str, Entry]
    folders: Mapping[str, str]  # path -> oid of the tree

    def below(self, folder: str, *, recursive: bool) -> Iterator[tuple[str, Entry | str]]:
        """Files (entries) and folders (tree ids) inside a folder; the root is the empty path."""
        prefix = f"{folder}/" if folder else ""
        everything: dict[str, Entry | str] = {**self.folders, **self.files}
        for path in sorted(everything):
            if path.startswith(prefix) and (recursive or "/" not in path[len(prefix) :]):
                yield path, everything[path]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One commit."""

    oid: str
    title: str
    message: str
    date: str
    author: str


class GitRepo:
    """One bare repository; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._repo = Repo(str(path))
        self._store = self._repo.object_store
        self.lock = threading.RLock()
        self._snapshots = lru_cache(maxsize=16)(self._read_snapshot)

    def resolve(self, revision: str) -> str | None:
        """The commit that a branch, tag, full ref name or (short) commit id stands for."""
        with self.lock:
            names = (revision,) if revision.startswith("refs/") else (f"refs/heads/{revision}", f"refs/tags/{revision}")
            for name in names:
                if (oid := self.ref(name)) is not None:
                    return oid
            return self._commit(revision) if _COMMIT_ID.fullmatch(revision) else None

    def ref(self, name: str) -> str | None:
        """The commit a ref names in full points to."""
        try:
            oid = self._repo.refs[cast("Ref", name.encode())]
        except (KeyError, ValueError):
            return None
        content = self._repo[oid]
        while not isinstance(content, Commit):
            content = self._repo[content.object[1]]  # type: ignore[attr-defined]  # an annotated tag
        return content.id.decode()

    def refs(self) -> dict[str, str]:
        """Every ref and the commit it points to."""
        with self.lock:
            names = sorted(name.decode() for name in self._repo.refs.allkeys() if name.startswith(b"refs/"))
            return {name: oid for name in names if (oid := self.ref(name)) is not None}

    def set_ref(self, name: str, oid: str | None) -> None:
        """Point a ref to a commit, or take it away."""
        with self.lock:
            if oid is None:
                self._repo.refs.remove_if_equals(cast("Ref", name.encode()), None)
            else:
                self._repo.refs[cast("Ref", name.encode())] = cast("ObjectID", oid.encode())

    def snapshot(self, commit: str) -> Snapshot:
        """What is there at a commit."""
        with self.lock:
            return self._snapshots(commit)

    def blob(self, oid: str) -> bytes:
        """The content of a blob."""
        with self.lock:
            return self._object(oid, Blob).data

    def log(self, commit: str, skip: int = 0, limit: int | None = None) -> list[LogEntry]:
        """The commit and those before it along first parents, newest first."""
        with self.lock:
            entries: list[LogEntry] = []
            for at, each in enumerate(self._walk(commit)):
                if limit is not None and at >= skip + limit:
                    break
                if at >= skip:
                    entries.append(_log_entry(each))
            return entries

    def count(self, commit: str) -> int:
        """How many commits the log of a commit has."""
        with self.lock:
            return sum(1 for _ in self._walk(commit))

    def last_changes(self, commit: str, paths: list[str]) -> dict[str, LogEntry]:
        """For each path the newest commit that changed it."""
        with self.lock:
            found: dict[str, LogEntry] = {}
            wanted = set(paths)
            current = list(self._walk(commit))
            for each, parent in zip(current, [*current[1:], None], strict=True):
                if not wanted:
                    break
                here = self._snapshots(each.id.decode())
                there = self._snapshots(parent.id.decode()) if parent else None
                for path in tuple(wanted):
                    if there is None or _oid(here, path) != _oid(there, path):
                        found[path] = _log_entry(each)
                        wanted.discard(path)
            return found

    def commit(
        self,
        branch: str,
        parent: str | None,
        changes: Mapping[str, bytes | None],
        *,
        author: str,
        title: str,
        description: str = "",
        date: datetime,
    ) -> str:
        """Put files (None takes one away) on top of `parent` and move the branch there."""
        with self.lock:
            oids = {path: entry.oid for path, entry in self.snapshot(parent).files.items()} if parent else {}
            for path, content in changes.items():
                if content is None:
                    oids.pop(path, None)
                    continue
                blob = Blob.from_string(content)
                self._store.add_object(blob)
                oids[path] = blob.id.decode()
            made = Commit()
            made.tree = self._write_tree(oids)
            made.parents = [cast("ObjectID", parent.encode())] if parent else []
            made.author = made.committer = f"{author} <{author}@users.noreply.practice.invalid>".encode()
            made.author_time = made.commit_time = int(date.timestamp())
            made.author_timezone = made.commit_timezone = 0
            made.encoding = b"UTF-8"
            made.message = f"{title}\n\n{description}".strip().encode() + b"\n"
            self._store.add_object(made)
            self._repo.refs[cast("Ref", branch.encode())] = made.id
            return made.id.decode()

    def close(self) -> None:
        """Let go of its files."""
        self._repo.close()

    def _walk(self, commit: str) -> Iterator[Commit]:
        oid: str | None = commit
        while oid is not None:
            each = self._object(oid, Commit)
            yield each
            oid = each.parents[0].decode() if each.parents else None

    def _commit(self, prefix: str) -> str | None:
        if len(prefix) == 40:
            known = cast("ObjectID", prefix.encode())
            return prefix if known in self._store and isinstance(self._repo[known], Commit) else None
        heads = set(self.refs().values())
        matches = {
            each.id.decode() for head in heads for each in self._walk(head) if each.id.startswith(prefix.encode())
        }
        return matches.pop() if len(matches) == 1 else None

    def _read_snapshot(self, commit: str) -> Snapshot:
        files: dict[str, Entry] = {}
        folders: dict[str, str] = {}
        pending = [("", self._object(commit, Commit).tree.decode())]
        while pending:
            folder, oid = pending.pop()
            for name, mode, child in self._object(oid, Tree).iteritems():
                path = f"{folder}{name.decode('utf-8', 'surrogateescape')}"
                if mode == _FOLDER_MODE:
                    folders[path] = child.decode()
                    pending.append((f"{path}/", child.decode()))
                else:
                    files[path] = self._entry(path, child.decode())
        return Snapshot(dict(sorted(files.items())), dict(sorted(folders.items())))

    def _entry(self, path: str, oid: str) -> Entry:
        content = self._object(oid, Blob).data
        if large := read_pointer(content):
            return Entry(path, oid, large[1], large[0], len(content))
        return Entry(path, oid, len(content))

    def _write_tree(self, oids: Mapping[str, str], prefix: str = "") -> ObjectID:
        tree = Tree()
        folders: dict[str, dict[str, str]] = {}
        for path, oid in oids.items():
            name, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(name, {})[rest] = oid
            else:
                tree.add(name.encode("utf-8", "surrogateescape"), _FILE_MODE, cast("ObjectID", oid.encode()))
        for name, inner in folders.items():
            tree.add(name.encode("utf-8", "surrogateescape"), _FOLDER_MODE, self._write_tree(inner))
        self._store.add_object(tree)
        return tree.id

    def _object(self, oid: str, kind: type[Stored]) -> Stored:
        content = self._repo[cast("ObjectID", oid.encode())]
        if not isinstance(content, kind):
            raise KeyError(oid)
        return content


def iso(moment: datetime) -> str:
    """A date as it goes over the wire."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def git_oid(content: bytes) -> str:
    """The id git gives to this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def _log_entry(commit: Commit) -> LogEntry:
    title, _, message = commit.message.decode("utf-8", "replace").strip().partition("\n")
    author = commit.author.decode("utf-8", "replace").partition(" <")[0]
    return LogEntry(
        commit.id.decode(), title, message.strip(), iso(datetime.fromtimestamp(commit.commit_time, UTC)), author
    )


def _oid(snapshot: Snapshot, path: str) -> str | None:
    entry = snapshot.files.get(path)
    return entry.oid if entry else snapshot.folders.get(path)
