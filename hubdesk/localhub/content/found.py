"""What is at a path of a repository at one commit, and what is said about it before its bytes."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from urllib.parse import quote

from hubdesk.localhub.git.repo import Entry, GitRepo
from hubdesk.localhub.lfs import LfsStore, Recipe, StoredFile
from hubdesk.localhub.refusal import entry_not_found
from hubdesk.localhub.web import commit_of

_SEEN_BY_PAGES = "X-Repo-Commit,X-Linked-Size,X-Linked-ETag,ETag,Accept-Ranges,Content-Range"
_WEIGHTS = (".safetensors", ".gguf", ".bin", ".onnx")

Stored = StoredFile | Recipe  # anything with `chunks(start, end)`


@dataclass(frozen=True, slots=True)
class Found:
    """A file at one commit; `headers` are those of every answer about it."""

    path: str
    commit: str
    etag: str
    size: int
    media_type: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes | Stored
    xet: tuple[bytes, bytes] | None = None  # what Xet calls it, and the path of the token to read it with

    def is_there(self) -> bool:
        """Whether its bytes can still be sent: large files may be taken away for good."""
        return not isinstance(self.body, StoredFile) or self.body.path.is_file()


def find_file(repo: GitRepo, lfs: LfsStore, revision: str, path: str, *, raw: bool) -> Found:
    """The file at a path of a revision; `raw` finds the pointer of a large file.

    Raises:
        Refusal: 404, no such revision or file.
    """
    commit = commit_of(repo, revision)
    entry = repo.snapshot(commit).files.get(path)
    if entry is None:
        raise entry_not_found(path, commit)
    large = bool(entry.sha256) and not raw
    body = _large(repo, lfs, entry.sha256) if large else repo.blob(entry.oid)
    if body is None:
        raise entry_not_found(path)
    size = entry.size if large or not entry.sha256 else entry.pointer_size
    etag = entry.sha256 if large else entry.oid
    return Found(path, commit, etag, size, _media_type(path), _headers(entry, commit, etag, large=large), body)


def _large(repo: GitRepo, lfs: LfsStore, sha256: str) -> Stored | None:
    """A large file, unless it was deleted for good here; other repositories may still have it."""
    return None if repo.is_purged(sha256) else lfs.find(sha256)


def _headers(entry: Entry, commit: str, etag: str, *, large: bool) -> tuple[tuple[bytes, bytes], ...]:
    headers = {
        "x-repo-commit": commit,
        "etag": f'"{etag}"',
        "accept-ranges": "bytes",
        "content-disposition": f"inline; filename*=UTF-8''{_quoted(entry.path.rpartition('/')[2])}",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "access-control-expose-headers": _SEEN_BY_PAGES,
    }
    if large:
        headers |= {"x-linked-etag": f'"{entry.sha256}"', "x-linked-size": str(entry.size)}
    return tuple((name.encode(), value.encode("latin-1")) for name, value in headers.items())


def _quoted(name: str) -> str:
    """A name in a header; git may keep names that are not UTF-8."""
    return quote(name.encode("utf-8", "surrogateescape"))


def _media_type(path: str) -> str:
    """By the name; nothing that a browser would run."""
    if path.endswith(_WEIGHTS):
        return "application/octet-stream"
    guessed = mimetypes.guess_type(path)[0] or "text/plain"
    return "text/plain; charset=utf-8" if guessed.startswith(("text/", "application/javascript")) else guessed
