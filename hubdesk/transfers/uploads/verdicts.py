"""What becomes of each file once the Hub has answered, and what is deleted beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hubdesk.core.types import RepoFile
from hubdesk.hub.preupload import UploadAdvice
from hubdesk.transfers.uploads.batches import batches
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.guard import ATTRIBUTES, judge
from hubdesk.transfers.uploads.ignore import Patterns, matches, prepared
from hubdesk.transfers.uploads.model import (
    FileMode,
    Finding,
    PlannedUpload,
    Reason,
    Severity,
    UploadPlan,
    UploadRequest,
    Verdict,
)
from hubdesk.transfers.uploads.naming import above

SENT = frozenset({Verdict.ADDED, Verdict.CHANGED})

_NOT_BY_CHOICE = frozenset({Reason.UNREADABLE, Reason.NOT_A_FILE, Reason.BAD_NAME})


def chosen(files: Sequence[PlannedUpload], request: UploadRequest) -> list[PlannedUpload]:
    """The files, without those that the request's patterns leave out."""
    patterns = Patterns(request.include, request.exclude)
    return [
        _ignored(file, Reason.PATTERN) if file.verdict in SENT and patterns.leave_out(file.path) else file
        for file in files
    ]


def advised(
    files: Sequence[PlannedUpload], advice: Mapping[str, UploadAdvice], unreadable: Iterable[str]
) -> list[PlannedUpload]:
    """The files as the Hub wants them, without those that turned out to be unreadable."""
    lost = set(unreadable)
    found = []
    for file in files:
        if file.verdict in SENT and file.path in lost:
            file = _ignored(file, Reason.UNREADABLE)
        elif file.verdict in SENT:
            wanted = advice[file.path]
            mode = FileMode.LFS if wanted.large else FileMode.REGULAR
            file = replace(file, mode=mode, oid=file.oid if wanted.large else "")
            file = _ignored(file, Reason.HUB) if wanted.ignored else file
        found.append(file)
    return found


def with_deletions(
    files: Sequence[PlannedUpload], remote: Mapping[str, RepoFile], request: UploadRequest
) -> tuple[PlannedUpload, ...]:
    """The files and the deletions together, by path.

    What is here is not deleted, nor what could not be looked at; what the person left out may be. As with `hf`,
    `.gitattributes` goes only if it is named itself.
    """
    patterns = prepared(request.delete)
    kept = {file.path for file in files if file.verdict is not Verdict.IGNORED or file.reason in _NOT_BY_CHOICE}
    gone = {
        path: PlannedUpload(path, file.size, Verdict.DELETED)
        for path, file in remote.items()
        if matches(path, patterns)
        and path not in kept
        and (path != ATTRIBUTES or ATTRIBUTES in request.delete)
        and not any(f"{folder}/" in kept for folder in above(path))
    }
    here = (file for file in files if file.path not in gone)
    return tuple(sorted((*here, *gone.values()), key=lambda file: file.path))


def changed_meanwhile(files: Iterable[PlannedUpload]) -> list[Finding]:
    """The files that somebody wrote to, or removed, since they were found."""
    found = []
    for file in files:
        if file.verdict not in SENT or file.local is None:
            continue
        try:
            status = os.stat(file.local)
            same = (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns)
        except OSError:
            same = False
        if not same:
            found.append(Finding(Severity.WARNING, Code.CHANGED_MEANWHILE, file.path))
    return found


def settled(plan: UploadPlan, files: Sequence[PlannedUpload]) -> UploadPlan:
    """The plan with these files, and what follows from them."""
    plan = replace(plan, files=tuple(files))
    deletions = [file.path for file in plan.of(Verdict.DELETED)]
    return replace(
        plan,
        findings=judge(plan.files, plan.evidence, plan.request.ref.repo_type),
        commits=len(batches(plan.to_send, deletions)),
    )


def without(files: Iterable[PlannedUpload], unchecked: frozenset[str]) -> list[PlannedUpload]:
    """The files without the unchecked ones; those that were unchecked before come back."""
    found = []
    for file in files:
        if file.taken_from is not None:
            file = replace(file, verdict=file.taken_from, reason=None, taken_from=None)
        if file.path in unchecked and file.verdict is not Verdict.IGNORED:
            file = replace(_ignored(file, Reason.UNCHECKED), taken_from=file.verdict)
        found.append(file)
    return found


def _ignored(file: PlannedUpload, reason: Reason) -> PlannedUpload:
    return replace(file, verdict=Verdict.IGNORED, reason=reason)
