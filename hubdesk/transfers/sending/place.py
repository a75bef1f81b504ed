"""Where the note about the parts of a large file is kept; host and engine both know."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def note_path(folder: Path, endpoint: str, repo: str, oid: str) -> Path:
    """The note of one content for one repository."""
    name = sha256("\n".join([endpoint, repo, oid]).encode()).hexdigest()[:40]
    return folder / f"{name}.parts"
