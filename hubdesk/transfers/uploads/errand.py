"""One upload from request to end without a window: nobody can be asked, so everything is said beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.queue import TransferQueue
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Severity, UploadPlan, UploadRequest, UploadSource, Verdict
from hubdesk.transfers.uploads.planner import UploadPlanner
from hubdesk.transfers.watching import Emit, watch

_SECRETS = frozenset({Code.SECRET, Code.SECRET_FILE})
MAX_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class UploadErrand:
    """An upload; `allow_secrets` says that what looks like keys and passwords may go, too."""

    request: UploadRequest
    allow_secrets: bool = False
    dry_run: bool = False


async def carry_out_upload(planner: UploadPlanner, queue: TransferQueue, errand: UploadErrand, emit: Emit) -> None:
    """Plan, queue and watch; the last event is `done`. Cancelling leaves the transfer to the queue.

    Raises:
        HubDeskError: it cannot be done, or only after a person did something.
    """
    plan = await planner.plan(errand.request)
    await emit(_plan_event(plan, with_files=errand.dry_run))
    ref = plan.request.ref
    if errand.dry_run:
        await emit({"event": "done", "path": "", "url": "", "commits": []})
        return
    if plan.blocked:
        found = next(finding for finding in plan.findings if finding.severity is Severity.ERROR)
        raise InputError(ErrorKind.BAD_REQUEST, f"{found.code}: {', '.join(found.values)}", subject=found.path)
    secrets = [finding for finding in plan.findings if finding.code in _SECRETS]
    if secrets and not errand.allow_secrets:
        where = ", ".join(finding.path + (f":{finding.line}" if finding.line else "") for finding in secrets[:5])
        raise InputError(ErrorKind.BAD_FILE, "secrets found", subject=where)
    if plan.is_empty:
        await emit({"event": "done", "path": f"{ref.repo_id} @ {plan.parent[:12]}", "url": "", "commits": []})
        return
    done = await watch(queue, await queue.add_upload(plan), emit)
    await emit({"event": "done", "path": done.url, "url": done.url, "commits": list(done.commits)})


def upload_table(errand: UploadErrand, endpoint: str) -> dict[str, Any]:
    """An errand as a request to an owner; it is about files, not about typed content."""
    request = errand.request
    return {
        "request": "upload",
        "endpoint": endpoint,
        "repo": request.ref.repo_id,
        "type": request.ref.repo_type.value,
        "revision": request.revision,
        "sources": [[source.path_in_repo, str(source.local)] for source in request.sources],
        "message": request.message,
        "description": request.description,
        "create_pr": request.create_pr,
        "include": list(request.include),
        "exclude": list(request.exclude),
        "delete": list(request.delete),
        "git_ignore": request.git_ignore,
        "allow_secrets": errand.allow_secrets,
        "dry_run": errand.dry_run,
    }


def upload_from(table: Mapping[str, Any]) -> UploadErrand:
    """The errand in a request.

    Raises:
        InputError: BAD_REQUEST.
    """
    try:
        sources = [texts(source) for source in table["sources"]]
        request = UploadRequest(
            ref=RepoRef(str(table["repo"]), RepoType(table["type"])),
            sources=tuple(UploadSource(path, Path(local)) for path, local in sources),
            revision=str(table["revision"]),
            message=str(table["message"]),
            description=str(table["description"]),
            create_pr=table["create_pr"] is True,
            include=texts(table["include"]),
            exclude=texts(table["exclude"]),
            delete=texts(table["delete"]),
            git_ignore=table["git_ignore"] is True,
        )
        return UploadErrand(request, table["allow_secrets"] is True, table["dry_run"] is True)
    except (LookupError, ValueError, TypeError) as error:
        raise InputError(ErrorKind.BAD_REQUEST, f"no upload request: {error}") from error


def texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON is what it is
    """A list of texts out of a request.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("a list of texts is needed")
    return tuple(value)


def _plan_event(plan: UploadPlan, *, with_files: bool) -> dict[str, Any]:
    event: dict[str, Any] = {
        "event": "plan",
        "direction": "upload",
        "repo": plan.request.ref.repo_id,
        "type": plan.request.ref.repo_type.value,
        "revision": plan.request.revision,
        "parent": plan.parent,
        **{verdict.value: len(plan.of(verdict)) for verdict in Verdict},
        "send_bytes": plan.send_bytes,
        "commits": plan.commits,
        "findings": [
            {
                "severity": finding.severity.value,
                "code": str(finding.code),
                "path": finding.path,
                "line": finding.line,
                "values": list(finding.values),
            }
            for finding in plan.findings[:MAX_FINDINGS]
        ],
    }
    if with_files:
        event["files"] = [
            {
                "path": file.path,
                "size": file.size,
                "verdict": file.verdict.value,
                "mode": file.mode.value,
                "reason": file.reason.value if file.reason else None,
            }
            for file in plan.files
        ]
    return event
