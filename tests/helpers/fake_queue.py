"""A queue and a planner that move nothing: small stand-ins with the public face of the real ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import (
    FINISHED,
    Change,
    Direction,
    DownloadPlan,
    DownloadRequest,
    Orphan,
    PlannedFile,
    Presence,
    State,
    Transfer,
    TransferEvent,
    TransferFile,
    WaitReason,
)
from hubdesk.transfers.order import moved

Listener = Callable[[TransferEvent], None]


def make_transfer(transfer_id: int, repo_id: str, state: State, **values: object) -> Transfer:
    """A transfer with plausible values."""
    plain: dict[str, object] = {
        "ref": RepoRef(repo_id),
        "direction": Direction.DOWNLOAD,
        "state": state,
        "revision": "main",
        "commit": "a" * 40,
        "target": Path("/data/hub/models--x/snapshots") / ("a" * 40),
        "in_cache": True,
        "total_bytes": 16_400_000_000,
        "done_bytes": 0,
        "file_count": 12,
        "done_files": 0,
        "created": datetime(2026, 8, 1, tzinfo=UTC),
    }
    plain["position"] = float(transfer_id)
    return Transfer(transfer_id=transfer_id, **{**plain, **values})  # type: ignore[arg-type]


def example_transfers() -> list[Transfer]:
    """One for each state that a row can show."""
    soon = datetime.now(UTC) + timedelta(seconds=23)
    return [
        make_transfer(
            1, "Qwen/Qwen3-8B", State.ACTIVE, done_bytes=10_300_000_000, speed_bps=46e6, seconds_left=132.0,
            current_file="model-00003-of-00005.safetensors", file_count=5,
        ),
        make_transfer(2, "openai/whisper-large-v3", State.VERIFYING, total_bytes=3_100_000_000,
                      done_bytes=2_300_000_000, current_file="model.safetensors", file_count=11),
        make_transfer(3, "black-forest-labs/FLUX.1-schnell", State.PAUSED, total_bytes=23_800_000_000,
                      done_bytes=9_100_000_000, current_file="flux1-schnell.safetensors", file_count=27),
        make_transfer(4, "meta-llama/Llama-3.1-8B-Instruct", State.WAITING, wait_reason=WaitReason.ACCESS,
                      total_bytes=16_100_000_000, file_count=9, error=ErrorKind.GATED,
                      wait_until=datetime.now(UTC) + timedelta(minutes=12)),
        make_transfer(5, "LGAI-EXAONE/EXAONE-4.0-32B", State.FAILED, total_bytes=64_000_000_000,
                      done_bytes=13_400_000_000, error=ErrorKind.SERVER, error_detail="503", wait_until=soon),
        make_transfer(6, "BAAI/bge-m3", State.QUEUED, total_bytes=2_270_000_000),
        make_transfer(7, "upstage/SOLAR-10.7B-한국어-Instruct", State.DONE, total_bytes=21_500_000_000,
                      done_bytes=21_500_000_000, finished=datetime.now(UTC)),
        make_transfer(8, "gpt2", State.CANCELLED, total_bytes=548_000_000, file_count=1),
    ]  # fmt: skip


class FakeQueue:
    """Keeps transfers in memory and does at once what it is told; `calls` says what that was."""

    def __init__(self, transfers: list[Transfer] | None = None) -> None:
        self._transfers = {transfer.transfer_id: transfer for transfer in transfers or []}
        self._listeners: list[Listener] = []
        self.calls: list[tuple[str, object]] = []
        self.added: list[tuple[DownloadPlan, frozenset[str]]] = []
        self.file_lists: dict[int, tuple[TransferFile, ...]] = {}
        self.error: HubDeskError | None = None
        self.past: list[Transfer] = []
        self.rests_until: datetime | None = None

    def transfers(self) -> tuple[Transfer, ...]:
        return tuple(self._transfers.values())

    def subscribe(self, callback: Listener) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def put(self, transfer: Transfer) -> None:
        """Add or change one, and tell."""
        change = Change.UPDATED if transfer.transfer_id in self._transfers else Change.ADDED
        self._transfers[transfer.transfer_id] = transfer
        self._tell(TransferEvent(change, transfer))

    def step(self, transfer_id: int, state: State, **values: object) -> None:
        """Bring one into another state."""
        self.put(replace(self._transfers[transfer_id], state=state, **values))  # type: ignore[arg-type]

    async def files(self, transfer_id: int) -> tuple[TransferFile, ...]:
        return self.file_lists.get(transfer_id, ())

    async def add(self, plan: DownloadPlan, replace: frozenset[str] = frozenset()) -> int:
        if self.error is not None:
            raise self.error
        self.added.append((plan, replace))
        return len(self.added)

    async def pause(self, transfer_id: int) -> None:
        self._did("pause", transfer_id, State.PAUSED)

    async def resume(self, transfer_id: int) -> None:
        self._did("resume", transfer_id, State.QUEUED)

    async def retry(self, transfer_id: int) -> None:
        self._did("retry", transfer_id, State.QUEUED)

    async def cancel(self, transfer_id: int) -> None:
        self._did("cancel", transfer_id, State.CANCELLED)

    async def dismiss(self, transfer_id: int) -> None:
        self._did("dismiss", transfer_id, None)

    async def pause_files(self, transfer_id: int, paths: Collection[str]) -> None:
        self.calls.append(("pause_files", (transfer_id, frozenset(paths))))

    async def resume_files(self, transfer_id: int, paths: Collection[str]) -> None:
        self.calls.append(("resume_files", (transfer_id, frozenset(paths))))

    async def cancel_files(self, transfer_id: int, paths: Collection[str]) -> None:
        self.calls.append(("cancel_files", (transfer_id, frozenset(paths))))

    async def move(self, transfer_ids: Collection[int], before: int | None) -> None:
        places = moved(
            {one.transfer_id: one.position or one.transfer_id for one in self.transfers()}, transfer_ids, before
        )
        for transfer_id, position in places.items():
            transfer = replace(self._transfers[transfer_id], position=position)
            self._transfers[transfer_id] = transfer
            self._tell(TransferEvent(Change.MOVED, transfer))

    async def history(self, search: str = "", limit: int = 100, offset: int = 0) -> tuple[Transfer, ...]:
        found = [one for one in self.past if search.casefold() in one.ref.repo_id.casefold()]
        return tuple(found[offset : offset + limit])

    async def forget(self, transfer_ids: Collection[int]) -> None:
        self.past = [one for one in self.past if one.transfer_id not in transfer_ids]

    async def verify(self, transfer_id: int) -> bool:
        self._did("verify", transfer_id, State.VERIFYING)
        return True

    def look_again(self) -> None:
        self.calls.append(("look_again", None))

    async def pause_all(self) -> None:
        self.calls.append(("pause_all", None))

    async def resume_all(self) -> None:
        self.calls.append(("resume_all", None))

    async def clear_finished(self) -> None:
        self.calls.append(("clear_finished", None))
        for transfer in self.transfers():
            if transfer.state in FINISHED:
                self._take_away(transfer)

    def _did(self, name: str, transfer_id: int, state: State | None) -> None:
        self.calls.append((name, transfer_id))
        if self.error is not None:
            raise self.error
        if state is None:
            self._take_away(self._transfers[transfer_id])
        else:
            self.step(transfer_id, state)

    def _take_away(self, transfer: Transfer) -> None:
        del self._transfers[transfer.transfer_id]
        self._tell(TransferEvent(Change.REMOVED, transfer))

    def _tell(self, event: TransferEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)


class FakePlanner:
    """Answers with a plan for the files it was given, filtered by nothing but `include` being `none`."""

    def __init__(
        self, files: tuple[PlannedFile, ...], *, free_bytes: int = 10**12, target: Path = Path("/data")
    ) -> None:
        self.files = files
        self.free_bytes = free_bytes
        self.target = target
        self.requests: list[DownloadRequest] = []
        self.error: HubDeskError | None = None
        self.needs_access = False
        self.orphans: tuple[Orphan, ...] = ()

    async def remove_orphans(self, plan: DownloadPlan) -> int:
        self.orphans = tuple(orphan for orphan in plan.orphans if orphan.in_use)
        return 1

    async def plan_download(self, request: DownloadRequest) -> DownloadPlan:
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        files = () if "none" in request.include else self.files
        target = request.local_dir or self.target
        return DownloadPlan(
            request, "b" * 40, files, target, self.free_bytes, 1, needs_access=self.needs_access, orphans=self.orphans
        )


def example_files() -> tuple[PlannedFile, ...]:
    """Absent, partly here, here, and another file of the same name."""
    return (
        PlannedFile("README.md", 5_200, "1" * 40),
        PlannedFile("config.json", 1_100, "2" * 40, Presence.PRESENT, 1_100),
        PlannedFile("model-00001-of-00002.safetensors", 4_900_000_000, "3" * 64, Presence.PARTIAL, 1_200_000_000),
        PlannedFile("model-00002-of-00002.safetensors", 4_700_000_000, "4" * 64),
        PlannedFile("tokenizer/tokenizer.json", 11_400_000, "5" * 64, Presence.DIFFERENT),
    )
