"""Downloads over Xet: the bytes, what goes wrong with it, and who is believed."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.downloads import LARGE, LARGE_FILE, House
from helpers.practice_hub import PracticeHub
from hubdesk.core.errors import HubError
from hubdesk.hub.trust import is_digest
from hubdesk.transfers.download import Source
from hubdesk.transfers.model import DownloadPlan, State
from hubdesk.transfers.xet import auth_url, check_cas

CAS = "/_xet/"


@pytest.fixture
async def xet(hub: PracticeHub, tmp_path: Path) -> AsyncIterator[House]:
    """A house whose large files come over Xet, signed in."""
    house = House(hub, tmp_path / "data", token=hub.token)
    yield await house.move_in()
    await house.move_out()


async def _add(house: House) -> DownloadPlan:
    plan = await house.plan(LARGE, LARGE_FILE)
    await house.queue.add(plan)
    return plan


async def _is_right(house: House, plan: DownloadPlan) -> None:
    path = plan.target / LARGE_FILE
    await asyncio.to_thread(_check, path, plan.files[0].etag)
    assert house.parts() == []


def _check(path: Path, etag: str) -> None:
    assert is_digest(etag)
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    assert digest.hexdigest() == etag


def _over_http(house: House) -> int:
    """Bytes that came from /resolve/."""
    return sum(
        each["bytes"] for each in house.hub.requests() if each["method"] == "GET" and each["path"].endswith(LARGE_FILE)
    )


def _over_xet(house: House) -> int:
    """Bytes that came from the Xet store."""
    return sum(each["bytes"] for each in house.hub.requests() if each["path"].startswith(CAS))


async def test_a_large_file_comes_over_xet(xet: House) -> None:
    plan = await _add(xet)
    await xet.until_state(State.DONE)
    await _is_right(xet, plan)
    assert _over_http(xet) == 0
    assert _over_xet(xet) > 0
    for request in xet.hub.requests():  # hf_xet has nothing that the Hub would know us by
        assert not (request["path"].startswith(CAS) and request["owner"] not in {None, "", "-"}), request


async def test_http_if_the_connection_wants_it(hub: PracticeHub, tmp_path: Path) -> None:
    house = House(hub, tmp_path / "data")
    house.connection = replace(house.connection, transport="http")
    await house.move_in()
    try:
        plan = await _add(house)
        await house.until_state(State.DONE)
        await _is_right(house, plan)
        assert _over_xet(house) == 0
    finally:
        await house.move_out()


async def test_it_goes_on_at_the_byte_after_a_pause(xet: House) -> None:
    xet.hub.set_faults(f"slow=4000000;path={CAS}")
    plan = await _add(xet)
    await xet.until(lambda transfer: transfer.done_bytes > 2_000_000)
    began = time.monotonic()
    (transfer,) = xet.queue.transfers()
    await xet.queue.pause(transfer.transfer_id)
    paused = await xet.until_state(State.PAUSED)
    assert time.monotonic() - began < 1  # 0.2 s on an idle machine
    kept = paused.done_bytes
    assert kept > 2_000_000
    xet.hub.clear_faults()
    await xet.queue.resume(transfer.transfer_id)
    await xet.until(lambda transfer: transfer.done_bytes >= kept)
    await xet.until_state(State.DONE)
    await _is_right(xet, plan)
    assert _over_http(xet) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
async def test_it_goes_on_after_a_kill(xet: House) -> None:
    xet.hub.set_faults(f"slow=8000000;path={CAS}")
    plan = await _add(xet)
    seen = await xet.until(lambda transfer: transfer.done_bytes > 12_000_000)
    pid = xet.queue.engine_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    xet.hub.clear_faults()
    await xet.until_state(State.DONE)
    await _is_right(xet, plan)
    assert seen.total_bytes


@pytest.mark.parametrize(
    "fault",
    [
        f"status=500;path={CAS}",
        f"status=403;path={CAS}",
        f"reset=300000;path={CAS}",
        f"wrong_bytes;path={CAS}",
        f"truncate=1000;path={CAS}",
        "status=503;path=xet-read-token",
        "json=list;path=xet-read-token",
        "bad_json;path=xet-read-token",
        "xet_hash",
        "cas_url=errors",
        "cas_url=refused",
        "cas_url=folder",
        "cas_url=file",
        "foreign_xet_auth",
        "drop_header=Link;path=resolve",
        pytest.param("no_answer;method=HEAD;path=resolve;count=1", marks=pytest.mark.slow),
    ],
)
async def test_http_takes_over(xet: House, fault: str) -> None:
    xet.hub.forget_thief()
    xet.hub.set_faults(fault)
    plan = await _add(xet)
    await xet.until_state(State.DONE, timeout=60)
    await _is_right(xet, plan)
    assert _over_http(xet) > 0
    stolen = [each for each in xet.hub.thief_requests() if each["authorization"]]
    assert not stolen or fault == "cas_url=errors"  # that store is shown its own token


async def test_what_came_over_xet_is_kept_when_http_takes_over(xet: House) -> None:
    xet.hub.set_faults(f"slow=8000000;path={CAS}")
    plan = await _add(xet)
    await xet.until(lambda transfer: transfer.done_bytes > 8_000_000)
    xet.hub.set_faults(f"status=500;path={CAS}", f"slow=8000000;path={CAS}")
    await xet.until_state(State.DONE)
    await _is_right(xet, plan)
    assert 0 < _over_http(xet) < plan.files[0].size - 4_000_000


@pytest.mark.slow
async def test_a_stalled_store_is_left(xet: House) -> None:
    xet.hub.set_faults(f"stall=1000000;path={CAS}")
    plan = await _add(xet)
    await xet.until_state(State.DONE, timeout=90)
    await _is_right(xet, plan)
    assert _over_http(xet) > 0


async def test_a_token_that_ends_is_renewed(xet: House) -> None:
    xet.hub.set_faults("xet_expired;count=1")
    plan = await _add(xet)
    await xet.until_state(State.DONE)
    await _is_right(xet, plan)


def test_tokens_come_from_the_hub_alone() -> None:
    source = Source("https://hub.example", "hf_secret")
    good = "https://hub.example/api/models/o/n/xet-read-token/c"
    assert auth_url(f'<{good}>; rel="xet-auth"', "", source) == good
    assert auth_url("", "/api/models/o/n/xet-read-token/c", source) == good
    for link in (
        '<https://evil.example/t>; rel="xet-auth"',
        '<http://hub.example/t>; rel="xet-auth"',
        '<https://hub.example:444/t>; rel="xet-auth"',
        '<https://u@hub.example/t>; rel="xet-auth"',
        '<//evil.example/t>; rel="xet-auth"',
        "",
    ):
        with pytest.raises(HubError):
            auth_url(link, "", source)


@pytest.mark.parametrize(
    "url",
    [
        "http://cas.example",
        "local:///etc",
        "file:///etc",
        "memory://",
        "https://u:p@cas.example",
        "",
        "http://10.0.0.1",
    ],
)
def test_the_store_is_not_anywhere(url: str) -> None:
    with pytest.raises(HubError):
        check_cas(url)


def test_the_store_may_be() -> None:
    for url in ("https://cas-server.xethub.hf.co", "http://127.0.0.1:8000/_xet", "http://localhost:1"):
        assert check_cas(url) == url
