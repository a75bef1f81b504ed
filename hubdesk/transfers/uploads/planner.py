"""What an upload would do, before the first byte: files, commits, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError, InputError
from hubdesk.core.types import Connection
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import UploadPlan, UploadRequest
    from hubdesk.transfers.uploads.telling import Progress


class UploadPlanner:
    """Makes plans of uploads; nothing is written, neither here nor on the Hub."""

    def __init__(self, gateway: HubGateway, connection: Connection, pool: HubPool) -> None:
        self._gateway = gateway
        self._connection = connection
        self._pool = pool

    async def plan(self, request: UploadRequest, progress: Progress | None = None) -> UploadPlan:
        """What this request would do.

        `progress` is told on the loop how many bytes have been hashed, and how many are to be.

        Raises:
            HubDeskError: the Hub refused or was not reached; UNAUTHORIZED without a token, FORBIDDEN where it may not
                write, REPO_NOT_FOUND, REVISION_NOT_FOUND where there is no such branch; BAD_PATTERN; BAD_FILE for a
                request with nothing in it.
        """
        from hubdesk.transfers.uploads.ignore import prepared
        from hubdesk.transfers.uploads.making import Making  # 15 ms that the first paint can do without

        if not request.sources and not request.delete:
            raise InputError(ErrorKind.BAD_FILE, "nothing to send and nothing to delete")
        for patterns in (request.include, request.exclude, request.delete):
            prepared(patterns)  # before the Hub is asked
        details = await self._gateway.details(request.ref, request.revision)
        await self._check_may_commit(request)
        remote = {file.path: file for file in await self._gateway.all_files(request.ref, details.commit)}
        making = Making(self._gateway, self._pool, request, details, remote)
        return await making.plan(self._connection.cache_dir, progress)

    def revise(self, plan: UploadPlan, unchecked: frozenset[str]) -> UploadPlan:
        """The plan without these files and deletions; what it was without before, and is not named now, comes back.

        Asks nobody. With tens of thousands of files it takes a moment: call it on a worker then.
        """
        from hubdesk.transfers.uploads.verdicts import settled, without

        return settled(plan, without(plan.files, unchecked))

    async def _check_may_commit(self, request: UploadRequest) -> None:
        is_pull_request = request.create_pr or request.revision.startswith("refs/pr/")
        try:
            await self._gateway.check_write(request.ref)
        except HubDeskError as error:
            # Whoever may read may offer changes; whether this token may is known when the Hub is asked about the files.
            if error.kind is not ErrorKind.FORBIDDEN or not is_pull_request:
                raise
        if request.revision != "main" and not request.revision.startswith("refs/pr/"):
            branches = (await self._gateway.refs(request.ref)).branches
            if not any(request.revision in {branch.name, branch.ref} for branch in branches):
                raise HubError(ErrorKind.REVISION_NOT_FOUND, "no such branch", subject=request.revision)
