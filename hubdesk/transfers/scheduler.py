"""Decides which files the engine brings now."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import Connection
from hubdesk.transfers import protocol
from hubdesk.transfers.answers import MAX_DEATHS, Answers
from hubdesk.transfers.board import Board
from hubdesk.transfers.file_orders import FileOrders
from hubdesk.transfers.flights import Flight, fetch_message
from hubdesk.transfers.holds import Holds
from hubdesk.transfers.host import EngineHost
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import RUNNING, State
from hubdesk.transfers.uploads.driver import UploadDriver
from hubdesk.transfers.uploads.model import Decision
from hubdesk.transfers.verdict import ends_by_itself
from hubdesk.transfers.wallclock import WallClock

MAX_IN_FLIGHT = 24  # files; of small ones more
RESTART_DELAY_S = 0.5
TICK_S = 1.0


class Scheduler:
    """Keeps the engine busy with the jobs whose turn it is."""

    def __init__(self, connection: Connection, token: Callable[[], str | None], cwd: Path) -> None:
        self._connection = connection
        self._host = EngineHost(connection, token, cwd, on_message=self._on_message, on_lost=self._on_lost)
        self._board = Board()
        self._answers = Answers(self._board, self._stop_files)
        self._uploads = UploadDriver(self._board, connection.endpoint, self._host.send, self._run)
        self.files = FileOrders(self._board, self._stop, self._run)
        self.holds = Holds(self._board, self._stop_files, self._run)
        self._at_once = 3
        self._quiet = False
        self._resting_until = 0.0
        self._wall_clock = WallClock()
        self._timer: asyncio.TimerHandle | None = None
        self._ticker: asyncio.TimerHandle | None = None
        self._closed = False

    def attach(
        self,
        job_changed: Callable[[Job, bool], None],
        file_changed: Callable[[Job, JobFile], None],
        save: Callable[[], Awaitable[None]],
    ) -> None:
        """Say whom to tell of changes; the flag says whether it must be written down, and `save` does that now."""
        self._board.attach(job_changed, file_changed)
        self._uploads.committer.attach(save)

    @property
    def engine_pid(self) -> int | None:
        """The engine's process, if one runs."""
        return self._host.pid

    def start(self, jobs: Iterable[Job]) -> None:
        """Take over the unfinished jobs and begin."""
        for job in jobs:
            if job.is_unfinished:
                self._board.take(job)
        self._run()

    async def close(self) -> None:
        """Stop the engine; what it noted is kept."""
        self._closed = True
        for timer in (self._timer, self._ticker):
            if timer is not None:
                timer.cancel()
        await self._uploads.committer.close()
        await self._host.close()

    def add(self, job: Job) -> None:
        """Take a new job."""
        self._board.take(job)
        self._run()

    def go_on(self, job: Job) -> None:
        """Queue a paused, waiting or failed job again, or one that was only held."""
        self.files.wake(job)
        if job.state is State.FAILED:
            if job.upload is not None:
                self._uploads.reopen(job)
            for file in job.files:
                if file.state is State.FAILED:
                    file.deaths = 0
                    self._board.put_file(job, file, State.QUEUED)
            self._board.take(job)
        if job.state in {State.FAILED, State.PAUSED, State.PAUSING, State.WAITING}:
            job.waits = 0
            self._board.step(job, State.QUEUED)
        self._run()

    def pause(self, job: Job) -> None:
        """Stop a job; it is PAUSED once the engine let go of its files."""
        if job.state in {State.QUEUED, State.WAITING}:
            self._board.step(job, State.PAUSED)
        elif job.state is State.VERIFYING:
            self._board.step(job, State.QUEUED, State.ACTIVE, State.PAUSING)
        elif job.state in {State.HASHING, State.ACTIVE}:
            self._board.step(job, State.PAUSING)
        self._stop_files(job)
        self._run()

    async def drop(self, job: Job, *, timeout: float) -> None:
        """Stop a job for good, and wait until the engine let go of its files.

        Raises:
            HubDeskError: CONFLICT, the Hub is just making the commit, and may have made it.
        """
        job.held = True
        self.pause(job)
        try:
            await asyncio.wait_for(self._board.flights.landed(job), timeout)
        except TimeoutError:
            if job.state is State.COMMITTING:
                job.held = False
                raise HubDeskError(ErrorKind.CONFLICT, "the commit is being made") from None
            self._board.flights.forget(job)

    def cancelled(self, job: Job) -> None:
        """The job's partial data is gone: it and its unfinished files are cancelled."""
        self._board.drop(job)
        if job.upload is not None and job.is_unfinished:
            self._uploads.cancelled(job)
        for file in job.files:
            if file.state is not State.DONE:
                job.put_bytes(file, 0)
                self._board.put_file(job, file, State.CANCELLED)
        if job.is_unfinished:
            job.finished = datetime.now(UTC)
            self._board.step(job, State.CANCELLED)
        self._run()

    def decide(self, job: Job, decision: Decision) -> None:
        """Go on with an upload that waits for a person's decision."""
        self._uploads.committer.decide(job, decision)
        self._run()

    def set_speed_limit(self, bps: int) -> None:
        """Limit the engine."""
        self._host.set_limit(bps)

    def set_at_once(self, count: int) -> None:
        """How many jobs may run at the same time; those that run already go on."""
        self._at_once = max(1, count)
        self._run()

    def set_quiet(self, quiet: bool) -> None:
        """Let nothing run, or go on; what runs is queued again and keeps what it has."""
        if quiet == self._quiet:
            return
        self._quiet = quiet
        for job in self._board.jobs() if quiet else ():
            if job.state in {State.HASHING, State.ACTIVE}:
                self._board.step(job, State.QUEUED)
                self._stop_files(job)
        self._run()

    def reorder(self) -> None:
        """Jobs have new places; what runs goes on."""
        self._board.reorder()
        self._run()

    def refresh_token(self) -> None:
        """Hand the present token to the engine."""
        self._host.refresh_token()

    def _stop_files(self, job: Job) -> None:
        for flight in self._board.flights.of(job):
            self._stop(flight)

    def _stop(self, flight: Flight) -> None:
        if not flight.stopping:
            flight.stopping = True
            self._host.send(protocol.StopFile(flight.fetch_id))

    def _run(self) -> None:
        """Start what may start now, conclude what is over, and come again when something is due."""
        if self._closed:
            return
        now = datetime.now(UTC)
        back = self._wall_clock.set_back(now)
        for job in self._board.jobs():
            if job.wait_until:
                job.wait_until -= back
            if _waits_for_the_clock(job) and job.wait_until and job.wait_until <= now:
                self._board.step(job, State.QUEUED)
        settled = True
        while settled:  # what is over makes room for what waits
            self._promote()
            if time.monotonic() >= self._resting_until:
                self._dispatch()
            settled = any([self._settle(job) for job in self._board.jobs()])
        self._set_timer(now)

    def _promote(self) -> None:
        if self._quiet:
            return
        running = sum(job.state in RUNNING for job in self._board.jobs())
        for job in self._board.jobs():
            if running >= self._at_once:
                return
            if job.state is State.QUEUED and not job.held:
                if job.hides_digests:
                    self.holds.wait_for_access(job)
                    continue
                running += 1
                if job.upload is not None:
                    self._uploads.begin(job)
                else:
                    self._board.step(job, State.ACTIVE)

    def _settle(self, job: Job) -> bool:
        return self._uploads.settle(job) if job.upload is not None else self._board.settle(job)

    def _dispatch(self) -> None:
        for job in self._board.jobs():
            if job.upload is not None and job.state in {State.HASHING, State.ACTIVE}:
                self._uploads.dispatch(job)
                self._keep_ticking()
        active = [job for job in self._board.jobs() if job.state is State.ACTIVE and job.upload is None]
        if not active:
            return
        share = max(1, MAX_IN_FLIGHT // len(active))
        for job in active:
            pending = self._board.pending(job)
            while pending and self._board.flights.load(job) < share and self._may_fly(pending[0]):
                self._fly(job, pending.popleft())

    def _may_fly(self, file: JobFile) -> bool:
        """A file that may have killed engines flies alone, so that the next death is not blamed on others."""
        suspect = MAX_DEATHS - 1
        flights = self._board.flights
        return not flights or (file.deaths < suspect and all(flight.file.deaths < suspect for flight in flights))

    def _fly(self, job: Job, file: JobFile) -> None:
        flight = self._board.flights.begin(job, file)
        self._board.put_file(job, file, State.ACTIVE)
        self._host.send(fetch_message(flight, self._connection))
        if not job.current_file:
            job.current_file = file.path
        self._keep_ticking()

    def _keep_ticking(self) -> None:
        if self._ticker is None and self._board.flights:
            self._ticker = asyncio.get_running_loop().call_later(TICK_S, self._tick)

    def _set_timer(self, now: datetime) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        delays = [
            (job.wait_until - now).total_seconds()
            for job in self._board.jobs()
            if _waits_for_the_clock(job) and job.wait_until
        ]
        rest = self._resting_until - time.monotonic()
        if rest > 0:
            delays.append(rest)
        if delays:
            self._timer = asyncio.get_running_loop().call_later(max(0.01, min(delays)), self._run)

    def _tick(self) -> None:
        """Show it when nothing comes: the engine is silent then."""
        self._ticker = None
        for job in self._board.flights.jobs():
            self._board.moved(job)
        if not self._closed:
            self._keep_ticking()

    def _on_message(self, message: protocol.Message) -> None:
        if isinstance(message, protocol.Progress):
            message = self._uploads.progress(message)
        if self._uploads.hear(message):
            self._answers.silent_deaths = 0
            self._run()
        elif self._answers.hear(message):
            self._run()

    def _on_lost(self) -> None:
        self._uploads.committer.lost()
        self._answers.lost()
        deaths = self._answers.silent_deaths
        self._resting_until = time.monotonic() + RESTART_DELAY_S * min(2**deaths, 16)
        self._run()


def _waits_for_the_clock(job: Job) -> bool:
    return job.state is State.WAITING and not job.held and ends_by_itself(job.wait_reason, job.error)
