"""Watches one transfer of a queue to its end, and tells of it as events."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.model import State, Transfer, TransferEvent, WaitReason
from hubdesk.transfers.queue import TransferQueue

NETWORK_PATIENCE_S = 300.0
REPORT_EVERY_S = 0.5

Event = Mapping[str, Any]
Emit = Callable[[Event], Awaitable[None]]

_HOPELESS = {
    WaitReason.SIGN_IN: ErrorKind.UNAUTHORIZED,
    WaitReason.ACCESS: ErrorKind.GATED,
    WaitReason.SPACE: ErrorKind.DISK_FULL,
    WaitReason.DECISION: ErrorKind.CHANGED_SINCE,
}


async def watch(queue: TransferQueue, transfer_id: int, emit: Emit) -> Transfer:
    """Wait until a transfer is done, and give it.

    Raises:
        HubDeskError: it failed, or goes on only after a person did something.
    """
    changed = asyncio.Event()

    def on_event(event: TransferEvent) -> None:
        if event.transfer.transfer_id == transfer_id:
            changed.set()

    end = queue.subscribe(on_event)
    loop = asyncio.get_running_loop()
    best, best_at, told_at, told_wait = (-1, -1), loop.time(), 0.0, None
    try:
        while True:
            changed.clear()
            transfer = _find(queue, transfer_id)
            now = loop.time()
            so_far = (len(transfer.commits), transfer.done_bytes)
            if so_far > best or transfer.wait_reason is WaitReason.RATE_LIMIT:
                best, best_at = so_far, now
            _check(transfer, patience_over=now - best_at > NETWORK_PATIENCE_S)
            waits_for = (transfer.wait_reason, transfer.wait_until)
            if transfer.state is State.WAITING and waits_for != told_wait:
                told_wait = waits_for
                await emit(_waiting_event(transfer))
            elif transfer.state is State.DONE or now - told_at >= REPORT_EVERY_S:
                told_at = now
                await emit(_progress_event(transfer))
            if transfer.state is State.DONE:
                return transfer
            await _wait(changed, REPORT_EVERY_S)
    finally:
        end()


def _find(queue: TransferQueue, transfer_id: int) -> Transfer:
    for transfer in queue.transfers():
        if transfer.transfer_id == transfer_id:
            return transfer
    raise HubDeskError(ErrorKind.CONFLICT, "the transfer was taken off the list")


def _check(transfer: Transfer, *, patience_over: bool) -> None:
    if transfer.state is State.FAILED:
        raise HubDeskError(transfer.error or ErrorKind.INTERNAL, transfer.error_detail)
    if transfer.state in {State.CANCELLED, State.PAUSED}:
        raise HubDeskError(ErrorKind.CONFLICT, f"the transfer was {transfer.state.value}")
    if transfer.state is State.WAITING and transfer.wait_reason in _HOPELESS:
        raise HubDeskError(_HOPELESS[transfer.wait_reason], transfer.error_detail, subject=transfer.ref.repo_id)
    if transfer.state is State.WAITING and patience_over:
        raise HubDeskError(transfer.error or ErrorKind.OFFLINE, transfer.error_detail)


async def _wait(changed: asyncio.Event, timeout: float) -> None:
    try:
        await asyncio.wait_for(changed.wait(), timeout)
    except TimeoutError:
        return


def _progress_event(transfer: Transfer) -> dict[str, Any]:
    return {
        "event": "progress",
        "state": transfer.state.value,
        "done_bytes": transfer.done_bytes,
        "total_bytes": transfer.total_bytes,
        "done_files": transfer.done_files,
        "files": transfer.file_count,
        "file": transfer.current_file,
        "speed_bps": round(transfer.speed_bps),
        "seconds_left": None if transfer.seconds_left is None else round(transfer.seconds_left),
    }


def _waiting_event(transfer: Transfer) -> dict[str, Any]:
    return {
        "event": "waiting",
        "reason": transfer.wait_reason.value if transfer.wait_reason else "",
        "until": transfer.wait_until.isoformat() if transfer.wait_until else None,
        "kind": transfer.error.value if transfer.error else "",
        "detail": transfer.error_detail,
    }
