"""Blocking calls on threads that nobody joins."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.hub.pool import HubPool


async def started(event: threading.Event) -> None:
    """Wait for a worker without blocking the loop."""
    async with asyncio.timeout(5):
        while not event.is_set():
            await asyncio.sleep(0)


class Blocker:
    """A call that says when it runs and ends when told."""

    def __init__(self) -> None:
        self.running = threading.Event()
        self.release = threading.Event()

    def __call__(self) -> str:
        self.running.set()
        self.release.wait(10)
        return "done"


async def test_a_result_comes_back(pool: HubPool) -> None:
    assert await pool.run(divmod, 7, 2) == (3, 1)


async def test_an_exception_comes_back(pool: HubPool) -> None:
    with pytest.raises(ZeroDivisionError):
        await pool.run(divmod, 7, 0)


@pytest.mark.parametrize(
    "family", [KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration, asyncio.CancelledError]
)
async def test_what_would_end_the_loop_becomes_an_ordinary_error(pool: HubPool, family: type[BaseException]) -> None:
    def fail() -> None:
        raise family

    with pytest.raises(HubDeskError) as caught:
        await pool.run(fail)
    assert caught.value.kind is ErrorKind.INTERNAL
    assert isinstance(caught.value.__cause__, family)
    assert await pool.run(int, "5") == 5


async def test_a_cancelled_call_that_still_waits_is_never_made() -> None:
    pool = HubPool(workers=1)
    first, ran = Blocker(), []
    holding = asyncio.create_task(pool.run(first, lane="search"))
    await started(first.running)
    stale = asyncio.create_task(pool.run(ran.append, "stale", lane="search"))
    await asyncio.sleep(0)
    stale.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stale
    first.release.set()
    await holding
    await pool.run(ran.append, "next", lane="search")
    assert ran == ["next"]
    pool.close()


async def test_a_cancelled_call_that_runs_frees_its_place_at_once() -> None:
    pool = HubPool(workers=1)
    stalled = Blocker()
    task = asyncio.create_task(pool.run(stalled, lane="search"))
    await started(stalled.running)
    waiting = asyncio.create_task(pool.run(str, "next", lane="search"))
    await asyncio.sleep(0)
    task.cancel()
    assert await asyncio.wait_for(waiting, 5) == "next"
    assert await asyncio.wait_for(pool.run(str, "after"), 5) == "after"
    stalled.release.set()
    pool.close()


async def test_one_lane_never_holds_every_worker() -> None:
    pool = HubPool(workers=3)
    blockers = [Blocker() for _ in range(6)]
    tasks = [asyncio.create_task(pool.run(blocker, lane="images")) for blocker in blockers]
    await started(blockers[0].running)
    await started(blockers[1].running)
    assert await asyncio.wait_for(pool.run(str, "at once", lane="search"), 5) == "at once"
    assert not blockers[2].running.is_set()
    for blocker in blockers:
        blocker.release.set()
    assert await asyncio.gather(*tasks) == ["done"] * 6
    pool.close()


async def test_lanes_take_turns() -> None:
    pool = HubPool(workers=1)
    order: list[str] = []
    gate = Blocker()
    first = asyncio.create_task(pool.run(gate))
    await started(gate.running)
    tasks = [asyncio.create_task(pool.run(order.append, f"image {n}", lane="images")) for n in range(3)]
    await asyncio.sleep(0)
    tasks.append(asyncio.create_task(pool.run(order.append, "search", lane="search")))
    await asyncio.sleep(0)
    gate.release.set()
    await asyncio.gather(first, *tasks)
    assert order.index("search") == 1
    pool.close()


async def test_closing_neither_waits_nor_takes_more() -> None:
    pool = HubPool(workers=1)
    stalled = Blocker()
    task = asyncio.create_task(pool.run(stalled))
    await started(stalled.running)
    queued = asyncio.create_task(pool.run(str, "queued"))
    await asyncio.sleep(0)
    before = time.monotonic()
    pool.close()
    assert time.monotonic() - before < 1
    with pytest.raises(asyncio.CancelledError):
        await queued
    with pytest.raises(HubDeskError):
        await pool.run(str, "late")
    stalled.release.set()
    assert await task == "done"


def test_a_loop_that_closed_meanwhile_does_no_harm() -> None:
    pool = HubPool(workers=1)
    stalled = Blocker()

    async def leave() -> None:
        task = asyncio.create_task(pool.run(stalled))
        await started(stalled.running)
        task.cancel()

    asyncio.run(leave())
    stalled.release.set()

    async def use_again() -> str:
        return await pool.run(str, "works")

    assert asyncio.run(use_again()) == "works"
    pool.close()


async def test_workers_end_with_the_pool(wait_until: Callable[..., object]) -> None:
    before = threading.active_count()
    pool = HubPool(workers=2)
    await asyncio.gather(*(pool.run(str, n, lane=str(n)) for n in range(20)))
    pool.close()
    async with asyncio.timeout(5):
        while threading.active_count() > before:
            await asyncio.sleep(0)
