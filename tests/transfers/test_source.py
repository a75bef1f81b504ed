"""What the engine believes of a server, and to whom it shows the token."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.raw_server import RawServer, Reply
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.download import Source, Wanted
from hubdesk.transfers.fetch import Fetch, StoppedError, Tools
from hubdesk.transfers.lines import Lines
from hubdesk.transfers.protocol import FetchFile
from hubdesk.transfers.throttle import Throttle

CONTENT = b"0123456789" * 10
ETAG = sha256(CONTENT).hexdigest()
COMMIT = "c" * 40
PATH = f"/owner/name/resolve/{COMMIT}/w.bin"
GOOD = {"X-Repo-Commit": COMMIT, "ETag": f'"{ETAG}"'}


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer() as server:
        yield server


class Silent:
    """Wants to know nothing."""

    def verifying(self) -> None:
        pass

    def restarted(self) -> None:
        pass


def _read(server: RawServer, start: int = 0, end: int = len(CONTENT), token: str = "") -> tuple[int, bytes]:
    source = Source(server.url, token)
    try:
        with source.read(Wanted(server.url + PATH, ETAG, len(CONTENT)), start, end, Lines()) as (begin, chunks):
            return begin, b"".join(chunks)
    finally:
        source.close()


@pytest.fixture
def tools(server: RawServer) -> Iterator[Tools]:
    """An engine's tools without an engine."""
    source = Source(server.url, "")
    yield Tools(source, Throttle(), threading.Semaphore(2))
    source.close()


def _fetch(tools: Tools, folder: Path, path: str = "w.bin", etag: str = ETAG, size: int = len(CONTENT)) -> Fetch:
    order = FetchFile(1, "owner/name", "model", COMMIT, "main", path, etag, size, target=str(folder))
    return Fetch(order, tools, Silent())


def test_a_range_is_asked_for_and_read(server: RawServer) -> None:
    headers = {**GOOD, "Content-Range": f"bytes 20-29/{len(CONTENT)}"}
    server.replies[PATH] = Reply(206, headers, CONTENT[20:30])
    assert _read(server, 20, 30) == (20, CONTENT[20:30])
    (seen,) = server.seen
    lowered = {name.lower(): value for name, value in seen.headers.items()}
    assert lowered["range"] == "bytes=20-29"
    assert lowered["accept-encoding"] == "identity"


def test_the_whole_file_needs_no_range(server: RawServer) -> None:
    server.replies[PATH] = Reply(200, GOOD, CONTENT)
    assert _read(server) == (0, CONTENT)
    assert "range" not in {name.lower() for name in server.seen[0].headers}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(200, {"ETag": f'"{ETAG}"'}, CONTENT), ErrorKind.BAD_ANSWER),
        (Reply(200, {**GOOD, "ETag": f'"{"0" * 64}"'}, CONTENT), ErrorKind.CHANGED_SINCE),
        (Reply(200, {**GOOD, "X-Linked-Etag": f'"{"0" * 64}"'}, CONTENT), ErrorKind.CHANGED_SINCE),
        (Reply(200, GOOD, CONTENT[:-1]), ErrorKind.CHANGED_SINCE),
        (Reply(200, {**GOOD, "Content-Encoding": "gzip"}, CONTENT), ErrorKind.BAD_ANSWER),
        (Reply(206, GOOD, CONTENT), ErrorKind.BAD_ANSWER),
        (Reply(206, {**GOOD, "Content-Range": "bytes 5-99/100"}, CONTENT[5:]), ErrorKind.BAD_ANSWER),
        (Reply(206, {**GOOD, "Content-Range": "bytes 0-99/101"}, CONTENT), ErrorKind.CHANGED_SINCE),
        (Reply(206, {**GOOD, "Content-Range": "bytes 0-99/*"}, CONTENT), ErrorKind.BAD_ANSWER),
        (Reply(416, GOOD), ErrorKind.CHANGED_SINCE),
        (Reply(429, {"Retry-After": "7"}), ErrorKind.RATE_LIMITED),
        (Reply(403, {"X-Error-Code": "GatedRepo"}, b'{"error": "ask first"}'), ErrorKind.GATED),
        (Reply(500, {}, b"<html>"), ErrorKind.SERVER),
        (Reply(204, GOOD), ErrorKind.BAD_ANSWER),
    ],
)
def test_answers_that_do_not_fit_are_not_believed(server: RawServer, reply: Reply, kind: ErrorKind) -> None:
    server.replies[PATH] = reply
    with pytest.raises(HubDeskError) as caught:
        _read(server)
    assert caught.value.kind is kind
    if kind is ErrorKind.RATE_LIMITED:
        assert caught.value.retry_after == 7


