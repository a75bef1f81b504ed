"""Downloads under bad weather: servers that fail and lie, engines that die."""

from __future__ import annotations

import os
import signal
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.downloads import LARGE, LARGE_FILE, SMALL, WEIGHTS, House
from helpers.practice_hub import PracticeHub
from hubdesk.core.errors import ErrorKind
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import State, WaitReason

GATED = RepoRef("meta-llama/Llama-3.1-8B-Instruct")


async def _done(house: House, timeout: float = 40) -> None:
    plan = await house.plan(SMALL, WEIGHTS)
    await house.queue.add(plan)
    await house.until_state(State.DONE, timeout=timeout)
    assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[0].etag
    assert house.parts() == []


@pytest.mark.parametrize(
    "fault",
    [
        "status=503;count=2",
        "status=500;count=1",
        "cut=200000;count=2",
        "reset=200000;count=2",
        "html;count=1",
        "drop_header=X-Repo-Commit;count=1",
        "wrong_bytes;count=1",
    ],
)
async def test_what_passes_is_overcome(house: House, fault: str) -> None:
    house.hub.set_faults(f"{fault};path={WEIGHTS};method=GET")
    await _done(house)


async def test_a_cut_goes_on_where_it_was(house: House) -> None:
    house.hub.set_faults(f"cut=200000;count=2;path={WEIGHTS};method=GET")
    await _done(house)
    starts = house.ranges(WEIGHTS)
    assert len(starts) == 3
    assert starts == sorted(starts)
    assert starts[0] == 0 < starts[1] < starts[2]


async def test_wrong_content_is_fetched_once_more_and_then_refused(house: House) -> None:
    house.hub.set_faults(f"wrong_bytes;path={WEIGHTS};method=GET")
    await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json"))
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.CORRUPT
    assert WEIGHTS in failed.error_detail
    assert house.ranges(WEIGHTS) == [0, 0]
    assert not (failed.target / WEIGHTS).exists()
    assert (failed.target / "config.json").exists()
    house.hub.clear_faults()
    await house.queue.retry(failed.transfer_id)
    await house.until_state(State.DONE)


async def test_a_rate_limit_is_waited_out(house: House) -> None:
    house.hub.set_faults(f"rate_limit=2;count=1;path={WEIGHTS};method=GET")
    await house.queue.add(await house.plan(SMALL, WEIGHTS))
    waiting = await house.until_state(State.WAITING)
    assert waiting.wait_reason is WaitReason.RATE_LIMIT
    assert waiting.wait_until is not None
    await house.until_state(State.DONE)


async def test_a_gated_repository_waits_for_access(hub: PracticeHub, tmp_path: Path) -> None:
    house = await House(hub, tmp_path, token=hub.reader_token).move_in()
    try:
        await house.queue.add(await house.plan(GATED, "config.json"))
        waiting = await house.until_state(State.WAITING)
        assert (waiting.wait_reason, waiting.error) == (WaitReason.ACCESS, ErrorKind.GATED)
        assert waiting.wait_until is None
    finally:
        await house.move_out()


async def test_a_lost_token_waits_for_signing_in(house: House) -> None:
    house.hub.set_faults(f"status=401;path={WEIGHTS};method=GET")
    await house.queue.add(await house.plan(SMALL, WEIGHTS))
    waiting = await house.until_state(State.WAITING)
    assert waiting.wait_reason is WaitReason.SIGN_IN
    house.hub.clear_faults()
    house.token = house.hub.token
    house.queue.account_changed()
    await house.until_state(State.DONE)


async def test_a_server_that_is_gone_is_waited_for(tmp_path: Path) -> None:
    hub = PracticeHub(tmp_path / "hub")
    try:
        house = await House(hub, tmp_path / "data").move_in()
        hub.set_faults(f"slow=200000;path={WEIGHTS}")
        transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS))
        await house.until(lambda transfer: transfer.done_bytes > 50_000)
    finally:
        hub.close()
    try:
        waiting = await house.until_state(State.WAITING)
        assert waiting.wait_reason is WaitReason.NETWORK
        assert waiting.error is ErrorKind.OFFLINE
        assert waiting.wait_until is not None
        assert waiting.done_bytes > 50_000
        await house.queue.pause(transfer_id)
        await house.until_state(State.PAUSED)
    finally:
        await house.move_out()


async def test_a_server_without_ranges_is_read_whole(house: House) -> None:
    house.hub.set_faults(f"slow=300000;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS))
    await house.until(lambda transfer: transfer.done_bytes > 100_000)
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED)
    house.hub.set_faults(f"ignore_range;path={WEIGHTS}")
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)


async def test_many_pieces_from_a_server_without_ranges(house: House) -> None:
    house.hub.set_faults(f"ignore_range;path={LARGE_FILE}")
    plan = await house.plan(LARGE, LARGE_FILE)
    await house.queue.add(plan)
    await house.until_state(State.DONE)


@pytest.mark.skipif(os.name == "nt", reason="signals")
async def test_a_killed_engine_is_replaced_and_goes_on(house: House) -> None:
    house.hub.set_faults(f"slow=300000;path={WEIGHTS}")
    plan = await house.plan(SMALL, WEIGHTS)
    await house.queue.add(plan)
    await house.until(lambda transfer: transfer.done_bytes > 400_000)
    pid = house.queue.engine_pid
    assert pid is not None
    house.hub.forget_requests()
    os.kill(pid, signal.SIGKILL)
    house.hub.clear_faults()
    await house.until_state(State.DONE)
    assert house.queue.engine_pid != pid
    assert house.went_on_at(WEIGHTS) > 100_000  # what was noted before the kill
    assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[0].etag


@pytest.mark.skipif(os.name == "nt", reason="signals")
async def test_a_file_that_kills_three_engines_fails_and_the_rest_goes_on(house: House) -> None:
    house.hub.set_faults(f"stall=1000;path={WEIGHTS}")
    await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json", "README.md"))
    killed: set[int] = set()
    for _ in range(3):
        await house.until(
            lambda transfer: (
                house.queue.engine_pid not in {None, *killed} and transfer.current_file and transfer.done_bytes > 0
            )
        )
        pid = house.queue.engine_pid
        assert pid is not None
        killed.add(pid)
        os.kill(pid, signal.SIGKILL)
        await house.until(lambda transfer, pid=pid: house.queue.engine_pid != pid)  # type: ignore[misc]
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.ENGINE_LOST
    states = {file.path: file.state for file in await house.queue.files(failed.transfer_id)}
    assert states == {WEIGHTS: State.FAILED, "config.json": State.DONE, "README.md": State.DONE}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever is root may write everywhere")
async def test_a_folder_that_cannot_be_written(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    await house.queue.add(await house.plan(SMALL, "config.json", local_dir=folder))
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.NO_PERMISSION
