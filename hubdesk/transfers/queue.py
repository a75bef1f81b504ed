"""The transfer queue: what is asked for, what runs, and telling everyone who listens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace as changed
from typing import TYPE_CHECKING

from hubdesk.transfers.job import Job, new_job
from hubdesk.transfers.model import FINISHED, IN_HAND, Change, DownloadPlan, State, Transfer, WaitReason
from hubdesk.transfers.order import moved
from hubdesk.transfers.queue_base import QueueBase

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import Decision, UploadPlan

STOP_TIMEOUT_S = 5.0


class TransferQueue(QueueBase):
    """Every transfer of one connection, in order. Everything happens on the loop that started it."""

    async def add(self, plan: DownloadPlan, replace: frozenset[str] = frozenset()) -> int:
        """Queue a plan and give the transfer's id; an unfinished transfer of the same files goes on instead.

        `replace` are the conflicting paths that the person agreed to replace; the others fail, untouched.

        Raises:
            DiskError: the folder cannot be made or written, or the journal cannot be written.
        """
        job = new_job(plan, self._connection.connection_id, replace)
        if self._ground is not None:
            await self._ground.begin(job)
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
        from hubdesk.transfers.uploads.twins import take_over, twin_of  # only where something is uploaded

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
        if job is not None and not self._is_read(job):
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
        if job is None or not job.is_unfinished or self._is_read(job):
            return
        await self._scheduler.drop(job, timeout=STOP_TIMEOUT_S)
        try:
            await self._intake.clean(job)
        finally:
            self._scheduler.cancelled(job)
            await self._keeper.write()

    async def dismiss(self, transfer_id: int) -> None:
        """Take a transfer off the list; the partial data of an unfinished one goes, and the history keeps it.

        Raises:
            HubDeskError: the journal cannot be written, or partial data cannot be removed.
        """
        job = self._jobs.get(transfer_id)
        if job is None:
            return
        if job.is_unfinished:
            await self.cancel(transfer_id)
        await self._dismiss([job])

    async def pause_all(self) -> None:
        """Pause everything that runs, waits or is queued.

        Raises:
            DiskError: the journal cannot be written.
        """
        for job in self._jobs.values():
            if job.is_unfinished and job.state is not State.FAILED and not self._is_read(job):
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
        """Take everything that is done or cancelled off the list; the history keeps it.

        Raises:
            DiskError: the journal cannot be written.
        """
        await self._dismiss([job for job in self._jobs.values() if job.state in FINISHED])

    async def verify(self, transfer_id: int) -> bool:
        """Read the files of a finished download again; False where not all of them are as they should be.

        What is missing or wrong makes the transfer FAILED; trying it again brings that once more. `cancel` and `pause`
        end the reading.

        Raises:
            DiskError: the journal cannot be read or written.
        """
        job = self._jobs.get(transfer_id)
        if job is None or self._verifier is None:
            return True
        known = () if job.files else await self._journal.files(transfer_id)
        await self._verifier.verify(job, known, lambda job: self._on_job_changed(job, False), self._keep_all)
        await self._keeper.write()
        return job.state is not State.FAILED

    async def move(self, transfer_ids: Collection[int], before: int | None) -> None:
        """Put transfers before another one, in their present order; None is the end. What runs goes on.

        Raises:
            DiskError: the journal cannot be written.
        """
        places = moved({job.transfer_id: job.position for job in self._in_order()}, transfer_ids, before)
        if not places:
            return
        await self._journal.place(places)
        for transfer_id, position in places.items():
            if transfer_id in self._jobs:
                self._jobs[transfer_id].position = position
        if self._started is not None:
            self._started.reorder()
        for job in self._in_order():
            if job.transfer_id in places:
                self._listeners.tell(Change.MOVED if job.transfer_id in transfer_ids else Change.UPDATED, job)

    async def pause_files(self, transfer_id: int, paths: Collection[str]) -> None:
        """Pause single files; the others go on.

        Raises:
            DiskError: the journal cannot be written.
        """
        job, files = self._files_of(transfer_id, paths)
        if job is not None:
            self._scheduler.files.hold(job, files)
            await self._keeper.write()

    async def resume_files(self, transfer_id: int, paths: Collection[str]) -> None:
        """Go on with single files that are paused or failed; of a paused transfer, with no others.

        Raises:
            DiskError: the journal cannot be written.
        """
        job, files = self._files_of(transfer_id, paths)
        if job is not None:
            job.held = False
            self._scheduler.files.free(job, files)
            await self._keeper.write()

    async def cancel_files(self, transfer_id: int, paths: Collection[str]) -> None:
        """Leave single files of a download out and remove their partial data; files that are whole stay.

        Raises:
            HubDeskError: the journal cannot be written, or partial data cannot be removed.
        """
        job, files = self._files_of(transfer_id, paths)
        if job is None or job.upload is not None:  # what an upload leaves out, its plan says
            return
        if {file.path for file in files} >= job.wanted():
            await self.cancel(transfer_id)
            return
        left = await self._scheduler.files.drop(job, files, timeout=STOP_TIMEOUT_S)
        try:
            await self._intake.clean(changed(job, files=left))
        finally:
            self._scheduler.files.leave_out(job, left)
            await self._keeper.write()

    async def history(self, search: str = "", limit: int = 100, offset: int = 0) -> tuple[Transfer, ...]:
        """What ended, on the list or not, the last one first; only what says every word of `search`.

        Raises:
            DiskError: the journal cannot be read.
        """
        await self._keeper.write()
        return await self._journal.history(self._connection.connection_id, search, limit, offset)

    async def forget(self, transfer_ids: Collection[int]) -> None:
        """Take transfers that ended out of the history, and off the list; their files stay where they are.

        Raises:
            DiskError: the journal cannot be written.
        """
        under_way = {job.transfer_id for job in self._jobs.values() if job.is_unfinished}
        going = [transfer_id for transfer_id in transfer_ids if transfer_id not in under_way]
        await self._keeper.write()
        await self._journal.remove(going)
        self._take_off([self._jobs[transfer_id] for transfer_id in going if transfer_id in self._jobs])

    def account_changed(self) -> None:
        """Use the session's present token, and try again what waited for one."""
        if self._started is None:
            return  # it will begin with the token of then
        self._scheduler.refresh_token()
        for job in tuple(self._jobs.values()):
            if job.wait_reason in {WaitReason.SIGN_IN, WaitReason.ACCESS}:
                self._scheduler.go_on(job)

    def _look_again(self, job: Job, found: Job) -> None:
        """The disk may have changed since the journal was written: files were deleted, parts went on."""
        for file in job.look_again(found):
            self._keeper.file_changed(job, file)
        self._keeper.job_changed(job)
        self._scheduler.add(job)
