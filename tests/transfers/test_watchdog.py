"""Connections that fall silent are cut, and only those."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.raw_server import RawServer, Reply, Seen
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.download import Source
from hubdesk.transfers.fetch import Fetch, Tools
from hubdesk.transfers.lines import LEFT_BEHIND_S, OTHERS_S, SILENT_S, Lines, Watchdog
from hubdesk.transfers.protocol import FetchFile
from hubdesk.transfers.pump import CutError, Pump
from hubdesk.transfers.throttle import Throttle

CONTENT = b"0123456789" * 10
ETAG = sha256(CONTENT).hexdigest()
COMMIT = "c" * 40
PATH = f"/owner/name/resolve/{COMMIT}/w.bin"
GOOD = {"X-Repo-Commit": COMMIT, "ETag": f'"{ETAG}"'}


class Silent:
    """Wants to know nothing."""

    def verifying(self) -> None:
        pass

    def restarted(self) -> None:
        pass


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer() as server:
        yield server


@pytest.fixture
def tools(server: RawServer) -> Iterator[Tools]:
    """An engine's tools, with little patience."""
    source = Source(server.url, "")
    yield Tools(source, Throttle(), threading.Semaphore(2), watchdog=Watchdog(0.3, 0.3))
    source.close()


def _fetch(tools: Tools, folder: Path) -> Fetch:
    order = FetchFile(1, "owner/name", "model", COMMIT, "main", "w.bin", ETAG, len(CONTENT), target=str(folder))
    return Fetch(order, tools, Silent())


def test_a_silent_connection_is_made_anew(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    answers = iter([Reply(200, GOOD, CONTENT, hold=server.never()), Reply(200, GOOD, CONTENT)])

    def answer(_: Seen) -> Reply:
        return next(answers)

    server.replies[PATH] = answer
    _fetch(tools, tmp_path).run()
    assert (tmp_path / "w.bin").read_bytes() == CONTENT
    assert len(server.seen) == 2


def test_a_server_that_stays_silent_is_told_of(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    server.replies[PATH] = Reply(200, GOOD, CONTENT, hold_body=server.never())
    began = time.monotonic()
    with pytest.raises(HubDeskError) as caught:
        _fetch(tools, tmp_path).run()
    assert caught.value.kind is ErrorKind.TIMEOUT
    assert time.monotonic() - began < 10


def test_only_who_waits_for_the_server_is_watched() -> None:
    cut: list[str] = []
    watchdog = Watchdog()
    lines = Lines()
    with lines.watch(lambda: cut.append("waits")) as waits, lines.watch(lambda: cut.append("rests")) as rests:
        for line in (waits, rests):
            watchdog.add(line)
        rests.goes_on()
        now = time.monotonic()
        watchdog.look(now + SILENT_S - 1)
        assert cut == []
        watchdog.look(now + SILENT_S + 1)
        watchdog.look(now + SILENT_S + 2)
        assert cut == ["waits"]


def test_who_is_left_behind_is_cut_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []
    watchdog = Watchdog()
    with Lines().watch(lambda: cut.append("x")) as line:
        watchdog.add(line)
        now = time.monotonic()
        watchdog.look(now + LEFT_BEHIND_S + 1)
        assert cut == []
        monkeypatch.setattr(time, "monotonic", lambda: now + LEFT_BEHIND_S)
        watchdog.moved()
        watchdog.look(now + LEFT_BEHIND_S + OTHERS_S / 2)
        assert cut == ["x"]


def test_a_file_that_was_stopped_gets_no_new_connection() -> None:
    cut: list[str] = []
    lines = Lines()
    lines.cut()
    with lines.watch(lambda: cut.append("x")):
        assert cut == ["x"]


def test_who_waits_for_a_pump_leaves_when_it_is_cut() -> None:
    never = threading.Event()

    def blocks() -> Iterator[bytes]:
        yield b"first"
        never.wait(30)

    pump = Pump(blocks())
    reader = pump.blocks()
    assert next(reader) == b"first"
    threading.Timer(0.05, pump.cut).start()
    began = time.monotonic()
    with pytest.raises(CutError):
        next(reader)
    assert time.monotonic() - began < 5
    never.set()


def test_a_pump_hands_on_what_was_raised_after_what_was_read() -> None:
    def blocks() -> Iterator[bytes]:
        yield b"first"
        raise KeyboardInterrupt

    reader = Pump(blocks()).blocks()
    assert next(reader) == b"first"
    with pytest.raises(KeyboardInterrupt):
        next(reader)
