"""Uploads end to end over LFS: a real engine, a real Hub, and the library as the judge of what is there."""

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
from helpers.uploads import PART, UploadHouse, digest, digests, made_up
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.model import Direction, State, WaitReason
from hubdesk.transfers.uploads.model import UploadSource

signals_needed = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture
async def house(lfs_hub: PracticeHub, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[UploadHouse]:
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:80]
    house = UploadHouse(lfs_hub, tmp_path / "data", name)
    await house.move_in()
    lfs_hub.forget_requests()
    yield house
    await house.move_out()
    assert engines() == []


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    seed = request.node.nodeid  # what one test has sent, the Hub has
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "notes.txt").write_text("안녕", "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "model.safetensors").write_bytes(made_up(f"model {seed}", 300_000))
    (folder / "sub" / "가중치.bin").write_bytes(made_up(f"weights {seed}", 20_000))
    return folder


def _expected(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): digest(path.read_bytes(), large=path.suffix in {".safetensors", ".bin"})
        for path in folder.rglob("*")
        if path.is_file()
    }


async def test_a_folder_arrives_in_one_commit(house: UploadHouse, folder: Path, lfs_library: Library) -> None:
    transfer_id = await house.upload(folder, message="Add a model", description="With care.")
    done = await house.until_state(State.DONE)
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder)
    assert house.titles()[0] == "Add a model"
    assert done.direction is Direction.UPLOAD
    assert done.url == f"{house.hub.url}/{house.ref.repo_id}/commit/{house.head()}"
    assert (done.done_bytes, done.done_files) == (done.total_bytes, 4)
    states = [event.transfer.state for event in house.events]
    order = [states.index(state) for state in (State.QUEUED, State.HASHING, State.ACTIVE, State.COMMITTING, State.DONE)]
    assert order == sorted(order)
    hashed = [event.transfer.done_bytes for event in house.events if event.transfer.state is State.HASHING]
    assert hashed == sorted(hashed)
    assert all(file.state is State.DONE for file in await house.queue.files(transfer_id))
    assert sorted(house.sent()) == [20_000, 300_000]
    assert house.commits_sent() == 1


async def test_the_same_again_is_nothing(house: UploadHouse, folder: Path) -> None:
    await house.uploaded(folder)
    plan = await house.plan_upload(folder)
    assert plan.is_empty
    with pytest.raises(HubDeskError) as caught:
        await house.queue.add_upload(plan)
    assert caught.value.kind is ErrorKind.BAD_REQUEST


async def test_content_that_the_hub_has_is_not_sent_again(house: UploadHouse, folder: Path) -> None:
    await house.uploaded(folder)
    house.hub.forget_requests()
    (folder / "sub" / "copy.bin").write_bytes((folder / "model.safetensors").read_bytes())
    await house.uploaded(folder)
    assert house.sent() == []
    assert house.commits_sent() == 1


async def test_typed_content_and_deletions(house: UploadHouse, folder: Path, lfs_library: Library) -> None:
    await house.uploaded(folder)
    snippet = UploadSource("notes/typed.md", content="# 제목".encode())
    await house.uploaded(snippet, delete=("sub/*",))
    expected = {path: oid for path, oid in _expected(folder).items() if not path.startswith("sub/")}
    assert digests(lfs_library, house.ref.repo_id) == expected | {
        "notes/typed.md": digest("# 제목".encode(), large=False)
    }
    assert house.titles()[0] == "Upload notes/typed.md"


async def test_a_large_file_goes_in_parts(house: UploadHouse, tmp_path: Path, lfs_library: Library) -> None:
    content = made_up("large", 3 * PART + 12_345)
    (tmp_path / "large.bin").write_bytes(content)
    await house.uploaded(UploadSource("large.bin", tmp_path / "large.bin"))
    assert digests(lfs_library, house.ref.repo_id) == {"large.bin": digest(content, large=True)}
    assert sorted(house.sent()) == [12_345, PART, PART, PART]
    assert not list((house.paths.data_dir / "uploads").glob("*.parts"))


