"""The folders that transfers write to: made when they are chosen, looked at while bytes come, never made up later."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hubdesk.core.types import Connection
from hubdesk.hub.pool import HubPool
from hubdesk.hub.translate import translate_errors
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import State
from hubdesk.transfers.safety import existing_parent, make_target, return_to_target
from hubdesk.transfers.space import RESERVE, RESERVED_PART


@dataclass(frozen=True, slots=True)
class Soil:
    """What a folder is like now; sizes are bytes."""

    is_there: bool
    volume: int = 0
    room: int = 0  # beyond the reserve
    reserve: int = 0


class Ground:
    """Works on worker threads, because a drive may be gone or asleep."""

    def __init__(self, connection: Connection, pool: HubPool) -> None:
        self._connection = connection
        self._pool = pool

    def root(self, job: Job) -> Path:
        """The folder that must be there as long as a download runs."""
        return self._connection.cache_dir if job.in_cache else job.target

    async def begin(self, job: Job) -> None:
        """Make the folder that was chosen just now.

        Raises:
            HubDeskError: NO_PERMISSION, TARGET_EXISTS and the like.
        """
        await self._make(job, make_target)

    async def come_back(self, job: Job) -> None:
        """Make the folder anew if it is certain that its drive is there.

        Raises:
            HubDeskError: TARGET_GONE, NO_PERMISSION and the like.
        """
        await self._make(job, return_to_target)

    async def look(self, folders: Collection[Path]) -> Mapping[Path, Soil]:
        """What these are like; a disk that does not say is left out."""
        return await self._pool.run(lambda: _look(folders), lane="ground")

    async def missing(self, jobs: Iterable[Job]) -> list[tuple[Job, JobFile]]:
        """The files of unfinished downloads that were there and are not any more."""
        known = [
            (job, file, self._final(job, file))
            for job in jobs
            if job.is_unfinished and job.upload is None
            for file in job.files
            if file.state is State.DONE
        ]
        if not known:
            return []
        return await self._pool.run(
            lambda: [(job, file) for job, file, path in known if _size(path) != file.size], lane="ground"
        )

    def _final(self, job: Job, file: JobFile) -> Path:
        return job.target.joinpath(*file.path.split("/"))

    async def _make(self, job: Job, make: Callable[[Path], None]) -> None:
        root = self.root(job)

        def work() -> None:
            with translate_errors(str(root)):
                make(root)

        await self._pool.run(work, lane="ground")


def _look(folders: Collection[Path]) -> dict[Path, Soil]:
    found = {}
    for folder in folders:
        try:
            if not folder.is_dir():
                found[folder] = Soil(is_there=False)
                continue
            usage = shutil.disk_usage(folder)
            reserve = min(RESERVE, usage.total // RESERVED_PART)
            volume = os.stat(existing_parent(folder)).st_dev
            found[folder] = Soil(True, volume, max(0, usage.free - reserve), reserve)
        except OSError:
            continue
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
