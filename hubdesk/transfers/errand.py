"""One transfer from request to end, told as a stream of events: for the command line, and for who hands over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError, InputError
from hubdesk.core.types import Connection, RepoRef, RepoType
from hubdesk.transfers.model import DownloadPlan, DownloadRequest
from hubdesk.transfers.planner import Planner
from hubdesk.transfers.queue import TransferQueue
from hubdesk.transfers.uploads.errand import UploadErrand, carry_out_upload, texts, upload_from, upload_table
from hubdesk.transfers.uploads.planner import UploadPlanner
from hubdesk.transfers.watching import Emit, Event, watch


@dataclass(frozen=True, slots=True)
class Errand:
    """A download without a window. Nobody can be asked, so `replace` says beforehand whether other files may go."""

    request: DownloadRequest
    replace: bool = False


class Errands:
    """Carries out errands on one queue."""

    def __init__(self, planner: Planner, queue: TransferQueue, upload_planner: UploadPlanner) -> None:
        self._planner = planner
        self._queue = queue
        self._upload_planner = upload_planner

    async def carry_out(self, errand: Errand | UploadErrand, emit: Emit) -> None:
        """Plan, queue and watch.

        The last event is `done`. Cancelling leaves the transfer to the queue.

        Raises:
            HubDeskError: it cannot be done, or only after a person did something.
        """
        if isinstance(errand, UploadErrand):
            await carry_out_upload(self._upload_planner, self._queue, errand, emit)
        else:
            await self._download(errand, emit)

    async def _download(self, errand: Errand, emit: Emit) -> None:
        plan = await self._planner.plan_download(errand.request)
        await emit(_plan_event(plan))
        if plan.conflicts and not errand.replace:
            names = ", ".join(file.path for file in plan.conflicts[:5])
            raise DiskError(ErrorKind.TARGET_EXISTS, f"{len(plan.conflicts)} would be replaced", subject=names)
        if not plan.fits:
            detail = f"{plan.fetch_bytes} bytes are needed, {plan.free_bytes} are free"
            raise DiskError(ErrorKind.DISK_FULL, detail, subject=str(plan.target))
        transfer_id = await self._queue.add(plan, frozenset(file.path for file in plan.conflicts))
        await watch(self._queue, transfer_id, emit)
        path = plan.target / plan.files[0].path if _is_one_file(plan) else plan.target
        await emit({"event": "done", "path": str(path)})


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
            elif request.get("request") == "upload":
                self._check_endpoint(request)
                await self._errands.carry_out(upload_from(request), reply)
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


def errand_table(errand: Errand | UploadErrand, endpoint: str) -> dict[str, Any]:
    """An errand as a request to an owner."""
    if isinstance(errand, UploadErrand):
        return upload_table(errand, endpoint)
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
            files=texts(table["files"]),
            include=texts(table["include"]),
            exclude=texts(table["exclude"]),
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