async def test_parts_that_arrived_are_not_sent_again(house: UploadHouse, tmp_path: Path, lfs_library: Library) -> None:
    content = made_up("parts", 4 * PART)
    (tmp_path / "large.bin").write_bytes(content)
    house.hub.set_faults("slow_upload=2000000;path=/_lfs/;method=PUT;skip=2")
    transfer_id = await house.upload(UploadSource("large.bin", tmp_path / "large.bin"))
    await house.until(lambda transfer: transfer.done_bytes > 2 * PART + 100_000)
    began = time.monotonic()
    await house.queue.pause(transfer_id)
    paused = await house.until_state(State.PAUSED)
    assert time.monotonic() - began < 1
    assert 2 * PART <= paused.done_bytes < 4 * PART
    house.hub.clear_faults()
    house.hub.forget_requests()
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)
    assert house.sent().count(PART) == 2  # what was cut off is in the list as well
    assert digests(lfs_library, house.ref.repo_id) == {"large.bin": digest(content, large=True)}


@signals_needed
async def test_parts_survive_the_engine(house: UploadHouse, tmp_path: Path, lfs_library: Library) -> None:
    content = made_up("survive", 4 * PART)
    (tmp_path / "large.bin").write_bytes(content)
    house.hub.set_faults("slow_upload=2000000;path=/_lfs/;method=PUT;skip=2")
    await house.upload(UploadSource("large.bin", tmp_path / "large.bin"))
    await house.until(lambda transfer: transfer.done_bytes > 2 * PART + 100_000)
    house.hub.clear_faults()
    house.hub.forget_requests()
    assert house.queue.engine_pid is not None
    os.kill(house.queue.engine_pid, signal.SIGKILL)
    await house.until_state(State.DONE)
    assert house.sent().count(PART) == 2
    assert digests(lfs_library, house.ref.repo_id) == {"large.bin": digest(content, large=True)}


async def test_parts_survive_the_window_but_not_lost_addresses(
    house: UploadHouse, tmp_path: Path, lfs_library: Library
) -> None:
    content = made_up("window", 3 * PART)
    (tmp_path / "large.bin").write_bytes(content)
    house.hub.set_faults("slow_upload=2000000;path=/_lfs/;method=PUT;skip=1")
    await house.upload(UploadSource("large.bin", tmp_path / "large.bin"))
    await house.until(lambda transfer: transfer.done_bytes > PART + 100_000)
    await house.move_out()
    house.hub.set_faults("status=403;path=/_lfs/;method=PUT;count=1")
    house.hub.forget_requests()
    await house.move_in()
    await house.until_state(State.DONE)
    assert digests(lfs_library, house.ref.repo_id) == {"large.bin": digest(content, large=True)}
    assert house.sent().count(PART) >= 3


async def test_pausing_is_quick_and_goes_on(house: UploadHouse, folder: Path, lfs_library: Library) -> None:
    house.hub.set_faults("slow_upload=50000;path=/_lfs/;method=PUT")
    transfer_id = await house.upload(folder)
    await house.until(lambda transfer: transfer.state is State.ACTIVE and transfer.speed_bps > 0)
    began = time.monotonic()
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED)
    assert time.monotonic() - began < 1
    assert house.commits_sent() == 0
    house.hub.clear_faults()
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder)


async def test_cancelling_leaves_the_repository_untouched(house: UploadHouse, folder: Path) -> None:
    head = house.head()
    house.hub.set_faults("slow_upload=5000;path=/_lfs/;method=PUT;skip=1")
    transfer_id = await house.upload(folder)
    await house.until(lambda transfer: transfer.done_files > 0 and transfer.state is State.ACTIVE)
    await house.queue.cancel(transfer_id)
    cancelled = await house.until_state(State.CANCELLED)
    assert cancelled.left_bytes > 0
    assert cancelled.commits == ()
    assert house.head() == head
    assert {file.state for file in await house.queue.files(transfer_id)} == {State.CANCELLED}
    assert not list((house.paths.data_dir / "uploads").glob("*"))


@pytest.mark.parametrize(
    "fault",
    [
        "status=503;path=objects/batch;count=1",
        "status=500;path=/_lfs/;method=PUT;count=1",
        "cut_upload=5000;path=/_lfs/;method=PUT;count=2",
        "lose_answer;path=/_lfs/;method=PUT;count=1",
        "status=503;path=lfs/verify;count=1",
        "bad_json;path=objects/batch;count=1",
        "rate_limit=1;path=objects/batch;count=1",
        "rate_limit=1;path=/commit/;count=1",
        "cut_upload=100;path=/commit/;count=1",
    ],
)
async def test_what_passes_is_overcome(house: UploadHouse, folder: Path, lfs_library: Library, fault: str) -> None:
    house.hub.set_faults(fault)
    await house.upload(folder)
    await house.until_state(State.DONE)
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder)
    assert len([title for title in house.titles() if title.startswith("Upload")]) == 1


