"""One download from request to end, told as a stream of events: for the command line, and for who hands over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError, InputError
from hubdesk.core.types import Connection, RepoRef, RepoType
from hubdesk.transfers.model import (
    DownloadPlan,
    DownloadRequest,
    State,
    Transfer,
    TransferEvent,
    WaitReason,
)
from hubdesk.transfers.planner import Planner
from hubdesk.transfers.queue import TransferQueue

NETWORK_PATIENCE_S = 300.0
REPORT_EVERY_S = 0.5

Event = Mapping[str, Any]
Emit = Callable[[Event], Awaitable[None]]

_HOPELESS = {
    WaitReason.SIGN_IN: ErrorKind.UNAUTHORIZED,
    WaitReason.ACCESS: ErrorKind.GATED,
    WaitReason.SPACE: ErrorKind.DISK_FULL,
    WaitReason.DECISION: ErrorKind.CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Errand:
    """A download without a window. Nobody can be asked, so `replace` says beforehand whether other files may go."""

    request: DownloadRequest
    replace: bool = False


class Errands:
    """Carries out errands on one queue."""

    def __init__(self, planner: Planner, queue: TransferQueue) -> None:
        self._planner = planner
        self._queue = queue

    async def carry_out(self, errand: Errand, emit: Emit) -> int:
        """Plan, queue and watch; the transfer's id once it is done.

        The last event is `done`. Cancelling leaves the transfer to the queue.

        Raises:
            HubDeskError: it cannot be done, or only after a person did something.
        """
        plan = await self._planner.plan_download(errand.request)
        await emit(_plan_event(plan))
        if plan.conflicts and not errand.replace:
            names = ", ".join(file.path for file in plan.conflicts[:5])
            raise DiskError(ErrorKind.TARGET_EXISTS, f"{len(plan.conflicts)} would be replaced", subject=names)
        if not plan.fits:
            detail = f"{plan.fetch_bytes} bytes are needed, {plan.free_bytes} are free"
            raise DiskError(ErrorKind.DISK_FULL, detail, subject=str(plan.target))
        transfer_id = await self._queue.add(plan, frozenset(file.path for file in plan.conflicts))
        await self._watch(transfer_id, emit)
        path = plan.target / plan.files[0].path if _is_one_file(plan) else plan.target
        await emit({"event": "done", "path": str(path)})
        return transfer_id

    async def _watch(self, transfer_id: int, emit: Emit) -> None:
        changed = asyncio.Event()

        def on_event(event: TransferEvent) -> None:
            if event.transfer.transfer_id == transfer_id:
                changed.set()

        end = self._queue.subscribe(on_event)
        loop = asyncio.get_running_loop()
        best, best_at, told_at, told_wait = -1, loop.time(), 0.0, None
        try:
            while True:
                changed.clear()
                transfer = self._transfer(transfer_id)
                now = loop.time()
                if transfer.done_bytes > best or transfer.wait_reason is WaitReason.RATE_LIMIT:
                    best, best_at = transfer.done_bytes, now
                _check(transfer, patience_over=now - best_at > NETWORK_PATIENCE_S)
                waits_for = (transfer.wait_reason, transfer.wait_until)
                if transfer.state is State.WAITING and waits_for != told_wait:
                    told_wait = waits_for
                    await emit(_waiting_event(transfer))
                elif transfer.state is State.DONE or now - told_at >= REPORT_EVERY_S:
                    told_at = now
                    await emit(_progress_event(transfer))
                if transfer.state is State.DONE:
                    return
                await _wait(changed, REPORT_EVERY_S)
        finally:
            end()

    def _transfer(self, transfer_id: int) -> Transfer:
        for transfer in self._queue.transfers():
            if transfer.transfer_id == transfer_id:
                return transfer
        raise HubDeskError(ErrorKind.CONFLICT, "the transfer was taken off the list")


class RequestDesk:
    """Answers what other processes on the same data dir ask of its owner."""

    def __init__(
        self, connection: Connection, errands: Errands, open_address: Callable[[str], None] | None = None
    ) -> None:
        self._connection = connection
        self._errands = errands
        self._open_address = open_address
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def handle(self, request: Event, reply: Emit) -> None:
        """Do what is asked and say how it went."""
        self._busy += 1
        self._idle.clear()
        try:
            if request.get("request") == "open":
                if self._open_address is None:
                    raise InputError(ErrorKind.CONFLICT, "there is no window")
                self._open_address(str(request.get("address", ""))[:4096])
                await reply({"event": "done"})
            elif request.get("request") == "download":
                self._check_endpoint(request)
                await self._errands.carry_out(errand_from(request), reply)
            else:
                raise InputError(ErrorKind.BAD_REQUEST, "an unknown request")
        except HubDeskError as error:
            await reply(failed_event(error))
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def idle(self) -> None:
        """Wait until nobody waits for an answer."""
        await self._idle.wait()

    def _check_endpoint(self, request: Event) -> None:
        if request.get("endpoint") != self._connection.endpoint:
            detail = f"the data dir is in use for {self._connection.endpoint}"
            raise InputError(ErrorKind.CONFLICT, detail)


def errand_table(errand: Errand, endpoint: str) -> dict[str, Any]:
    """An errand as a request to an owner."""
    request = errand.request
    return {
        "request": "download",
        "endpoint": endpoint,
        "repo": request.ref.repo_id,
        "type": request.ref.repo_type.value,
        "revision": request.revision,
        "files": list(request.files),
        "include": list(request.include),
        "exclude": list(request.exclude),
        "local_dir": str(request.local_dir) if request.local_dir else None,
        "replace": errand.replace,
    }


def errand_from(table: Event) -> Errand:
    """The errand in a request.

    Raises:
        InputError: BAD_REQUEST.
    """
    try:
        local_dir = table["local_dir"]
        request = DownloadRequest(
            ref=RepoRef(str(table["repo"]), RepoType(table["type"])),
            revision=str(table["revision"]),
            files=_texts(table["files"]),
            include=_texts(table["include"]),
            exclude=_texts(table["exclude"]),
            local_dir=Path(str(local_dir)) if local_dir is not None else None,
        )
        return Errand(request, table["replace"] is True)
    except (LookupError, ValueError, TypeError) as error:
        raise InputError(ErrorKind.BAD_REQUEST, f"no download request: {error}") from error


def failed_event(error: HubDeskError) -> dict[str, Any]:
    """How an error is told."""
    return {
        "event": "failed",
        "kind": error.kind.value,
        "detail": error.detail,
        "subject": error.subject,
        "retryable": error.retryable,
    }


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


def _is_one_file(plan: DownloadPlan) -> bool:
    return len(plan.files) == 1 and plan.request.files == (plan.files[0].path,)


def _plan_event(plan: DownloadPlan) -> dict[str, Any]:
    return {
        "event": "plan",
        "repo": plan.request.ref.repo_id,
        "type": plan.request.ref.repo_type.value,
        "commit": plan.commit,
        "target": str(plan.target),
        "files": len(plan.files),
        "bytes": plan.total_bytes,
        "fetch_bytes": plan.fetch_bytes,
        "conflicts": [file.path for file in plan.conflicts][:100],
    }


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


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON is what it is
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("a list of texts is needed")
    return tuple(value)
