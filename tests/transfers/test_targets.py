"""Folders that cannot be written, are gone, or hold something else already."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from helpers.disks import SmallDisk
from helpers.downloads import SMALL, WEIGHTS, House
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.hub.translate import translate_errors
from hubdesk.transfers.layout import FolderPlace
from hubdesk.transfers.model import Presence, State
from hubdesk.transfers.safety import check_case, check_names


async def test_a_read_only_folder_is_refused_before_anything_is_queued(house: House, small_disk: SmallDisk) -> None:
    folder = small_disk.folder / "here"
    folder.mkdir()
    small_disk.make_read_only()
    with pytest.raises(HubDeskError) as caught:
        await house.queue.add(await house.plan(SMALL, WEIGHTS, local_dir=folder))
    assert caught.value.kind is ErrorKind.NO_PERMISSION
    assert house.queue.transfers() == ()


async def test_a_file_where_the_folder_should_be(house: House, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("mine")
    with pytest.raises(HubDeskError) as caught:
        await house.plan(SMALL, WEIGHTS, local_dir=tmp_path / "here")
    assert caught.value.kind is ErrorKind.TARGET_EXISTS


async def test_a_folder_that_vanishes_midway_is_not_made_up(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "parent" / "here"
    house.hub.set_faults(f"slow=60000;path={WEIGHTS};method=GET")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json", local_dir=folder))
    await house.until(lambda transfer: transfer.done_bytes > 120_000)  # by now there is a note of it
    folder.parent.rename(tmp_path / "elsewhere")
    failed = await house.until_state(State.FAILED, timeout=8)
    assert failed.error is ErrorKind.TARGET_GONE
    assert not folder.parent.exists()
    with pytest.raises(HubDeskError) as caught:  # the drive is still not there
        await house.queue.retry(transfer_id)
    assert caught.value.kind is ErrorKind.TARGET_GONE
    assert not folder.parent.exists()
    (tmp_path / "elsewhere").rename(folder.parent)
    house.hub.clear_faults()
    house.hub.forget_requests()
    await house.queue.retry(transfer_id)
    await house.until_state(State.DONE)
    assert house.went_on_at(WEIGHTS) > 0


async def test_a_drive_that_is_pulled(house: House, small_disk: SmallDisk) -> None:
    folder = small_disk.folder / "models" / "here"
    house.hub.set_faults(f"slow=60000;path={WEIGHTS};method=GET")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, local_dir=folder))
    await house.until(lambda transfer: transfer.done_bytes > 20_000)
    small_disk.take_out()
    failed = await house.until_state(State.FAILED, timeout=8)
    assert failed.error is ErrorKind.TARGET_GONE
    assert list(small_disk.folder.iterdir()) == []  # the disk below got nothing
    small_disk.put_in()
    folder.parent.mkdir()
    house.hub.clear_faults()
    await house.queue.retry(transfer_id)
    await house.until_state(State.DONE)


async def test_a_file_of_the_same_name_stays_until_the_new_one_is_verified(house: House, tmp_path: Path) -> None:
    mine = tmp_path / "here" / WEIGHTS
    mine.parent.mkdir()
    mine.write_text("mine")
    plan = await house.plan(SMALL, WEIGHTS, local_dir=mine.parent)
    assert [file.path for file in plan.conflicts] == [WEIGHTS]
    await house.queue.add(plan)  # nobody agreed
    refused = await house.until_state(State.FAILED)
    assert refused.error is ErrorKind.TARGET_EXISTS
    assert mine.read_text() == "mine"
    house.hub.set_faults(f"wrong_bytes;path={WEIGHTS};method=GET")
    await house.queue.add(plan, replace=frozenset({WEIGHTS}))
    failed = await house.until(lambda transfer: transfer.error is ErrorKind.CORRUPT)
    assert mine.read_text() == "mine"
    house.hub.set_faults(f"slow=300000;path={WEIGHTS};method=GET")
    await house.queue.retry(failed.transfer_id)
    await house.until(lambda transfer: transfer.done_bytes > 100_000)
    assert mine.read_text() == "mine"
    await house.until_state(State.DONE)
    assert sha256(mine.read_bytes()).hexdigest() == plan.files[0].etag
    assert [path.name for path in mine.parent.iterdir() if not path.name.startswith(".")] == [WEIGHTS]


async def test_wrong_content_is_set_aside_once_and_removed_with_the_transfer(house: House, tmp_path: Path) -> None:
    house.hub.set_faults(f"wrong_bytes;path={WEIGHTS};method=GET")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, local_dir=tmp_path / "here"))
    for _ in range(2):
        await house.until_state(State.FAILED)
        assert len(list((tmp_path / "here").glob("*.corrupt"))) == 1
        house.events.clear()
        await house.queue.retry(transfer_id)
    await house.until_state(State.FAILED)
    await house.queue.cancel(transfer_id)
    assert [path for path in (tmp_path / "here").rglob("*") if ".part" in path.name] == []


async def test_a_folder_is_never_replaced(house: House, tmp_path: Path) -> None:
    inside = tmp_path / "here" / WEIGHTS / "mine.txt"
    inside.parent.mkdir(parents=True)
    inside.write_text("mine")
    plan = await house.plan(SMALL, WEIGHTS, local_dir=tmp_path / "here")
    assert plan.files[0].presence is Presence.DIFFERENT
    await house.queue.add(plan, replace=frozenset({WEIGHTS}))
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.TARGET_EXISTS
    assert "folder" in failed.error_detail
    assert inside.read_text() == "mine"


async def test_files_that_were_removed_meanwhile_come_again(house: House, tmp_path: Path) -> None:
    house.hub.set_faults(f"slow=100000;path={WEIGHTS};method=GET")
    transfer_id = await house.queue.add(await house.plan(SMALL, WEIGHTS, "config.json", local_dir=tmp_path / "here"))
    await house.until(lambda transfer: transfer.done_files == 1 and transfer.done_bytes > 20_000)
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED)
    await house.move_out()
    (tmp_path / "here" / "config.json").unlink()
    house.hub.clear_faults()
    await house.move_in()
    await house.until(lambda transfer: transfer.done_files == 0)
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)
    assert (tmp_path / "here" / "config.json").is_file()


def test_a_name_too_long_is_said_to_be_one(tmp_path: Path) -> None:
    place = FolderPlace(tmp_path, "1" * 40, "n" * 300, "a" * 64, 10)
    with pytest.raises(HubDeskError) as caught, translate_errors():
        place.prepare()
    assert caught.value.kind is ErrorKind.NAME_TOO_LONG
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["con", "AUX.txt", "a/nul", "lpt1.bin", "a:b", "what?", "end.", "end ", "a\x07b"])
def test_names_that_windows_does_not_allow(name: str) -> None:
    with pytest.raises(HubDeskError):
        check_names([name], windows=True)


def test_names_that_differ_only_in_case() -> None:
    with pytest.raises(HubDeskError) as caught:
        check_case(["weights/Model.bin", "Weights/model.bin"])
    assert caught.value.kind is ErrorKind.TARGET_EXISTS
