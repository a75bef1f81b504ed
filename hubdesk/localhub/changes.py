"""A commit as it arrives over the wire: lines of JSON, checked and turned into changes of files."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from hubdesk.localhub.git.repo import Snapshot
from hubdesk.localhub.lfs import Recipe, StoredFile, pointer, read_pointer
from hubdesk.localhub.refusal import Refusal, bad_request, plain

MAX_LINES = 50_000
MAX_BYTES = 256_000_000  # of a commit on the wire; what is in it is in memory
MAX_REGULAR_SIZE = 10 << 20
FindLarge = Callable[[str], StoredFile | Recipe | None]


@dataclass(slots=True)
class Changes:
    """What somebody wants to commit; a file is its bytes, a pointer, or None where it goes away."""

    title: str = ""
    description: str = ""
    parent: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    large: dict[str, tuple[str, int]] = field(default_factory=dict)  # path -> sha256, size
    deleted_files: list[str] = field(default_factory=list)
    deleted_folders: list[str] = field(default_factory=list)

    def large_files(self) -> set[str]:
        """The sha256 of every large file that is named; a pointer is one however it is sent."""
        pointers = (read_pointer(content) for content in self.files.values())
        return {oid for oid, _ in self.large.values()} | {found[0] for found in pointers if found}


async def read_changes(body: AsyncIterator[bytes]) -> Changes:
    """The changes in an NDJSON body, line by line as it arrives.

    Raises:
        Refusal: 400, a line makes no sense, or there are too many; 413, it is too long.
    """
    changes, waiting, received, lines = Changes(), bytearray(), 0, 0

    async for chunk in body:
        received += len(chunk)
        if received > MAX_BYTES:
            raise Refusal(413, "The commit is too large; send large files as such, or in several commits")
        waiting += chunk
        if b"\n" not in chunk:
            continue
        *complete, rest = bytes(waiting).split(b"\n")
        waiting = bytearray(rest)
        for line in complete:
            lines += _read_line(changes, line)
        if lines > MAX_LINES:
            raise bad_request(f"More than {MAX_LINES} operations are too many for one commit")
    _read_line(changes, bytes(waiting))
    if not changes.title:
        raise bad_request("The commit needs a summary")
    return changes


def resolve_changes(changes: Changes, snapshot: Snapshot, large_file: FindLarge) -> dict[str, bytes | None]:
    """What to put in each place, given what is there; `large_file` finds those that may be committed.

    Raises:
        Refusal: 404, nothing there to delete; 400, a large file that never arrived, or a file inside a file.
    """
    result: dict[str, bytes | None] = {}
    for path in changes.deleted_files:
        inside = [path] if path in snapshot.files else _inside(path, snapshot)  # the Hub takes folders here, too
        if not inside:
            raise Refusal(404, "A file with this name doesn't exist", "EntryNotFound")
        result |= dict.fromkeys(inside)
    for folder in changes.deleted_folders:
        inside = _inside(folder, snapshot)
        if not inside:
            raise Refusal(404, "A folder with this name doesn't exist", "EntryNotFound")
        result |= dict.fromkeys(inside)
    for path, (oid, size) in changes.large.items():
        result[path] = pointer(oid, _size_of(path, oid, size, large_file))
    for path, content in changes.files.items():
        result[path] = content
        if found := read_pointer(content):
            _size_of(path, *found, large_file)
    kept = {path for path in snapshot.files if result.get(path, b"") is not None} | {
        p for p, c in result.items() if c is not None
    }
    for path in result:
        parts = path.split("/")
        if result[path] is not None and any("/".join(parts[:depth]) in kept for depth in range(1, len(parts))):
            raise bad_request(f"{path} would be inside a file")
        if result[path] is not None and path in snapshot.folders and any(each.startswith(f"{path}/") for each in kept):
            raise bad_request(f"{path} is a folder")
    return result


def check_path(path: object) -> str:
    """A path inside a repository; a backslash is a letter like others, but cannot lead out at the beginning.

    Raises:
        Refusal: 400, it is no text; 422, it leads elsewhere or cannot be a name.
    """
    if not isinstance(path, str) or any(0xD800 <= ord(sign) < 0xE000 for sign in path):
        raise bad_request(f"Invalid path: {path!r}")
    parts = path.split("/")
    if (
        len(path) > 1000
        or any(ord(sign) < 32 for sign in path)
        or any(part in ("", ".", "..") or part.lower() == ".git" for part in parts)
        or path.startswith(("\\", ".\\", "..\\"))
    ):
        raise Refusal(422, plain(f"Invalid path: {path!r}"))
    return path


def _size_of(path: str, oid: str, size: int, large_file: FindLarge) -> int:
    stored = large_file(oid)
    if stored is None:
        raise bad_request(f"LFS pointer pointed to a file that does not exist: {path}")
    if size not in (-1, stored.size):
        raise bad_request(f"LFS pointer pointed to a file of {stored.size} bytes, not {size}: {path}")
    return stored.size


def _inside(folder: str, snapshot: Snapshot) -> list[str]:
    return [path for path in snapshot.files if path.startswith(f"{folder}/")]


def _read_line(changes: Changes, line: bytes) -> int:
    """Take one line into the changes; the answer is how many operations it holds."""
    if not line.strip():
        return 0
    try:
        content = json.loads(line)
        _take(changes, content["key"], content["value"])
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise bad_request(f"A line of the commit cannot be read: {type(error).__name__}") from None
    return 1


def _take(changes: Changes, key: str, value: Any) -> None:  # noqa: ANN401 - JSON is what it is
    match key:
        case "header":
            changes.title = str(value["summary"]).partition("\n")[0].strip()
            changes.description = str(value.get("description") or "")
            changes.parent = str(value.get("parentCommit") or "")
        case "file":
            encoding, content = value.get("encoding", "utf-8"), str(value["content"])
            path = check_path(value["path"])
            changes.files[path] = base64.b64decode(content, validate=True) if encoding == "base64" else content.encode()
            if len(changes.files[path]) > MAX_REGULAR_SIZE:
                raise bad_request(f"{path} is larger than 10 MiB: it is to be sent as a large file")
        case "lfsFile":
            if value.get("algo", "sha256") != "sha256":
                raise bad_request("Only sha256 is offered")
            changes.large[check_path(value["path"])] = (str(value["oid"]), int(value.get("size", -1)))
        case "deletedFile":
            changes.deleted_files.append(check_path(value["path"]))
        case "deletedFolder":
            changes.deleted_folders.append(check_path(str(value["path"]).rstrip("/")))
        case _:
            raise bad_request(f"There is no operation {key}")
