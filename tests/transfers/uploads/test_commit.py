"""Commits are never repeated blindly: lost answers, killed engines and windows, other people's commits."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from helpers.downloads import engines
from helpers.library import Library
from helpers.practice_hub import PracticeHub
from helpers.uploads import UploadHouse, digest, digests, made_up
from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.model import State, WaitReason
from hubdesk.transfers.uploads import batches
from hubdesk.transfers.uploads.model import Decision, UploadSource

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
    folder.mkdir()
    (folder / "notes.txt").write_text("notes")
    (folder / "model.bin").write_bytes(made_up(f"model {seed}", 30_000))
    return folder


def _expected(folder: Path) -> dict[str, str]:
    return {
        path.name: digest(path.read_bytes(), large=path.suffix == ".bin") for path in folder.iterdir() if path.is_file()
    }


def _ours(house: UploadHouse, revision: str = "main") -> int:
    return len([title for title in house.titles(revision) if title.startswith("mine")])


async def test_a_lost_answer_is_recognised(house: UploadHouse, folder: Path, lfs_library: Library) -> None:
    house.hub.set_faults("lose_answer;path=/commit/;count=1")
    done = await house.uploaded(folder, message="mine")
    assert (_ours(house), house.commits_sent()) == (1, 1)
    assert done.url.endswith(house.head())
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder)


async def test_an_error_after_the_commit_is_recognised_later(house: UploadHouse, folder: Path) -> None:
    house.hub.set_faults("lose_answer;path=/commit/;count=1", "status=503;path=/commits/;count=1")
    await house.upload(folder, message="mine")
    waiting = await house.until_state(State.WAITING)
    assert waiting.wait_reason is WaitReason.NETWORK
    await house.queue.resume(waiting.transfer_id)
    await house.until_state(State.DONE)
    assert (_ours(house), house.commits_sent()) == (1, 1)


async def test_a_commit_that_was_not_made_is_sent_again(house: UploadHouse, folder: Path) -> None:
    house.hub.set_faults("status=500;path=/commit/;count=1")
    await house.upload(folder, message="mine")
    waiting = await house.until_state(State.WAITING)
    assert waiting.error is ErrorKind.SERVER
    await house.queue.resume(waiting.transfer_id)
    await house.until_state(State.DONE)
    assert (_ours(house), house.commits_sent()) == (1, 2)


@signals_needed
@pytest.mark.parametrize("is_made", [False, True])
async def test_a_killed_engine_does_not_commit_twice(house: UploadHouse, folder: Path, is_made: bool) -> None:
    house.hub.set_faults(f"{'slow=20' if is_made else 'delay=600'};path=/commit/;method=POST;count=1")
    await house.upload(folder, message="mine")
    await house.until_state(State.COMMITTING)
    while is_made and not _ours(house):
        await house.until(lambda transfer: transfer.state is State.COMMITTING)
        await asyncio.sleep(0)
    assert house.queue.engine_pid is not None
    os.kill(house.queue.engine_pid, signal.SIGKILL)
    house.hub.clear_faults()
    await house.until_state(State.DONE)
    assert _ours(house) == 1


@pytest.mark.parametrize("fault", ["lose_answer", "no_answer"])
async def test_a_lost_window_does_not_commit_twice(house: UploadHouse, folder: Path, fault: str) -> None:
    house.hub.set_faults(f"{fault};path=/commit/;method=POST;count=1", "no_answer;path=/commits/;count=1")
    await house.upload(folder, message="mine")
    await house.until_state(State.COMMITTING)
    await house.move_out()
    house.hub.clear_faults()
    await house.move_in()
    await house.until_state(State.DONE)
    assert _ours(house) == 1


async def test_somebody_elses_commit_asks_and_mine_goes_on_top(
    house: UploadHouse, folder: Path, lfs_library: Library
) -> None:
    plan = await house.plan_upload(folder, message="mine")
    house.commit("theirs.txt", "theirs")
    theirs = house.head()
    transfer_id = await house.queue.add_upload(plan)
    waiting = await house.until_state(State.WAITING)
    assert (waiting.wait_reason, waiting.error) == (WaitReason.DECISION, ErrorKind.CHANGED_SINCE)
    assert house.head() == theirs
    await house.queue.decide(transfer_id, Decision.REBASE)
    await house.until_state(State.DONE)
    assert house.titles()[:2] == ["mine", "theirs"]
    theirs_too = {"theirs.txt": digest(b"theirs", large=False)}
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder) | theirs_too


async def test_each_further_commit_of_others_asks_again(house: UploadHouse, folder: Path) -> None:
    plan = await house.plan_upload(folder, message="mine")
    house.commit("theirs.txt", "theirs")
    transfer_id = await house.queue.add_upload(plan)
    await house.until_state(State.WAITING)
    house.commit("theirs.txt", "once more")
    await house.queue.decide(transfer_id, Decision.REBASE)
    await house.until(lambda transfer: transfer.state is State.WAITING and transfer.error_detail == house.head())
    await house.queue.decide(transfer_id, Decision.REBASE)
    await house.until_state(State.DONE)
    assert house.titles()[:3] == ["mine", "theirs", "theirs"]


async def test_a_pull_request_instead(house: UploadHouse, folder: Path, lfs_library: Library) -> None:
    plan = await house.plan_upload(folder, message="mine")
    house.commit("theirs.txt", "theirs")
    transfer_id = await house.queue.add_upload(plan)
    await house.until_state(State.WAITING)
    await house.queue.decide(transfer_id, Decision.PULL_REQUEST)
    done = await house.until_state(State.DONE)
    assert done.url == f"{house.hub.url}/{house.ref.repo_id}/discussions/1"
    assert house.titles()[0] == "theirs"
    assert digests(lfs_library, house.ref.repo_id, "refs/pr/1").items() >= _expected(folder).items()


async def test_a_decision_survives_the_window(house: UploadHouse, folder: Path) -> None:
    plan = await house.plan_upload(folder, message="mine")
    house.commit("theirs.txt", "theirs")
    transfer_id = await house.queue.add_upload(plan)
    await house.until_state(State.WAITING)
    await house.move_out()
    await house.move_in()
    waiting = await house.until_state(State.WAITING)
    assert waiting.wait_reason is WaitReason.DECISION
    await house.queue.decide(transfer_id, Decision.REBASE)
    await house.until_state(State.DONE)


async def test_somebody_else_brought_the_same(house: UploadHouse, folder: Path) -> None:
    (folder / "model.bin").unlink()
    plan = await house.plan_upload(folder, message="mine")
    house.commit("notes.txt", "notes")
    await house.queue.add_upload(plan)
    done = await house.until_state(State.DONE)
    assert done.commits == ()
    assert house.titles()[0] == "theirs"


async def test_deletions_that_others_made(house: UploadHouse, folder: Path) -> None:
    house.commit("old.txt", "old")
    plan = await house.plan_upload(folder, message="mine", delete=("old.txt",))
    lines = [
        {"key": "header", "value": {"summary": "theirs"}},
        {"key": "deletedFile", "value": {"path": "old.txt"}},
    ]
    house.client.commit(f"/api/models/{house.ref.repo_id}/commit/main", *lines)
    transfer_id = await house.queue.add_upload(plan)
    await house.until_state(State.WAITING)
    await house.queue.decide(transfer_id, Decision.REBASE)
    await house.until_state(State.DONE)
    assert house.titles()[0] == "mine"


async def test_several_commits(
    house: UploadHouse, folder: Path, lfs_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_OPERATIONS", 2)
    for number in range(4):
        (folder / f"more-{number}.txt").write_text(str(number))
    plan = await house.plan_upload(folder, message="mine")
    assert plan.commits == 3
    await house.queue.add_upload(plan)
    done = await house.until_state(State.DONE)
    assert house.titles()[:3] == ["mine (part 3/3)", "mine (part 2/3)", "mine (part 1/3)"]
    assert len(done.commits) == 3
    assert done.commits[-1] == house.head()
    assert digests(lfs_library, house.ref.repo_id) == _expected(folder)


async def test_several_commits_go_on_after_an_interruption(
    house: UploadHouse, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_OPERATIONS", 1)
    (folder / "z.txt").write_text("last")
    house.hub.set_faults("status=500;path=/commit/;skip=1;count=1")
    await house.upload(folder, message="mine")
    waiting = await house.until_state(State.WAITING)
    assert len(waiting.commits) == 1
    await house.move_out()
    await house.move_in()
    await house.until_state(State.DONE)
    assert house.titles()[:3] == ["mine (part 3/3)", "mine (part 2/3)", "mine (part 1/3)"]


async def test_cancelling_between_commits_names_those_made(
    house: UploadHouse, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_OPERATIONS", 1)
    house.hub.set_faults("status=500;path=/commit/;skip=1")
    transfer_id = await house.upload(folder, message="mine")
    await house.until_state(State.WAITING)
    await house.queue.cancel(transfer_id)
    cancelled = await house.until_state(State.CANCELLED)
    assert cancelled.commits == (house.head(),)


async def test_several_commits_of_one_pull_request(
    house: UploadHouse, folder: Path, lfs_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_OPERATIONS", 1)
    head = house.head()
    done = await house.uploaded(folder, message="mine", create_pr=True)
    assert house.head() == head
    assert done.url.endswith("/discussions/1")
    assert house.titles("refs%2Fpr%2F1")[:2] == ["mine (part 2/2)", "mine (part 1/2)"]
    assert digests(lfs_library, house.ref.repo_id, "refs/pr/1") == _expected(folder)


async def test_a_pull_request_is_not_opened_twice(house: UploadHouse, folder: Path) -> None:
    house.hub.set_faults("lose_answer;path=/commit/;count=1")
    done = await house.uploaded(folder, message="mine", create_pr=True)
    assert done.url.endswith("/discussions/1")
    assert house.commits_sent() == 1


async def test_a_commit_that_the_hub_has_cannot_be_cancelled(house: UploadHouse, folder: Path) -> None:
    house.hub.set_faults("delay=500;path=/commit/;method=POST")
    transfer_id = await house.upload(folder, message="mine")
    await house.until_state(State.COMMITTING)
    await house.queue.cancel(transfer_id)
    ended = await house.until_state(State.DONE, State.CANCELLED)
    assert _ours(house) == (1 if ended.state is State.DONE else 0)


async def test_a_commit_on_its_way_can_be_stopped(house: UploadHouse, folder: Path) -> None:
    (folder / "large.txt").write_bytes(b"x" * 3_000_000)
    head = house.head()
    house.hub.set_faults("slow_upload=500000;path=/commit/;method=POST")
    transfer_id = await house.upload(UploadSource("", folder), message="mine")
    await house.until(lambda transfer: transfer.state is State.COMMITTING and transfer.speed_bps > 0)
    await house.queue.pause(transfer_id)
    await house.until_state(State.PAUSED)
    assert house.head() == head
    house.hub.clear_faults()
    await house.queue.resume(transfer_id)
    await house.until_state(State.DONE)
    assert _ours(house) == 1
