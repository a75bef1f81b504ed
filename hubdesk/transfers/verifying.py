"""Reads what a finished download brought once more, and says which files are not what the repository says."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hubdesk.core.errors import ErrorKind
from hubdesk.core.types import Connection
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.cleaning import place_of
from hubdesk.transfers.digest import file_matches
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.layout import FolderPlace
from hubdesk.transfers.model import State, TransferFile
from hubdesk.transfers.remains import quarantine_path

TELL_EVERY_S = 0.25
MAX_NAMED = 5


class _StoppedError(Exception):
    """It was told to stop."""


@dataclass(slots=True)
class _Reading:
    """One download that is being read; the thread writes, the loop reads."""

    stop: threading.Event = field(default_factory=threading.Event)
    before: int = 0  # bytes of the files that are through
    path: str = ""
    broken: dict[str, str] = field(default_factory=dict)  # what is wrong, by path


class Verifier:
    """`tell` is called when a job's numbers changed, `keep` when it must be written down, with the files that did."""

    def __init__(self, connection: Connection, pool: HubPool) -> None:
        self._connection = connection
        self._pool = pool
        self._readings: dict[int, _Reading] = {}

    async def verify(
        self,
        job: Job,
        known: Sequence[TransferFile],
        tell: Callable[[Job], None],
        keep: Callable[[Job, Sequence[JobFile]], None],
    ) -> None:
        """Read every file of a finished download; it is FAILED afterwards if one is missing or has other content."""
        if job.state is not State.DONE or job.upload is not None or job.transfer_id in self._readings:
            return
        reading = self._readings[job.transfer_id] = _Reading()
        if not job.files:
            job.files = [JobFile(each.path, each.size, each.etag, each.state, each.done_bytes) for each in known]
        files = [file for file in job.files if file.state is State.DONE]
        job.step(State.VERIFYING)
        try:
            work = asyncio.ensure_future(self._pool.run(lambda: self._read(job, files, reading), lane="verify"))
            while not work.done():
                job.done_bytes, job.current_file = reading.before, reading.path
                tell(job)
                await asyncio.wait([work], timeout=TELL_EVERY_S)
            work.result()
        except BaseException as error:  # also where the program ends: nothing is said that was not read to the end
            reading.broken.clear()
            if not isinstance(error, _StoppedError):
                raise
        finally:
            reading.stop.set()
            del self._readings[job.transfer_id]
            changed = self._conclude(job, files, reading)
            if changed:
                keep(job, changed)
            else:
                tell(job)

    def stop(self, job: Job) -> bool:
        """Leave it at that; whether it was being read."""
        reading = self._readings.get(job.transfer_id)
        if reading is not None:
            reading.stop.set()
        return reading is not None

    async def make_way(self, job: Job) -> None:
        """Let what proved wrong not count as present, so that it comes again; in a folder it stays until then.

        Raises:
            OSError: the disk refuses.
        """
        wrong = [file for file in job.files if file.state is State.FAILED and file.error is ErrorKind.CORRUPT]
        if not wrong or job.upload is not None:
            return

        def work() -> None:
            for file in wrong:
                place = place_of(job, file, self._connection.cache_dir)
                if isinstance(place, FolderPlace):
                    place.note.unlink(missing_ok=True)
                elif place.blob.exists():
                    place.blob.replace(quarantine_path(place.part))

        await self._pool.run(work, lane="verify")

    def _read(self, job: Job, files: Sequence[JobFile], reading: _Reading) -> None:
        for file in files:
            reading.path = file.path
            path = place_of(job, file, self._connection.cache_dir).final
            if wrong := _what_is_wrong(path, file, reading):
                reading.broken[file.path] = wrong
            reading.before += file.size

    def _conclude(self, job: Job, files: Sequence[JobFile], reading: _Reading) -> list[JobFile]:
        broken = [file for file in files if file.path in reading.broken]
        for file in broken:
            job.put_state(file, State.VERIFYING)
            job.put_state(file, State.FAILED)
            file.error, file.error_detail = ErrorKind.CORRUPT, reading.broken[file.path]
            file.done_bytes, file.replace, file.known = 0, True, False
        job.count()
        if not broken:
            job.step(State.DONE)
            return []
        job.finished = None
        job.step(State.FAILED)
        named = "; ".join(f"{file.path}: {file.error_detail}" for file in broken[:MAX_NAMED])
        more = f"; and {len(broken) - MAX_NAMED} more" if len(broken) > MAX_NAMED else ""
        job.error, job.error_detail = ErrorKind.CORRUPT, named + more
        return broken


def _what_is_wrong(path: Path, file: JobFile, reading: _Reading) -> str:
    """Nothing, or what is."""

    def check() -> None:
        if reading.stop.is_set():
            raise _StoppedError

    check()
    try:
        return "" if file_matches(path, file.etag, file.size, check=check) else "other content"
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
