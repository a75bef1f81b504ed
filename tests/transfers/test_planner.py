"""What the planner refuses before anything is queued."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.types import Connection, RepoDetails, RepoFile, RepoRef, RepoSummary
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.model import DownloadRequest
from hubdesk.transfers.planner import Planner

REF = RepoRef("meta-llama/Llama-3.1-8B-Instruct")
COMMIT = "c" * 40


class _Gated:
    """A repository whose large file this account may not have."""

    async def details(self, ref: RepoRef, revision: str) -> RepoDetails:
        return RepoDetails(RepoSummary(ref, gated="manual"), COMMIT, revision)

    async def check_read(self, _ref: RepoRef) -> None:
        raise HubError(ErrorKind.GATED)

    async def all_files(self, _ref: RepoRef, _commit: str) -> list[RepoFile]:
        return [
            RepoFile("README.md", 10, "a" * 40),
            RepoFile("model.safetensors", 1_000, "b" * 40, is_hidden=True),
        ]


async def test_a_file_without_a_digest_waits_for_access(tmp_path: Path) -> None:
    gateway: Any = _Gated()
    pool = HubPool()
    planner = Planner(gateway, Connection("hub", "https://huggingface.co", tmp_path), pool)
    try:
        plan = await planner.plan_download(DownloadRequest(REF))
        assert plan.needs_access
        assert plan.hides_digests
        assert [file.etag for file in plan.files] == ["a" * 40, ""]
        assert plan.total_bytes == 1_010
        plan = await planner.plan_download(DownloadRequest(REF, files=("README.md",)))
        assert plan.needs_access
        assert [file.path for file in plan.files] == ["README.md"]
        assert not plan.hides_digests
        (tmp_path / "model.safetensors").write_bytes(b"mine")
        plan = await planner.plan_download(DownloadRequest(REF, local_dir=tmp_path))
        assert [file.path for file in plan.conflicts] == ["model.safetensors"]  # whatever it will turn out to be
    finally:
        pool.close()
