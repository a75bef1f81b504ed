"""Uploads over Xet: a real engine with hf_xet, a real Hub, and the library as the judge of what is there."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from helpers.downloads import engines
from helpers.library import Library
from helpers.practice_hub import PracticeHub
from helpers.uploads import UploadHouse, digest, digests, made_up
from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.model import State
from hubdesk.transfers.uploads.model import UploadSource

XORBS = "/_xet/v1/xorbs/"
XORB = 64 << 20  # what hf_xet gathers before it sends
signals_needed = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture
async def house(xet_hub: PracticeHub, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[UploadHouse]:
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:80]
    house = UploadHouse(xet_hub, tmp_path / "data", f"x-{name}")
    await house.move_in()
    xet_hub.forget_requests()
    yield house
    await house.move_out()
    assert engines() == []


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    seed = request.node.nodeid  # what one test has sent, the Hub has
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "notes.txt").write_text("notes")
    (folder / "model.safetensors").write_bytes(made_up(f"model {seed}", 3_000_000))
    (folder / "가중치.bin").write_bytes(made_up(f"weights {seed}", 200_000))
    return folder


def _expected(folder: Path) -> dict[str, str]:
    return {path.name: digest(path.read_bytes(), large=path.suffix != ".txt") for path in folder.iterdir()}


async def test_a_folder_arrives_over_xet(house: UploadHouse, folder: Path, xet_library: Library) -> None:
    await house.uploaded(folder)
    assert digests(xet_library, house.ref.repo_id) == _expected(folder)
    assert 3_200_000 <= sum(house.sent(XORBS, "POST")) < 3_400_000
    assert house.sent("objects/batch", "POST") == []
    path = xet_library(f"api.hf_hub_download({house.ref.repo_id!r}, 'model.safetensors')")
    assert Path(path).read_bytes() == (folder / "model.safetensors").read_bytes()


async def test_chunks_that_the_hub_has_are_not_sent_again(house: UploadHouse, folder: Path) -> None:
    await house.uploaded(folder)
    house.hub.forget_requests()
    with (folder / "model.safetensors").open("ab") as file:
        file.write(made_up("tail", 100_000))
    await house.uploaded(folder)
    assert sum(house.sent(XORBS, "POST")) < 500_000


async def test_a_pull_request_over_xet(house: UploadHouse, folder: Path, xet_library: Library) -> None:
    await house.uploaded(folder, create_pr=True)
    assert digests(xet_library, house.ref.repo_id, "refs/pr/1") == _expected(folder)


async def test_many_small_files_go_together(house: UploadHouse, tmp_path: Path, xet_library: Library) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:04}.bin").write_bytes(made_up(f"xet {number}", 400))
    await house.uploaded(folder)
    assert digests(xet_library, house.ref.repo_id) == _expected(folder)
    assert len(house.sent(XORBS, "POST")) <= 3


async def test_pausing_is_quick_and_little_is_sent_again(
    house: UploadHouse, tmp_path: Path, xet_library: Library
) -> None:
    content = made_up("pausing", 4 * XORB)
    (tmp_path / "large.bin").write_bytes(content)
    house.hub.set_faults("slow_upload=30000000;path=/_xet/")
    transfer_id = await house.upload(UploadSource("large.bin", tmp_path / "large.bin"))
    await house.until(lambda transfer: len(house.sent(XORBS, "POST")) >= 2)
    began = time.monotonic()
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED)
    assert time.monotonic() - began < 1
    house.hub.clear_faults()
    house.hub.forget_requests()
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)
    whole = [size for size in house.sent(XORBS, "POST") if size > XORB - (4 << 20)]
    assert len(whole) <= 2  # of four
    assert digests(xet_library, house.ref.repo_id) == {"large.bin": digest(content, large=True)}


@signals_needed
async def test_a_killed_engine_sends_little_again(house: UploadHouse, tmp_path: Path, xet_library: Library) -> None:
    content = made_up("killed", 4 * XORB)
    (tmp_path / "large.bin").write_bytes(content)
    house.hub.set_faults("slow_upload=30000000;path=/_xet/")
    await house.upload(UploadSource("large.bin", tmp_path / "large.bin"))
    await house.until(lambda transfer: len(house.sent(XORBS, "POST")) >= 2)
    assert house.queue.engine_pid is not None
    house.hub.clear_faults()
    house.hub.forget_requests()
    os.kill(house.queue.engine_pid, signal.SIGKILL)
    await house.until_state(State.DONE)
    assert len([size for size in house.sent(XORBS, "POST") if size > XORB - (4 << 20)]) <= 2
    assert digests(xet_library, house.ref.repo_id) == {"large.bin": digest(content, large=True)}


@pytest.mark.parametrize(
    "fault",
    [
        "cas_url=errors",
        "cas_url=refused",
        "cas_url=folder",
        "cas_url=thief",
        "status=500;path=/xet-write-token/",
        "status=404;path=/xet-write-token/",
        "json=list;path=/xet-write-token/",
        "status=500;path=/_xet/v1/shards",
    ],
)
async def test_lfs_takes_over(house: UploadHouse, folder: Path, xet_library: Library, fault: str) -> None:
    house.hub.set_faults(fault)
    await house.uploaded(folder)
    assert sorted(house.sent()) == [200_000, 3_000_000]
    assert digests(xet_library, house.ref.repo_id) == _expected(folder)
    assert not any(request["authorization"] for request in house.hub.thief_requests() if "xet-write" in request["path"])


async def test_a_file_that_changed_stops_the_upload_but_not_the_others(house: UploadHouse, folder: Path) -> None:
    head = house.head()
    plan = await house.plan_upload(folder)
    house.queue.set_speed_limit(1_000_000)
    await house.queue.add_upload(plan)
    await house.until(lambda transfer: transfer.state is State.ACTIVE)
    (folder / "가중치.bin").write_bytes(b"changed")
    house.queue.set_speed_limit(0)
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.BAD_FILE
    assert house.head() == head
    states = {file.path: file.state for file in await house.queue.files(failed.transfer_id)}
    assert states["model.safetensors"] is State.DONE
    assert states["가중치.bin"] is State.FAILED
