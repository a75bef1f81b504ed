"""What can be done with a transfer in each state, and doing it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from hubdesk.core.errors import HubDeskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.transfers.model import ALLOWED, FINISHED, Direction, State, Transfer, TransferFile, WaitReason
from hubdesk.transfers.queue import TransferQueue
from hubdesk.ui.notices import Notices


class Action(StrEnum):
    """Something a person can do with a transfer."""

    PAUSE = "pause"
    RESUME = "resume"
    RETRY = "retry"
    AGAIN = "again"
    DECIDE = "decide"
    OPEN_COMMIT = "open_commit"
    OPEN_PULL_REQUEST = "open_pull_request"
    TOP = "top"
    BOTTOM = "bottom"
    VERIFY = "verify"
    CANCEL = "cancel"
    DISMISS = "dismiss"
    OPEN_FOLDER = "open_folder"
    COPY_PATH = "copy_path"
    COPY_ERROR = "copy_error"
    MORE = "more"


ICONS = {
    Action.PAUSE: "pause",
    Action.RESUME: "play",
    Action.RETRY: "rotate-cw",
    Action.AGAIN: "rotate-cw",
    Action.DECIDE: "git-compare",
    Action.OPEN_COMMIT: "external-link",
    Action.OPEN_PULL_REQUEST: "git-pull-request",
    Action.TOP: "arrow-up-to-line",
    Action.BOTTOM: "arrow-down-to-line",
    Action.VERIFY: "shield-check",
    Action.CANCEL: "x",
    Action.DISMISS: "x",
    Action.OPEN_FOLDER: "folder-open",
    Action.COPY_PATH: "copy",
    Action.COPY_ERROR: "clipboard",
    Action.MORE: "ellipsis",
}
_PAUSABLE = frozenset(
    state
    for state, after in ALLOWED.items()
    if (State.PAUSED in after or State.PAUSING in after) and state not in (State.PAUSING, State.FAILED)
)
_TRY_AGAIN = frozenset({State.FAILED, State.WAITING})


def allowed_actions(transfer: Transfer) -> tuple[Action, ...]:
    """Everything that makes sense now, the most wanted first."""
    state = transfer.state
    found: list[Action] = []
    if state is State.PAUSED:
        found.append(Action.RESUME)
    if transfer.wait_reason is WaitReason.DECISION and state is State.WAITING:
        found.append(Action.DECIDE)
    elif state in _TRY_AGAIN:
        found.append(Action.RETRY)
    if transfer.url:
        found.append(Action.OPEN_PULL_REQUEST if "/discussions/" in transfer.url else Action.OPEN_COMMIT)
    if state in _PAUSABLE and state is not State.WAITING:
        found.append(Action.PAUSE)
    if state is State.DONE:
        found.append(Action.OPEN_FOLDER)
    if state is State.CANCELLED and transfer.direction is Direction.DOWNLOAD:
        found.append(Action.AGAIN)
    if state in FINISHED:
        found.append(Action.DISMISS)
        if state is State.DONE and transfer.direction is Direction.DOWNLOAD:
            found.append(Action.VERIFY)
    elif State.CANCELLED in ALLOWED[state]:
        found.append(Action.CANCEL)
    if state is State.WAITING:
        found.append(Action.PAUSE)
    if state is not State.DONE:
        found.append(Action.OPEN_FOLDER)
    if state not in FINISHED:
        found += [Action.TOP, Action.BOTTOM]
    found.append(Action.COPY_PATH)
    if transfer.error is not None:
        found.append(Action.COPY_ERROR)
    return tuple(found)


def row_actions(transfer: Transfer) -> tuple[Action, ...]:
    """What the row itself shows at its right end: two at most, and the menu of all."""
    shown = [
        action
        for action in allowed_actions(transfer)
        if action not in (Action.COPY_PATH, Action.COPY_ERROR, Action.TOP, Action.BOTTOM)
        and (action is not Action.OPEN_FOLDER or transfer.state is State.DONE)
    ]
    return (*shown[:2], Action.MORE)


def file_actions(transfer: Transfer, file: TransferFile) -> tuple[Action, ...]:
    """What can be done with one file of a transfer."""
    if transfer.state in FINISHED or transfer.state is State.COMMITTING or file.state in FINISHED:
        return ()
    found = []
    if file.state is State.FAILED:
        found.append(Action.RETRY)
    elif file.held or transfer.state is State.PAUSED:
        found.append(Action.RESUME)
    else:
        found.append(Action.PAUSE)
    if transfer.direction is Direction.DOWNLOAD:
        found.append(Action.CANCEL)
    return tuple(found)


class TransferHands:
    """Carries the queue's actions out in the background; what fails is told in the notice bar."""

    def __init__(self, queue: TransferQueue, tasks: TaskRunner, notices: Notices) -> None:
        self._queue = queue
        self._tasks = tasks
        self._notices = notices

    def do(self, action: Action, transfers: Iterable[Transfer]) -> None:
        """Pause, resume, retry, cancel or dismiss those that allow it."""
        chosen = [transfer.transfer_id for transfer in transfers if action in allowed_actions(transfer)]
        if chosen:
            self._tasks.spawn(self._run(action, chosen), name=f"transfers-{action}")

    def do_files(self, action: Action, transfer: Transfer, files: Iterable[TransferFile]) -> None:
        """Pause, resume, retry or cancel those single files that allow it."""
        paths = {file.path for file in files if action in file_actions(transfer, file)}
        if paths:
            self._tasks.spawn(self._run_files(action, transfer.transfer_id, paths), name=f"transfer-files-{action}")

    def move(self, transfer_ids: Collection[int], before: int | None) -> None:
        """Put transfers before another one; None is the end."""
        self._tasks.spawn(self._move(transfer_ids, before), name="transfers-move")

    def pause_all(self) -> None:
        """Pause whatever runs or waits for its turn."""
        self._tasks.spawn(self._all(Action.PAUSE), name="transfers-pause-all")

    def resume_all(self) -> None:
        """Go on with whatever was paused."""
        self._tasks.spawn(self._all(Action.RESUME), name="transfers-resume-all")

    def clear_finished(self) -> None:
        """Take the rows of finished transfers away; the files stay."""
        self._tasks.spawn(self._all(Action.DISMISS), name="transfers-clear-finished")

    async def _all(self, action: Action) -> None:
        try:
            if action is Action.PAUSE:
                await self._queue.pause_all()
            elif action is Action.RESUME:
                await self._queue.resume_all()
            else:
                await self._queue.clear_finished()
        except HubDeskError as error:
            self._notices.error(error)

    async def _run_files(self, action: Action, transfer_id: int, paths: set[str]) -> None:
        steps = {
            Action.PAUSE: self._queue.pause_files,
            Action.RESUME: self._queue.resume_files,
            Action.RETRY: self._queue.resume_files,
            Action.CANCEL: self._queue.cancel_files,
        }
        try:
            await steps[action](transfer_id, paths)
        except HubDeskError as error:
            self._notices.error(error)

    async def _move(self, transfer_ids: Collection[int], before: int | None) -> None:
        try:
            await self._queue.move(transfer_ids, before)
        except HubDeskError as error:
            self._notices.error(error)

    async def _run(self, action: Action, chosen: list[int]) -> None:
        steps = {
            Action.PAUSE: self._queue.pause,
            Action.RESUME: self._queue.resume,
            Action.RETRY: self._queue.retry,
            Action.VERIFY: self._queue.verify,
            Action.CANCEL: self._queue.cancel,
            Action.DISMISS: self._queue.dismiss,
        }
        for transfer_id in chosen:
            try:
                await steps[action](transfer_id)
            except HubDeskError as error:
                self._notices.error(error)
