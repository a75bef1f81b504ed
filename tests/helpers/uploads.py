"""Everything an upload needs: a house with a planner of uploads, repositories of its own, the library as the judge."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from helpers.downloads import House
from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import State, Transfer
from hubdesk.transfers.uploads.model import UploadPlan, UploadRequest, UploadSource
from hubdesk.transfers.uploads.planner import UploadPlanner

COMMIT_PATH = "/commit/"
PART = 16 << 20  # in which parts the practice Hub takes large files


class UploadHouse(House):
    """A house that uploads to a repository of its own."""

    def __init__(self, hub: PracticeHub, data_dir: Path, name: str) -> None:
        super().__init__(hub, data_dir, hub.token)
        self.client = HubClient(hub.url, hub.token)
        answer = self.client.post("/api/repos/create", {"name": name, "organization": None})
        assert answer.status in {200, 409}, answer.body
        self.ref = RepoRef(f"minji/{name}")

    async def plan_upload(self, *sources: UploadSource | Path, **wishes: Any) -> UploadPlan:  # noqa: ANN401 - the fields of a request
        """Plan an upload; a path alone goes to the top."""
        found = tuple(each if isinstance(each, UploadSource) else UploadSource("", each) for each in sources)
        planner = UploadPlanner(self.gateway, self.connection, self.pool)
        return await planner.plan(UploadRequest(self.ref, found, **wishes))

    async def upload(self, *sources: UploadSource | Path, **wishes: Any) -> int:  # noqa: ANN401 - the fields of a request
        """Plan and queue an upload."""
        return await self.queue.add_upload(await self.plan_upload(*sources, **wishes))

    async def uploaded(self, *sources: UploadSource | Path, **wishes: Any) -> Transfer:  # noqa: ANN401 - the fields of a request
        """Plan, queue and wait until it is done."""
        await self.upload(*sources, **wishes)
        ended = await self.until_state(State.DONE, State.FAILED, State.WAITING)
        assert ended.state is State.DONE, ended
        return ended

    def head(self, revision: str = "main") -> str:
        """The commit that a branch is at."""
        commit: str = self.client.get(f"/api/models/{self.ref.repo_id}/revision/{revision}").json["sha"]
        return commit

    def titles(self, revision: str = "main") -> list[str]:
        """The titles of the commits, newest first."""
        found = self.client.get(f"/api/models/{self.ref.repo_id}/commits/{revision}").json
        return [commit["title"] for commit in found]

    def commit(self, path: str, content: str) -> None:
        """Somebody else's commit."""
        lines: list[dict[str, Any]] = [
            {"key": "header", "value": {"summary": "theirs"}},
            {"key": "file", "value": {"path": path, "content": content, "encoding": "utf-8"}},
        ]
        assert self.client.commit(f"/api/models/{self.ref.repo_id}/commit/main", *lines).status == 200

    def sent(self, path: str = "/_lfs/", method: str = "PUT") -> list[int]:
        """How many bytes came with each such request."""
        return [
            request["bytes_in"]
            for request in self.hub.requests()
            if request["method"] == method and path in request["path"]
        ]

    def commits_sent(self) -> int:
        """How often a commit was asked for."""
        return len(self.sent(f"{self.ref.repo_id}{COMMIT_PATH}", "POST"))


def digests(library: Library, repo: str, revision: str = "main") -> dict[str, str]:
    """The sha256 of large files and the git sha1 of others, as the library sees them."""
    found: dict[str, str] = library(
        "{each.path: each.lfs.sha256 if each.lfs else each.blob_id for each in "
        f"api.list_repo_tree({repo!r}, recursive=True, revision={revision!r}) if hasattr(each, 'blob_id')}}"
    )
    found.pop(".gitattributes", None)
    return found


def digest(content: bytes, *, large: bool) -> str:
    """The digest that the Hub knows some content by."""
    if large:
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def made_up(seed: str, size: int) -> bytes:
    """Content that cannot be compressed and is always the same."""
    return hashlib.shake_128(seed.encode()).digest(size)
