"""What lies beside a file on its way: the part, a note of what of it can be trusted, wrong content set aside."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hubdesk.transfers.notes import note_path


def quarantine_path(part: Path) -> Path:
    """Where content that proved wrong is set aside, one at most for each file."""
    return part.with_name(f"{part.name}.corrupt")


def drop_content(part: Path) -> None:
    """Remove a part file and its note; what was set aside stays until the file is there, or not wanted any more.

    Raises:
        OSError: they are there and cannot be removed.
    """
    part.unlink(missing_ok=True)
    note_path(part).unlink(missing_ok=True)


def discard(part: Path) -> None:
    """Remove a part file, its note, and what was set aside.

    Raises:
        OSError: they are there and cannot be removed.
    """
    drop_content(part)
    quarantine_path(part).unlink(missing_ok=True)


def forget_note(part: Path) -> None:
    """Remove the note of a part that has become the file, and wrong content that was set aside before."""
    with suppress(OSError):
        note_path(part).unlink(missing_ok=True)
        quarantine_path(part).unlink(missing_ok=True)
