"""The files that the engine has at the moment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hubdesk.core.types import Connection
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.protocol import SMALL, FetchFile

SMALL_LOAD = 1 / 8


@dataclass(slots=True)
class Flight:
    """One file on its way."""

    fetch_id: int
    job: Job
    file: JobFile
    stopping: bool = False
    saved_at: float = field(default_factory=time.monotonic)

    @property
    def load(self) -> float:
        """How much of the engine's attention it takes."""
        return SMALL_LOAD if self.file.size <= SMALL else 1.0


@dataclass(slots=True)
class CommitFlight(Flight):
    """One commit of an upload on its way, with the files that it is to bring; `file` stands for the commit itself."""

    files: tuple[JobFile, ...] = ()
    deletions: tuple[str, ...] = ()


class Flights:
    """Every file on its way, by the id that host and engine call it."""

    def __init__(self) -> None:
        self._flights: dict[int, Flight] = {}
        self._counts: dict[int, int] = {}
        self._loads: dict[int, float] = {}
        self._last_id = 0
        self._waiting: list[tuple[set[int], asyncio.Event]] = []

    def begin(self, job: Job, file: JobFile) -> Flight:
        """A new flight; its id was never used before, so late words about an earlier one are recognised."""
        self._last_id += 1
        return self._add(Flight(self._last_id, job, file))

    def begin_commit(self, job: Job, files: tuple[JobFile, ...], deletions: tuple[str, ...]) -> CommitFlight:
        """A new flight for a commit."""
        self._last_id += 1
        flight = CommitFlight(self._last_id, job, JobFile("", 0, ""), files=files, deletions=deletions)
        self._add(flight)
        return flight

    def end(self, flight: Flight) -> None:
        """It is over, however it went."""
        if self._flights.pop(flight.fetch_id, None) is None:
            return
        left = self._counts[flight.job.transfer_id] - 1
        self._counts[flight.job.transfer_id] = left
        self._loads[flight.job.transfer_id] -= flight.load
        if not left:
            del self._counts[flight.job.transfer_id], self._loads[flight.job.transfer_id]
        for ids, event in self._waiting:
            ids.discard(flight.fetch_id)
            if not ids:
                event.set()

    def forget(self, job: Job) -> None:
        """End all of a job's, whatever the engine says."""
        for flight in self.of(job):
            self.end(flight)

    async def landed(self, job: Job) -> None:
        """Wait until none of a job's is left."""
        while self.count(job):
            await self.gone(self.of(job))

    async def gone(self, flights: Iterable[Flight]) -> None:
        """Wait until these are over."""
        ids = {flight.fetch_id for flight in flights if flight.fetch_id in self._flights}
        if not ids:
            return
        entry = (ids, asyncio.Event())
        self._waiting.append(entry)
        try:
            await entry[1].wait()
        finally:
            self._waiting.remove(entry)

    def get(self, fetch_id: int) -> Flight | None:
        """The flight of this id, if it is not over."""
        return self._flights.get(fetch_id)

    def of(self, job: Job) -> list[Flight]:
        """A job's flights."""
        return [flight for flight in self._flights.values() if flight.job is job] if self.count(job) else []

    def has(self, job: Job, file: JobFile) -> bool:
        """Whether this file is on its way."""
        return any(flight.file is file for flight in self.of(job))

    def count(self, job: Job) -> int:
        """How many of a job's there are."""
        return self._counts.get(job.transfer_id, 0)

    def load(self, job: Job) -> float:
        """How much of the engine's attention a job's take."""
        return self._loads.get(job.transfer_id, 0.0)

    def jobs(self) -> list[Job]:
        """The jobs that have any."""
        return list({flight.job.transfer_id: flight.job for flight in self}.values())

    def _add(self, flight: Flight) -> Flight:
        self._flights[flight.fetch_id] = flight
        self._counts[flight.job.transfer_id] = self.count(flight.job) + 1
        self._loads[flight.job.transfer_id] = self.load(flight.job) + flight.load
        return flight

    def __iter__(self) -> Iterator[Flight]:
        return iter(tuple(self._flights.values()))

    def __len__(self) -> int:
        return len(self._flights)


def fetch_message(flight: Flight, connection: Connection) -> FetchFile:
    """What the engine is told."""
    job, file = flight.job, flight.file
    return FetchFile(
        fetch_id=flight.fetch_id,
        repo_id=job.ref.repo_id,
        repo_type=job.ref.repo_type.value,
        commit=job.commit,
        revision=job.revision,
        path=file.path,
        etag=file.etag,
        size=file.size,
        cache_dir=str(connection.cache_dir) if job.in_cache else "",
        target="" if job.in_cache else str(job.target),
        replace=file.replace,
        known=file.known,
        adopt_from=str(connection.cache_dir),
        xet_hash=file.xet_hash,
    )
