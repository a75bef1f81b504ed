"""Finished downloads, read once more."""

from __future__ import annotations

import asyncio
import os
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.downloads import LARGE, LARGE_FILE, SMALL, WEIGHTS, House
from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.model import DownloadPlan, State


async def _brought(house: House, folder: Path | None) -> tuple[int, DownloadPlan]:
    plan = await house.plan(SMALL, WEIGHTS, "config.json", local_dir=folder)
    transfer_id = await house.queue.add(plan)
    await house.until_state(State.DONE)
    house.events.clear()
    return transfer_id, plan


def _rot(path: Path) -> None:
    """Change a byte as a dying disk does: the time of the file stays."""
    place = path.resolve()
    stat = place.stat()
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.write_bytes(content)
    os.utime(place, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize("place", ["cache", "folder"])
class TestVerify:
    @pytest.fixture
    def folder(self, place: str, tmp_path: Path) -> Path | None:
        return tmp_path / "folder" if place == "folder" else None

    async def test_what_is_right_is_done_again(self, house: House, folder: Path | None) -> None:
        transfer_id, _ = await _brought(house, folder)
        assert await house.queue.verify(transfer_id)
        assert house.events[0].transfer.state is State.VERIFYING
        after = await house.until_state(State.DONE)
        assert after.done_bytes == after.total_bytes
        assert after.done_files == 2
        assert after.finished is not None

    async def test_what_is_wrong_is_named_and_comes_again(self, house: House, folder: Path | None) -> None:
        transfer_id, plan = await _brought(house, folder)
        _rot(plan.target / WEIGHTS)
        (plan.target / "config.json").unlink()
        assert not await house.queue.verify(transfer_id)
        failed = await house.until_state(State.FAILED)
        assert failed.error is ErrorKind.CORRUPT
        assert f"{WEIGHTS}: other content" in failed.error_detail
        assert "config.json: missing" in failed.error_detail
        assert {file.path for file in await house.queue.files(transfer_id) if file.state is State.FAILED} == {
            WEIGHTS, "config.json",
        }  # fmt: skip
        house.hub.forget_requests()
        await house.queue.retry(transfer_id)
        await house.until_state(State.DONE)
        assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[1].etag
        assert (plan.target / "config.json").is_file()
        assert house.ranges(WEIGHTS) == [0]
        assert house.parts() == []
        assert await house.queue.verify(transfer_id)

    async def test_it_outlives_the_program(self, house: House, folder: Path | None) -> None:
        transfer_id, plan = await _brought(house, folder)
        _rot(plan.target / WEIGHTS)
        await house.move_out()
        await house.move_in()
        assert not await house.queue.verify(transfer_id)
        await house.move_out()
        await house.move_in()
        await house.until_state(State.FAILED)
        await house.queue.retry(transfer_id)
        await house.until_state(State.DONE)
        assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[1].etag


async def test_it_can_be_left_at_that(house: House) -> None:
    transfer_id = await house.queue.add(await house.plan(LARGE, LARGE_FILE))
    await house.until_state(State.DONE)

    reading = asyncio.ensure_future(house.queue.verify(transfer_id))
    await house.until_state(State.VERIFYING)
    await house.queue.cancel(transfer_id)
    assert await reading
    done = await house.until_state(State.DONE)
    assert (done.target / LARGE_FILE).exists()
