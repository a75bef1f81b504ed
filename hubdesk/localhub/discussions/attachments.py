"""Pictures, sounds and films that people put into comments."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from hubdesk.localhub.lfs import LfsStore, Recipe, StoredFile
from hubdesk.localhub.records import Records
from hubdesk.localhub.refusal import Refusal, bad_request

_COLLECTION = "attachments"
_ENDINGS: Mapping[str, str] = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "video/mp4": "mp4",
    "video/quicktime": "mov", "video/webm": "webm", "audio/mpeg": "mp3", "audio/wav": "wav",
}  # fmt: skip
_TYPES = {ending: media_type for media_type, ending in _ENDINGS.items()}
_LARGEST, _LARGEST_FILM = 10_000_000, 50_000_000


def largest(media_type: str) -> int:
    """How large such a file may be.

    Raises:
        Refusal: 400, there is no place for such files in a comment.
    """
    if media_type not in _ENDINGS:
        raise bad_request(f"Supported formats are {', '.join(_TYPES)}")
    return _LARGEST_FILM if media_type.startswith("video/") else _LARGEST


def keep(records: Records, lfs: LfsStore, media_type: str, content: bytes) -> str:
    """Keep a file; the answer is a name that nobody can guess."""
    if not content:
        raise bad_request("The file is empty")
    name = secrets.token_urlsafe(18)
    records.put(_COLLECTION, name, content={"oid": lfs.add(content), "type": media_type})
    return f"{name}.{_ENDINGS[media_type]}"


def find(records: Records, lfs: LfsStore, full_name: str) -> tuple[StoredFile | Recipe, str]:
    """A file of this name, and its type.

    Raises:
        Refusal: 404, there is none.
    """
    name, _, ending = full_name.partition(".")
    known = records.get(_COLLECTION, name) if name and "\t" not in name else None
    stored = lfs.find(known["oid"]) if known and known["type"] == _TYPES.get(ending) else None
    if known is None or stored is None:
        raise Refusal(404, "File not found")
    return stored, known["type"]
