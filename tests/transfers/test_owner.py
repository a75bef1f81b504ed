"""One owner for each data dir, and requests that reach it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.downloads import SMALL, WEIGHTS, House
from hubdesk.core.errors import HubDeskError
from hubdesk.core.paths import Paths
from hubdesk.transfers import owner as owners
from hubdesk.transfers.errand import Errand, Errands, RequestDesk, errand_from, errand_table
from hubdesk.transfers.model import DownloadRequest, State
from hubdesk.transfers.owner import Owner, OwnerGoneError, ask_owner

HOLD = (
    "import sys; from pathlib import Path; from hubdesk.core.paths import Paths\n"
    "from hubdesk.transfers.owner import Owner\n"
    "owner = Owner(Paths(Path(sys.argv[1]))); print(owner.acquire(), flush=True); sys.stdin.readline()"
)


async def _ask(paths: Paths, request: dict[str, Any]) -> list[dict[str, Any]]:
    return [answer async for answer in ask_owner(paths, request)]


async def test_there_is_one_owner_and_its_death_frees_the_place(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "True\n"
        owner = Owner(Paths(tmp_path))
        assert not owner.acquire()
        other.kill()
        other.wait()
        assert owner.acquire()
        assert owner.acquire()
        assert not Owner(Paths(tmp_path)).acquire()
        await owner.close()
        assert Owner(Paths(tmp_path)).acquire()
    finally:
        other.kill()
        other.communicate()


@pytest.fixture(params=["unix", "tcp"])
def transport(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to the owner, whatever the system prefers."""
    if request.param == "tcp":
        monkeypatch.setattr(owners, "_HAS_UNIX_SOCKETS", False)
    elif os.name == "nt":
        pytest.skip("no Unix sockets")


@pytest.mark.usefixtures("transport")
async def test_a_request_is_answered_line_by_line(tmp_path: Path) -> None:
    owner = Owner(Paths(tmp_path))
    assert owner.acquire()

    async def handle(request: Any, reply: Callable[[Any], Any]) -> None:  # noqa: ANN401 - JSON
        await reply({"event": "progress", "heard": request})
        await reply({"event": "done"})

    await owner.serve(handle)
    answers = await _ask(Paths(tmp_path), {"request": "open", "address": "한국어"})
    assert answers == [
        {"event": "progress", "heard": {"request": "open", "address": "한국어"}},
        {"event": "done"},
    ]
    with pytest.raises(HubDeskError):
        await _ask(Paths(tmp_path), {"request": "x" * owners.MAX_REQUEST})
    await owner.close()


@pytest.mark.usefixtures("transport")
async def test_an_owner_that_ends_in_the_middle_is_noticed(tmp_path: Path) -> None:
    owner = Owner(Paths(tmp_path))
    assert owner.acquire()

    async def handle(request: Any, reply: Callable[[Any], Any]) -> None:  # noqa: ANN401 - JSON
        await reply({"event": "progress"})

    await owner.serve(handle)
    with pytest.raises(OwnerGoneError):
        await _ask(Paths(tmp_path), {})
    await owner.close()


async def test_without_the_secret_nobody_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "_HAS_UNIX_SOCKETS", False)
    owner = Owner(Paths(tmp_path))
    assert owner.acquire()
    heard = []

    async def handle(request: Any, reply: Callable[[Any], Any]) -> None:  # noqa: ANN401 - JSON
        heard.append(request)

    await owner.serve(handle)
    note = tmp_path / "owner.json"
    note.write_text(note.read_text().replace('"secret": "', '"secret": "not'))
    with pytest.raises(OwnerGoneError):
        await _ask(Paths(tmp_path), {"request": "open"})
    assert heard == []
    await owner.close()


@pytest.mark.skipif(os.name == "nt", reason="no Unix sockets")
async def test_the_socket_is_this_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "hubdesk").mkdir(mode=0o755)
    (tmp_path / "hubdesk").chmod(0o755)
    owner = Owner(Paths(tmp_path / "data"))
    assert owner.acquire()

    async def handle(request: Any, reply: Callable[[Any], Any]) -> None:  # noqa: ANN401 - JSON
        raise AssertionError

    with pytest.raises(HubDeskError):
        await owner.serve(handle)
    await owner.close()


async def test_nobody_answers_without_an_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "CONNECT_TIMEOUT_S", 0.2)
    with pytest.raises(HubDeskError):
        await _ask(Paths(tmp_path), {"request": "open"})


def test_an_errand_survives_being_handed_over() -> None:
    request = DownloadRequest(SMALL, "v1", ("a", "b/"), ("*.json",), ("x*",), Path("/tmp/ü"))
    assert errand_from(errand_table(Errand(request, True), "https://h")) == Errand(request, True)
    plain = DownloadRequest(SMALL)
    assert errand_from(errand_table(Errand(plain), "https://h")) == Errand(plain)


@pytest.mark.parametrize("change", [{"repo": None}, {"type": "nonsense"}, {"files": "abc"}, {"include": [1]}])
def test_a_malformed_errand_is_refused(change: dict[str, Any]) -> None:
    table = {**errand_table(Errand(DownloadRequest(SMALL)), "https://h"), **change}
    if change == {"repo": None}:
        del table["repo"]
    with pytest.raises(HubDeskError):
        errand_from(table)


async def test_the_owner_downloads_for_others_and_opens_addresses(house: House) -> None:
    opened: list[str] = []
    desk = RequestDesk(house.connection, Errands(house.planner, house.queue, house.upload_planner), opened.append)
    owner = Owner(house.paths)
    assert owner.acquire()
    await owner.serve(desk.handle)
    try:
        assert await _ask(house.paths, {"request": "open", "address": "hf://a/b"}) == [{"event": "done"}]
        assert opened == ["hf://a/b"]

        errand = Errand(DownloadRequest(SMALL, files=(WEIGHTS,)))
        answers = await _ask(house.paths, errand_table(errand, house.connection.endpoint))
        assert answers[0]["event"] == "plan"
        assert answers[-1]["event"] == "done"
        assert Path(answers[-1]["path"]).exists()
        assert house.queue.transfers()[0].state is State.DONE

        (refused,) = await _ask(house.paths, errand_table(errand, "https://elsewhere.example"))
        assert (refused["event"], refused["kind"]) == ("failed", "conflict")
        (unknown,) = await _ask(house.paths, {"request": "dance"})
        assert unknown["kind"] == "bad_request"
        await desk.idle()
    finally:
        await owner.close()