@pytest.mark.parametrize("fault", ["status=403;message=No room left", "status=413;message=Too much"])
@pytest.mark.parametrize("path", ["objects/batch", "/commit/"])
async def test_what_does_not_pass_stops_with_the_words_of_the_hub(
    house: UploadHouse, folder: Path, fault: str, path: str
) -> None:
    house.hub.set_faults(f"{fault};path={path}")
    await house.upload(folder)
    failed = await house.until_state(State.FAILED)
    assert fault.rpartition("=")[2] in failed.error_detail
    house.hub.clear_faults()
    await house.queue.retry(failed.transfer_id)
    await house.until_state(State.DONE)


async def test_a_lost_token_waits_for_signing_in(house: UploadHouse, folder: Path) -> None:
    house.hub.set_faults("status=401;path=/commit/;method=POST;message=Invalid credentials in Authorization header")
    await house.upload(folder)
    waiting = await house.until_state(State.WAITING)
    assert waiting.wait_reason is WaitReason.SIGN_IN
    house.hub.clear_faults()
    house.queue.account_changed()
    await house.until_state(State.DONE)


async def test_a_file_that_changed_is_refused_and_nothing_is_sent(house: UploadHouse, folder: Path) -> None:
    head = house.head()
    plan = await house.plan_upload(folder)
    (folder / "model.safetensors").write_bytes(made_up("other", 300_000))
    os.utime(folder / "model.safetensors", ns=(1, 1))
    await house.queue.add_upload(plan)
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.BAD_FILE
    assert "model.safetensors" in failed.error_detail
    assert house.head() == head


async def test_a_small_file_that_changed_while_others_were_sent(house: UploadHouse, folder: Path) -> None:
    head = house.head()
    house.hub.set_faults("slow_upload=100000;path=/_lfs/;method=PUT")
    await house.upload(folder)
    await house.until(lambda transfer: transfer.state is State.ACTIVE and transfer.speed_bps > 0)
    (folder / "notes.txt").write_text("바뀜", "utf-8")
    house.hub.clear_faults()
    failed = await house.until_state(State.FAILED)
    assert failed.error is ErrorKind.BAD_FILE
    assert house.head() == head


async def test_the_token_goes_to_the_hub_alone(house: UploadHouse, folder: Path) -> None:
    house.hub.set_faults("foreign_upload", "foreign_verify")
    await house.upload(folder)
    await house.until_state(State.DONE, State.FAILED, State.WAITING)
    thief = house.hub.thief_requests()
    assert thief
    assert not any(request["authorization"] for request in thief)


async def test_the_speed_limit_holds(house: UploadHouse, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(made_up("limit", 1_500_000))
    house.queue.set_speed_limit(1_000_000)
    began = time.monotonic()
    await house.uploaded(UploadSource("model.bin", tmp_path / "model.bin"))
    assert time.monotonic() - began > 1.0


async def test_many_small_large_files(house: UploadHouse, tmp_path: Path, lfs_library: Library) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(600):
        (folder / f"{number:04}.bin").write_bytes(made_up(str(number), 400))
    await house.uploaded(folder)
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder)
    assert len(house.sent("objects/batch", "POST")) <= 6


async def test_a_second_wish_for_the_same_goes_on_with_the_first(house: UploadHouse, folder: Path) -> None:
    house.hub.set_faults("slow_upload=50000;path=/_lfs/;method=PUT")
    first = await house.upload(folder)
    await house.until(lambda transfer: transfer.state is State.ACTIVE)
    await house.queue.pause(first)
    await house.until_state(State.PAUSED)
    house.hub.clear_faults()
    assert await house.upload(folder) == first
    await house.until_state(State.DONE)
    assert len(house.queue.transfers()) == 1


async def test_one_file_can_be_paused_by_itself(house: UploadHouse, folder: Path, lfs_library: Library) -> None:
    head = house.head()
    house.hub.set_faults("slow_upload=50000;path=/_lfs/;method=PUT")
    transfer_id = await house.upload(folder)
    await house.until(lambda transfer: transfer.state is State.ACTIVE)
    await house.queue.pause_files(transfer_id, ["model.safetensors"])
    house.hub.clear_faults()
    await house.until_state(State.PAUSED)
    states = {file.path: file.state for file in await house.queue.files(transfer_id)}
    assert states["sub/가중치.bin"] is State.DONE
    assert house.head() == head
    await house.queue.resume_files(transfer_id, ["model.safetensors"])
    await house.until(lambda transfer: transfer.state is State.PAUSED and transfer.done_files == 2)
    assert house.head() == head  # the small files, which go with the commit, are still paused
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder)
