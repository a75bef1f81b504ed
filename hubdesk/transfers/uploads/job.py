"""Turns a plan of an upload into a job of the queue, and knows what of a job is left to do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.hub.trust import is_digest
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import Direction, State
from hubdesk.transfers.uploads.batches import Batch, batches
from hubdesk.transfers.uploads.model import FileMode, PlannedUpload, UploadPlan, UploadTask, Verdict


def new_upload(plan: UploadPlan, connection_id: str) -> Job:
    """The job that carries out a plan whose content has files.

    Raises:
        InputError: BAD_REQUEST, where something is to be mended first, or there is nothing to do.
    """
    if plan.blocked or plan.is_empty:
        detail = "something must be mended first" if plan.blocked else "there is nothing to upload"
        raise InputError(ErrorKind.BAD_REQUEST, detail, subject=plan.request.ref.repo_id)
    request = plan.request
    files = [_file(file) for file in sorted(plan.to_send, key=lambda file: file.path)]
    deletions = tuple(sorted(file.path for file in plan.of(Verdict.DELETED)))
    job = Job(
        ref=request.ref,
        revision=request.revision,
        commit=plan.parent,
        target=_common_folder([file.source for file in files]),
        in_cache=False,
        created=datetime.now(UTC),
        files=files,
        connection_id=connection_id,
        direction=Direction.UPLOAD,
        upload=UploadTask(
            message=request.message.strip() or default_title(files, deletions),
            description=request.description,
            create_pr=request.create_pr,
            deletions=deletions,
            parent=plan.parent,
        ),
    )
    job.count()
    return job


def default_title(files: Sequence[JobFile], deletions: Sequence[str]) -> str:
    """The title of a commit to which its person gave none."""
    verb, paths = ("Upload", [file.path for file in files]) if files else ("Delete", list(deletions))
    return f"{verb} {paths[0]}" if len(paths) == 1 else f"{verb} {len(paths)} files"


def task_of(job: Job) -> UploadTask:
    """What the journal keeps of an upload beyond its files."""
    assert job.upload is not None
    return job.upload


def is_large(file: JobFile) -> bool:
    """Whether its content goes to the Hub before the commit."""
    return file.mode is FileMode.LFS


def to_hash(job: Job) -> list[JobFile]:
    """The files whose digest is not known yet."""
    return [file for file in job.files if not file.etag and file.state is not State.CANCELLED]


def to_send(job: Job) -> list[JobFile]:
    """The files that stand between an upload and its commit: large ones on their way, paused ones, failed ones."""
    left = [file for file in job.files if file.state not in {State.DONE, State.CANCELLED}]
    return [file for file in left if is_large(file) or file.held or file.state is State.FAILED]


def commits_left(job: Job) -> tuple[Batch[JobFile], ...]:
    """The commits that are still to be made; a file that is `known` is in one already."""
    left = [file for file in job.files if not file.known and file.state is not State.CANCELLED]
    return batches(left, task_of(job).deletions)


def title_of(job: Job, left: int) -> str:
    """The title of the next commit, `left` of which are to be made."""
    task = task_of(job)
    made = len(task.commits)
    return task.message if made + left == 1 else f"{task.message} (part {made + 1}/{made + left})"


def branch_of(job: Job, *, opening: str) -> str:
    """The branch that an upload is for; `opening` where its pull request does not exist yet."""
    task = task_of(job)
    if task.pull_request:
        return f"refs/pr/{task.pull_request}"
    return opening if task.create_pr else job.revision


def is_same_upload(job: Job, other: Job) -> bool:
    """Whether both are to bring the same files to the same place; what one has brought already does not count."""
    if job.upload is None or other.upload is None:
        return False
    mine, theirs = (
        (each.connection_id, each.ref, each.revision, each.upload.create_pr) for each in (job, other) if each.upload
    )
    left = {(file.path, file.source) for file in job.files if not file.known}
    return (
        mine == theirs
        and left == {(file.path, file.source) for file in other.files}
        and set(job.upload.deletions) == set(other.upload.deletions)
    )


def _file(planned: PlannedUpload) -> JobFile:
    if planned.local is None:
        raise InputError(ErrorKind.BAD_REQUEST, "content without a file", subject=planned.path)
    length = 64 if planned.mode is FileMode.LFS else 40
    return JobFile(
        path=planned.path,
        size=planned.size,
        etag=planned.oid if is_digest(planned.oid) and len(planned.oid) == length else "",
        source=str(planned.local.absolute()),
        mode=planned.mode,
        mtime_ns=planned.mtime_ns,
    )


def _common_folder(sources: Sequence[str]) -> Path:
    """The folder that everything comes from; the root of the disk, or nothing, where there is none."""
    try:
        return Path(os.path.commonpath([os.path.dirname(source) for source in sources]))
    except ValueError:  # nothing is sent, or from several drives
        return Path()