def test_the_token_does_not_follow_a_redirect_elsewhere(server: RawServer) -> None:
    server.replies[PATH] = Reply(302, {**GOOD, "Location": f"{server.foreign_url}/store/w.bin"})
    server.replies["/store/w.bin"] = Reply(200, {"ETag": '"anything"'}, CONTENT)
    assert _read(server, token="hf_secret") == (0, CONTENT)
    assert [seen.authorization for seen in server.seen] == ["Bearer hf_secret", None]


def test_the_token_stays_on_the_own_origin(server: RawServer) -> None:
    server.replies[PATH] = Reply(307, {**GOOD, "Location": "/cache/w.bin"})
    server.replies["/cache/w.bin"] = Reply(200, GOOD, CONTENT)
    assert _read(server, token="hf_secret") == (0, CONTENT)
    assert [seen.authorization for seen in server.seen] == ["Bearer hf_secret"] * 2


def test_a_file_is_brought_and_verified(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    server.replies[PATH] = Reply(200, GOOD, CONTENT)
    _fetch(tools, tmp_path).run()
    assert (tmp_path / "w.bin").read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["w.bin"]


def test_more_than_was_asked_for_is_cut_off(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    server.replies[PATH] = Reply(200, GOOD, CONTENT + b"and more", says_length=False)
    _fetch(tools, tmp_path).run()
    assert (tmp_path / "w.bin").read_bytes() == CONTENT


def test_a_body_that_lies_never_becomes_the_file(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    server.replies[PATH] = Reply(200, GOOD, CONTENT[::-1])
    with pytest.raises(HubDeskError) as caught:
        _fetch(tools, tmp_path).run()
    assert caught.value.kind is ErrorKind.CORRUPT
    assert len(server.seen) == 2
    assert [path.name for path in tmp_path.iterdir()] == [f"w.bin.{ETAG[:8]}.part.corrupt"]  # one, however often


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, ErrorKind.DISK_FULL),
        (errno.EDQUOT, ErrorKind.DISK_FULL),
        (errno.EROFS, ErrorKind.NO_PERMISSION),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="writes differently there")
def test_a_disk_that_refuses(
    server: RawServer, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: ErrorKind
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "pwrite", refuse)
    server.replies[PATH] = Reply(200, GOOD, CONTENT)
    with pytest.raises(HubDeskError) as caught:
        _fetch(tools, tmp_path).run()
    assert caught.value.kind is kind
    assert len(server.seen) == 1


def test_stopping_does_not_wait_for_a_silent_server(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    server.replies[PATH] = Reply(200, GOOD, CONTENT, hold=server.never())
    fetch = _fetch(tools, tmp_path)
    outcome: list[BaseException] = []

    def run() -> None:
        try:
            fetch.run()
        except StoppedError as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert server.arrived.acquire(timeout=10)
    fetch.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert len(outcome) == 1


def test_an_unsafe_path_is_refused_before_anything_is_asked(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    fetch = _fetch(tools, tmp_path / "t", "../up")
    with pytest.raises(HubDeskError) as caught:
        fetch.run()
    assert caught.value.kind is ErrorKind.UNTRUSTED
    assert server.seen == []


def test_an_empty_file_needs_no_request(server: RawServer, tools: Tools, tmp_path: Path) -> None:
    empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    _fetch(tools, tmp_path, "empty", empty, 0).run()
    assert (tmp_path / "empty").read_bytes() == b""
    assert server.seen == []
