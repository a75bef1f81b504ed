"""Finds the files behind what was dropped, picked or typed; nothing is opened but `.gitignore` files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.ignore import MAX_IGNORE_BYTES, GitIgnore
from hubdesk.transfers.uploads.model import Finding, PlannedUpload, Reason, Severity, UploadSource, Verdict
from hubdesk.transfers.uploads.naming import can_be, is_kept_back, joined, shown, tidy
from hubdesk.transfers.uploads.reading import read_start


@dataclass(frozen=True, slots=True)
class Walked:
    """What was found: files that are wanted so far are ADDED, the others IGNORED; `doubts` are about wanted ones."""

    files: tuple[PlannedUpload, ...]
    findings: tuple[Finding, ...]
    doubts: tuple[Finding, ...]


class Walk:
    """One walk over all sources of a request."""

    def __init__(self, *, git_ignore: bool, cache_dir: Path, check: Callable[[], None]) -> None:
        self._git_ignore = git_ignore
        self._cache_dir = Path(os.path.realpath(cache_dir))
        self._check = check
        self._files: dict[str, PlannedUpload] = {}
        self._findings: list[Finding] = []
        self._doubts: list[Finding] = []

    def over(self, sources: Sequence[UploadSource]) -> Walked:
        """Everything in these sources.

        Raises:
            InputError: BAD_FILE, for a source without a file and without content.
            OSError: a chosen file or folder cannot be looked at.
        """
        for source in sources:
            self._check()
            if source.local is not None:
                self._chosen(source.local, tidy(source.path_in_repo), source.path_in_repo.endswith("/"))
            elif source.content is not None:
                self._put(PlannedUpload(tidy(source.path_in_repo), len(source.content), Verdict.ADDED))
            else:
                raise InputError(ErrorKind.BAD_FILE, "a source needs a file or content", subject=source.path_in_repo)
        files = tuple(sorted(self._files.values(), key=lambda file: file.path))
        return Walked(files, tuple(self._findings), tuple(self._doubts))

    def _chosen(self, local: Path, path: str, is_below: bool) -> None:
        """One file or folder that a person chose; if it is a link, they mean what it leads to."""
        local = local.absolute()
        try:
            status = local.stat()
        except FileNotFoundError:
            self._findings.append(Finding(Severity.ERROR, Code.SOURCE_GONE, path, values=(shown(str(local)),)))
            return
        if stat.S_ISDIR(status.st_mode):
            self._folder(local, path)
            return
        if not path or is_below:
            path = joined(path, local.name)
        self._file(local, path, status)

    def _folder(self, top: Path, path: str) -> None:
        real = os.path.realpath(top)
        waiting: list[tuple[str, GitIgnore | None]] = [("", None)]
        while waiting:
            below, rules = waiting.pop()
            entries = self._entries(top, below, path)
            rules = self._rules(top, below, rules, entries)
            for entry in entries:
                self._check()
                inside = joined(below, entry.name)
                reason = self._reason(entry, inside, rules)
                if entry.is_dir(follow_symlinks=False):
                    if reason is None:
                        waiting.append((inside, rules))
                    else:
                        self._ignore(joined(path, inside) + "/", Path(entry.path), reason)
                elif reason is not None:
                    self._ignore(joined(path, inside), Path(entry.path), reason, _size(entry))
                else:
                    self._entry(entry, real, joined(path, inside))

    def _entries(self, top: Path, below: str, path: str) -> list[os.DirEntry[str]]:
        local = top / below
        try:
            with os.scandir(local) as found:
                return sorted(found, key=lambda entry: entry.name)
        except OSError:
            where = joined(path, below) + "/"
            self._ignore(where, local, Reason.UNREADABLE)
            self._findings.append(Finding(Severity.WARNING, Code.UNREADABLE, shown(where), values=(shown(str(local)),)))
            return []

    def _rules(
        self, top: Path, below: str, rules: GitIgnore | None, entries: Sequence[os.DirEntry[str]]
    ) -> GitIgnore | None:
        """The rules within a folder: those above it, and its own."""
        if self._git_ignore:
            for entry in entries:
                if entry.name == ".gitignore" and entry.is_file(follow_symlinks=False):
                    try:
                        content = read_start(Path(entry.path), MAX_IGNORE_BYTES)
                    except OSError:
                        return rules  # it is listed as unreadable among the files
                    return GitIgnore(content, below, rules)
        return rules

    def _reason(self, entry: os.DirEntry[str], inside: str, rules: GitIgnore | None) -> Reason | None:
        if is_kept_back(inside):
            return Reason.GIT_FOLDER
        if rules is not None and rules.ignores(inside, is_folder=entry.is_dir(follow_symlinks=False)):
            return Reason.GIT_IGNORE
        return None

    def _entry(self, entry: os.DirEntry[str], top: str, path: str) -> None:
        """A file, or something that looks like one from afar."""
        local = Path(entry.path)
        try:
            if entry.is_symlink() and not self._may_follow(entry.path, top):
                self._ignore(path, local, Reason.NOT_A_FILE)
                return
            self._file(local, path, entry.stat())
        except OSError:  # it vanished, or cannot even be looked at
            self._ignore(path, local, Reason.UNREADABLE)

    def _may_follow(self, link: str, top: str) -> bool:
        """Whether a link leads to a file in its folder; those of a snapshot lead to the blobs of the same cache."""
        target = Path(os.path.realpath(link))
        if not target.is_file():
            return False
        snapshot = Path(top)
        return target.is_relative_to(snapshot) or (
            snapshot.is_relative_to(self._cache_dir)
            and target.is_relative_to(self._cache_dir)
            and "blobs" in target.relative_to(self._cache_dir).parts[:2]
        )

    def _file(self, local: Path, path: str, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            self._ignore(path, local, Reason.NOT_A_FILE)
            return
        self._put(PlannedUpload(path, status.st_size, Verdict.ADDED, local=local, mtime_ns=status.st_mtime_ns))

    def _put(self, file: PlannedUpload) -> None:
        where = "" if file.local is None else shown(str(file.local))
        if not can_be(file.path):
            self._findings.append(Finding(Severity.WARNING, Code.BAD_NAME, shown(file.path), values=(where,)))
            self._put_ignored(replace(file, path=shown(file.path), verdict=Verdict.IGNORED, reason=Reason.BAD_NAME))
            return
        other = self._files.get(file.path)
        if other is None or other.verdict is Verdict.IGNORED:
            self._files[file.path] = file
        elif other.local is None or file.local is None or not _is_same(other.local, file.local):
            both = ("" if other.local is None else shown(str(other.local)), where)
            self._doubts.append(Finding(Severity.ERROR, Code.TWO_SOURCES, file.path, values=both))

    def _ignore(self, path: str, local: Path, reason: Reason, size: int = 0) -> None:
        self._put_ignored(PlannedUpload(shown(path), size, Verdict.IGNORED, local=local, reason=reason))

    def _put_ignored(self, file: PlannedUpload) -> None:
        self._files.setdefault(file.path, file)


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
