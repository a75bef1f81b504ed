"""Transfers and files as rows of the journal."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubdesk.core.errors import ErrorKind
from hubdesk.core.store import Row
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import Direction, State, WaitReason

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import FileMode, UploadTask

FILE_COLUMNS = (
    "state", "done_bytes", "may_replace", "known", "error", "error_detail", "size", "etag", "held", "source", "mode",
    "mtime_ns", "path",
)  # fmt: skip


def job_values(job: Job) -> dict[str, Any]:
    """The columns of a transfer's row."""
    return {
        "connection_id": job.connection_id,
        "repo_id": job.ref.repo_id,
        "repo_type": job.ref.repo_type.value,
        "direction": job.direction.value,
        "revision": job.revision,
        "commit_id": job.commit,
        "target": str(job.target),
        "in_cache": int(job.in_cache),
        "state": job.state.value,
        "total_bytes": job.total_bytes,
        "done_bytes": job.done_bytes,
        "file_count": job.file_count,
        "done_files": job.done_files,
        "created": job.created.timestamp(),
        "finished": job.finished.timestamp() if job.finished else None,
        "error": job.error.value if job.error else None,
        "error_detail": job.error_detail,
        "wait_reason": job.wait_reason.value if job.wait_reason else None,
        "wait_until": job.wait_until.timestamp() if job.wait_until else None,
        "position": job.position,
        "upload": json.dumps(asdict(job.upload), ensure_ascii=False) if job.upload else None,
    }


def file_values(file: JobFile) -> tuple[Any, ...]:
    """The columns of a file's row, as FILE_COLUMNS names them."""
    return (
        file.state.value,
        file.done_bytes,
        int(file.replace),
        int(file.known),
        file.error.value if file.error else None,
        file.error_detail,
        file.size,
        file.etag,
        int(file.held),
        file.source,
        file.mode.value if file.mode else "",
        file.mtime_ns,
        file.path,
    )


def read_job(row: Row) -> Job:
    """A transfer without its files."""
    return Job(
        ref=RepoRef(row["repo_id"], RepoType(row["repo_type"])),
        revision=row["revision"],
        commit=row["commit_id"],
        target=Path(row["target"]),
        in_cache=bool(row["in_cache"]),
        created=_time(row["created"]),
        files=[],
        connection_id=row["connection_id"],
        transfer_id=row["id"],
        direction=Direction(row["direction"]),
        state=State(row["state"]),
        total_bytes=row["total_bytes"],
        done_bytes=row["done_bytes"],
        file_count=row["file_count"],
        done_files=row["done_files"],
        finished=None if row["finished"] is None else _time(row["finished"]),
        error=ErrorKind(row["error"]) if row["error"] else None,
        error_detail=row["error_detail"],
        wait_reason=WaitReason(row["wait_reason"]) if row["wait_reason"] else None,
        wait_until=None if row["wait_until"] is None else _time(row["wait_until"]),
        position=row["position"],
        upload=_task(row["upload"]),
    )


def read_file(row: Row) -> JobFile:
    """One file of a transfer."""
    return JobFile(
        path=row["path"],
        size=row["size"],
        etag=row["etag"],
        state=State(row["state"]),
        done_bytes=row["done_bytes"],
        replace=bool(row["may_replace"]),
        known=bool(row["known"]),
        error=ErrorKind(row["error"]) if row["error"] else None,
        error_detail=row["error_detail"],
        held=bool(row["held"]),
        source=row["source"],
        mode=_mode(row["mode"]),
        mtime_ns=row["mtime_ns"],
    )


def _mode(text: str | None) -> FileMode | None:
    if not text:
        return None
    from hubdesk.transfers.uploads.model import FileMode  # only where something was uploaded

    return FileMode(text)


def _task(text: str | None) -> UploadTask | None:
    if text is None:
        return None
    from hubdesk.transfers.uploads.model import UploadTask  # only where something was uploaded

    known = json.loads(text)
    return UploadTask(**known | {name: tuple(known[name]) for name in ("deletions", "commits")})


def _time(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
