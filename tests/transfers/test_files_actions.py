"""Pausing, going on and cancelling by the file, and moving by the job, with real engines."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import pytest

from helpers.downloads import SMALL, WEIGHTS, House
from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.model import Change, State, TransferFile

OTHER = "tokenizer.json"
EVENING = datetime(2026, 8, 3, 18)
DATASET = RepoRef("squad", RepoType.DATASET)


async def _files(house: House, transfer_id: int) -> dict[str, TransferFile]:
    return {file.path: file for file in await house.queue.files(transfer_id)}


async def test_a_paused_file_waits_while_the_others_come(house: House) -> None:
    house.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    plan = await house.plan(SMALL, WEIGHTS, "config.json", OTHER)
    transfer_id = await house.queue.add(plan)
    await house.queue.pause_files(transfer_id, {WEIGHTS})
    paused = await house.until_state(State.PAUSED)  # nothing else is left to do
    files = await _files(house, transfer_id)
    assert paused.done_files == 2
    assert files[WEIGHTS].held
    assert files[WEIGHTS].state is State.QUEUED
    assert files[OTHER].state is State.DONE
    house.hub.clear_faults()
    await house.queue.resume_files(transfer_id, {WEIGHTS})
    await house.until_state(State.DONE)
    etags = {file.path: file.etag for file in plan.files}
    assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == etags[WEIGHTS]


async def test_a_paused_file_stays_so_after_a_restart(house: House) -> None:
    house.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json"))
    await house.until(lambda transfer: transfer.done_bytes > 100_000)
    await house.queue.pause_files(transfer_id, {WEIGHTS})
    await house.until_state(State.PAUSED)
    have = (await _files(house, transfer_id))[WEIGHTS].done_bytes
    assert have > 0
    await house.move_out()
    house.hub.clear_faults()
    house.hub.forget_requests()
    await house.move_in()
    assert (await _files(house, transfer_id))[WEIGHTS].held
    assert house.queue.transfers()[0].state is State.PAUSED
    await house.queue.resume(transfer_id)  # with nothing else to do, the whole job's button wakes it
    await house.until_state(State.DONE)
    assert house.went_on_at(WEIGHTS) == have


async def test_going_on_with_one_file_of_a_paused_job_leaves_the_others(house: House) -> None:
    house.hub.set_faults("slow=200000")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json", OTHER))
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED)
    house.hub.clear_faults()
    await house.queue.resume_files(transfer_id, {"config.json"})
    await house.until(lambda transfer: transfer.state is State.PAUSED and transfer.done_files >= 1)
    files = await _files(house, transfer_id)
    assert files["config.json"].state is State.DONE
    assert files[WEIGHTS].state is State.QUEUED
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)


async def test_a_cancelled_file_leaves_nothing_and_the_job_ends_without_it(house: House) -> None:
    house.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    plan = await house.plan(SMALL, WEIGHTS, "config.json")
    sizes = {file.path: file.size for file in plan.files}
    transfer_id = await house.queue.add(plan)
    await house.until(lambda transfer: transfer.done_bytes > 100_000)
    await house.queue.cancel_files(transfer_id, {WEIGHTS})
    done = await house.until_state(State.DONE)
    assert (done.file_count, done.total_bytes, done.done_bytes) == (1, sizes["config.json"], sizes["config.json"])
    assert not (plan.target / WEIGHTS).exists()
    assert house.parts() == []
    assert (await _files(house, transfer_id))[WEIGHTS].state is State.CANCELLED
    house.hub.clear_faults()
    await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json"))  # asking for all again is another job
    assert len(house.queue.transfers()) == 2
    await house.until_state(State.DONE)
    assert (plan.target / WEIGHTS).is_file()


async def test_cancelling_the_last_file_of_a_paused_job_ends_it(house: House) -> None:
    house.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json"))
    await house.until(lambda transfer: transfer.done_files == 1)
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED)
    await house.queue.cancel_files(transfer_id, {WEIGHTS})
    await house.until_state(State.DONE)


async def test_cancelling_every_file_cancels_the_job(house: House) -> None:
    house.hub.set_faults("slow=100000")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, OTHER))
    await house.queue.cancel_files(transfer_id, {WEIGHTS, OTHER})
    assert house.queue.transfers()[0].state is State.CANCELLED
    assert house.parts() == []


async def test_a_failed_file_is_tried_again_alone(house: House) -> None:
    house.hub.set_faults(f"status=404;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json"))
    await house.until_state(State.FAILED)
    house.hub.clear_faults()
    await house.queue.resume_files(transfer_id, {WEIGHTS})
    await house.until_state(State.DONE)


async def test_unknown_transfers_and_files_are_left_alone(house: House) -> None:
    await house.queue.pause_files(9, {"x"})
    await house.queue.cancel_files(9, {"x"})
    await house.queue.move([9], None)
    transfer_id = await house.queue.add(await house.plan(SMALL, "config.json"))
    await house.queue.pause_files(transfer_id, {"no/such.file"})
    await house.until_state(State.DONE)


async def test_what_is_queued_starts_in_the_new_order_and_keeps_it(house: House) -> None:
    house.settings.change(transfers_at_once=1)
    house.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    running = await house.queue.add(await house.plan(SMALL, WEIGHTS))
    await house.until(lambda transfer: transfer.state is State.ACTIVE, running)
    second = await house.queue.add(await house.plan(SMALL, "config.json"))
    third = await house.queue.add(await house.plan(DATASET, "README.md"))
    await house.queue.move([third], second)
    assert [transfer.transfer_id for transfer in house.queue.transfers()] == [running, third, second]
    assert house.queue.transfers()[0].state is State.ACTIVE
    assert [event.transfer.transfer_id for event in house.events if event.change is Change.MOVED] == [third]
    await house.move_out()
    house.events.clear()
    house.hub.clear_faults()
    await house.move_in()
    assert [transfer.transfer_id for transfer in house.queue.transfers()] == [running, third, second]
    await house.until(lambda _: all(one.state is State.DONE for one in house.queue.transfers()))
    ended = [event.transfer.transfer_id for event in house.events if event.transfer.state is State.DONE]
    assert list(dict.fromkeys(ended)) == [running, third, second]


async def test_what_comes_later_stands_behind_what_was_moved_to_the_end(house: House) -> None:
    house.queue.set_resting(EVENING)
    first = await house.queue.add(await house.plan(SMALL, "config.json"))
    second = await house.queue.add(await house.plan(SMALL, OTHER))
    await house.queue.move([first], None)
    await house.queue.move([second], None)
    third = await house.queue.add(await house.plan(DATASET, "README.md"))
    assert [transfer.transfer_id for transfer in house.queue.transfers()] == [first, second, third]


async def test_resting_stops_what_runs_and_goes_on_where_it_was(house: House, hub: PracticeHub) -> None:
    hub.set_faults(f"slow=200000;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS))
    await house.until(lambda transfer: transfer.done_bytes > 100_000)
    house.queue.set_resting(EVENING)
    resting = await house.until_state(State.QUEUED)
    assert resting.done_bytes > 0
    assert house.queue.rests_until == EVENING
    later = await house.queue.add(await house.plan(SMALL, "config.json"))
    assert house.queue.transfers()[-1].state is State.QUEUED
    hub.clear_faults()
    house.queue.set_resting(None)
    for one in (transfer_id, later):
        await house.until_state(State.DONE, transfer_id=one)
    assert house.went_on_at(WEIGHTS) > 0  # not from the start again


@pytest.mark.parametrize("wanted", [1, 3])
async def test_how_many_run_at_once_changes_while_they_run(house: House, wanted: int) -> None:
    house.hub.set_faults("slow=50000")
    house.settings.change(transfers_at_once=1)
    for path in (WEIGHTS, OTHER, "config.json"):
        await house.queue.add(await house.plan(SMALL, path))
    house.settings.change(transfers_at_once=wanted)
    assert sum(one.state is State.ACTIVE for one in house.queue.transfers()) == wanted
