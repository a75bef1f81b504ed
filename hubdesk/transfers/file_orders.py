"""What is asked for single files of a job: to pause, to go on, to be left out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence

from hubdesk.transfers.board import Board
from hubdesk.transfers.flights import Flight
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import FINISHED, State

_HALTED = frozenset({State.PAUSED, State.FAILED, State.WAITING})


class FileOrders:
    """Changes files on the board; `stop` takes one from the engine, `run` starts what may start then."""

    def __init__(self, board: Board, stop: Callable[[Flight], None], run: Callable[[], None]) -> None:
        self._board = board
        self._stop = stop
        self._run = run

    def hold(self, job: Job, files: Iterable[JobFile]) -> None:
        """Pause these, whatever their job does."""
        self._hold(job, files)
        self._board.changed(job)
        self._run()

    def free(self, job: Job, files: Sequence[JobFile]) -> None:
        """Go on with these, also after a failure; of a paused job, with no others."""
        if job.state in {State.PAUSED, State.PAUSING}:
            wanted = {file.path for file in files}
            self._hold(job, [file for file in job.files if file.path not in wanted])
        self._free(job, files)
        if job.state in _HALTED | {State.PAUSING}:
            job.waits = 0
            self._board.step(job, State.QUEUED)
        self._board.changed(job)
        self._run()

    def wake(self, job: Job) -> None:
        """The whole job is to go on: where nothing but paused files is left, they go on, too."""
        left = [file for file in job.files if file.state not in FINISHED]
        if left and all(file.held for file in left):
            self._free(job, [file for file in left if file.state is not State.FAILED])

    async def drop(self, job: Job, files: Iterable[JobFile], *, timeout: float) -> list[JobFile]:
        """Stop these for good, and wait until the engine let go of them; those that are whole by then are not given."""
        chosen = [file for file in files if file.state not in FINISHED]
        self._hold(job, chosen)
        paths = {file.path for file in chosen}
        flights = [flight for flight in self._board.flights.of(job) if flight.file.path in paths]
        try:
            await asyncio.wait_for(self._board.flights.gone(flights), timeout)
        except TimeoutError:
            for flight in flights:
                self._board.flights.end(flight)
        return [file for file in chosen if file.state not in FINISHED]

    def leave_out(self, job: Job, files: Iterable[JobFile]) -> None:
        """Their partial data is gone: the job is one without them."""
        for file in files:
            job.leave_out(file)
            self._board.note(job, file)
        if job.done_files == job.file_count and job.state in _HALTED:
            self._board.step(job, State.QUEUED)  # its turn ends it
        self._board.changed(job)
        self._run()

    def _hold(self, job: Job, files: Iterable[JobFile]) -> None:
        for file in files:
            if file.state not in FINISHED and not file.held:
                file.held = True
                self._board.note(job, file)
        self._board.line_up(job)
        for flight in self._board.flights.of(job):
            if flight.file.held:
                self._stop(flight)

    def _free(self, job: Job, files: Iterable[JobFile]) -> None:
        for file in files:
            file.held = False
            if file.state is State.FAILED:
                file.deaths = 0
                self._board.put_file(job, file, State.QUEUED)
            else:
                self._board.note(job, file)
        self._board.line_up(job)
