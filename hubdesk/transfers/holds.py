"""Holds jobs back while something is in their way, and lets them go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.board import Board
from hubdesk.transfers.job import Job
from hubdesk.transfers.model import RUNNING, DownloadPlan, State, WaitReason


class Holds:
    """Changes jobs on the board; `stop` takes a job's files from the engine, `run` starts what may start then."""

    def __init__(self, board: Board, stop: Callable[[Job], None], run: Callable[[], None]) -> None:
        self._board = board
        self._stop = stop
        self._run = run

    def put_off(self, job: Job, reason: WaitReason, until: datetime | None, error: HubDeskError) -> None:
        """Let a running or queued job wait; what it has is kept."""
        if job.state not in {State.QUEUED, State.ACTIVE}:
            return
        self._stop(job)
        job.step(State.WAITING)
        job.wait_reason, job.wait_until = reason, until
        self._say(job, error)
        self._run()

    def wait_for_access(self, job: Job) -> None:
        """Let a queued job wait, beginning with a question whether it may have its files."""
        job.step(State.WAITING)
        job.wait_reason, job.wait_until = WaitReason.ACCESS, datetime.now(UTC)
        self._say(job, HubDeskError(ErrorKind.GATED, "the Hub hides what the files are", subject=job.ref.repo_id))

    def reveal(self, job: Job, plan: DownloadPlan) -> None:
        """Give a waiting job what the Hub says of its files now."""
        for file in job.reveal(plan):
            self._board.file_changed(job, file)
        self._board.changed(job)

    def wake(self, job: Job) -> None:
        """Let a waiting job go on; how often it had to wait is not forgotten."""
        if job.state is State.WAITING:
            self._board.step(job, State.QUEUED)
            self._run()

    def give_up(self, job: Job, error: HubDeskError) -> None:
        """Let a job fail; what it has is kept."""
        if job.state not in RUNNING - {State.COMMITTING} | {State.WAITING, State.QUEUED}:
            return
        self._stop(job)
        job.step(State.FAILED)
        self._say(job, error)
        self._run()

    def later(self, job: Job, until: datetime | None, detail: str | None = None) -> None:
        """Say of a waiting job until when, and why."""
        if (job.wait_until, job.error_detail) == (until, job.error_detail if detail is None else detail):
            return
        job.wait_until = until
        if detail is not None:
            job.error_detail = detail
        self._board.changed(job)

    def _say(self, job: Job, error: HubDeskError) -> None:
        job.error = error.kind
        job.error_detail = f"{error.subject}: {error.detail}" if error.subject else error.detail
        self._board.changed(job)
