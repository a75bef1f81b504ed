"""Writes changed jobs to the journal, a few times a second at most and at once when asked."""

from __future__ import annotations

import asyncio
import logging

from hubdesk.core.errors import DiskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.journal import Journal

DELAY_S = 0.3
RETRY_S = 5.0

log = logging.getLogger("hubdesk.transfers")


class Keeper:
    """Remembers what changed until it is written. What could not be written is tried again."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._jobs: dict[int, Job] = {}
        self._files: dict[tuple[int, str], tuple[Job, JobFile]] = {}
        self._tasks = TaskRunner(lambda name, error: log.error("%s: %s", name, error, exc_info=error))
        self._waiting = False

    def job_changed(self, job: Job) -> None:
        """Write this job soon."""
        self._jobs[job.transfer_id] = job
        self._soon()

    def file_changed(self, job: Job, file: JobFile) -> None:
        """Write this file soon."""
        self._files[job.transfer_id, file.path] = (job, file)
        self._soon()

    async def write(self) -> None:
        """Write everything that changed.

        Raises:
            DiskError: the journal cannot be written; nothing is forgotten.
        """
        jobs, files = self._jobs, self._files
        if not jobs and not files:
            return
        self._jobs, self._files = {}, {}
        try:
            await self._journal.save(jobs.values(), files.values())
        except BaseException:
            self._jobs = {**jobs, **self._jobs}
            self._files = {**files, **self._files}
            raise

    async def close(self) -> None:
        """Write what is left; a journal that refuses even now is logged."""
        await self._tasks.close()
        try:
            await self.write()
        except DiskError as error:
            log.error("the journal is not written: %s", error)

    def _soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._tasks.spawn(self._write_later(), name="write the journal")

    async def _write_later(self) -> None:
        delay = DELAY_S
        try:
            while self._jobs or self._files:
                await asyncio.sleep(delay)
                try:
                    await self.write()
                    delay = DELAY_S
                except DiskError as error:
                    log.error("the journal is not written: %s", error)
                    delay = RETRY_S
        finally:
            self._waiting = False
