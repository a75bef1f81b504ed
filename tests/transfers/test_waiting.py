"""What transfers wait for, and how they notice that the wait is over."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.downloads import SMALL, WEIGHTS, House
from helpers.practice_hub import PracticeHub
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.transfers import vigil
from hubdesk.transfers.model import State, WaitReason
from hubdesk.transfers.verdict import NETWORK_S, RATE_LIMIT_S, back_off, what_to_wait_for

NOW = datetime(2026, 8, 1, tzinfo=UTC)
OURS = RepoRef("hangul-lab/ko-embedding")  # joon waits for access there


def _decide(hub: PracticeHub, user: str, status: str) -> None:
    """Let `minji`, who may, decide about somebody's request for access."""
    body = {"user": user, "status": status} | ({"rejectionReason": "no"} if status == "rejected" else {})
    request = urllib.request.Request(
        f"{hub.url}/api/models/{OURS.repo_id}/user-access-request/handle",
        method="POST",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {hub.token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


class TestVerdict:
    def test_a_pause_is_never_the_same_twice(self) -> None:
        pauses = {back_off(NETWORK_S, 2) for _ in range(50)}
        assert len(pauses) == 50
        assert all(15 <= pause <= 25 for pause in pauses)

    def test_what_the_server_asks_for_is_kept(self) -> None:
        error = HubDeskError(ErrorKind.RATE_LIMITED, retry_after=7.0)
        wait = what_to_wait_for(error, 0, NOW)
        assert wait is not None
        assert wait[1] is not None
        assert NOW + timedelta(seconds=7) <= wait[1] <= NOW + timedelta(seconds=8)
        wait = what_to_wait_for(HubDeskError(ErrorKind.RATE_LIMITED), 0, NOW)
        assert wait is not None
        assert wait[1] is not None
        assert wait[1] >= NOW + timedelta(seconds=RATE_LIMIT_S)

    @pytest.mark.parametrize(
        ("kind", "reason"),
        [
            (ErrorKind.GATED, WaitReason.ACCESS),
            (ErrorKind.UNAUTHORIZED, WaitReason.SIGN_IN),
            (ErrorKind.OFFLINE, WaitReason.NETWORK),
            (ErrorKind.SERVER, WaitReason.NETWORK),
            (ErrorKind.DISK_FULL, WaitReason.SPACE),
        ],
    )
    def test_what_is_waited_for(self, kind: ErrorKind, reason: WaitReason) -> None:
        wait = what_to_wait_for(HubDeskError(kind), 0, NOW)
        assert wait is not None
        assert wait[0] is reason

    def test_a_no_is_not_waited_for(self) -> None:
        words = "Your request to access model a/b has been rejected by the repo's authors."
        assert what_to_wait_for(HubDeskError(ErrorKind.GATED, words), 0, NOW) is None
        assert what_to_wait_for(HubDeskError(ErrorKind.CORRUPT), 0, NOW) is None


class TestNetwork:
    async def test_everything_pauses_and_comes_back_by_itself(self, tmp_path: Path) -> None:
        hub = PracticeHub(tmp_path / "hub")
        port = hub.url.rpartition(":")[2]
        house = await House(hub, tmp_path / "data").move_in()
        try:
            house.queue.set_at_once(1)
            hub.set_faults(f"slow=300000;path={WEIGHTS};method=GET;count=1")
            plan = await house.plan(SMALL, WEIGHTS)
            first = await house.queue.add(plan)
            second = await house.queue.add(await house.plan(SMALL, "config.json", local_dir=tmp_path / "folder"))
            await house.until(lambda transfer: transfer.done_bytes > 50_000, first)
            hub.close()
            for each in (first, second):
                waiting = await house.until(
                    lambda transfer: transfer.state is State.WAITING and transfer.wait_until is not None, each
                )
                assert waiting.wait_reason is WaitReason.NETWORK
            seen = len(house.events)
            hub = house.hub = PracticeHub(tmp_path / "hub", options=["--port", port])
            back = asyncio.get_running_loop().time()
            for each in (first, second):
                await house.until_state(State.DONE, transfer_id=each, timeout=15)
            assert asyncio.get_running_loop().time() - back < 12
            assert all(event.transfer.state is not State.FAILED for event in house.events[seen:])
            assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[0].etag
            assert house.ranges(WEIGHTS)[0] > 50_000
        finally:
            await house.move_out()
            hub.close()

    async def test_a_server_that_is_only_busy_holds_up_nobody_else(self, house: House, tmp_path: Path) -> None:
        house.hub.set_faults(f"status=503;retry_after=4;path={WEIGHTS};method=GET")
        first = await house.queue.add(await house.plan(SMALL, WEIGHTS))
        waiting = await house.until_state(State.WAITING, transfer_id=first)
        assert (waiting.wait_reason, waiting.error) == (WaitReason.NETWORK, ErrorKind.SERVER)
        second = await house.queue.add(await house.plan(SMALL, "config.json", local_dir=tmp_path / "folder"))
        await house.until_state(State.DONE, transfer_id=second)


class TestAccess:
    @pytest.fixture
    async def joons(self, tmp_path: Path) -> object:
        hub = PracticeHub(tmp_path / "hub")
        house = await House(hub, tmp_path / "data", token=hub.reader_token).move_in()
        yield house
        await house.move_out()
        hub.close()

    async def test_it_starts_by_itself_once_granted(self, joons: House) -> None:
        await joons.queue.add(await joons.plan(OURS, "config.json"))
        waiting = await joons.until(lambda transfer: transfer.wait_until is not None)
        assert (waiting.wait_reason, waiting.error) == (WaitReason.ACCESS, ErrorKind.GATED)
        joons.hub.forget_requests()
        joons.queue.look_again()
        await joons.until(lambda transfer: transfer.wait_until != waiting.wait_until)
        assert sum(each["path"].endswith("/auth-check") for each in joons.hub.requests()) == 1
        _decide(joons.hub, "joon", "accepted")
        joons.queue.look_again()
        await joons.until_state(State.DONE)

    async def test_nobody_need_be_there(self, joons: House, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vigil, "ACCESS_S", (1.0,))
        await joons.queue.add(await joons.plan(OURS, "config.json"))
        await joons.until_state(State.WAITING)
        _decide(joons.hub, "joon", "accepted")
        await joons.until_state(State.DONE)

    async def test_a_no_ends_it(self, joons: House) -> None:
        await joons.queue.add(await joons.plan(OURS, "config.json"))
        await joons.until(lambda transfer: transfer.wait_until is not None)
        _decide(joons.hub, "joon", "rejected")
        joons.queue.look_again()
        failed = await joons.until_state(State.FAILED)
        assert failed.error is ErrorKind.GATED
        assert "rejected" in failed.error_detail

    async def test_what_the_hub_hides_is_found_out_once_granted(self, joons: House) -> None:
        plan = await joons.plan(OURS)
        hidden = {file.path for file in plan.files if not file.etag}
        assert WEIGHTS in hidden
        transfer_id = await joons.queue.add(plan)
        await joons.until(lambda transfer: transfer.state is State.WAITING and transfer.wait_until is not None)
        await joons.queue.resume(transfer_id)  # a person's push changes nothing
        waiting = await joons.until_state(State.WAITING)
        assert (waiting.wait_reason, waiting.error) == (WaitReason.ACCESS, ErrorKind.GATED)
        assert not any(each["path"].endswith(WEIGHTS) for each in joons.hub.requests())
        await joons.move_out()
        _decide(joons.hub, "joon", "accepted")
        await joons.move_in()  # the program was closed meanwhile
        joons.queue.look_again()
        done = await joons.until_state(State.DONE)
        files = {file.path: file for file in await joons.queue.files(transfer_id)}
        for path in hidden:
            assert sha256((done.target / path).read_bytes()).hexdigest() == files[path].etag

    async def test_the_same_download_again_tells_what_was_hidden(self, joons: House) -> None:
        transfer_id = await joons.queue.add(await joons.plan(OURS, WEIGHTS))
        await joons.until_state(State.WAITING)
        _decide(joons.hub, "joon", "accepted")
        assert await joons.queue.add(await joons.plan(OURS, WEIGHTS)) == transfer_id
        await joons.until_state(State.DONE)

    async def test_a_file_of_the_same_name_stays(self, joons: House, tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        folder.mkdir()
        (folder / WEIGHTS).write_bytes(b"mine")
        await joons.queue.add(await joons.plan(OURS, WEIGHTS, local_dir=folder))
        await joons.until_state(State.WAITING)
        _decide(joons.hub, "joon", "accepted")
        joons.queue.look_again()
        failed = await joons.until_state(State.FAILED)
        assert failed.error is ErrorKind.TARGET_EXISTS
        assert (folder / WEIGHTS).read_bytes() == b"mine"

    async def test_the_plan_says_that_access_is_missing(self, joons: House) -> None:
        assert (await joons.plan(OURS, "config.json")).needs_access
        assert not (await joons.plan(SMALL, "config.json")).needs_access
        _decide(joons.hub, "joon", "accepted")
        assert not (await joons.plan(OURS, "config.json")).needs_access
