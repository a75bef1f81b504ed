"""Removes what a cancelled transfer leaves."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.layout import CachePlace, FolderPlace
from hubdesk.transfers.model import State
from hubdesk.transfers.remains import discard


def remove_partial_data(job: Job, cache_dir: Path) -> None:
    """Remove part files, and the folders that stand empty without them.

    Raises:
        OSError: something is there and cannot be removed.
    """
    top = cache_dir if job.in_cache else job.target.parent
    for file in job.files:
        if file.state is State.DONE:
            continue
        place = place_of(job, file, cache_dir)
        discard(place.part)
        _remove_empty(place.part.parent, top)
        _remove_empty(place.final.parent, top)


def place_of(job: Job, file: JobFile, cache_dir: Path) -> CachePlace | FolderPlace:
    """Where a job's file belongs."""
    if job.in_cache:
        return CachePlace(cache_dir, job.ref, job.commit, job.revision, file.path, file.etag, file.size)
    return FolderPlace(job.target, job.commit, file.path, file.etag, file.size)


def _remove_empty(folder: Path, top: Path) -> None:
    with suppress(OSError):  # not empty, or not there
        while folder != top and folder.is_relative_to(top):
            folder.rmdir()
            folder = folder.parent
