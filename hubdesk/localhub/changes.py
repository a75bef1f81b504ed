"""A commit as it arrives over the wire: lines of JSON, checked and turned into changes of files."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from hubdesk.localhub.git.repo import Snapshot
from hubdesk.localhub.lfs import LfsStore, pointer
from hubdesk.localhub.refusal import Refusal, bad_request

MAX_LINES = 50_000


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


def parse_changes(body: bytes) -> Changes:
    """The changes in an NDJSON body.

    Raises:
        Refusal: 400, a line makes no sense.
    """
    changes = Changes()
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        raise bad_request(f"{len(lines)} operations are too many for one commit")
    for line in lines:
        try:
            content = json.loads(line)
            key, value = content["key"], content["value"]
            _take(changes, key, value)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise bad_request(f"A line of the commit cannot be read: {type(error).__name__}") from None
    if not changes.title:
        raise bad_request("The commit needs a summary")
    return changes


def resolve_changes(changes: Changes, snapshot: Snapshot, lfs: LfsStore) -> dict[str, bytes | None]:
    """What to put in each place, given what is there.

    Raises:
        Refusal: 404, nothing there to delete; 400, a large file that never arrived, or a file inside a file.
    """
    result: dict[str, bytes | None] = {}
    for path in changes.deleted_files:
        if path not in snapshot.files:
            raise Refusal(404, "A file with this name doesn't exist", "EntryNotFound")
        result[path] = None
    for folder in changes.deleted_folders:
        inside = [path for path in snapshot.files if path.startswith(f"{folder}/")]
        if not inside:
            raise Refusal(404, "A folder with this name doesn't exist", "EntryNotFound")
        result |= dict.fromkeys(inside)
    for path, (oid, size) in changes.large.items():
        stored = lfs.find(oid)
        if stored is None:
            raise bad_request(f"LFS pointer pointed to a file that does not exist: {path}")
        result[path] = pointer(oid, stored.size if size < 0 else size)
    result |= changes.files
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
    """A path inside a repository.

    Raises:
        Refusal: 400, it leads elsewhere or cannot be a name.
    """
    if (
        not isinstance(path, str)
        or not path
        or len(path) > 1000
        or "\\" in path
        or any(ord(sign) < 32 for sign in path)
    ):
        raise bad_request(f"Invalid path: {path!r}")
    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        raise bad_request(f"Invalid path: {path!r}")
    return path


def _take(changes: Changes, key: str, value: Any) -> None:  # noqa: ANN401 - JSON is what it is
    match key:
        case "header":
            changes.title = str(value["summary"]).partition("\n")[0].strip()
            changes.description = str(value.get("description") or "")
            changes.parent = str(value.get("parentCommit") or "")
        case "file":
            encoding, content = value.get("encoding", "utf-8"), str(value["content"])
            changes.files[check_path(value["path"])] = (
                base64.b64decode(content, validate=True) if encoding == "base64" else content.encode()
            )
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
