"""A transfer as the queue works on it; listeners get frozen snapshots of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hubdesk.core.errors import ErrorKind
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import (
    FINISHED,
    RUNNING,
    Direction,
    DownloadPlan,
    Presence,
    State,
    Transfer,
    TransferFile,
    WaitReason,
    check_step,
)
from hubdesk.transfers.speed import SpeedMeter

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import FileMode, UploadTask


@dataclass(slots=True)
class JobFile:
    """One file of a job."""

    path: str
    size: int
    etag: str
    state: State = State.QUEUED
    done_bytes: int = 0
    replace: bool = False
    known: bool = False
    error: ErrorKind | None = None
    error_detail: str = ""
    deaths: int = 0  # engines that died while they had it
    held: bool = False  # its person paused it alone
    source: str = ""  # of an upload: the local file
    mode: FileMode | None = None  # of an upload
    xet_hash: str = ""  # known only until the program ends: it saves bytes, and nothing hangs on it
    mtime_ns: int = 0  # of an upload: when the local file last changed, as planned

    @property
    def is_hidden(self) -> bool:
        """Of a download: whether the Hub does not say its digest, and it cannot be fetched yet."""
        return not self.etag and not self.source and self.state not in FINISHED

    def snapshot(self) -> TransferFile:
        """As listeners see it."""
        return TransferFile(
            path=self.path,
            size=self.size,
            done_bytes=self.done_bytes,
            state=self.state,
            etag=self.etag,
            held=self.held,
            source=self.source,
            error=self.error,
            error_detail=self.error_detail,
        )


@dataclass(slots=True)
class Job:
    """One transfer."""

    ref: RepoRef
    revision: str
    commit: str
    target: Path
    in_cache: bool
    created: datetime
    files: list[JobFile]
    connection_id: str = ""
    transfer_id: int = 0
    direction: Direction = Direction.DOWNLOAD
    position: float = 0.0  # its place in the queue: lower runs first
    upload: UploadTask | None = None
    state: State = State.QUEUED
    total_bytes: int = 0
    done_bytes: int = 0
    file_count: int = 0
    done_files: int = 0
    finished: datetime | None = None
    error: ErrorKind | None = None
    error_detail: str = ""
    wait_reason: WaitReason | None = None
    wait_until: datetime | None = None
    held: bool = False  # known, but not to be run by this process
    waits: int = 0  # how often in a row it had to wait for the network
    current_file: str = ""
    told_at: float = 0.0  # when listeners last heard of its numbers
    meter: SpeedMeter = field(default_factory=SpeedMeter)

    def count(self) -> None:
        """Take the sums anew from the files, of which those left out do not count."""
        files = [file for file in self.files if file.state is not State.CANCELLED]
        self.file_count = len(files)
        self.total_bytes = sum(file.size for file in files)
        self.done_bytes = sum(file.done_bytes for file in files)
        self.done_files = sum(file.state is State.DONE for file in files)

    def step(self, *states: State) -> None:
        """Go through these states, each of them allowed by the table.

        Raises:
            IllegalTransitionError: one is not.
        """
        for state in states:
            check_step(self.state, state)
            self.state = state
        if self.state is not State.WAITING:
            self.wait_reason = self.wait_until = None
        if self.state not in {State.WAITING, State.FAILED}:
            self.error, self.error_detail = None, ""
        if self.state not in RUNNING:
            self.current_file = ""
            self.meter.reset()

    def put_bytes(self, file: JobFile, done: int) -> None:
        """Note how much of a file is there."""
        self.done_bytes += done - file.done_bytes
        file.done_bytes = done

    def put_state(self, file: JobFile, state: State) -> None:
        """Move a file to a state.

        Raises:
            IllegalTransitionError: the table does not allow it.
        """
        if file.state is state:
            return
        check_step(file.state, state)
        file.state = state
        if state is State.DONE:
            self.done_files += 1
            self.put_bytes(file, file.size)
        if state is not State.FAILED:
            file.error, file.error_detail = None, ""

    def leave_out(self, file: JobFile) -> None:
        """Have this file no more; it stays known as cancelled.

        Raises:
            IllegalTransitionError: it is finished.
        """
        self.put_bytes(file, 0)
        self.put_state(file, State.CANCELLED)
        file.held = False
        self.file_count -= 1
        self.total_bytes -= file.size

    def look_again(self, other: Job) -> list[JobFile]:
        """Believe what `other`, new and for the same files, found on the disk; those with the engine are left alone.

        The answer is what changed.
        """
        found = {file.path: file for file in other.files}
        idle = [file for file in self.files if file.state in {State.QUEUED, State.DONE, State.FAILED}]
        for file in idle:
            seen = found[file.path]
            if not file.etag:
                file.size, file.etag, file.xet_hash = seen.size, seen.etag, seen.xet_hash
            file.state, file.done_bytes, file.known, file.deaths = State.QUEUED, seen.done_bytes, seen.known, 0
            file.error, file.error_detail = None, ""
        self.count()
        return idle

    def reveal(self, plan: DownloadPlan) -> list[JobFile]:
        """Take from a new plan what the Hub did not say of files before; the answer is what changed."""
        found = {file.path: file for file in plan.files}
        hidden = [file for file in self.files if file.is_hidden and file.path in found and found[file.path].etag]
        for file in hidden:
            seen = found[file.path]
            file.size, file.etag, file.xet_hash = seen.size, seen.etag, seen.xet_hash
            file.known, file.done_bytes = seen.presence is Presence.PRESENT, seen.have_bytes
        self.count()
        return hidden

    def agree(self, replace: frozenset[str]) -> None:
        """Let an unfinished job replace what the person agreed to this time."""
        for file in self.files:
            file.replace = file.replace or file.path in replace

    def is_same(self, other: Job) -> bool:
        """Whether both are to bring the same files to the same place."""
        return (self.connection_id, self.ref, self.commit, self.target, self.in_cache) == (
            other.connection_id,
            other.ref,
            other.commit,
            other.target,
            other.in_cache,
        ) and self.wanted() == other.wanted()

    def wanted(self) -> set[str]:
        """The paths that it is to bring, or has."""
        return {file.path for file in self.files if file.state is not State.CANCELLED}

    def snapshot(self) -> Transfer:
        """As listeners see it."""
        speed = self.meter.bps() if self.state in RUNNING else 0.0
        left = (self.total_bytes - self.done_bytes) / speed if speed else None
        return Transfer(
            transfer_id=self.transfer_id,
            ref=self.ref,
            direction=self.direction,
            state=self.state,
            revision=self.revision,
            commit=self.commit,
            target=self.target,
            in_cache=self.in_cache,
            total_bytes=self.total_bytes,
            done_bytes=self.done_bytes,
            file_count=self.file_count,
            done_files=self.done_files,
            created=self.created,
            position=self.position,
            current_file=self.current_file,
            speed_bps=speed,
            seconds_left=left,
            finished=self.finished,
            error=self.error,
            error_detail=self.error_detail,
            wait_reason=self.wait_reason,
            wait_until=self.wait_until,
            url=self.upload.url if self.upload else "",
            commits=self.upload.commits if self.upload else (),
            left_bytes=self.upload.left_bytes if self.upload else 0,
        )

    @property
    def hides_digests(self) -> bool:
        """Whether the Hub has not said yet what some of the files to come are."""
        return self.upload is None and any(file.is_hidden for file in self.files)

    @property
    def is_unfinished(self) -> bool:
        """Whether something is left to do."""
        return self.state not in FINISHED


def new_job(plan: DownloadPlan, connection_id: str, replace: frozenset[str]) -> Job:
    """The job that carries out a plan."""
    files = [
        JobFile(
            path=file.path,
            size=file.size,
            etag=file.etag,
            done_bytes=file.have_bytes,
            replace=file.path in replace,
            known=file.presence is Presence.PRESENT,
            xet_hash=file.xet_hash,
        )
        for file in plan.files
    ]
    job = Job(
        ref=plan.request.ref,
        revision=plan.request.revision,
        commit=plan.commit,
        target=plan.target,
        in_cache=plan.request.local_dir is None,
        created=datetime.now(UTC),
        files=files,
        connection_id=connection_id,
    )
    job.count()
    return job
