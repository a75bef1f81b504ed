"""What the queue does on the disk: keeps typed content, cleans up afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from hubdesk.core.types import Connection
from hubdesk.hub.pool import HubPool
from hubdesk.hub.translate import translate_errors
from hubdesk.transfers.cleaning import remove_partial_data
from hubdesk.transfers.job import Job
from hubdesk.transfers.sending.place import note_path
from hubdesk.transfers.uploads.spool import remove_spool, spool

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import UploadPlan


class Intake:
    """Works on the disk before and after transfers. `folder` is where the content and the notes of uploads are kept."""

    def __init__(self, folder: Path, connection: Connection, pool: HubPool) -> None:
        self._folder = folder
        self._connection = connection
        self._pool = pool

    async def job_of(self, plan: UploadPlan) -> Job:
        """The job that carries out a plan; content without a file gets one.

        Raises:
            HubDeskError: BAD_REQUEST where there is nothing to do or something to be mended, or the disk refuses.
        """
        from hubdesk.transfers.uploads.job import new_upload  # 15 ms that the first paint can do without

        def work() -> Job:
            with translate_errors(str(self._folder)):
                place = self._folder / token_hex(8)
                try:
                    return new_upload(spool(plan, place), self._connection.connection_id)
                except BaseException:
                    remove_spool(place)
                    raise

        return await self._pool.run(work, lane="plan")

    async def clean(self, job: Job) -> None:
        """Remove what is left of a transfer that is over.

        Raises:
            HubDeskError: something is there and cannot be removed.
        """

        def work() -> None:
            if job.upload is None:
                remove_partial_data(job, self._connection.cache_dir)
                return
            from hubdesk.transfers.uploads.job import is_large  # only where something was uploaded

            for file in job.files:
                place = Path(file.source)
                if place.parent.parent == self._folder:
                    remove_spool(place.parent)
                if is_large(file) and file.etag:
                    note_path(self._folder, self._connection.endpoint, job.ref.web_path, file.etag).unlink(
                        missing_ok=True
                    )

        with translate_errors(str(job.target)):
            await self._pool.run(work, lane="plan")

    async def sweep(self, sources: Iterable[str]) -> None:
        """Remove content that belongs to no upload any more; `sources` are the files of those that still need theirs.

        Raises:
            DiskError: the folder cannot be read.
        """
        used = {Path(source).parent for source in sources}

        def work() -> None:
            if self._folder.is_dir():
                for place in self._folder.iterdir():
                    if place.is_dir() and place not in used:
                        shutil.rmtree(place, ignore_errors=True)

        with translate_errors(str(self._folder)):
            await self._pool.run(work, lane="plan")
