"""How each file is to be sent to a repository: as it is or as a large file, or not at all."""

from __future__ import annotations

import io
from typing import Any

from hubdesk.localhub.changes import MAX_REGULAR_SIZE, check_path
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.git.snapshot import Snapshot
from hubdesk.localhub.refusal import bad_request

_MAX_RULES = 1 << 20


class Rules:
    """The attributes and ignore rules of a repository at one commit; `git_ignore` takes the place of the latter."""

    def __init__(self, repo: GitRepo, snapshot: Snapshot, git_ignore: object = None) -> None:
        from dulwich.attrs import compile_gitattributes_patterns, match_path, parse_git_attributes
        from dulwich.ignore import IgnoreFilter, read_ignore_patterns

        self._repo, self._snapshot = repo, snapshot
        given = git_ignore if isinstance(git_ignore, str) else None
        ignored = self._content(".gitignore") if given is None else given.encode("utf-8", "replace")
        if len(ignored) > _MAX_RULES:
            raise bad_request("The ignore rules are too long")
        self._ignore = IgnoreFilter(read_ignore_patterns(io.BytesIO(ignored)))
        rules = parse_git_attributes(io.BytesIO(self._content(".gitattributes")))
        self._attributes = compile_gitattributes_patterns(rules)
        self._match = match_path

    def judge(self, file: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON is what it is
        """The answer of preupload for one file.

        Raises:
            Refusal: 400, it has no path or size.
        """
        if not isinstance(file, dict):
            raise bad_request("A file needs path, size and sample")
        path, size = check_path(file.get("path")), file.get("size")
        if type(size) is not int or size < 0:
            raise bad_request(f"The size of {path} is missing")
        known = self._snapshot.files.get(path)
        shown: dict[str, Any] = {
            "path": path,
            "uploadMode": "lfs" if self.is_large(path, size) else "regular",
            "shouldIgnore": self.is_ignored(path),
        }
        return shown | ({"oid": known.sha256 or known.oid} if known else {})

    def is_large(self, path: str, size: int) -> bool:
        """Whether git keeps a pointer in its place: if the attributes say so, or it is more than git may hold."""
        if size == 0:
            return False
        attributes = self._match(self._attributes, path.encode())
        return size > MAX_REGULAR_SIZE or attributes.get(b"filter") == b"lfs"

    def is_ignored(self, path: str) -> bool:
        """Whether the rules leave it out, by its own name or with a folder around it."""
        parts = path.split("/")
        folders = ("/".join(parts[:depth]) + "/" for depth in range(1, len(parts)))
        return any(self._ignore.is_ignored(each) for each in (*folders, path))

    def _content(self, path: str) -> bytes:
        entry = self._snapshot.files.get(path)
        return self._repo.blob(entry.oid) if entry and not entry.sha256 and entry.size <= _MAX_RULES else b""
