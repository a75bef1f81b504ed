"""Downloads end to end: a real engine, a real Hub, and the library as the judge of what lands where."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from huggingface_hub import hf_hub_download

from helpers.downloads import LARGE, LARGE_FILE, SMALL, WEIGHTS, House, engines
from helpers.library import library_environment
from helpers.practice_hub import PracticeHub
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.model import Change, Presence, State


def _hf(house: House, *arguments: str) -> str:
    command = [str(Path(sys.executable).with_name("hf")), *arguments]
    environment = library_environment(house.hub, house.paths.data_dir / "hf")
    environment["HF_HUB_CACHE"] = str(house.connection.cache_dir)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


async def test_a_snapshot_lands_where_the_library_looks(house: House) -> None:
    plan = await house.plan()
    assert {file.presence for file in plan.files} == {Presence.ABSENT}
    assert plan.fetch_bytes == plan.total_bytes > 1_000_000
    assert plan.fits
    transfer_id = await house.queue.add(plan)
    done = await house.until_state(State.DONE)
    assert (done.transfer_id, done.fraction, done.done_files) == (transfer_id, 1.0, len(plan.files))
    found = hf_hub_download(SMALL.repo_id, WEIGHTS, cache_dir=house.connection.cache_dir, local_files_only=True)
    assert Path(found) == plan.target / WEIGHTS
    assert "All checksums match" in _hf(house, "cache", "verify", SMALL.repo_id)
    assert house.parts() == []
    again = await house.plan()
    assert {file.presence for file in again.files} == {Presence.PRESENT}
    assert again.fetch_bytes == 0


async def test_what_hf_downloaded_is_present(house: House) -> None:
    _hf(house, "download", SMALL.repo_id, WEIGHTS)
    plan = await house.plan()
    present = {file.path for file in plan.files if file.presence is Presence.PRESENT}
    assert present == {WEIGHTS}
    house.hub.forget_requests()
    await house.queue.add(plan)
    await house.until_state(State.DONE)
    assert house.ranges(WEIGHTS) == []


async def test_a_folder_gets_plain_files_that_hf_knows(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "models" / "gpt2"
    plan = await house.plan(include=("*.json",), local_dir=folder)
    assert plan.left_out > 0
    await house.queue.add(plan)
    await house.until_state(State.DONE)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.json")}
    assert found == {file.path for file in plan.files}
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    house.hub.forget_requests()
    _hf(house, "download", SMALL.repo_id, "--include", "*.json", "--local-dir", str(folder))
    assert not [
        request for request in house.hub.requests() if request["method"] == "GET" and "/resolve/" in request["path"]
    ]


async def test_datasets_have_their_own_place(house: House) -> None:
    ref = RepoRef("squad", RepoType.DATASET)
    plan = await house.plan(ref, "README.md")
    await house.queue.add(plan)
    await house.until_state(State.DONE)
    assert hf_hub_download(
        ref.repo_id, "README.md", repo_type="dataset", cache_dir=house.connection.cache_dir, local_files_only=True
    )


async def test_events_tell_the_story_in_order(house: House) -> None:
    transfer_id = await house.queue.add(await house.plan())
    await house.until_state(State.DONE)
    states = [event.transfer.state for event in house.events]
    assert house.events[0].change is Change.ADDED
    assert states[0] is State.QUEUED
    assert states[-1] is State.DONE
    assert states.index(State.ACTIVE) < states.index(State.DONE)
    numbers = [event.transfer.done_bytes for event in house.events]
    assert numbers == sorted(numbers)
    assert all(file.state is State.DONE for file in await house.queue.files(transfer_id))
    await house.queue.clear_finished()
    assert house.queue.transfers() == ()
    assert house.events[-1].change is Change.REMOVED
    assert [transfer.transfer_id for transfer in await house.queue.history("gpt2")] == [transfer_id]
    await house.queue.forget([transfer_id])
    assert await house.queue.history() == ()
    assert await house.queue.files(transfer_id) == ()


async def test_pausing_keeps_the_bytes_and_going_on_asks_for_the_rest(house: House) -> None:
    house.hub.set_faults(f"slow=300000;path={WEIGHTS}")
    plan = await house.plan(SMALL, WEIGHTS)
    transfer_id = await house.queue.add(plan)
    await house.until(lambda transfer: transfer.done_bytes > 100_000)
    await house.queue.pause(transfer_id)
    paused = await house.until_state(State.PAUSED)
    assert paused.done_bytes > 100_000
    planned = (await house.plan(SMALL, WEIGHTS)).files[0]
    assert (planned.presence, planned.have_bytes) == (Presence.PARTIAL, paused.done_bytes)
    house.hub.clear_faults()
    house.hub.forget_requests()
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)
    assert house.ranges(WEIGHTS) == [paused.done_bytes]
    assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[0].etag


async def test_cancelling_leaves_nothing(house: House) -> None:
    house.hub.set_faults(f"slow=300000;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS))
    await house.until(lambda transfer: transfer.done_bytes > 100_000)
    assert house.parts()
    await house.queue.cancel(transfer_id)
    assert house.queue.transfers()[0].state is State.CANCELLED
    assert house.parts() == []
    assert not list(house.connection.cache_dir.glob("models--*/blobs"))
    await house.queue.dismiss(transfer_id)
    assert house.queue.transfers() == ()


async def test_cancelling_a_folder_download_keeps_whole_files_only(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "target"
    house.hub.set_faults(f"slow=300000;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json", local_dir=folder))
    await house.until(lambda transfer: transfer.done_files == 1 and transfer.done_bytes > 50_000)
    await house.queue.cancel(transfer_id)
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["config.json"]


async def test_a_stalled_server_does_not_delay_a_pause(house: House) -> None:
    house.hub.set_faults(f"stall=100000;path={WEIGHTS}")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS))
    await house.until(lambda transfer: transfer.done_bytes > 50_000)
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED, timeout=3)


async def test_other_files_in_the_folder_are_conflicts_and_stay(house: House, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("mine")
    plan = await house.plan(SMALL, "config.json", "README.md", local_dir=tmp_path)
    assert [file.path for file in plan.conflicts] == ["config.json"]
    await house.queue.add(plan)
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.TARGET_EXISTS
    assert (tmp_path / "config.json").read_text() == "mine"
    assert (tmp_path / "README.md").exists()


async def test_agreed_conflicts_are_replaced(house: House, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("mine")
    plan = await house.plan(SMALL, "config.json", local_dir=tmp_path)
    await house.queue.add(plan, frozenset({"config.json"}))
    await house.until_state(State.DONE)
    assert "mine" not in (tmp_path / "config.json").read_text()
    (planned,) = (await house.plan(SMALL, "config.json", local_dir=tmp_path)).files
    assert planned.presence is Presence.PRESENT


async def test_a_plan_names_what_is_missing(house: House) -> None:
    for request, kind in [
        ((RepoRef("openai/nothing-here"), "x"), ErrorKind.REPO_NOT_FOUND),
        ((SMALL, "nope.bin"), ErrorKind.FILE_NOT_FOUND),
    ]:
        with pytest.raises(HubDeskError) as caught:
            await house.plan(*request)
        assert caught.value.kind is kind
    with pytest.raises(HubDeskError) as caught:
        await house.plan(SMALL, revision="no-such-branch")
    assert caught.value.kind is ErrorKind.REVISION_NOT_FOUND


async def test_a_large_file_comes_over_several_connections(practice_hub: PracticeHub, tmp_path: Path) -> None:
    house = House(practice_hub, tmp_path / "over-http")
    house.connection = replace(house.connection, transport="http")
    await house.move_in()
    try:
        practice_hub.forget_requests()
        plan = await house.plan(LARGE, LARGE_FILE)
        await house.queue.add(plan)
        await house.until_state(State.DONE)
        starts = house.ranges(LARGE_FILE)
    finally:
        await house.move_out()
    assert len(starts) == len(set(starts)) == -(-plan.total_bytes // (32 << 20))
    digest = sha256()
    with (plan.target / LARGE_FILE).open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    assert digest.hexdigest() == plan.files[0].etag


async def test_asking_twice_goes_on_with_the_first(house: House) -> None:
    house.hub.set_faults(f"slow=300000;path={WEIGHTS}")
    plan = await house.plan(SMALL, WEIGHTS)
    first = await house.queue.add(plan)
    await house.until_state(State.ACTIVE)
    await house.queue.pause(first)
    assert await house.queue.add(plan) == first
    house.hub.clear_faults()
    await house.until_state(State.DONE)
    assert len(house.queue.transfers()) == 1


async def test_asking_again_looks_at_the_disk_again(house: House) -> None:
    house.hub.set_faults(f"slow=300000;path={WEIGHTS}")
    first = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json"))
    going = await house.until(lambda transfer: transfer.done_files == 1 and transfer.done_bytes > 100_000)
    await house.queue.pause(first)
    await house.until_state(State.PAUSED)
    config = going.target / "config.json"
    config.resolve().unlink()
    config.unlink()
    for part in house.parts():
        part.unlink()
    plan = await house.plan(SMALL, WEIGHTS, "config.json")
    house.events.clear()
    assert await house.queue.add(plan) == first
    assert house.events[0].transfer.done_bytes == plan.total_bytes - plan.fetch_bytes == 0
    house.hub.clear_faults()
    done = await house.until_state(State.DONE)
    assert (done.done_files, done.done_bytes) == (2, done.total_bytes)
    assert config.is_file()


async def test_at_once_says_how_many_run(house: House) -> None:
    house.hub.set_faults("slow=200000;path=safetensors")
    house.queue.set_at_once(1)
    first = await house.queue.add(await house.plan(SMALL, WEIGHTS))
    second = await house.queue.add(await house.plan(RepoRef("sentence-transformers/all-MiniLM-L6-v2"), "config.json"))
    await house.until_state(State.ACTIVE, transfer_id=first)
    assert house.queue.transfers()[1].state is State.QUEUED
    house.queue.set_at_once(2)
    await house.until_state(State.DONE, transfer_id=second)
    assert house.queue.transfers()[0].state is State.ACTIVE


async def test_the_speed_limit_holds_and_can_be_lifted(house: House) -> None:
    house.queue.set_speed_limit(100_000)
    await house.queue.add(await house.plan(SMALL, WEIGHTS))
    moving = await house.until(lambda transfer: transfer.done_bytes > 150_000)
    assert 0 < moving.speed_bps < 250_000
    assert moving.seconds_left is not None
    assert house.queue.speed_bps == pytest.approx(moving.speed_bps, rel=0.5)
    house.queue.set_speed_limit(0)
    await house.until_state(State.DONE, timeout=5)


async def test_quitting_in_the_middle_goes_on_at_the_next_start(hub: PracticeHub, tmp_path: Path) -> None:
    house = await House(hub, tmp_path / "data").move_in()
    hub.set_faults(f"slow=300000;path={WEIGHTS}")
    await house.queue.add(await house.plan(SMALL, WEIGHTS))
    reached = await house.until(lambda transfer: transfer.done_bytes > 100_000)
    await house.move_out()
    assert engines() == []
    hub.clear_faults()
    hub.forget_requests()
    house = await House(hub, tmp_path / "data").move_in()
    try:
        await house.until_state(State.DONE)
        assert house.went_on_at(WEIGHTS) >= reached.done_bytes
    finally:
        await house.move_out()
