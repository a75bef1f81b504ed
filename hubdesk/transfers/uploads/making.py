"""Makes one plan of an upload, step by step; what reads the disk runs on workers."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoDetails, RepoFile
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.hub.preupload import MAX_FILES, UploadAdvice
from hubdesk.hub.translate import translate_errors
from hubdesk.transfers.uploads.card import MAX_CARD_BYTES, card_findings, has_licence
from hubdesk.transfers.uploads.compare import Hashing, compared, must_be_hashed
from hubdesk.transfers.uploads.guard import CARD
from hubdesk.transfers.uploads.ignore import MAX_IGNORE_BYTES
from hubdesk.transfers.uploads.look import look_into
from hubdesk.transfers.uploads.model import Evidence, Finding, PlannedUpload, UploadPlan, UploadRequest
from hubdesk.transfers.uploads.reading import read_start
from hubdesk.transfers.uploads.spool import contents_of
from hubdesk.transfers.uploads.telling import Progress, Telling
from hubdesk.transfers.uploads.verdicts import SENT, advised, changed_meanwhile, chosen, settled, with_deletions
from hubdesk.transfers.uploads.walk import Walk, Walked

HASHERS = 2  # workers at a time; with more the disk is the limit
ASKERS = 3  # requests under way at a time

T = TypeVar("T")


class Making:
    """One plan while it is made."""

    def __init__(
        self,
        gateway: HubGateway,
        pool: HubPool,
        request: UploadRequest,
        details: RepoDetails,
        remote: Mapping[str, RepoFile],
    ) -> None:
        self._gateway = gateway
        self._pool = pool
        self._request = request
        self._details = details
        self._remote = remote
        self._contents = contents_of(request)
        self._cancelled = threading.Event()
        self._always: list[Finding] = []
        self._if_sent: list[Finding] = []

    async def plan(self, cache_dir: Path, progress: Progress | None) -> UploadPlan:
        """Make it; cancelling ends the workers soon.

        Raises:
            HubDeskError: the Hub or the disk failed.
        """
        try:
            walked = await self._run(self._walk, cache_dir)
            self._always += walked.findings
            self._if_sent += walked.doubts
            files = await self._run(chosen, walked.files, self._request)
            files = await self._compare(files, progress)
            files = await self._ask(files)
            licensed = await self._check_card(files)
            self._if_sent += await self._run(changed_meanwhile, files)
            evidence = Evidence(
                remote={path: file.size for path, file in self._remote.items()},
                always=tuple(self._always),
                if_sent=tuple(self._if_sent),
                has_licence=bool(self._details.summary.license or self._details.card_data.get("license")),
                sent_card_has_licence=licensed,
            )
            plan = UploadPlan(self._request, self._details.commit, (), evidence=evidence)
            return await self._run(lambda: settled(plan, with_deletions(files, self._remote, self._request)))
        finally:
            self._cancelled.set()

    def _walk(self, cache_dir: Path) -> Walked:
        walk = Walk(git_ignore=self._request.git_ignore, cache_dir=cache_dir, check=self._check)
        return walk.over(self._request.sources)

    async def _compare(self, files: Sequence[PlannedUpload], progress: Progress | None) -> list[PlannedUpload]:
        """Tell added, changed and unchanged files apart."""
        same_size = must_be_hashed(files, self._remote)
        if not same_size:
            return await self._run(compared, files, self._remote, {})
        telling = Telling(progress, sum(file.size for file in same_size))
        hashing = Hashing(same_size, self._remote, self._contents, self._check, telling.count)
        try:
            await _together(self._run(hashing.work) for _ in range(min(HASHERS, len(same_size))))
            telling.end()
        finally:
            telling.stop()
        return await self._run(compared, files, self._remote, hashing.digests)

    async def _ask(self, files: Sequence[PlannedUpload]) -> list[PlannedUpload]:
        """Look into what is to be sent, and ask the Hub how it wants it."""
        wanted = [file for file in files if file.verdict in SENT]
        git_ignore = await self._run(self._git_ignore, wanted)
        advice: dict[str, UploadAdvice] = {}
        unreadable: list[Finding] = []
        waiting = iter([wanted[start : start + MAX_FILES] for start in range(0, len(wanted), MAX_FILES)])

        async def ask() -> None:
            for some in waiting:
                looked = await self._run(look_into, some, self._contents, self._request.ref.repo_type, self._check)
                self._if_sent += looked.findings
                unreadable.extend(looked.unreadable)
                if looked.samples:
                    answer = await self._gateway.ask_how(
                        self._request.ref,
                        self._request.revision,
                        looked.samples,
                        git_ignore=git_ignore,
                        create_pr=self._request.create_pr,
                    )
                    advice.update((each.path, each) for each in answer)

        await _together(ask() for _ in range(ASKERS))
        self._always += unreadable
        return await self._run(advised, files, advice, [finding.path for finding in unreadable])

    def _git_ignore(self, wanted: Sequence[PlannedUpload]) -> str | None:
        """The rules that the Hub is to use: none, those that are sent now, or else its own."""
        if not self._request.git_ignore:
            return ""
        sent = next((file for file in wanted if file.path == ".gitignore"), None)
        return None if sent is None else self._text(sent, MAX_IGNORE_BYTES)

    async def _check_card(self, files: Sequence[PlannedUpload]) -> bool:
        """Have the Hub check the card that is to be sent; the answer is whether it names a licence."""
        card = next((file for file in files if file.path == CARD and file.verdict in SENT), None)
        if card is None:
            return False
        text = await self._run(self._text, card, MAX_CARD_BYTES)
        if text is None:
            return False
        self._if_sent += card_findings(CARD, await self._gateway.validate_card(text, self._request.ref.repo_type))
        return await self._run(has_licence, text)

    def _text(self, file: PlannedUpload, size: int) -> str | None:
        """The start of a small file; None where it cannot be read any more."""
        try:
            content = self._contents[file.path][:size] if file.local is None else read_start(file.local, size)
        except OSError:
            return None
        return content.decode("utf-8", "replace")

    def _check(self) -> None:
        if self._cancelled.is_set():
            raise HubDeskError(ErrorKind.INTERNAL, "nobody waits for the plan any more")

    async def _run(self, function: Callable[..., T], *args: Any) -> T:  # noqa: ANN401 - as given
        def call() -> T:
            with translate_errors():
                return function(*args)

        return await self._pool.run(call, lane="upload-plan")


async def _together(jobs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Await them all; the first error ends the others, and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(job)
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
