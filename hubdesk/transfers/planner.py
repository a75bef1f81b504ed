"""What a download would do: pins the commit, picks the files, and looks at what is on the disk already."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError, HubError, InputError
from hubdesk.core.types import Connection, RepoFile
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.hub.translate import translate_errors
from hubdesk.transfers.adopt import orphans_of, remove_orphans
from hubdesk.transfers.job import Job
from hubdesk.transfers.layout import CachePlace, FolderPlace
from hubdesk.transfers.model import DownloadPlan, DownloadRequest, Orphan, PlannedFile, Presence
from hubdesk.transfers.notes import kept_bytes
from hubdesk.transfers.safety import check_case, check_inside, check_names, existing_parent, ignores_case
from hubdesk.transfers.space import room


class Planner:
    """Makes plans; nothing moves and nothing is written."""

    def __init__(self, gateway: HubGateway, connection: Connection, pool: HubPool) -> None:
        self._gateway = gateway
        self._connection = connection
        self._pool = pool

    async def plan_download(self, request: DownloadRequest) -> DownloadPlan:
        """What this request would fetch, and where to.

        Files whose digests the Hub hides from this account have none in the plan either: `reveal` looks again later.

        Raises:
            HubDeskError: the Hub refused or was not reached; FILE_NOT_FOUND for a file that the request names and the
                repository lacks or for patterns that match nothing; UNTRUSTED for an unsafe path.
        """
        if request.local_dir is not None and not request.local_dir.is_absolute():
            raise InputError(ErrorKind.BAD_FILE, "the folder's path is not absolute", subject=str(request.local_dir))
        details = await self._gateway.details(request.ref, request.revision)
        listed = await self._gateway.all_files(request.ref, details.commit)
        chosen = choose(listed, request)
        needs_access = bool(details.summary.gated) and await self._is_shut_out(request)
        plan = await self._inspect(request, details.commit, chosen, len(listed))
        return replace(plan, needs_access=needs_access or plan.hides_digests)

    async def reveal(self, job: Job) -> DownloadPlan:
        """The plan of a job whose files the Hub did not show whole, made anew for the same files and commit.

        Raises:
            HubDeskError: the Hub refused or was not reached; the disk cannot be read.
        """
        wanted = tuple(sorted(job.wanted()))
        request = DownloadRequest(job.ref, job.revision, files=wanted, local_dir=None if job.in_cache else job.target)
        listed = await self._gateway.all_files(job.ref, job.commit)
        names = set(wanted)
        chosen = [file for file in listed if file.path in names]
        return await self._inspect(request, job.commit, chosen, len(listed))

    async def _inspect(
        self, request: DownloadRequest, commit: str, chosen: Sequence[RepoFile], listed: int
    ) -> DownloadPlan:
        """Look at the disk, on a worker, for as long as somebody waits for it."""
        cancelled = threading.Event()
        try:
            return await self._pool.run(self._read_disk, request, commit, chosen, listed, cancelled, lane="plan")
        finally:
            cancelled.set()

    async def remove_orphans(self, plan: DownloadPlan) -> int:
        """Remove what other programs began and left, as far as nobody is at it; the bytes freed.

        Raises:
            DiskError: one is there and cannot be removed.
        """

        def work() -> int:
            with translate_errors(str(plan.target)):
                return remove_orphans(plan.orphans)

        return await self._pool.run(work, lane="plan")

    async def _is_shut_out(self, request: DownloadRequest) -> bool:
        """Whether a gated repository is closed to this account; where that cannot be found out, the files will tell."""
        try:
            await self._gateway.check_read(request.ref)
        except HubDeskError as error:
            return error.kind in {ErrorKind.GATED, ErrorKind.UNAUTHORIZED, ErrorKind.FORBIDDEN}
        return False

    def _read_disk(
        self,
        request: DownloadRequest,
        commit: str,
        chosen: Sequence[RepoFile],
        listed: int,
        cancelled: threading.Event,
    ) -> DownloadPlan:

        def check() -> None:
            if cancelled.is_set():
                raise HubDeskError(ErrorKind.INTERNAL, "nobody waits for the plan any more")

        target = request.local_dir or self.snapshot_folder(request, commit)
        with translate_errors(str(target)):
            check_names(file.path for file in chosen)
            volume = existing_parent(target)
            if not volume.is_dir():
                raise DiskError(
                    ErrorKind.TARGET_EXISTS, "a file stands where the folder should be", subject=str(volume)
                )
            if ignores_case(volume):
                check_case(file.path for file in chosen)
            orphans: list[Orphan] = []
            return DownloadPlan(
                request=request,
                commit=commit,
                files=tuple(self._look_at(request, commit, target, file, check, orphans) for file in chosen),
                target=target,
                free_bytes=room(volume),
                left_out=listed - len(chosen),
                orphans=tuple(orphans),
            )

    def snapshot_folder(self, request: DownloadRequest, commit: str) -> Path:
        """The snapshot's folder in the connection's cache."""
        return self._connection.cache_dir / request.ref.cache_folder / "snapshots" / commit

    def _look_at(
        self,
        request: DownloadRequest,
        commit: str,
        target: Path,
        file: RepoFile,
        check: Callable[[], None],
        orphans: list[Orphan],
    ) -> PlannedFile:
        check()
        if file.is_hidden:
            in_the_way = request.local_dir is not None and os.path.lexists(check_inside(target, file.path))
            return PlannedFile(file.path, file.size, "", Presence.DIFFERENT if in_the_way else Presence.ABSENT)
        planned = PlannedFile(file.path, file.size, file.etag, xet_hash=file.xet_hash)
        place: CachePlace | FolderPlace
        if request.local_dir is None:
            place = CachePlace(
                self._connection.cache_dir, request.ref, commit, request.revision, file.path, file.etag, file.size
            )
            if place.is_present():
                return replace(planned, presence=Presence.PRESENT, have_bytes=file.size)
        else:
            place = FolderPlace(target, commit, file.path, file.etag, file.size)
            final = check_inside(target, file.path)
            if final.is_file() and place.is_present(check):
                return replace(planned, presence=Presence.PRESENT, have_bytes=file.size)
            if final.is_symlink() or final.exists():
                return replace(planned, presence=Presence.DIFFERENT)
        orphans += orphans_of(place)
        if kept := kept_bytes(place.part, file.etag, file.size):
            return replace(planned, presence=Presence.PARTIAL, have_bytes=kept)
        return planned


def choose(files: Sequence[RepoFile], request: DownloadRequest) -> tuple[RepoFile, ...]:
    """The files that a request means.

    A name in `files` is a file or a folder. Patterns are those of `hf download`: they see the whole path, `*` crosses
    `/`, and a pattern that ends in `/` means everything below.

    Raises:
        InputError: BAD_PATTERN, for an empty one.
        HubError: FILE_NOT_FOUND, where a name or all patterns together match nothing.
    """
    include, exclude = _patterns(request.include), _patterns(request.exclude)
    if not request.files and not include:
        chosen = {file.path for file in files}
    else:
        chosen = {file.path for file in files if _matches(file.path, include)}
        for name in request.files:
            chosen |= _named(name, files)
    found = tuple(file for file in files if file.path in chosen and not _matches(file.path, exclude))
    if not found and files:
        raise HubError(ErrorKind.FILE_NOT_FOUND, "no file matches", subject=", ".join(request.include)[:200])
    return found


def _named(name: str, files: Sequence[RepoFile]) -> set[str]:
    wanted = name.removesuffix("/")
    found = {file.path for file in files if file.path == name or file.path.startswith(f"{wanted}/")}
    if not found:
        raise HubError(ErrorKind.FILE_NOT_FOUND, "the repository has no such file", subject=name[:200])
    return found


def _patterns(patterns: Iterable[str]) -> tuple[str, ...]:
    found = tuple(f"{pattern}*" if pattern.endswith("/") else pattern for pattern in patterns)
    if not all(found):
        raise InputError(ErrorKind.BAD_PATTERN, "an empty pattern")
    return found


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
