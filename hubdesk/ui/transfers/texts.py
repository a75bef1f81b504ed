"""What the transfers say in words: states, figures, actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.model import Direction, State, Transfer, TransferFile, WaitReason
from hubdesk.ui.format import clock_text, date_text, duration_text, size_text, speed_text
from hubdesk.ui.messages import message_for
from hubdesk.ui.transfers.actions import Action
from hubdesk.ui.transfers.obstacle_texts import obstacle_text

_ROUND_MINUTES = 5 * 60  # seconds; shorter waits are counted down by the second


def state_text(transfer: Transfer) -> str:
    """The state as a short text: `Downloading`, `Waiting for access`."""
    if transfer.state is State.WAITING and transfer.wait_reason is not None:
        if transfer.wait_reason is WaitReason.NETWORK and transfer.error is ErrorKind.SERVER:
            return QCoreApplication.translate("Transfers", "Waiting for the Hub")
        return _wait_text(transfer.wait_reason)
    if transfer.direction is Direction.UPLOAD:
        return upload_state_text(transfer.state, transfer.url)
    return _plain_state(transfer.state)


def _plain_state(state: State) -> str:
    return {
        State.QUEUED: QCoreApplication.translate("Transfers", "Queued"),
        State.HASHING: QCoreApplication.translate("Transfers", "Hashing"),
        State.ACTIVE: QCoreApplication.translate("Transfers", "Downloading"),
        State.VERIFYING: QCoreApplication.translate("Transfers", "Verifying"),
        State.COMMITTING: QCoreApplication.translate("Transfers", "Committing"),
        State.PAUSING: QCoreApplication.translate("Transfers", "Pausing"),
        State.PAUSED: QCoreApplication.translate("Transfers", "Paused"),
        State.WAITING: QCoreApplication.translate("Transfers", "Waiting"),
        State.FAILED: QCoreApplication.translate("Transfers", "Failed"),
        State.CANCELLED: QCoreApplication.translate("Transfers", "Cancelled"),
        State.DONE: QCoreApplication.translate("Transfers", "Done, verified"),
    }[state]


def _wait_text(reason: WaitReason) -> str:
    return {
        WaitReason.ACCESS: QCoreApplication.translate("Transfers", "Waiting for access"),
        WaitReason.SIGN_IN: QCoreApplication.translate("Transfers", "Waiting for you to sign in"),
        WaitReason.NETWORK: QCoreApplication.translate("Transfers", "Waiting for the network"),
        WaitReason.SPACE: QCoreApplication.translate("Transfers", "Waiting for disk space"),
        WaitReason.RATE_LIMIT: QCoreApplication.translate("Transfers", "The Hub asks for a pause"),
        WaitReason.DECISION: QCoreApplication.translate("Transfers", "Waiting for your decision"),
    }[reason]


def files_text(count: int) -> str:
    """How many files: `12 files`."""
    if count == 1:
        return QCoreApplication.translate("Transfers", "1 file")
    return QCoreApplication.translate("Transfers", "{count} files").format(count=count)


def upload_state_text(state: State, url: str) -> str:
    """The state of an upload, where it differs from that of a download."""
    if state is State.DONE and "/discussions/" in url:
        return QCoreApplication.translate("Transfers", "Offered as a pull request")
    return {
        State.QUEUED: QCoreApplication.translate("Transfers", "Upload queued"),
        State.ACTIVE: QCoreApplication.translate("Transfers", "Uploading"),
        State.DONE: QCoreApplication.translate("Transfers", "Uploaded"),
    }.get(state) or _plain_state(state)


def upload_about_text(transfer: Transfer) -> str:
    """Where an upload goes; of a cancelled one, what was left where."""
    files = files_text(transfer.file_count)
    branch = transfer.revision.removeprefix("refs/")
    if transfer.state is State.CANCELLED:
        if transfer.url:
            text = QCoreApplication.translate(
                "Transfers", "{done} of {files} were committed and stay, the rest was not"
            )
            return text.format(done=transfer.done_files, files=files)
        return QCoreApplication.translate("Transfers", "Nothing was committed: the repository is as it was")
    return QCoreApplication.translate("Transfers", "Upload of {files} to {branch}").format(files=files, branch=branch)


def about_text(transfer: Transfer) -> str:
    """The second line: what is being done, or what went wrong."""
    is_upload = transfer.direction is Direction.UPLOAD
    files = upload_about_text(transfer) if is_upload else files_text(transfer.file_count)
    if obstacle := obstacle_text(transfer):
        return f"{obstacle} · {files}"
    if transfer.state is State.DONE and not is_upload:
        place = (
            QCoreApplication.translate("Transfers", "in the HF cache") if transfer.in_cache else str(transfer.target)
        )
        return f"{files} · {place}"
    if transfer.current_file and transfer.state not in (State.QUEUED, State.CANCELLED):
        return f"{transfer.current_file} · {files}"
    return files


def progress_text(transfer: Transfer) -> str:
    """The figures over the bar: `10.3 GB of 16.4 GB · 63 %`."""
    total = size_text(transfer.total_bytes)
    if transfer.state in (State.DONE, State.CANCELLED) or not transfer.done_bytes:
        return total
    return QCoreApplication.translate("Transfers", "{done} of {total} · {percent} %").format(
        done=size_text(transfer.done_bytes), total=total, percent=int(transfer.fraction * 100)
    )


def percent_text(transfer: Transfer) -> str:
    """The figure where there is no room for more."""
    return QCoreApplication.translate("Transfers", "{percent} %").format(percent=int(transfer.fraction * 100))


def pace_text(transfer: Transfer, now: datetime | None = None) -> str:
    """The third column: speed and time left, or what comes next."""
    if transfer.state in (State.ACTIVE, State.HASHING):
        return _speed_and_left(transfer)
    if transfer.state is State.PAUSED:
        return QCoreApplication.translate("Transfers", "kept, goes on from here")
    if transfer.state is State.DONE and transfer.finished is not None:
        return date_text(transfer.finished)
    if transfer.state in (State.WAITING, State.FAILED) and transfer.wait_until is not None:
        return _until_text(transfer.wait_until, now or datetime.now(UTC))
    if transfer.state is State.FAILED and transfer.direction is Direction.UPLOAD:
        return QCoreApplication.translate("Transfers", "what was sent is kept")
    if transfer.state is State.FAILED:
        return QCoreApplication.translate("Transfers", "what has arrived is kept")
    return ""


def _speed_and_left(transfer: Transfer) -> str:
    if transfer.speed_bps <= 0:
        return ""
    if transfer.seconds_left is None:
        return speed_text(transfer.speed_bps)
    return QCoreApplication.translate("Transfers", "{speed} · {time} left").format(
        speed=speed_text(transfer.speed_bps), time=duration_text(transfer.seconds_left)
    )


def _until_text(until: datetime, now: datetime) -> str:
    seconds = max(0.0, (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - now.timestamp())
    if seconds > _ROUND_MINUTES:
        return QCoreApplication.translate("Transfers", "looks again in {time}").format(time=duration_text(seconds))
    return QCoreApplication.translate("Transfers", "tries again in {time}").format(time=clock_text(seconds))


def file_state_text(file: TransferFile) -> str:
    """The state of one file."""
    state = shown_state(file)
    return upload_state_text(state, "") if file.source and state is not State.QUEUED else _plain_state(state)


def shown_state(file: TransferFile) -> State:
    """The state of one file as a person sees it: one that is paused by itself is not in the queue."""
    return State.PAUSED if file.held and file.state is State.QUEUED else file.state


def action_text(action: Action) -> str:
    """The label of an action."""
    return {
        Action.PAUSE: QCoreApplication.translate("Transfers", "Pause"),
        Action.RESUME: QCoreApplication.translate("Transfers", "Resume"),
        Action.RETRY: QCoreApplication.translate("Transfers", "Try again now"),
        Action.AGAIN: QCoreApplication.translate("Transfers", "Download again…"),
        Action.DECIDE: QCoreApplication.translate("Transfers", "Decide…"),
        Action.OPEN_COMMIT: QCoreApplication.translate("Transfers", "Open the commit"),
        Action.OPEN_PULL_REQUEST: QCoreApplication.translate("Transfers", "Open the pull request"),
        Action.VERIFY: QCoreApplication.translate("Transfers", "Verify"),
        Action.CANCEL: QCoreApplication.translate("Transfers", "Cancel"),
        Action.TOP: QCoreApplication.translate("Transfers", "Move to the top"),
        Action.BOTTOM: QCoreApplication.translate("Transfers", "Move to the bottom"),
        Action.DISMISS: QCoreApplication.translate("Transfers", "Remove from the list"),
        Action.OPEN_FOLDER: QCoreApplication.translate("Transfers", "Open folder"),
        Action.COPY_PATH: QCoreApplication.translate("Transfers", "Copy path"),
        Action.COPY_ERROR: QCoreApplication.translate("Transfers", "Copy error details"),
        Action.MORE: QCoreApplication.translate("Transfers", "More actions"),
    }[action]


def spoken_text(transfer: Transfer) -> str:
    """The whole row in words, for screen readers."""
    parts = [transfer.ref.repo_id, state_text(transfer), progress_text(transfer), pace_text(transfer)]
    return ", ".join(part for part in [*parts, about_text(transfer)] if part)


def spoken_file_text(file: TransferFile) -> str:
    """A file's row in words."""
    return ", ".join([file.path, size_text(file.size), file_state_text(file)])


def ended_text(ended: Sequence[Transfer]) -> tuple[str, str]:
    """What a notification says of transfers that ended: title and text."""
    done = [one for one in ended if one.state is State.DONE]
    failed = [one for one in ended if one.state is not State.DONE]
    names = ", ".join(dict.fromkeys(one.ref.repo_id for one in [*failed, *done]))
    if not failed:
        if len(done) == 1:
            return QCoreApplication.translate("Transfers", "Transfer finished"), names
        return QCoreApplication.translate("Transfers", "{count} transfers finished").format(count=len(done)), names
    if not done and len(failed) == 1:
        reason = message_for(HubDeskError(failed[0].error, failed[0].error_detail)).title if failed[0].error else ""
        title = QCoreApplication.translate("Transfers", "Transfer failed")
        return title, f"{names} · {reason}" if reason else names
    text = QCoreApplication.translate("Transfers", "{failed} transfers failed, {done} finished")
    return text.format(failed=len(failed), done=len(done)), names


def journal_lost_text(place: Path) -> str:
    """That the list of transfers could not be read, and where it is now."""
    text = QCoreApplication.translate(
        "Transfers", "The list of transfers could not be read and begins anew. The old one is kept as {place}"
    )
    return text.format(place=place)
