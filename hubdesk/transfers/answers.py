"""Turns what the engine says into states of files and jobs."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers import protocol
from hubdesk.transfers.board import Board
from hubdesk.transfers.flights import Flight
from hubdesk.transfers.job import Job
from hubdesk.transfers.model import State
from hubdesk.transfers.verdict import what_to_wait_for

MAX_DEATHS = 3
MAX_SILENT_DEATHS = 5
SAVE_PROGRESS_S = 5.0


class Answers:
    """Reads messages. `stop_files(job)` calls back what else the engine has of a job that must wait."""

    def __init__(self, board: Board, stop_files: Callable[[Job], None]) -> None:
        self._board = board
        self._stop_files = stop_files
        self.silent_deaths = 0  # engines in a row that died without a word

    def hear(self, message: protocol.Message) -> bool:
        """Take a message in; the answer says whether something may run now that could not before."""
        self.silent_deaths = 0
        if isinstance(message, protocol.Progress):
            self._progress(message.files)
            return False
        flight = self._board.flights.get(getattr(message, "fetch_id", 0))
        if flight is None:
            return False
        match message:
            case protocol.Verifying():
                self._verifying(flight)
            case protocol.Restarted():
                self._restarted(flight)
            case protocol.FileDone(received=received):
                flight.job.meter.add(received)
                flight.job.waits = 0
                self._board.done(flight)
            case protocol.FileStopped(have=have):
                self._board.land(flight, have)
            case protocol.FileFailed(have=have):
                self._failed(flight, have, message.error())
        return True

    def lost(self) -> None:
        """The engine died: its files go back, or fail if it died of them too often."""
        self.silent_deaths += 1
        lost = list(self._board.flights)
        for flight in lost:
            flight.file.deaths += 1
            if flight.file.deaths >= MAX_DEATHS or self.silent_deaths >= MAX_SILENT_DEATHS:
                error = HubDeskError(ErrorKind.ENGINE_LOST, "the process that moves the bytes ended unexpectedly")
                self._board.give_up(flight, flight.file.done_bytes, error)
            else:
                self._board.land(flight, flight.file.done_bytes)
        for job in {flight.job.transfer_id: flight.job for flight in lost}.values():
            if job.state is State.ACTIVE and self._board.pending(job):
                self._board.step(job, State.QUEUED)

    def _progress(self, rows: list[list[int]]) -> None:
        moved: dict[int, Job] = {}
        now = time.monotonic()
        for fetch_id, have, received in rows:
            flight = self._board.flights.get(fetch_id)
            if flight is None:
                continue
            job = moved.setdefault(flight.job.transfer_id, flight.job)
            job.put_bytes(flight.file, min(have, flight.file.size))
            if received:
                job.meter.add(received)
                job.waits = 0
                job.current_file = flight.file.path
            if now - flight.saved_at > SAVE_PROGRESS_S:
                flight.saved_at = now
                self._board.note(job, flight.file)
        for job in moved.values():
            self._board.moved(job)

    def _verifying(self, flight: Flight) -> None:
        job = flight.job
        self._board.put_file(job, flight.file, State.VERIFYING)
        others = self._board.flights.of(job)
        if (
            job.state is State.ACTIVE
            and not self._board.pending(job)
            and all(other.file.state is State.VERIFYING for other in others)
        ):
            self._board.step(job, State.VERIFYING)

    def _restarted(self, flight: Flight) -> None:
        job, file = flight.job, flight.file
        job.put_state(file, State.QUEUED)
        job.put_bytes(file, 0)
        self._board.put_file(job, file, State.ACTIVE)
        if job.state is State.VERIFYING:
            self._board.step(job, State.QUEUED, State.ACTIVE)

    def _failed(self, flight: Flight, have: int, error: HubDeskError) -> None:
        job, file = flight.job, flight.file
        wait = what_to_wait_for(error, job.waits, datetime.now(UTC))
        if wait is None:
            self._board.give_up(flight, have, error)
            return
        self._board.land(flight, have)
        if job.state is not State.ACTIVE:  # it is being paused, or waits already
            return
        job.waits += 1
        self._stop_files(job)
        job.step(State.WAITING)
        job.wait_reason, job.wait_until = wait
        job.error, job.error_detail = error.kind, f"{file.path}: {error.detail}"
        self._board.changed(job)
