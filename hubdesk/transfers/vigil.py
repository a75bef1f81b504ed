"""Watches over what stands in the way of transfers: the network, the space on the disks, access to repositories."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.hub.gateway import HubGateway
from hubdesk.transfers.ground import Ground, Soil
from hubdesk.transfers.job import Job
from hubdesk.transfers.model import RUNNING, State, WaitReason
from hubdesk.transfers.planner import Planner
from hubdesk.transfers.space import Shortage
from hubdesk.transfers.verdict import ACCESS_S, SPACE_S, UNREACHED, back_off, is_rejected

if TYPE_CHECKING:  # the scheduler's, which the first paint does without
    from hubdesk.transfers.holds import Holds

LOOK_EVERY_S = 1.0
DISKS_EVERY_S = 3.0
DISKS_TIMEOUT_S = 10.0
PROBE_S = (1.0, 2.0, 3.0, 5.0, 8.0, 10.0)
_NO_NETWORK = HubDeskError(ErrorKind.OFFLINE, "the Hub is not reached")

log = logging.getLogger("hubdesk.transfers")


class Vigil:
    """Looks while something runs or waits, and rests otherwise. `attach` says what it watches over."""

    def __init__(self, gateway: HubGateway, planner: Planner, ground: Ground) -> None:
        self._gateway = gateway
        self._planner = planner
        self._ground = ground
        self._jobs: Callable[[], Iterable[Job]] = tuple
        self._holds: Holds | None = None
        self._tasks = TaskRunner(lambda name, error: log.error("%s: %s", name, error, exc_info=error))
        self._due = asyncio.Event()
        self._is_down = False
        self._probes = 0
        self._probe_at = 0.0
        self._disks_at = 0.0
        self._asked: dict[int, int] = {}  # how often access was asked for, by transfer
        self._short_since: dict[int, float] = {}
        self._running: set[int] = set()
        self._ask_now = False
        self._watches = False

    def attach(self, jobs: Callable[[], Iterable[Job]], holds: Holds) -> None:
        """Watch over these from now on."""
        self._jobs, self._holds = jobs, holds
        self._wake_up()

    async def close(self) -> None:
        """Watch no more."""
        self._holds = None
        await self._tasks.close()

    def hear(self, job: Job) -> None:
        """A job has changed."""
        if job.state is State.WAITING and not job.held:
            if job.wait_reason is WaitReason.SPACE and job.transfer_id not in self._short_since:
                self._disks_at = 0.0
            self._due.set()
        if job.state in RUNNING and job.transfer_id not in self._running:
            self._running.add(job.transfer_id)
            self._disks_at = 0.0
            self._due.set()
        elif job.state not in RUNNING:
            self._running.discard(job.transfer_id)
        if job.state in RUNNING or job.state is State.WAITING:
            self._wake_up()

    def look_now(self) -> None:
        """A person is back, or has done something: ask at once what can be asked."""
        self._ask_now = True
        self._probe_at = self._disks_at = 0.0
        self._due.set()
        self._wake_up()

    def _wake_up(self) -> None:
        if not self._watches and self._holds is not None:
            self._watches = True
            self._tasks.spawn(self._watch(), name="watch over transfers")

    async def _watch(self) -> None:
        try:
            while self._holds is not None and any(_concerns(job) for job in self._jobs()):
                self._due.clear()
                ask_now, self._ask_now = self._ask_now, False
                holds = self._holds
                await self._look_at_network(holds)
                await self._look_at_disks(holds)
                await self._look_at_access(holds, ask_now)
                try:
                    await asyncio.wait_for(self._due.wait(), LOOK_EVERY_S)
                except TimeoutError:
                    continue
        finally:
            self._watches = False

    # the network: one question for everybody

    async def _look_at_network(self, holds: Holds) -> None:
        cut_off = self._waiting(WaitReason.NETWORK, lambda job: job.error in UNREACHED)
        if not cut_off:
            self._is_down, self._probes, self._probe_at = False, 0, 0.0
            return
        now, clock = _now(), asyncio.get_running_loop().time()
        due = any(job.wait_until is None or job.wait_until <= now for job in cut_off)
        if clock < self._probe_at and not (due and not self._is_down):
            return
        if await self._is_there():
            was_down, self._is_down = self._is_down, False
            self._probes = 0
            for job in cut_off:
                if was_down or job.wait_until is None or job.wait_until <= _now():
                    holds.wake(job)
            self._probe_at = clock + PROBE_S[-1]
            return
        self._is_down = True
        pause = back_off(PROBE_S, self._probes)
        self._probes += 1
        self._probe_at = asyncio.get_running_loop().time() + pause
        until = _now() + timedelta(seconds=pause)
        for job in tuple(self._jobs()):
            if job.held or job.upload is not None:
                continue
            if job.state is State.QUEUED or (job.state is State.ACTIVE and not job.meter.bps()):
                holds.put_off(job, WaitReason.NETWORK, until, _NO_NETWORK)
        for job in self._waiting(WaitReason.NETWORK, lambda job: job.error in UNREACHED):
            holds.later(job, until)

    async def _is_there(self) -> bool:
        try:
            await self._gateway.check_there()
        except HubDeskError:
            return False
        return True

    # space, and the folders themselves

    async def _look_at_disks(self, holds: Holds) -> None:
        clock = asyncio.get_running_loop().time()
        short = self._waiting(WaitReason.SPACE)
        self._short_since = {each.transfer_id: self._short_since.get(each.transfer_id, clock) for each in short}
        # What is finished and read once more needs no room.
        running = [job for job in self._jobs() if job.upload is None and job.finished is None and job.state in RUNNING]
        if clock < self._disks_at or not (short or running):
            return
        self._disks_at = clock + DISKS_EVERY_S
        try:
            found = await asyncio.wait_for(
                self._ground.look({self._ground.root(job) for job in [*running, *short]}), DISKS_TIMEOUT_S
            )
        except TimeoutError:  # a disk that sleeps, a share whose server is gone: the engine will hear of it
            return
        left: dict[int, int] = {}
        for job in running:
            if (soil := found.get(self._ground.root(job))) is not None:
                self._judge_running(holds, job, soil, left)
        for job in short:
            soil = found.get(self._ground.root(job))
            if soil is not None and job.state is State.WAITING:
                self._judge_waiting(holds, job, soil, left, clock)

    def _judge_running(self, holds: Holds, job: Job, soil: Soil, left: dict[int, int]) -> None:
        if not soil.is_there:
            error = DiskError(ErrorKind.TARGET_GONE, "the folder is not there", subject=str(self._ground.root(job)))
            holds.give_up(job, error)
            return
        free = left.setdefault(soil.volume, soil.room)
        needed = job.total_bytes - job.done_bytes
        # What is counted is a moment behind what is on the disk: half the reserve bears that.
        if needed > free + soil.reserve // 2:
            holds.put_off(job, WaitReason.SPACE, None, Shortage(needed, free).error())
        else:
            left[soil.volume] = max(0, free - needed)

    def _judge_waiting(self, holds: Holds, job: Job, soil: Soil, left: dict[int, int], clock: float) -> None:
        if not soil.is_there:
            return
        free = left.setdefault(soil.volume, soil.room)
        needed = job.total_bytes - job.done_bytes
        if needed > free:
            holds.later(job, None, Shortage(needed, free).detail)
            return
        # A quota may say no where the disk seems to have room: then it is tried ever more rarely.
        if job.waits <= 1 or clock - self._short_since[job.transfer_id] >= back_off(SPACE_S, job.waits - 1):
            left[soil.volume] = free - needed
            holds.wake(job)

    # access

    async def _look_at_access(self, holds: Holds, ask_now: bool) -> None:
        waiting = self._waiting(WaitReason.ACCESS)
        self._asked = {each.transfer_id: self._asked.get(each.transfer_id, 0) for each in waiting}
        for job in waiting:
            if job.wait_until is None:
                holds.later(job, _now() + timedelta(seconds=back_off(ACCESS_S, 0)))
            elif (ask_now or job.wait_until <= _now()) and not await self._ask_for_access(holds, job):
                tries = self._asked[job.transfer_id] = self._asked[job.transfer_id] + 1
                holds.later(job, _now() + timedelta(seconds=back_off(ACCESS_S, tries)))

    async def _ask_for_access(self, holds: Holds, job: Job) -> bool:
        """Whether a job need not wait any longer, for good or bad."""
        try:
            await self._gateway.check_read(job.ref)
            plan = await self._planner.reveal(job) if job.hides_digests else None
        except HubDeskError as error:
            if job.wait_reason is not WaitReason.ACCESS:
                return True
            if is_rejected(error):
                holds.give_up(job, error)
                return True
            return False
        if plan is not None and job.wait_reason is WaitReason.ACCESS:
            if plan.hides_digests:
                return False
            holds.reveal(job, plan)
        holds.wake(job)
        return True

    def _waiting(self, reason: WaitReason, also: Callable[[Job], bool] = lambda job: True) -> list[Job]:
        return [
            job
            for job in self._jobs()
            if job.state is State.WAITING and job.wait_reason is reason and not job.held and also(job)
        ]


def _concerns(job: Job) -> bool:
    return not job.held and (
        job.state in RUNNING
        or (job.state is State.WAITING and job.wait_reason not in {WaitReason.SIGN_IN, WaitReason.DECISION})
    )


def _now() -> datetime:
    return datetime.now(UTC)
