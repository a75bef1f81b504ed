"""Downloads from a Hub that lies: nothing is written outside the target, and every lie has a name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from hashlib import sha1
from pathlib import Path

import pytest

from helpers.downloads import House, engines
from helpers.raw_server import RawServer, Reply, json_reply
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import State

COMMIT = "c" * 40
REF = RepoRef("owner/name")
CONTENT = b"hello"
OID = sha1(b"blob 5\0hello", usedforsecurity=False).hexdigest()


class Liar:
    """A Hub of one repository whose listing a test makes up."""

    def __init__(self, server: RawServer) -> None:
        self.server = server
        self.url = server.url

    def has(self, *paths: str, revision: str = "main", **more: object) -> None:
        """Have these files, each with the same content."""
        entries = [{"type": "file", "oid": OID, "size": len(CONTENT), "path": path, **more} for path in paths]
        replies = self.server.replies
        replies[f"/api/models/owner/name/revision/{revision}"] = json_reply({"id": "owner/name", "sha": COMMIT})
        replies[f"/api/models/owner/name/tree/{COMMIT}"] = json_reply(entries)
        for path in paths:
            good = {"X-Repo-Commit": COMMIT, "ETag": f'"{OID}"'}
            replies[f"/owner/name/resolve/{COMMIT}/{path}"] = Reply(200, good, CONTENT)


@pytest.fixture
def liar() -> Iterator[Liar]:
    with RawServer() as server:
        yield Liar(server)


@pytest.fixture
async def house(liar: Liar, tmp_path: Path) -> AsyncIterator[House]:
    house = await House(liar, tmp_path / "a" / "b" / "data", token="hf_secret").move_in()
    yield house
    await house.move_out()
    assert engines() == []


def _written(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


async def test_an_honest_answer_is_downloaded(house: House, liar: Liar) -> None:
    liar.has("x.txt")
    await house.queue.add(await house.plan(REF))
    done = await house.until_state(State.DONE, State.FAILED, State.WAITING)
    assert done.state is State.DONE
    assert (done.target / "x.txt").read_bytes() == CONTENT


@pytest.mark.parametrize("steps", [1, 4, 8])
async def test_a_revision_does_not_lead_out_of_the_cache(house: House, liar: Liar, steps: int) -> None:
    revision = "../" * steps + "escaped"
    liar.has("x.txt", revision=revision.replace("/", "%2F"))
    with pytest.raises(HubDeskError) as caught:
        await house.plan(REF, revision=revision)
    assert caught.value.kind is ErrorKind.REVISION_NOT_FOUND
    assert liar.server.seen == []


@pytest.mark.parametrize("steps", [1, 4, 8])
async def test_the_engine_looks_at_the_revision_again(house: House, liar: Liar, tmp_path: Path, steps: int) -> None:
    liar.has("x.txt")
    plan = await house.plan(REF)
    await house.queue.add(replace(plan, request=replace(plan.request, revision="../" * steps + "escaped")))
    assert (await house.until_state(State.DONE, State.FAILED, State.WAITING)).error is ErrorKind.REVISION_NOT_FOUND
    assert "escaped" not in _written(tmp_path)


@pytest.mark.parametrize("paths", [("a", "a/b"), ("a/b", "a")])
async def test_a_file_that_is_a_folder_too(house: House, liar: Liar, tmp_path: Path, paths: tuple[str, ...]) -> None:
    liar.has(*paths)
    with pytest.raises(HubDeskError) as caught:
        await house.plan(REF, local_dir=tmp_path / "out")
    assert (caught.value.kind, caught.value.subject) == (ErrorKind.UNTRUSTED, "a")


@pytest.mark.parametrize("size", [2**63, 10**30, 1e300])
async def test_a_size_that_cannot_be(house: House, liar: Liar, size: float) -> None:
    liar.has("x.txt", size=size)
    with pytest.raises(HubDeskError) as caught:
        await house.plan(REF)
    assert caught.value.kind is ErrorKind.BAD_ANSWER


async def test_a_redirect_elsewhere_is_followed_without_the_token(house: House, liar: Liar) -> None:
    liar.has("x.txt")
    here = f"/owner/name/resolve/{COMMIT}/x.txt"
    headers = {"X-Repo-Commit": COMMIT, "X-Linked-ETag": f'"{OID}"', "Location": f"{liar.server.foreign_url}/cdn"}
    liar.server.replies[here] = Reply(302, headers)
    liar.server.replies["/cdn"] = Reply(200, {}, CONTENT)
    await house.queue.add(await house.plan(REF))
    assert (await house.until_state(State.DONE, State.FAILED, State.WAITING)).state is State.DONE
    told = {seen.path: seen.authorization for seen in liar.server.seen}
    assert told[here] == "Bearer hf_secret"
    assert told["/cdn"] is None
