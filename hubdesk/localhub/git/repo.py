"""Real git repositories on disk: bare, one per repository of the practice Hub."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from dulwich.objects import Blob, Commit, Tag
from dulwich.refs import Ref
from dulwich.repo import Repo

from hubdesk.localhub.git.history import History
from hubdesk.localhub.git.ledger import LargeFile, Ledger
from hubdesk.localhub.git.lock import RepoLock
from hubdesk.localhub.git.objects import Objects, oid_of
from hubdesk.localhub.git.reader import Reader
from hubdesk.localhub.git.refs import CountedRefs
from hubdesk.localhub.git.snapshot import Entry, LogEntry, Snapshot, iso
from hubdesk.localhub.git.trees import edited
from hubdesk.localhub.lfs import pointer

__all__ = ["MAIN", "Entry", "GitRepo", "LogEntry", "Snapshot", "git_oid", "iso"]

MAIN = "refs/heads/main"
_COMMIT_ID = re.compile(r"[0-9a-f]{4,40}")


class GitRepo:
    """One bare repository; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._repo = Repo(str(path))
        self._repo.refs = self._refs = CountedRefs(self._repo.commondir())
        self._objects = Objects(self._repo)
        self._history = History(self._objects)
        self._ledger = Ledger(path)
        self.lock = RepoLock()
        self._reader = Reader(self._objects, self._ledger)
        self._later: dict[str, str] = {}
        self._reachable: tuple[int, set[str]] = (-1, set())

    @property
    def moves(self) -> int:
        """How often any branch or tag was changed: as long as this stays the same, so does what `resolve` says."""
        return self._refs.changes

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
            oid = self._later.get(name) or self._repo.refs[cast("Ref", name.encode())].decode()
        except (KeyError, ValueError):
            return None
        return self._objects.commit_of(oid)

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
            elif self._objects.gathering:
                self._later[name] = oid
            else:
                self._repo.refs[cast("Ref", name.encode())] = oid_of(oid)

    def add_tag(self, name: str, commit: str, message: str, *, author: str, date: datetime) -> None:
        """Point a tag to a commit, with a message if there is one."""
        with self.lock:
            if not message:
                self.set_ref(f"refs/tags/{name}", commit)
                return
            made = Tag()
            made.name, made.object = name.encode(), (Commit, oid_of(commit))
            made.tagger, made.tag_time, made.tag_timezone = _signature(author), int(date.timestamp()), 0
            made.message = f"{message}\n".encode("utf-8", "replace")
            self.set_ref(f"refs/tags/{name}", self._objects.add(made))

    def snapshot(self, commit: str) -> Snapshot:
        """What is there at a commit."""
        with self.lock:
            return self._reader.snapshot(commit)

    def blob(self, oid: str) -> bytes:
        """The content of a blob."""
        with self.lock:
            return self._objects.get(oid, Blob).data

    def log(self, commit: str, skip: int = 0, limit: int | None = None) -> list[LogEntry]:
        """The commit and those before it, newest first."""
        with self.lock:
            end = None if limit is None else skip + limit
            return [self._log_entry(oid) for oid in self._history.order(commit)[skip:end]]

    def count(self, commit: str) -> int:
        """How many commits the log of a commit has."""
        with self.lock:
            return len(self._history.order(commit))

    def parents(self, commit: str) -> list[str]:
        """The commits that a commit was made upon."""
        with self.lock:
            return [parent.decode() for parent in self._objects.get(commit, Commit).parents]

    def moment(self, commit: str) -> int:
        """When a commit was made, in seconds."""
        with self.lock:
            return int(self._objects.get(commit, Commit).commit_time)

    def last_changes(self, commit: str, paths: list[str]) -> dict[str, LogEntry]:
        """For each path the newest commit that changed it."""
        with self.lock:
            changes = self._history.last_changes(commit)
            entries = {oid: self._log_entry(oid) for oid in {changes[path] for path in paths if path in changes}}
            return {path: entries[changes[path]] for path in paths if path in changes}

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write the objects of several commits at once, and what their branches came to at the end."""
        with self.lock:
            try:
                with self._objects.together():
                    yield
                later = self._later
            finally:
                self._later = {}
            for name, oid in later.items():
                self.set_ref(name, oid)
            self._ledger.save()

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
            large: list[str] = []
            with self._objects.together():
                oids: dict[str, str | None] = dict.fromkeys(changes)
                for path, content in changes.items():
                    if content is None:
                        continue
                    oids[path] = oid = self._objects.add(Blob.from_string(content))
                    known = self._ledger.learn(oid, content, path=path, ref=branch, date=iso(date))
                    large += [known.sha256] if known.sha256 else []
                old_tree = self._objects.get(parent, Commit).tree.decode() if parent else None
                tree = edited(self._objects, old_tree, oids) or self._history.empty()
                made = self._write(tree, parent, author=author, message=f"{title}\n\n{description}", date=date)
            self._ledger.note_commit(made, large)
            if not self._objects.gathering:
                self._ledger.save()
            self.set_ref(branch, made)
            return made

    def squash(self, branch: str, message: str, *, author: str, date: datetime) -> str:
        """Make one commit of all the history of a branch."""
        with self.lock:
            tree = self._objects.get(str(self.ref(branch)), Commit).tree.decode()
            made = self._write(tree, None, author=author, message=message, date=date)
            self._ledger.note_commit(made, ())
            self._ledger.save()
            self.set_ref(branch, made)
            return made

    def large_files(self) -> list[LargeFile]:
        """The large files that were ever committed here and not deleted for good, the newest first."""
        with self.lock:
            for name, head in self.refs().items():
                self._reader.catch_up(name, reversed(self._history.order(head)))
            self._ledger.save()
            return sorted(self._ledger.large_files(), key=lambda each: (each.date, each.path), reverse=True)

    def has_large(self, sha256: str, size: int) -> bool:
        """Whether this large file was ever committed here and not deleted for good."""
        with self.lock:
            # A blob alone proves nothing: a refused push may have left it.
            if self.is_purged(sha256) or not self._objects.has(git_oid(pointer(sha256, size))):
                return False
            return self._ledger.knows(sha256) or any(each.sha256 == sha256 for each in self.large_files())

    def is_purged(self, sha256: str) -> bool:
        """Whether a large file was deleted for good."""
        return self._ledger.is_purged(sha256)

    def purge(self, files: Collection[LargeFile], *, rewrite: bool) -> None:
        """Delete large files for good; `rewrite` takes their pointers out of every commit."""
        with self.lock:
            if rewrite:
                pointers = {git_oid(pointer(each.sha256, each.size)) for each in files}
                refs = self.refs()
                with self._objects.together():
                    renewed = self._history.without(set(refs.values()), pointers)
                for oid in renewed.values():
                    self._ledger.note_commit(oid, ())
                for name, oid in refs.items():
                    if renewed[oid] != oid:
                        self.set_ref(name, renewed[oid])
            self._ledger.purge(each.sha256 for each in files)
            self._refs.changes += 1

    def copy_to(self, place: Path) -> None:
        """Copy everything but the pull requests into a new folder."""
        with self.lock:
            self._ledger.save()
            shutil.copytree(self.path, place, ignore=shutil.ignore_patterns("*.lock", "tmp_*"))
        copied = GitRepo(place)
        for name in copied.refs():
            if name.startswith("refs/pr/"):
                copied.set_ref(name, None)
        copied.close()

    def close(self) -> None:
        """Let go of its files."""
        self._repo.close()

    @property
    def closer(self) -> Callable[[], None]:
        """What closes it without keeping it."""
        return self._repo.close

    def _commit(self, prefix: str) -> str | None:
        """A commit by its id; what was squashed away is gone."""
        moves = self.moves
        if self._reachable[0] != moves or (len(prefix) == 40 and prefix not in self._reachable[1]):
            self._reachable = (moves, self._history.reachable(set(self.refs().values())))
        if len(prefix) == 40:
            return prefix if prefix in self._reachable[1] else None
        matches = [oid for oid in self._reachable[1] if oid.startswith(prefix)]
        return matches[0] if len(matches) == 1 else None

    def _write(self, tree: str, parent: str | None, *, author: str, message: str, date: datetime) -> str:
        made = Commit()
        made.tree = oid_of(tree)
        made.parents = [oid_of(parent)] if parent else []
        made.author = made.committer = _signature(author)
        made.author_time = made.commit_time = int(date.timestamp())
        made.author_timezone = made.commit_timezone = 0
        made.encoding = b"UTF-8"
        made.message = message.strip().encode("utf-8", "replace") + b"\n"
        return self._objects.add(made)

    def _log_entry(self, oid: str) -> LogEntry:
        commit = self._objects.get(oid, Commit)
        title, _, message = commit.message.decode("utf-8", "replace").strip().partition("\n")
        author = commit.author.decode("utf-8", "replace").partition(" <")[0]
        return LogEntry(oid, title, message.strip(), iso(datetime.fromtimestamp(commit.commit_time, UTC)), author)


def git_oid(content: bytes) -> str:
    """The id git gives to this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def _signature(author: str) -> bytes:
    return f"{author} <{author}@users.noreply.practice.invalid>".encode()
