"""Small files that go to the disk together: what lands, what is left to more care, and what a stop leaves."""

from __future__ import annotations

import os
import threading
from hashlib import sha256
from pathlib import Path

import pytest
from huggingface_hub import hf_hub_download

from helpers.downloads import SMALL, House
from hubdesk.core.oslock import try_lock
from hubdesk.core.types import RepoRef
from hubdesk.transfers.batch import Batch, Parcel, is_plain
from hubdesk.transfers.download import Source
from hubdesk.transfers.fetch import Fetch, Tools
from hubdesk.transfers.flush import force
from hubdesk.transfers.model import State
from hubdesk.transfers.protocol import FetchFile, FileDone, FileStopped
from hubdesk.transfers.throttle import Throttle

REPO = RepoRef("owner/name")
COMMIT = "1" * 40


class _Deaf:
    def verifying(self) -> None:
        pass

    def restarted(self) -> None:
        pass


class Desk:
    """Makes parcels for a cache or a folder."""

    def __init__(self, place: Path, *, in_cache: bool) -> None:
        self.place = place
        self._in_cache = in_cache
        self._tools = Tools(Source("http://127.0.0.1:9", ""), Throttle(), threading.Semaphore(1))

    def parcel(self, number: int, content: bytes = b"") -> Parcel:
        content = content or b"content %d" % number
        order = FetchFile(
            fetch_id=number,
            repo_id=REPO.repo_id,
            repo_type="model",
            commit=COMMIT,
            revision="main",
            path=f"deep/{number}.txt",
            etag=sha256(content).hexdigest(),
            size=len(content),
            cache_dir=str(self.place) if self._in_cache else "",
            target="" if self._in_cache else str(self.place),
        )
        fetch = Fetch(order, self._tools, _Deaf())
        return Parcel(fetch, fetch.place(), content)


@pytest.fixture(params=[True, False], ids=["cache", "folder"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(tmp_path, in_cache=request.param)


def _bring(*parcels: Parcel) -> Batch:
    batch = Batch()
    for parcel in parcels:
        batch.stage(parcel)
    batch.end()
    return batch


def _parts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if ".part" in path.name]


def test_all_of_a_batch_land_and_are_told(desk: Desk) -> None:
    parcels = [desk.parcel(number) for number in range(5)]
    batch = _bring(*parcels)
    assert [message for _, message in batch.ended] == [FileDone(number) for number in range(5)]
    assert batch.left == []
    assert [parcel.place.final.read_bytes() for parcel in parcels] == [parcel.content for parcel in parcels]
    assert _parts(desk.place) == []


def test_the_library_finds_what_a_batch_brought(tmp_path: Path) -> None:
    parcel = Desk(tmp_path, in_cache=True).parcel(1)
    _bring(parcel)
    found = hf_hub_download(REPO.repo_id, "deep/1.txt", cache_dir=tmp_path, local_files_only=True)
    assert Path(found).read_bytes() == parcel.content


def test_a_part_that_somebody_has_is_left_alone(desk: Desk) -> None:
    taken, free = desk.parcel(1), desk.parcel(2)
    taken.place.prepare()
    descriptor = os.open(taken.place.part, os.O_RDWR | os.O_CREAT)
    try:
        assert try_lock(descriptor)
        batch = _bring(taken, free)
    finally:
        os.close(descriptor)
    assert batch.left == [taken.fetch]
    assert [fetch for fetch, _ in batch.ended] == [free.fetch]
    assert _parts(desk.place) == [taken.place.part]


def test_a_part_that_was_begun_is_left_alone(desk: Desk) -> None:
    parcel = desk.parcel(1)
    parcel.place.prepare()
    parcel.place.part.write_bytes(b"cont")
    assert not is_plain(parcel.fetch, parcel.place)
    assert _bring(parcel).left == [parcel.fetch]
    assert parcel.place.part.read_bytes() == b"cont"


def test_the_same_content_twice_is_written_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, in_cache=True)
    first, second = desk.parcel(1, b"the same"), desk.parcel(2, b"the same")
    batch = _bring(first, second)
    assert ([fetch for fetch, _ in batch.ended], batch.left) == ([first.fetch], [second.fetch])
    assert first.place.final.read_bytes() == b"the same"


def test_a_file_that_appears_meanwhile_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path, in_cache=False)
    mine, other = desk.parcel(1), desk.parcel(2)
    batch = Batch()
    batch.stage(mine)
    batch.stage(other)
    mine.place.final.write_text("mine")
    batch.end()
    assert (batch.left, len(batch.ended)) == ([mine.fetch], 1)
    assert mine.place.final.read_text() == "mine"
    assert _parts(tmp_path) == []


def test_what_is_stopped_meanwhile_stays_a_part(desk: Desk) -> None:
    stopped, other = desk.parcel(1), desk.parcel(2)
    batch = Batch()
    batch.stage(stopped)
    batch.stage(other)
    stopped.fetch.stop()
    batch.end()
    assert [message for _, message in batch.ended] == [FileStopped(1, 0), FileDone(2)]
    assert stopped.place.part.read_bytes() == stopped.content
    assert not stopped.place.final.exists()


def test_a_folder_that_is_gone_is_left_to_be_explained(desk: Desk) -> None:
    parcel = desk.parcel(1)
    desk.place.rmdir()
    assert _bring(parcel).left == [parcel.fetch]
    assert not desk.place.exists()


def test_a_file_that_the_disk_refuses_is_an_error(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as one, (tmp_path / "b").open("wb") as two:
        force([one.fileno(), two.fileno()])
        gone = os.dup(one.fileno())
        os.close(gone)
        with pytest.raises(OSError, match="descriptor"):
            force([gone])
        with pytest.raises(OSError, match="descriptor"):
            force([gone, two.fileno()])


async def test_what_a_killed_engine_wrote_is_not_asked_for_again(house: House) -> None:
    plan = await house.plan(SMALL, "config.json", "README.md")
    await house.queue.add(plan)
    await house.until_state(State.DONE)
    config, readme = (plan.target / name for name in ("config.json", "README.md"))
    for path, content in ((config, config.read_bytes()), (readme, b"torn")):
        blob = path.resolve()
        blob.unlink()
        path.unlink()
        blob.with_name(f"{blob.name}.hubdesk.part").write_bytes(content)
    house.hub.forget_requests()
    await house.queue.clear_finished()
    await house.queue.add(await house.plan(SMALL, "config.json", "README.md"))
    await house.until_state(State.DONE)
    assert house.ranges("config.json") == []
    assert house.ranges("README.md") == [0]
    assert config.stat().st_size > 0
    assert readme.read_bytes() != b"torn"
    assert house.parts() == []
