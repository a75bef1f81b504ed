"""The jobs that are not finished, their files that wait for a turn, and those that the engine has."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from hubdesk.core.errors import HubDeskError
from hubdesk.transfers.flights import Flight, Flights
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import IN_HAND, State

TELL_EVERY_S = 0.2


class Board:
    """Changes states by the table and tells of it; decides nothing."""

    def __init__(self) -> None:
        self.flights = Flights()
        self._jobs: dict[int, Job] = {}
        self._in_order: tuple[Job, ...] | None = None
        self._pending: dict[int, deque[JobFile]] = {}
        self._job_changed: Callable[[Job, bool], None] = lambda job, must_save: None
        self._file_changed: Callable[[Job, JobFile], None] = lambda job, file: None

    def attach(self, job_changed: Callable[[Job, bool], None], file_changed: Callable[[Job, JobFile], None]) -> None:
        """Say whom to tell of changes; the flag says whether it must be written down."""
        self._job_changed = job_changed
        self._file_changed = file_changed

    def jobs(self) -> tuple[Job, ...]:
        """Every job, in order."""
        if self._in_order is None:
            self._in_order = tuple(sorted(self._jobs.values(), key=lambda job: (job.position, job.transfer_id)))
        return self._in_order

    def reorder(self) -> None:
        """Jobs have new places in the queue."""
        self._in_order = None

    def pending(self, job: Job) -> deque[JobFile]:
        """A job's files that wait for their turn."""
        return self._pending.setdefault(job.transfer_id, deque())

    def take(self, job: Job) -> None:
        """Have this job, and line up its files."""
        self._jobs[job.transfer_id] = job
        self._in_order = None
        self.line_up(job)

    def line_up(self, job: Job) -> None:
        """Line a job's files up anew: those that are to come and not paused by themselves."""
        self._pending[job.transfer_id] = deque(
            file
            for file in job.files
            if file.state is State.QUEUED and not file.held and not self.flights.has(job, file)
        )

    def drop(self, job: Job) -> None:
        """Have it no more."""
        self.flights.forget(job)
        self._jobs.pop(job.transfer_id, None)
        self._in_order = None
        self._pending.pop(job.transfer_id, None)

    def step(self, job: Job, *states: State) -> None:
        """Move a job through these states."""
        job.step(*states)
        self._job_changed(job, True)

    def put_file(self, job: Job, file: JobFile, state: State) -> None:
        """Move a file to a state."""
        job.put_state(file, state)
        self._file_changed(job, file)

    def file_changed(self, job: Job, file: JobFile) -> None:
        """Have a file that was changed written down."""
        self._file_changed(job, file)

    def changed(self, job: Job) -> None:
        """Tell of a job that was changed, and have it written down."""
        self._job_changed(job, True)

    def moved(self, job: Job) -> None:
        """Tell of numbers that changed, a few times a second at most: a job may finish hundreds of files in one."""
        now = time.monotonic()
        if now - job.told_at >= TELL_EVERY_S:
            job.told_at = now
            self._job_changed(job, False)

    def note(self, job: Job, file: JobFile) -> None:
        """Have a file's numbers written down."""
        self._file_changed(job, file)

    def done(self, flight: Flight) -> None:
        """The file is in place."""
        self.flights.end(flight)
        self.put_file(flight.job, flight.file, State.DONE)
        self.moved(flight.job)

    def land(self, flight: Flight, have: int) -> None:
        """The file is back, unfinished, and waits for its next turn behind the others."""
        job, file = flight.job, flight.file
        self.flights.end(flight)
        job.put_bytes(file, min(have, file.size))
        self.put_file(job, file, State.QUEUED)
        if not file.held:
            self.pending(job).append(file)
        if job.state is State.VERIFYING:
            self.step(job, State.QUEUED, State.ACTIVE)

    def give_up(self, flight: Flight, have: int, error: HubDeskError) -> None:
        """The file failed; the job goes on with the others."""
        job, file = flight.job, flight.file
        self.flights.end(flight)
        job.put_bytes(file, min(have, file.size))
        job.put_state(file, State.FAILED)
        file.error, file.error_detail = error.kind, error.detail or error.subject
        self._file_changed(job, file)

    def settle(self, job: Job) -> bool:
        """Draw the conclusion for a running job none of whose files is with the engine; whether there was one."""
        if self.flights.count(job) or job.state not in IN_HAND:
            return False
        if job.done_files == job.file_count:
            job.finished = datetime.now(UTC)
            self.drop(job)
            self.step(job, State.DONE)
        elif job.state is State.PAUSING:
            self.step(job, State.PAUSED)
        elif self.pending(job):
            return False
        elif (failed := next((file for file in job.files if file.state is State.FAILED), None)) is None:
            self.step(job, State.QUEUED, State.PAUSED)  # what is left is paused by itself
        else:
            job.step(State.FAILED)
            job.error, job.error_detail = failed.error, f"{failed.path}: {failed.error_detail}"
            self._job_changed(job, True)
        return True
