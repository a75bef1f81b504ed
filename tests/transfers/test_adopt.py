"""What other programs left on the disk is used, and never trusted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from hashlib import file_digest, sha256
from pathlib import Path

import pytest
from filelock import FileLock
from huggingface_hub._local_folder import get_local_download_paths

from helpers.downloads import LARGE, LARGE_FILE, SMALL, WEIGHTS, House
from hubdesk.core.types import RepoFile
from hubdesk.transfers.layout import CachePlace
from hubdesk.transfers.model import DownloadPlan, State

HALF = 300_000


async def _done(house: House, plan: DownloadPlan) -> None:
    await house.queue.add(plan)
    await house.until_state(State.DONE)
    assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[0].etag
    assert house.parts() == []


def _content(house: House) -> bytes:
    with urllib.request.urlopen(f"{house.hub.url}/{SMALL.repo_id}/resolve/main/{WEIGHTS}", timeout=10) as answer:
        content: bytes = answer.read()
    house.hub.forget_requests()
    return content


def _blobs(house: House) -> Path:
    folder = house.connection.cache_dir / SMALL.cache_folder / "blobs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def test_the_librarys_beginning_is_gone_on_with(house: House) -> None:
    content = _content(house)
    etag = sha256(content).hexdigest()
    short, long = (_blobs(house) / f"{etag}.{name}.incomplete" for name in ("0badcafe", "deadbeef"))
    short.write_bytes(content[: HALF // 2])
    long.write_bytes(content[:HALF])
    plan = await house.plan(SMALL, WEIGHTS)
    assert {(orphan.path, orphan.size, orphan.in_use) for orphan in plan.orphans} == {
        (short, HALF // 2, False),
        (long, HALF, False),
    }
    await _done(house, plan)
    assert house.ranges(WEIGHTS) == [HALF]
    assert not long.exists()
    assert short.exists()  # not ours to remove
    assert await house.planner.remove_orphans(plan) == HALF // 2
    assert not short.exists()


async def test_a_wrong_beginning_is_found_out(house: House) -> None:
    content = _content(house)
    etag = sha256(content).hexdigest()
    (_blobs(house) / f"{etag}.deadbeef.incomplete").write_bytes(bytes(reversed(content[:HALF])))
    await _done(house, await house.plan(SMALL, WEIGHTS))
    assert house.ranges(WEIGHTS) == [HALF, 0]


async def test_a_hole_is_not_content(house: House) -> None:
    content = _content(house)
    orphan = _blobs(house) / f"{sha256(content).hexdigest()}.deadbeef.incomplete"
    with orphan.open("wb") as file:
        file.write(content[: 1 << 17])
        file.seek(1 << 19)
        file.write(b"the end")
    await _done(house, await house.plan(SMALL, WEIGHTS))
    assert len(house.ranges(WEIGHTS)) == 1
    assert house.ranges(WEIGHTS)[0] == 1 << 17


async def test_what_somebody_is_writing_is_left_alone(house: House) -> None:
    content = _content(house)
    etag = sha256(content).hexdigest()
    orphan = _blobs(house) / f"{etag}.deadbeef.incomplete"
    orphan.write_bytes(content[:HALF])
    lock = CachePlace(house.connection.cache_dir, SMALL, "1" * 40, "main", WEIGHTS, etag, len(content)).library_lock
    lock.parent.mkdir(parents=True)
    with FileLock(lock):
        plan = await house.plan(SMALL, WEIGHTS)
        assert [each.in_use for each in plan.orphans] == [True]
        assert await house.planner.remove_orphans(plan) == 0
        await house.queue.add(plan)
        await house.until(lambda transfer: transfer.done_bytes == transfer.total_bytes)
        assert orphan.read_bytes() == content[:HALF]
    await house.until_state(State.DONE)
    assert house.ranges(WEIGHTS) == [0]
    assert orphan.exists()


async def test_a_beginning_in_a_folder(house: House, tmp_path: Path) -> None:
    content = _content(house)
    folder = tmp_path / "here"
    named = get_local_download_paths(folder, WEIGHTS).incomplete_path(sha256(content).hexdigest())
    orphan = named.with_name(f"{named.stem}.deadbeef.incomplete")
    orphan.write_bytes(content[:HALF])
    plan = await house.plan(SMALL, WEIGHTS, local_dir=folder)
    assert [each.path for each in plan.orphans] == [orphan]
    await _done(house, plan)
    assert house.ranges(WEIGHTS) == [HALF]
    assert not orphan.exists()


async def test_what_the_cache_has_is_copied_into_a_folder(house: House, tmp_path: Path) -> None:
    await _done(house, await house.plan(SMALL, WEIGHTS))
    house.hub.forget_requests()
    plan = await house.plan(SMALL, WEIGHTS, local_dir=tmp_path / "here")
    await house.queue.add(plan)
    await house.until(lambda each: each.state is State.DONE and not each.in_cache)
    copy = plan.target / WEIGHTS
    assert house.ranges(WEIGHTS) == []
    assert sha256(copy.read_bytes()).hexdigest() == plan.files[0].etag
    assert copy.stat().st_nlink == 1  # changing it leaves the cache alone


async def test_a_damaged_blob_is_not_copied(house: House, tmp_path: Path) -> None:
    first = await house.plan(SMALL, WEIGHTS)
    await _done(house, first)
    blob = (first.target / WEIGHTS).resolve()
    blob.write_bytes(bytes(reversed(blob.read_bytes())))
    plan = await house.plan(SMALL, WEIGHTS, local_dir=tmp_path / "here")
    await house.queue.add(plan)
    await house.until(lambda each: each.state is State.DONE and not each.in_cache)
    assert sha256((plan.target / WEIGHTS).read_bytes()).hexdigest() == plan.files[0].etag


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
async def test_a_library_that_was_killed(house: House) -> None:
    house.hub.set_faults(f"slow=40000000;path={LARGE_FILE};method=GET")
    code = (
        "import sys; from huggingface_hub import hf_hub_download\n"
        "hf_hub_download(sys.argv[1], sys.argv[2], endpoint=sys.argv[3], cache_dir=sys.argv[4])"
    )
    theirs = subprocess.Popen(
        [sys.executable, "-c", code, LARGE.repo_id, LARGE_FILE, house.hub.url, str(house.connection.cache_dir)],
        env={**os.environ, "HF_HUB_DISABLE_XET": "1"}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    blobs = house.connection.cache_dir / LARGE.cache_folder / "blobs"
    try:
        deadline = time.monotonic() + 25
        while not any(path.stat().st_size > 40 << 20 for path in blobs.glob("*.incomplete")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
    finally:
        theirs.send_signal(signal.SIGKILL)
        theirs.wait()
    house.hub.clear_faults()
    house.hub.forget_requests()
    plan = await house.plan(LARGE, LARGE_FILE)
    assert [orphan.in_use for orphan in plan.orphans] == [False]
    await house.queue.add(plan)
    await house.until_state(State.DONE)
    with (plan.target / LARGE_FILE).open("rb") as file:
        assert file_digest(file, "sha256").hexdigest() == plan.files[0].etag
    assert sum(request["bytes"] for request in house.hub.requests()) < plan.total_bytes - (38 << 20)


async def test_what_repositories_share_is_not_fetched(house: House) -> None:
    content = _content(house)
    (wanted,) = (file for file in await _listed(house) if file.path == WEIGHTS)
    shared = house.connection.cache_dir / "blobs" / wanted.xet_hash[:2] / wanted.xet_hash
    shared.parent.mkdir(parents=True)
    shared.write_bytes(content)
    await _done(house, await house.plan(SMALL, WEIGHTS))
    assert house.ranges(WEIGHTS) == []
    assert shared.read_bytes() == content


async def _listed(house: House) -> tuple[RepoFile, ...]:
    details = await house.gateway.details(SMALL)
    return await house.gateway.all_files(SMALL, details.commit)
