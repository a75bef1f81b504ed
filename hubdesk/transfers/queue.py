"""The transfer queue: what is asked for, what runs, and telling everyone who listens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hubdesk.core.types import Connection
from hubdesk.transfers.job import Job, new_job
from hubdesk.transfers.journal import Journal
from hubdesk.transfers.keeper import Keeper
from hubdesk.transfers.listeners import Listener, Listeners
from hubdesk.transfers.model import (
    FINISHED,
    IN_HAND,
    Change,
    DownloadPlan,
    State,
    Transfer,
    TransferFile,
    WaitReason,
)
from hubdesk.transfers.uploads.intake import Intake, take_over, twin_of
from hubdesk.transfers.uploads.model import Decision, UploadPlan

if TYPE_CHECKING:
    from hubdesk.transfers.scheduler import Scheduler

STOP_TIMEOUT_S = 5.0
DEFAULT_AT_ONCE = 3


class TransferQueue:
    """Every transfer of one connection, in order. Everything happens on the loop that started it."""

    def __init__(
        self, journal: Journal, make_scheduler: Callable[[], Scheduler], connection: Connection, intake: Intake
    ) -> None:
        self._journal = journal
        self._make_scheduler = make_scheduler
        self._started: Scheduler | None = None
        self._limit_bps = 0
        self._at_once = DEFAULT_AT_ONCE
        self._connection = connection
        self._jobs: dict[int, Job] = {}
        self._listeners = Listeners()
        self._keeper = Keeper(journal)
        self._intake = intake

    @property
    def _scheduler(self) -> Scheduler:
        assert self._started is not None, "the queue has not been started"
        return self._started

    async def start(self, *, resume: bool = True) -> None:
        """Read the journal, repair it, and go on with what was under way.

        Without `resume` only what is added or resumed from now on runs.

        Raises:
            DiskError: the journal cannot be read or written.
        """
        for job in await self._journal.recover(self._connection.connection_id):
            job.held = not resume
            self._jobs[job.transfer_id] = job
            self._listeners.tell(Change.ADDED, job)
        await self._intake.sweep(self._jobs.values())
        self._started = self._make_scheduler()
        self._started.attach(self._on_job_changed, self._keeper.file_changed, self._keeper.write)
        self._started.set_speed_limit(self._limit_bps)
        self._started.set_at_once(self._at_once)
        self._started.start(self._jobs.values())

    async def close(self) -> None:
        """Stop the engine and write everything down; what was under way goes on at the next start."""
        if self._started is not None:
            await self._started.close()
        await self._keeper.close()
        await self._journal.close()

    async def add(self, plan: DownloadPlan, replace: frozenset[str] = frozenset()) -> int:
        """Queue a plan and give the transfer's id; an unfinished transfer of the same files goes on instead.

        `replace` are the conflicting paths that the person agreed to replace; the others fail, untouched.

        Raises:
            DiskError: the journal cannot be written.
        """
        job = new_job(plan, self._connection.connection_id, replace)
        twin = next((other for other in self._jobs.values() if other.is_unfinished and other.is_same(job)), None)
        if twin is not None:
            twin.agree(replace)
            if twin.state not in IN_HAND:
                self._look_again(twin, job)
            await self._go_on(twin)
            return twin.transfer_id
        return await self._enter(job)

    async def add_upload(self, plan: UploadPlan) -> int:
        """Queue a plan and give the transfer's id; an unfinished upload of the same files goes on instead.

        Raises:
            HubDeskError: BAD_REQUEST where something must be mended first or there is nothing to do; DISK_FULL and the
                like where typed content cannot be kept, or the journal cannot be written.
        """
        job = await self._intake.job_of(plan)
        twin = twin_of(job, self._jobs.values())
        if twin is None:
            return await self._enter(job)
        for file in take_over(twin, job):
            self._keeper.file_changed(twin, file)
        await self._go_on(twin)
        return twin.transfer_id

    async def decide(self, transfer_id: int, decision: Decision) -> None:
        """Go on with an upload that somebody else's commit held up; nothing to do where none did.

        Raises:
            DiskError: the journal cannot be written.
        """
        job = self._jobs.get(transfer_id)
        if job is not None and job.upload is not None:
            job.held = False
            self._scheduler.decide(job, decision)
            await self._keeper.write()

    async def pause(self, transfer_id: int) -> None:
        """Stop it and keep what is there; nothing to do where it does not run.

        Raises:
            DiskError: the journal cannot be written.
        """
        job = self._jobs.get(transfer_id)
        if job is not None:
            self._scheduler.pause(job)
            await self._keeper.write()

    async def resume(self, transfer_id: int) -> None:
        """Go on with a paused, waiting or failed transfer.

        Raises:
            DiskError: the journal cannot be written.
        """
        job = self._jobs.get(transfer_id)
        if job is not None and job.is_unfinished:
            await self._go_on(job)

    async def retry(self, transfer_id: int) -> None:
        """Try a failed transfer again.

        Raises:
            DiskError: the journal cannot be written.
        """
        await self.resume(transfer_id)

    async def cancel(self, transfer_id: int) -> None:
        """Stop it and remove its partial data; files that are whole stay.

        Raises:
            HubDeskError: the journal cannot be written, or partial data cannot be removed.
        """
        job = self._jobs.get(transfer_id)
        if job is None or not job.is_unfinished:
            return
        await self._scheduler.drop(job, timeout=STOP_TIMEOUT_S)
        try:
            await self._intake.clean(job)
        finally:
            self._scheduler.cancelled(job)
            await self._keeper.write()

    async def dismiss(self, transfer_id: int) -> None:
        """Take a finished or failed transfer off the list; a failed one's partial data goes.

        Raises:
            HubDeskError: the journal cannot be written, or partial data cannot be removed.
        """
        job = self._jobs.get(transfer_id)
        if job is None:
            return
        if job.is_unfinished:
            await self.cancel(transfer_id)
        await self._forget([job])

    async def pause_all(self) -> None:
        """Pause everything that runs, waits or is queued.

        Raises:
            DiskError: the journal cannot be written.
        """
        for job in self._jobs.values():
            if job.is_unfinished and job.state is not State.FAILED:
                self._scheduler.pause(job)
        await self._keeper.write()

    async def resume_all(self) -> None:
        """Go on with everything that is paused.

        Raises:
            DiskError: the journal cannot be written.
        """
        for job in tuple(self._jobs.values()):
            if job.state in {State.PAUSED, State.PAUSING}:
                await self._go_on(job)

    async def clear_finished(self) -> None:
        """Take everything that is done or cancelled off the list.

        Raises:
            DiskError: the journal cannot be written.
        """
        await self._forget([job for job in self._jobs.values() if job.state in FINISHED])

    def transfers(self) -> tuple[Transfer, ...]:
        """Every transfer, in the order of the queue."""
        return tuple(job.snapshot() for job in self._jobs.values())

    async def files(self, transfer_id: int) -> tuple[TransferFile, ...]:
        """The files of a transfer; none for an unknown one.

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

    @property
    def speed_bps(self) -> float:
        """Everything that comes in now, together."""
        return sum(job.snapshot().speed_bps for job in self._jobs.values())

    @property
    def engine_pid(self) -> int | None:
        """The process that moves the bytes, if one runs."""
        return self._started.engine_pid if self._started is not None else None

    def account_changed(self) -> None:
        """Use the session's present token, and try again what waited for one."""
        if self._started is None:
            return  # it will begin with the token of then
        self._scheduler.refresh_token()
        for job in tuple(self._jobs.values()):
            if job.wait_reason in {WaitReason.SIGN_IN, WaitReason.ACCESS}:
                self._scheduler.go_on(job)

    async def _enter(self, job: Job) -> int:
        job.transfer_id = await self._journal.add(job)
        self._jobs[job.transfer_id] = job
        self._listeners.tell(Change.ADDED, job)
        self._scheduler.add(job)
        return job.transfer_id

    async def _go_on(self, job: Job) -> None:
        job.held = False
        self._scheduler.go_on(job)
        await self._keeper.write()

    def _look_again(self, job: Job, found: Job) -> None:
        """The disk may have changed since the journal was written: files were deleted, parts went on."""
        for file in job.look_again(found):
            self._keeper.file_changed(job, file)
        self._keeper.job_changed(job)
        self._scheduler.add(job)

    async def _forget(self, jobs: list[Job]) -> None:
        await self._keeper.write()
        await self._journal.remove([job.transfer_id for job in jobs])
        for job in jobs:
            if self._jobs.pop(job.transfer_id, None) is not None:
                self._listeners.tell(Change.REMOVED, job)

    def _on_job_changed(self, job: Job, must_save: bool) -> None:
        if must_save:
            self._keeper.job_changed(job)
        self._listeners.tell(Change.UPDATED, job)
