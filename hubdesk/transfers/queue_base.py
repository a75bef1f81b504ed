"""What the queue consists of: the journal, the scheduler, the jobs, and those who listen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hubdesk.core.errors import ErrorKind
from hubdesk.core.types import Connection
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.journal import Journal
from hubdesk.transfers.keeper import Keeper
from hubdesk.transfers.listeners import Listener, Listeners
from hubdesk.transfers.model import Change, State, Transfer, TransferFile
from hubdesk.transfers.uploads.intake import Intake

if TYPE_CHECKING:
    from hubdesk.transfers.ground import Ground
    from hubdesk.transfers.regulator import Regulator
    from hubdesk.transfers.scheduler import Scheduler
    from hubdesk.transfers.verifying import Verifier
    from hubdesk.transfers.vigil import Vigil

DEFAULT_AT_ONCE = 3
_LOOK_TIMEOUT_S = 3.0
_TELL_AT_ONCE = 100  # at the start, so that ten thousand do not hold up the window


class QueueBase:
    """Starts, ends, tells and limits; what can be done with transfers comes on top."""

    def __init__(
        self, journal: Journal, make_scheduler: Callable[[], Scheduler], connection: Connection, intake: Intake
    ) -> None:
        self._journal = journal
        self._make_scheduler = make_scheduler
        self._started: Scheduler | None = None
        self._regulator: Regulator | None = None
        self._limit_bps = 0
        self._at_once = DEFAULT_AT_ONCE
        self._rests_until: datetime | None = None
        self._connection = connection
        self._jobs: dict[int, Job] = {}
        self._listeners = Listeners()
        self._keeper = Keeper(journal)
        self._intake = intake
        self._ground: Ground | None = None
        self._vigil: Vigil | None = None
        self._verifier: Verifier | None = None

    @property
    def _scheduler(self) -> Scheduler:
        assert self._started is not None, "the queue has not been started"
        return self._started

    def attach(self, regulator: Regulator) -> None:
        """Have this follow the clock while the queue runs."""
        self._regulator = regulator

    def watch(self, ground: Ground, vigil: Vigil, verifier: Verifier) -> None:
        """Have these look after what stands in the way of transfers, and after what they brought."""
        self._ground, self._vigil, self._verifier = ground, vigil, verifier

    def look_again(self) -> None:
        """A person is back: ask at once whether what transfers wait for is there."""
        if self._vigil is not None:
            self._vigil.look_now()

    async def start(self, *, resume: bool = True) -> None:
        """Read the journal, repair it, and go on with what was under way.

        Without `resume` only what is added or resumed from now on runs.

        Raises:
            DiskError: the journal cannot be read or written.
        """
        for number, job in enumerate(await self._journal.recover(self._connection.connection_id), 1):
            job.held = not resume
            self._jobs[job.transfer_id] = job
            self._listeners.tell(Change.ADDED, job)
            if number % _TELL_AT_ONCE == 0:
                await asyncio.sleep(0)
        await self._intake.sweep(await self._journal.upload_sources())  # of other connections, too
        await self._find_missing()
        self._started = self._make_scheduler()
        self._started.attach(self._on_job_changed, self._keeper.file_changed, self._keeper.write)
        self._started.set_speed_limit(self._limit_bps)
        self._started.set_at_once(self._at_once)
        self._started.set_quiet(self._rests_until is not None)
        self._started.start(self._jobs.values())
        if self._vigil is not None:
            self._vigil.attach(self._in_order, self._started.holds)
        if self._regulator is not None:
            self._regulator.start()

    async def close(self) -> None:
        """Stop the engine and write everything down; what was under way goes on at the next start."""
        if self._regulator is not None:
            self._regulator.stop()
        if self._vigil is not None:
            await self._vigil.close()
        if self._started is not None:
            await self._started.close()
        await self._keeper.close()
        await self._journal.close()

    @property
    def journal_set_aside(self) -> Path | None:
        """Where a journal went that could not be read; None where all is well."""
        return self._journal.set_aside

    def transfers(self) -> tuple[Transfer, ...]:
        """Every transfer on the list, in the order of the queue."""
        return tuple(job.snapshot() for job in self._in_order())

    async def files(self, transfer_id: int) -> tuple[TransferFile, ...]:
        """The files of a transfer, also of one in the history; none for an unknown one.

        Raises:
            DiskError: the journal cannot be read.
        """
        job = self._jobs.get(transfer_id)
        if job is not None and job.files:
            return tuple(file.snapshot() for file in job.files)
        return await self._journal.files(transfer_id)

    def subscribe(self, callback: Listener) -> Callable[[], None]:
        """Be told of each change, after it happened; the answer ends it."""
        return self._listeners.subscribe(callback)

    def set_speed_limit(self, bps: int) -> None:
        """Limit everything together to so many bytes per second; 0 is no limit."""
        self._limit_bps = bps
        if self._started is not None:
            self._started.set_speed_limit(bps)

    def set_at_once(self, count: int) -> None:
        """How many transfers run at the same time."""
        self._at_once = count
        if self._started is not None:
            self._started.set_at_once(count)

    def set_resting(self, until: datetime | None) -> None:
        """Let nothing run until then, or go on."""
        changed, self._rests_until = (self._rests_until is None) != (until is None), until
        if changed and self._started is not None:
            self._started.set_quiet(until is not None)

    @property
    def rests_until(self) -> datetime | None:
        """When the hours end in which nothing runs, in local time; None outside of such hours."""
        return self._rests_until

    @property
    def speed_limit_bps(self) -> int:
        """The limit in force; 0 is none."""
        return self._limit_bps

    @property
    def speed_bps(self) -> float:
        """Everything that comes in now, together."""
        return sum(job.snapshot().speed_bps for job in self._jobs.values())

    @property
    def engine_pid(self) -> int | None:
        """The process that moves the bytes, if one runs."""
        return self._started.engine_pid if self._started is not None else None

    def _in_order(self) -> list[Job]:
        return sorted(self._jobs.values(), key=lambda job: (job.position, job.transfer_id))

    async def _enter(self, job: Job) -> int:
        job.transfer_id = await self._journal.add(job)
        self._jobs[job.transfer_id] = job
        self._listeners.tell(Change.ADDED, job)
        self._scheduler.add(job)
        return job.transfer_id

    async def _find_missing(self) -> None:
        """Files that were whole may have been removed while nobody looked: they come again."""
        if self._ground is None:
            return
        try:
            missing = await asyncio.wait_for(self._ground.missing(self._jobs.values()), _LOOK_TIMEOUT_S)
        except TimeoutError:  # a drive that is asleep or gone: the engine will hear of it
            return
        for job, file in missing:
            file.state, file.done_bytes, file.known = State.QUEUED, 0, False
            job.count()
            self._keeper.file_changed(job, file)
            self._keeper.job_changed(job)

    async def _go_on(self, job: Job) -> None:
        if self._ground is not None and job.error is ErrorKind.TARGET_GONE and job.upload is None:
            await self._ground.come_back(job)
        if self._verifier is not None and job.state is State.FAILED:
            await self._verifier.make_way(job)
        job.held = False
        self._scheduler.go_on(job)
        await self._keeper.write()

    def _is_read(self, job: Job) -> bool:
        """Whether it was being verified; that ends, and the download is done as before."""
        return self._verifier is not None and self._verifier.stop(job)

    def _keep_all(self, job: Job, files: Iterable[JobFile]) -> None:
        for file in files:
            self._keeper.file_changed(job, file)
        self._on_job_changed(job, True)

    async def _dismiss(self, jobs: list[Job]) -> None:
        await self._keeper.write()
        await self._journal.dismiss([job.transfer_id for job in jobs])
        self._take_off(jobs)

    def _take_off(self, jobs: list[Job]) -> None:
        for job in jobs:
            if self._jobs.pop(job.transfer_id, None) is not None:
                self._listeners.tell(Change.REMOVED, job)

    def _files_of(self, transfer_id: int, paths: Collection[str]) -> tuple[Job | None, list[JobFile]]:
        job = self._jobs.get(transfer_id)
        if job is None or not job.is_unfinished:
            return None, []
        return job, [file for file in job.files if file.path in paths]

    def _on_job_changed(self, job: Job, must_save: bool) -> None:
        if must_save:
            self._keeper.job_changed(job)
            if self._vigil is not None:
                self._vigil.hear(job)
        self._listeners.tell(Change.UPDATED, job)
