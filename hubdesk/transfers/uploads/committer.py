"""Makes the commits of an upload one after the other: each is written down before it is sent."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.transfers import protocol
from hubdesk.transfers.board import Board
from hubdesk.transfers.flights import CommitFlight
from hubdesk.transfers.job import Job
from hubdesk.transfers.model import State, WaitReason
from hubdesk.transfers.sending.messages import CommitFailed, CommitRivalled, Committed, SendCommit
from hubdesk.transfers.uploads.job import branch_of, commits_left, is_large, task_of, title_of
from hubdesk.transfers.uploads.model import Decision
from hubdesk.transfers.uploads.rows import row_of
from hubdesk.transfers.verdict import what_to_wait_for

MAX_DEATHS = 3

log = logging.getLogger("hubdesk.uploads")


class Committer:
    """Has commits made, and draws the conclusions. `run` is called when something may go on after a while."""

    def __init__(
        self, board: Board, endpoint: str, send: Callable[[protocol.Message], None], run: Callable[[], None]
    ) -> None:
        self._board = board
        self._endpoint = endpoint
        self._send = send
        self._run = run
        self._save: Callable[[], Awaitable[None]] | None = None
        self._deaths: dict[int, int] = {}
        self._tasks = TaskRunner(lambda name, error: log.error("%s: %s", name, error, exc_info=error))

    def attach(self, save: Callable[[], Awaitable[None]]) -> None:
        """Say what writes everything down; it is awaited before a commit is sent."""
        self._save = save

    async def close(self) -> None:
        """End what is under way here."""
        await self._tasks.close()

    def begin(self, job: Job) -> None:
        """Make the next commit of an upload whose content is on the Hub, or be done."""
        task, left = task_of(job), commits_left(job)
        if not left:
            self._finish(job)
            return
        if job.state is not State.COMMITTING:
            self._board.step(job, State.COMMITTING)
        flight = self._board.flights.begin_commit(job, left[0].files, left[0].deletions)
        order = SendCommit(
            fetch_id=flight.fetch_id,
            repo_id=job.ref.repo_id,
            repo_type=job.ref.repo_type.value,
            revision=branch_of(job, opening=job.revision),
            parent=task.parent,
            title=title_of(job, len(left)),
            description=task.description,
            create_pr=task.create_pr and not task.pull_request,
            look_first=task.sending,
            files=[row_of(0, file) for file in flight.files],
            deletions=list(flight.deletions),
        )
        task.sending = True
        self._board.changed(job)
        self._tasks.spawn(self._send_commit(flight, order), name="commit")

    def hear(self, flight: CommitFlight, message: protocol.Message) -> bool:
        """Take in what became of a commit; whether it was about that."""
        match message:
            case Committed():
                self._committed(flight, message)
            case CommitRivalled(head=head):
                self._rivalled(flight, head)
            case CommitFailed():
                self._failed(flight, message.error(), unsure=message.unsure)
            case protocol.FileStopped():
                self._stopped(flight)
            case _:
                return False
        return True

    def moved(self, flight: CommitFlight, have: int, moved: int) -> None:
        """Spread the bytes of a commit over its regular files, in the order in which they go."""
        job = flight.job
        for file in flight.files:
            if is_large(file):
                continue
            part = max(0, min(have, file.size))
            have -= part
            if part != file.done_bytes:
                job.put_bytes(file, part)
                job.current_file = file.path
        job.meter.add(moved)
        self._board.moved(job)

    def lost(self) -> None:
        """The engine died: whether the Hub has the commits that it was making is looked for by the next."""
        for flight in self._board.flights:
            if not isinstance(flight, CommitFlight):
                continue
            job = flight.job
            self._board.flights.end(flight)
            deaths = self._deaths[job.transfer_id] = self._deaths.get(job.transfer_id, 0) + 1
            if deaths >= MAX_DEATHS:
                del self._deaths[job.transfer_id]
                error = HubDeskError(ErrorKind.ENGINE_LOST, "the process that moves the bytes ended unexpectedly")
                self._fail(job, error)
            else:
                self._board.step(job, State.WAITING, State.PAUSED if flight.stopping else State.QUEUED)

    def decide(self, job: Job, decision: Decision) -> None:
        """Go on with an upload that waits for a decision."""
        if job.state is not State.WAITING or job.wait_reason is not WaitReason.DECISION:
            return
        task = task_of(job)
        if decision is Decision.REBASE:
            task.parent = task.rival
        else:
            task.create_pr = True
        task.rival = ""
        self._board.step(job, State.QUEUED)

    async def _send_commit(self, flight: CommitFlight, order: SendCommit) -> None:
        """Write down that a commit is on its way, and only then send it."""
        assert self._save is not None
        try:
            await self._save()
        except HubDeskError as error:
            if self._board.flights.get(flight.fetch_id) is flight:
                self._failed(flight, error, unsure=order.look_first)
                self._run()
            return
        if self._board.flights.get(flight.fetch_id) is not flight:
            return
        if flight.stopping:
            task_of(flight.job).sending = order.look_first
            self._stopped(flight)
            self._run()
        else:
            self._send(order)

    def _committed(self, flight: CommitFlight, made: Committed) -> None:
        job, task = flight.job, task_of(flight.job)
        self._board.flights.end(flight)
        self._deaths.pop(job.transfer_id, None)
        task.sending, task.parent, job.waits = False, made.commit, 0
        task.pull_request = task.pull_request or made.pull_request
        if made.made:
            task.commits = (*task.commits, made.commit)
        page = f"{self._endpoint}/{job.ref.web_path}"
        number = task.pull_request
        task.url = f"{page}/discussions/{number}" if number else f"{page}/commit/{made.commit}"
        task.deletions = tuple(path for path in task.deletions if path not in set(flight.deletions))
        for file in flight.files:
            file.known = True
            if file.state is State.QUEUED:
                job.put_state(file, State.ACTIVE)
            self._board.put_file(job, file, State.DONE)
        if flight.stopping and commits_left(job):
            self._board.step(job, State.WAITING, State.PAUSED)
        else:
            self.begin(job)

    def _finish(self, job: Job) -> None:
        job.commit = task_of(job).parent or job.commit
        job.finished = datetime.now(UTC)
        self._board.drop(job)
        self._board.step(job, State.DONE)

    def _rivalled(self, flight: CommitFlight, head: str) -> None:
        job, task = flight.job, task_of(flight.job)
        self._board.flights.end(flight)
        task.sending, task.rival = False, head
        self._forget_progress(flight)
        job.step(State.WAITING)
        job.wait_reason = WaitReason.DECISION
        job.error, job.error_detail = ErrorKind.CHANGED_SINCE, head
        self._board.changed(job)

    def _failed(self, flight: CommitFlight, error: HubDeskError, *, unsure: bool) -> None:
        job = flight.job
        self._board.flights.end(flight)
        task_of(job).sending = unsure
        self._forget_progress(flight)
        wait = what_to_wait_for(error, job.waits, datetime.now(UTC))
        if flight.stopping:
            self._board.step(job, State.WAITING, State.PAUSED)
        elif wait is None:
            self._fail(job, error)
        else:
            job.waits += 1
            job.step(State.WAITING)
            job.wait_reason, job.wait_until = wait
            job.error, job.error_detail = error.kind, error.detail
            self._board.changed(job)

    def _stopped(self, flight: CommitFlight) -> None:
        job = flight.job
        self._board.flights.end(flight)
        task_of(job).sending = False
        self._forget_progress(flight)
        self._board.step(job, State.WAITING, State.PAUSED)

    def _forget_progress(self, flight: CommitFlight) -> None:
        for file in flight.files:
            if not is_large(file):
                flight.job.put_bytes(file, 0)

    def _fail(self, job: Job, error: HubDeskError) -> None:
        job.step(State.FAILED)
        job.error, job.error_detail = error.kind, error.detail
        self._board.changed(job)
