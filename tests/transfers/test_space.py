"""Disks that are full, or become so."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from helpers.disks import SmallDisk
from helpers.downloads import SMALL, WEIGHTS, House
from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.model import State, Transfer, WaitReason
from hubdesk.transfers.space import RESERVE, Shortage, read_shortage, room


def _lacks_space(transfer: Transfer) -> bool:
    return transfer.wait_reason is WaitReason.SPACE and read_shortage(transfer.error_detail) is not None


def test_some_room_is_left_to_others(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    assert abs(free - room(tmp_path / "not" / "there") - RESERVE) < 100 << 20


def test_a_shortage_can_be_read_again() -> None:
    shortage = Shortage(5_000_000_000, 17)
    assert read_shortage(f"model.bin: {shortage.detail}") == shortage
    assert read_shortage("No space left on device") is None


async def test_what_does_not_fit_waits_and_says_what_is_missing(house: House, small_disk: SmallDisk) -> None:
    filler = small_disk.fill(leave=400_000)
    plan = await house.plan(SMALL, WEIGHTS, local_dir=small_disk.folder / "here")
    assert not plan.fits
    await house.queue.add(plan)
    waiting = await house.until(_lacks_space, timeout=10)
    shortage = read_shortage(waiting.error_detail)
    assert shortage is not None
    assert shortage.needed == plan.total_bytes
    assert 0 < shortage.free < 400_000
    assert (waiting.error, waiting.wait_until) == (ErrorKind.DISK_FULL, None)
    assert house.ranges(WEIGHTS) == []  # nothing was begun that could not end
    filler.unlink()
    await house.until_state(State.DONE, timeout=15)


async def test_a_disk_that_fills_up_midway(house: House, small_disk: SmallDisk) -> None:
    house.hub.set_faults(f"slow=150000;path={WEIGHTS};method=GET;count=1")
    plan = await house.plan(SMALL, WEIGHTS, local_dir=small_disk.folder / "here")
    transfer_id = await house.queue.add(plan)
    await house.until(lambda transfer: transfer.done_bytes > 250_000)  # by now there is a note of it
    filler = small_disk.fill(leave=0)
    waiting = await house.until(_lacks_space, timeout=15)
    had = waiting.done_bytes
    shortage = read_shortage(waiting.error_detail)
    assert shortage is not None
    assert shortage.needed == plan.total_bytes - had
    assert shortage.free == 0
    assert had > 100_000
    house.hub.forget_requests()
    filler.unlink()
    await house.until_state(State.DONE, transfer_id=transfer_id, timeout=15)
    assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[0].etag
    assert house.went_on_at(WEIGHTS) == had


async def test_two_on_one_disk_are_counted_together(house: House, small_disk: SmallDisk) -> None:
    house.hub.set_faults(f"slow=150000;path={WEIGHTS};method=GET")
    one = await house.plan(SMALL, WEIGHTS, local_dir=small_disk.folder / "one")
    two = await house.plan(SMALL, WEIGHTS, local_dir=small_disk.folder / "two")
    filler = small_disk.fill(leave=one.total_bytes * 3 // 2)
    first, second = await house.queue.add(one), await house.queue.add(two)
    await house.until(_lacks_space, second, timeout=10)
    assert next(each for each in house.queue.transfers() if each.transfer_id == first).state is State.ACTIVE
    house.hub.clear_faults()
    await house.until_state(State.DONE, transfer_id=first)
    await house.until(_lacks_space, second)
    filler.unlink()
    await house.until_state(State.DONE, transfer_id=second, timeout=15)
