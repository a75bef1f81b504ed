"""Background work: every error arrives, what is outdated stops, closing ends everything."""

from __future__ import annotations

import asyncio

import pytest

from hubdesk.core.tasks import TaskRunner


class Errors:
    def __init__(self) -> None:
        self.seen: list[tuple[str, Exception]] = []

    def __call__(self, name: str, error: Exception) -> None:
        self.seen.append((name, error))


@pytest.fixture
def errors() -> Errors:
    return Errors()


async def test_an_error_goes_to_the_one_place(errors: Errors) -> None:
    runner = TaskRunner(errors)

    async def fails() -> None:
        raise ValueError("no")

    task = runner.spawn(fails(), name="search")
    assert task is not None
    await task
    assert [(name, str(error)) for name, error in errors.seen] == [("search", "no")]


async def test_a_newer_job_in_a_lane_cancels_the_older(errors: Errors) -> None:
    runner = TaskRunner(errors)
    done: list[str] = []
    never = asyncio.Event()

    async def job(name: str, wait: bool) -> None:
        if wait:
            await never.wait()
        done.append(name)

    old = runner.latest("search", job("old", wait=True))
    await asyncio.sleep(0)
    new = runner.latest("search", job("new", wait=False))
    assert old is not None
    assert new is not None
    await asyncio.wait([old, new])
    assert old.cancelled()
    assert done == ["new"]
    assert errors.seen == []


async def test_cancelling_a_lane_leaves_others_alone(errors: Errors) -> None:
    runner = TaskRunner(errors)
    never = asyncio.Event()
    first = runner.latest("a", never.wait())
    runner.latest("b", never.wait())
    runner.cancel("a")
    runner.cancel("not there")
    assert first is not None
    await asyncio.wait([first])
    assert runner.running() == ["b"]
    await runner.close()
    assert runner.running() == []


async def test_closing_waits_for_the_clean_up_and_refuses_new_work(errors: Errors) -> None:
    runner = TaskRunner(errors)
    cleaned: list[bool] = []
    started = asyncio.Event()

    async def job() -> None:
        try:
            started.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    runner.spawn(job(), name="job")
    await started.wait()
    await runner.close()
    assert cleaned == [True]
    assert runner.spawn(job(), name="late") is None


def test_without_a_loop_nothing_is_left_unawaited(errors: Errors) -> None:
    runner = TaskRunner(errors)
    assert runner.spawn(asyncio.sleep(1), name="after the end") is None


async def test_last_things_are_done_although_everything_else_is_cancelled() -> None:
    done: list[str] = []
    errors: list[str] = []

    async def fail() -> None:
        raise OSError("gone")

    async def let_go() -> None:
        await asyncio.sleep(0)
        done.append("let go")

    runner = TaskRunner(lambda name, error: errors.append(f"{name}: {error}"))
    runner.spawn(asyncio.sleep(60), name="long")
    runner.at_close(fail)
    runner.at_close(let_go)
    await runner.close()
    assert done == ["let go"]
    assert errors == ["close: gone"]
