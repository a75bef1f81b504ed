"""Takes an upload through its stages: hash, send the large files, commit."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.transfers import protocol
from hubdesk.transfers.board import Board
from hubdesk.transfers.flights import CommitFlight, Flight
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import State
from hubdesk.transfers.sending.messages import (
    Hashed,
    HashFiles,
    SendFiles,
)
from hubdesk.transfers.uploads.committer import Committer
from hubdesk.transfers.uploads.job import branch_of, is_large, task_of, to_hash, to_send
from hubdesk.transfers.uploads.rows import row_of

FILES_AT_ONCE = 256  # of one order: the Hub takes as many in one request
BYTES_AT_ONCE = 1 << 30  # what is finished together is resumed together
TOP_UP_BELOW = 64
MAX_DEATHS = 3


class UploadDriver:
    """Decides what an upload does next. `run` is called when something may go on after a while."""

    def __init__(
        self, board: Board, endpoint: str, send: Callable[[protocol.Message], None], run: Callable[[], None]
    ) -> None:
        self._board = board
        self._send = send
        self.committer = Committer(board, endpoint, send, run)

    def begin(self, job: Job) -> None:
        """It is a queued upload's turn."""
        if to_hash(job):
            self._board.step(job, State.HASHING)
            self._line_up(job)
        else:
            self._begin_sending(job)

    def dispatch(self, job: Job) -> None:
        """Give the engine what it may have of an upload's present stage."""
        flights, pending = self._board.flights, self._board.pending(job)
        if not pending or flights.count(job) >= TOP_UP_BELOW or any(_is_suspect(each.file) for each in flights):
            return
        picked: list[JobFile] = []
        size = 0
        while pending and len(picked) < FILES_AT_ONCE and size < BYTES_AT_ONCE:
            if _is_suspect(pending[0]) and (picked or flights):
                break
            file = pending.popleft()
            is_due = not file.etag if job.state is State.HASHING else is_large(file)
            if not is_due or file.held or file.state is not State.QUEUED or flights.has(job, file):
                continue
            picked.append(file)
            size += file.size
            if _is_suspect(file):
                break
        if picked:
            self._fly(job, picked)

    def settle(self, job: Job) -> bool:
        """Take an upload to its next stage, if nothing of it is with the engine; whether that was done."""
        if self._board.flights.count(job):
            return False
        if job.state is State.PAUSING:
            self._board.step(job, State.PAUSED)
            return True
        if job.state not in {State.HASHING, State.ACTIVE}:
            return False
        left = to_hash(job) if job.state is State.HASHING else to_send(job)
        if any(not file.held and file.state is State.QUEUED for file in left):
            return False
        if left:
            self._give_up(job, left)
        elif job.state is State.HASHING:
            self._begin_sending(job)
        else:
            self.committer.begin(job)
        return True

    def hear(self, message: protocol.Message) -> bool:
        """Take in a message that is about uploads alone; whether it was one."""
        flight = self._board.flights.get(getattr(message, "fetch_id", 0))
        if isinstance(flight, CommitFlight):
            return self.committer.hear(flight, message)
        if isinstance(message, Hashed) and flight is not None:
            self._hashed(flight, message.oid)
            return True
        return False

    def progress(self, message: protocol.Progress) -> protocol.Progress:
        """Take in what moved of commits; the rest is given back."""
        rest = []
        for row in message.files:
            flight = self._board.flights.get(row[0])
            if isinstance(flight, CommitFlight):
                self.committer.moved(flight, *row[1:])
            else:
                rest.append(row)
        return protocol.Progress(rest)

    def reopen(self, job: Job) -> None:
        """A failed upload is tried again: where the commit failed, whether the Hub has the content is asked again."""
        if any(file.state is State.FAILED for file in job.files):
            return
        for file in job.files:
            if is_large(file) and file.state is State.DONE and not file.known:
                self._board.put_file(job, file, State.QUEUED)
        job.count()

    def cancelled(self, job: Job) -> None:
        """An upload is over before its end: what is stored without a commit is nobody's, and is said to be there."""
        task = task_of(job)
        for file in job.files:
            if file.state is State.DONE and not file.known:
                task.left_bytes += file.size
                self._board.put_file(job, file, State.QUEUED)
        job.count()

    def _begin_sending(self, job: Job) -> None:
        for file in job.files:
            if file.state is State.QUEUED and file.done_bytes == file.size:  # what was hashed is still to be sent
                job.put_bytes(file, 0)
        self._board.step(job, State.ACTIVE)
        self._line_up(job)

    def _line_up(self, job: Job) -> None:
        pending = self._board.pending(job)
        pending.clear()
        pending.extend(to_hash(job) if job.state is State.HASHING else to_send(job))

    def _fly(self, job: Job, files: list[JobFile]) -> None:
        stage = State.HASHING if job.state is State.HASHING else State.ACTIVE
        rows = []
        for file in files:
            flight = self._board.flights.begin(job, file)
            self._board.put_file(job, file, stage)
            rows.append(row_of(flight.fetch_id, file))
        job.current_file = job.current_file or files[0].path
        if stage is State.HASHING:
            self._send(HashFiles(rows))
        else:
            self._send(SendFiles(job.ref.repo_id, job.ref.repo_type.value, branch_of(job, opening=""), rows))

    def _hashed(self, flight: Flight, oid: str) -> None:
        job, file = flight.job, flight.file
        self._board.flights.end(flight)
        file.etag = oid
        job.put_bytes(file, file.size)  # until everything is hashed
        self._board.put_file(job, file, State.QUEUED)
        self._board.moved(job)

    def _give_up(self, job: Job, left: list[JobFile]) -> None:
        failed = next((file for file in left if file.state is State.FAILED), None)
        if failed is None:  # what is left is paused by itself
            self._board.step(job, State.PAUSING, State.PAUSED)
            return
        job.step(State.FAILED)
        job.error, job.error_detail = failed.error, f"{failed.path}: {failed.error_detail}"
        self._board.changed(job)


def _is_suspect(file: JobFile) -> bool:
    """Whether it may be what killed engines: it flies alone then, so that the next death is not blamed on others."""
    return file.deaths >= MAX_DEATHS - 1
