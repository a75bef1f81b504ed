"""Keeps typed and pasted content on the disk until its upload is over: a queue must outlive its window."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hubdesk.transfers.uploads.naming import tidy

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import UploadPlan, UploadRequest


def spool_folder(data_dir: Path, transfer_id: int) -> Path:
    """Where the content of one transfer is kept."""
    return data_dir / "uploads" / str(transfer_id)


def spool(plan: UploadPlan, folder: Path) -> UploadPlan:
    """Write what has no file yet into a folder that only its user can read, and give the plan with these files.

    Call it on a worker: it writes, and waits until it is written. Nothing is made where every file has a place.

    Raises:
        OSError: it cannot be written; what was written is removed.
    """
    contents = contents_of(plan.request)
    homeless = {file.path for file in plan.to_send if file.local is None}
    if not homeless:
        return plan
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        places = {path: _write(folder / f"{number}", contents[path]) for number, path in enumerate(sorted(homeless))}
    except BaseException:
        remove_spool(folder)
        raise
    files = tuple(
        replace(file, local=places[file.path], mtime_ns=places[file.path].stat().st_mtime_ns)
        if file.path in places
        else file
        for file in plan.files
    )
    sources = tuple(source for source in plan.request.sources if source.content is None)
    return replace(plan, files=files, request=replace(plan.request, sources=sources))


def remove_spool(folder: Path) -> None:
    """Remove a transfer's content, if it has any; what resists stays."""
    shutil.rmtree(folder, ignore_errors=True)


def contents_of(request: UploadRequest) -> dict[str, bytes]:
    """The content that has no file, by path; the first source of a path counts."""
    found: dict[str, bytes] = {}
    for source in request.sources:
        if source.local is None and source.content is not None:
            found.setdefault(tidy(source.path_in_repo), source.content)
    return found


def _write(place: Path, content: bytes) -> Path:
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    return place
