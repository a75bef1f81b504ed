"""Everything a download needs, on a data dir of its own and a real practice Hub."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from helpers.practice_hub import PracticeHub
from hubdesk.account.connections import connection_for
from hubdesk.core.paths import Paths
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection, RepoRef
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.assembly import build_transfers
from hubdesk.transfers.model import DownloadPlan, DownloadRequest, State, Transfer, TransferEvent
from hubdesk.transfers.planner import Planner
from hubdesk.transfers.queue import TransferQueue
from hubdesk.transfers.uploads.planner import UploadPlanner

SMALL = RepoRef("openai-community/gpt2")
WEIGHTS = "model.safetensors"  # of SMALL: some 600 kB
LARGE = RepoRef("unsloth/Qwen3-Coder-30B-A3B-Instruct-GGUF")
LARGE_FILE = "Qwen3-Coder-30B-A3B-Instruct-Q4_K_M.gguf"  # some 190 MB


class House:
    """One process's worth of planner and queue; `move_in` starts it, `move_out` ends it."""

    def __init__(self, hub: PracticeHub, data_dir: Path, token: str | None = None) -> None:
        self.hub = hub
        self.paths = Paths(data_dir)
        self.paths.create()
        self.connection: Connection = connection_for(hub.url, self.paths)
        self.token = token
        self.events: list[TransferEvent] = []
        self._changed = asyncio.Event()

    async def move_in(self, *, resume: bool = True) -> House:
        """Build the services and start the queue."""
        self.pool = HubPool()
        self.gateway = HubGateway(self.connection, self.pool, lambda: self.token)
        self.settings = SettingsStore(self.paths.settings)
        self.planner: Planner
        self.queue: TransferQueue
        self.planner, self.queue = build_transfers(
            self.paths, self.connection, self.gateway, self.pool, lambda: self.token, self.settings
        )
        self.upload_planner = UploadPlanner(self.gateway, self.connection, self.pool)
        self.queue.subscribe(self._on_event)
        await self.queue.start(resume=resume)
        return self

    async def move_out(self) -> None:
        """End everything."""
        await self.queue.close()
        self.gateway.close()
        self.pool.close()

    async def plan(self, ref: RepoRef = SMALL, *files: str, **wishes: Any) -> DownloadPlan:  # noqa: ANN401 - the fields of a request
        """Plan a download."""
        return await self.planner.plan_download(DownloadRequest(ref, files=files, **wishes))

    async def until(
        self, condition: Callable[[Transfer], object], transfer_id: int = 0, timeout: float = 40
    ) -> Transfer:
        """Wait until a transfer (else the last one) fulfils a condition."""
        async with asyncio.timeout(timeout):
            while True:
                self._changed.clear()
                found = [each for each in self.queue.transfers() if transfer_id in {0, each.transfer_id}]
                if found and condition(found[-1]):
                    return found[-1]
                await self._changed.wait()

    async def until_state(self, *states: State, transfer_id: int = 0, timeout: float = 40) -> Transfer:
        """Wait until a transfer (else the last one) is in one of these states."""
        return await self.until(lambda transfer: transfer.state in states, transfer_id, timeout)

    def parts(self) -> list[Path]:
        """Every part file and note below the data dir."""
        return [path for path in self.paths.data_dir.rglob("*") if ".part" in path.name]

    def ranges(self, path: str) -> list[int]:
        """Where each request for a file began, as the Hub saw it."""
        starts = []
        for request in self.hub.requests():
            if request["method"] == "GET" and request["path"].endswith(path):
                match = re.match(r"bytes=(\d+)-", request["range"] or "")
                starts.append(int(match[1]) if match else 0)
        return starts

    def went_on_at(self, path: str) -> int:
        """The furthest byte that a request for a file began at; one that was cut may be listed late."""
        return max(self.ranges(path))

    def _on_event(self, event: TransferEvent) -> None:
        self.events.append(event)
        self._changed.set()


def engines() -> list[psutil.Process]:
    """The engines that this process started."""
    return [child for child in psutil.Process().children() if "--engine" in _command(child)]


def _command(process: psutil.Process) -> list[str]:
    """Its command line; none for one that has ended and was not yet fetched."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []
