"""Tells when two uploads are the same, and lets the older one learn from the newer plan."""

from __future__ import annotations

from collections.abc import Iterable

from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import RUNNING, State
from hubdesk.transfers.uploads.job import is_same_upload, task_of


def twin_of(job: Job, others: Iterable[Job]) -> Job | None:
    """The unfinished upload of the same files to the same place."""
    return next((other for other in others if other.is_unfinished and is_same_upload(other, job)), None)


def take_over(job: Job, newer: Job) -> list[JobFile]:
    """Believe a newer plan of the same upload; what runs, or may have been committed, is left alone.

    The answer is which files changed.
    """
    task, said = task_of(job), task_of(newer)
    if job.state in RUNNING or task.sending:
        return []
    if not task.commits:
        task.parent, task.rival, job.commit = said.parent, "", newer.commit
        task.message, task.description = said.message, said.description
    found = {file.path: file for file in newer.files}
    changed = []
    for file in job.files:
        seen = found.get(file.path)
        if seen is None or file.known or (seen.size, seen.mtime_ns, seen.mode) == (file.size, file.mtime_ns, file.mode):
            continue
        file.size, file.mtime_ns, file.mode, file.etag = seen.size, seen.mtime_ns, seen.mode, seen.etag
        file.state, file.done_bytes, file.deaths, file.error, file.error_detail = State.QUEUED, 0, 0, None, ""
        changed.append(file)
    job.count()
    return changed
