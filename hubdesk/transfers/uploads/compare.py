"""Tells unchanged files from changed ones: only those whose path and size are in the repository already are hashed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from hubdesk.core.types import RepoFile
from hubdesk.transfers.digest import READ_SIZE, new_digest
from hubdesk.transfers.uploads.model import FileMode, PlannedUpload, Verdict
from hubdesk.transfers.uploads.reading import opened

Count = Callable[[int], None]


def must_be_hashed(files: Sequence[PlannedUpload], remote: Mapping[str, RepoFile]) -> list[PlannedUpload]:
    """The files of which only the content tells whether they changed."""
    return [
        file
        for file in files
        if file.verdict is Verdict.ADDED and (known := remote.get(file.path)) and known.size == file.size
    ]


class Hashing:
    """The digests of files, for several workers to make together."""

    def __init__(
        self,
        files: Sequence[PlannedUpload],
        remote: Mapping[str, RepoFile],
        contents: Mapping[str, bytes],
        check: Callable[[], None],
        count: Count,
    ) -> None:
        self._waiting = iter(files)
        self._remote = remote
        self._contents = contents
        self._check = check
        self._count = count
        self._lock = threading.Lock()
        self.digests: dict[str, str] = {}

    def work(self) -> None:
        """Hash files until none is left; a file that cannot be read has no digest."""
        while True:
            with self._lock:
                file = next(self._waiting, None)
            if file is None:
                return
            digest = new_digest(self._remote[file.path].etag, file.size)
            try:
                for block in self._blocks(file):
                    self._check()
                    digest.update(block)
                    self._count(len(block))
            except OSError:
                continue
            with self._lock:
                self.digests[file.path] = digest.hexdigest()

    def _blocks(self, file: PlannedUpload) -> Iterator[bytes]:
        if file.local is None:
            yield self._contents[file.path]
            return
        left = file.size
        with opened(file.local) as source:
            # One that grows in the meantime is not read for ever.
            while left > 0 and (block := source.read(min(left, READ_SIZE))):
                yield block
                left -= len(block)


def compared(
    files: Sequence[PlannedUpload], remote: Mapping[str, RepoFile], digests: Mapping[str, str]
) -> list[PlannedUpload]:
    """The files with their verdicts."""
    return [_compared(file, remote.get(file.path), digests.get(file.path, "")) for file in files]


def _compared(file: PlannedUpload, known: RepoFile | None, digest: str) -> PlannedUpload:
    if known is None or file.verdict is not Verdict.ADDED:
        return file
    oid = digest if len(digest) == 64 else ""
    if digest == known.etag:
        mode = FileMode.LFS if known.lfs_sha256 else FileMode.REGULAR
        return replace(file, verdict=Verdict.UNCHANGED, mode=mode, oid=oid)
    return replace(file, verdict=Verdict.CHANGED, oid=oid)
