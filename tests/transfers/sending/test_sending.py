"""What the engine believes of a server when it sends, to whom it shows the token, and how it is stopped."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.raw_server import RawServer, Reply, Seen, json_reply
from helpers.uploads import digest
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.transfers.sending.body import Body
from hubdesk.transfers.sending.hashing import digest_of
from hubdesk.transfers.sending.lfs import Action, negotiate
from hubdesk.transfers.sending.messages import Item, SendCommit
from hubdesk.transfers.sending.notes import PartsNote, sweep
from hubdesk.transfers.sending.parcel import Parcel
from hubdesk.transfers.sending.post import Post, check_address
from hubdesk.transfers.sending.stopping import Stop, StoppedError

REF = RepoRef("owner/name")
BATCH = "/owner/name.git/info/lfs/objects/batch"
CONTENT = b"0123456789" * 10
OID = digest(CONTENT, large=True)


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer() as server:
        yield server


@pytest.fixture
def post(server: RawServer) -> Iterator[Post]:
    post = Post(server.url, "hf_secret")
    yield post
    post.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "w.bin"
    path.write_bytes(CONTENT)
    return path


def item_for(path: Path, *, large: bool = True, oid: str = "") -> Item:
    """A file as the host orders it."""
    content = path.read_bytes()
    found = oid or digest(content, large=large)
    return Item(1, path.name, str(path), len(content), path.stat().st_mtime_ns, found, int(large))


def answer(**upload: Any) -> Reply:  # noqa: ANN401 - JSON is what it is
    """An LFS answer about one file."""
    return json_reply({"objects": [{"oid": OID, "size": 100, "actions": {"upload": upload}}]})


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://storage.example/x", True),
        ("http://127.0.0.1:1/x", True),
        ("http://storage.example/x", False),
        ("http://192.168.0.1/x", False),
        ("https://user:word@storage.example/x", False),
        ("file:///etc/passwd", False),
        ("ftp://storage.example/x", False),
        ("//storage.example/x", False),
        ("", False),
    ],
)
def test_where_content_may_go(url: str, fine: bool) -> None:
    if fine:
        assert check_address(url, "https://hub.example") == url
    else:
        with pytest.raises(HubDeskError) as caught:
            check_address(url, "https://hub.example")
        assert caught.value.kind is ErrorKind.UNTRUSTED


def test_the_token_stays_at_its_origin(server: RawServer, post: Post) -> None:
    server.replies["/here"] = server.replies["/there"] = Reply(200)
    post.send("POST", "/here", Stop(), body=b"x", size=1)
    post.send("POST", f"{server.foreign_url}/there", Stop(), body=b"x", size=1)
    assert [seen.authorization for seen in server.seen] == ["Bearer hf_secret", None]


def test_nothing_is_redirected(server: RawServer, post: Post) -> None:
    server.replies["/from"] = Reply(307, {"Location": f"{server.foreign_url}/to"})
    with pytest.raises(HubDeskError):
        post.send("POST", "/from", Stop(), body=b"x", size=1)
    assert [seen.path for seen in server.seen] == ["/from"]


def test_headers_of_the_storage_are_sent_without_ours(server: RawServer, post: Post) -> None:
    given = {
        "X-Amz-Meta": "1",
        "Authorization": "Bearer theirs",
        "Host": "evil",
        "X-Bad": "a\r\nb",
        "Content-Length": "9",
    }
    server.replies[BATCH] = answer(href=f"{server.foreign_url}/put", header=given)
    found = negotiate(post, REF, "main", [Item(1, "w.bin", "", 100, 0, OID, 1)], Stop())[OID]
    assert isinstance(found, Action)
    assert found.headers == {"X-Amz-Meta": "1"}


@pytest.mark.parametrize(
    "objects",
    [
        None,
        [],
        [{"oid": "f" * 64, "size": 100}],
        [{"oid": OID, "actions": {"upload": {"href": 5}}}],
        [{"oid": OID, "actions": {"verify": {"href": "https://x.example"}}}],
        [{"oid": OID, "actions": {"upload": {"href": "http://elsewhere.example/put"}}}],
        [{"oid": OID, "actions": {"upload": {"href": "https://x.example", "header": {"chunk_size": "0"}}}}],
        [{"oid": OID, "actions": {"upload": {"href": "https://x.example", "header": {"chunk_size": "50", "1": "https://x"}}}}],
        [{"oid": OID, "actions": {"upload": {"href": "https://x.example", "header": {"chunk_size": "1" * 30}}}}],
        [
            {
                "oid": OID,
                "actions": {
                    "upload": {
                        "href": "https://x.example",
                        "header": {"chunk_size": "50", "1": "https://x.example", "2": "http://elsewhere.example"},
                    }
                },
            }
        ],
    ],
)  # fmt: skip
def test_answers_that_make_no_sense(server: RawServer, post: Post, objects: object) -> None:
    server.replies[BATCH] = json_reply({"objects": objects})
    with pytest.raises(HubDeskError) as caught:
        negotiate(post, REF, "main", [Item(1, "w.bin", "", 100, 0, OID, 1)], Stop())
    assert caught.value.kind in {ErrorKind.BAD_ANSWER, ErrorKind.UNTRUSTED}


def test_the_hub_may_refuse_one_file(server: RawServer, post: Post) -> None:
    server.replies[BATCH] = json_reply({"objects": [{"oid": OID, "error": {"code": 422, "message": "too big"}}]})
    found = negotiate(post, REF, "main", [Item(1, "w.bin", "", 100, 0, OID, 1)], Stop())[OID]
    assert isinstance(found, HubDeskError)
    assert "too big" in found.detail


def test_stopping_cuts_a_silent_server(server: RawServer, post: Post) -> None:
    server.replies["/silent"] = Reply(200, hold=server.never())
    stop = Stop()
    ended: list[float] = []

    def send() -> None:
        with pytest.raises(StoppedError):
            post.send("POST", "/silent", stop, body=b"x", size=1)
        ended.append(time.monotonic())

    thread = threading.Thread(target=send)
    thread.start()
    assert server.arrived.acquire(timeout=5)
    began = time.monotonic()
    stop.set()
    thread.join(5)
    assert ended[0] - began < 0.2
    with pytest.raises(StoppedError):
        post.send("POST", "/silent", stop, body=b"x", size=1)


def test_a_connection_that_was_cut_is_not_used_again(server: RawServer, post: Post) -> None:
    server.replies["/x"] = Reply(200)
    stop = Stop()
    post.send("POST", "/x", stop, body=b"x", size=1)
    post.send("POST", "/x", Stop(), body=b"x", size=1)
    stop.set()
    assert post.send("POST", "/x", Stop(), body=b"x", size=1).status == 200


def test_digests_and_files_that_change(file: Path) -> None:
    assert digest_of(Parcel(item_for(file))) == digest(CONTENT, large=True)
    assert digest_of(Parcel(item_for(file, large=False))) == digest(CONTENT, large=False)
    item = item_for(file)
    os.utime(file, ns=(1, 1))
    with pytest.raises(HubDeskError) as caught:
        digest_of(Parcel(item))
    assert caught.value.kind is ErrorKind.BAD_FILE
    parcel = Parcel(item_for(file))
    parcel.stop.set()
    with pytest.raises(StoppedError):
        digest_of(parcel)


def order(*items: Item, deletions: tuple[str, ...] = ()) -> SendCommit:
    """An order to commit."""
    rows = [item.row() for item in items]
    return SendCommit(9, "owner/name", "model", "main", "a" * 40, "Title", "", False, False, rows, list(deletions))


def test_the_size_of_a_commit_is_known_before(tmp_path: Path) -> None:
    items = []
    for number, size in enumerate((0, 1, 2, 3, 196_607, 196_608, 196_609, 500_000)):
        path = tmp_path / f'a "{number}" 한.txt'
        path.write_bytes(b"x" * size)
        items.append(item_for(path, large=False))
    items.append(Item(1, "large.bin", "", 5, 0, OID, 1))
    body = Body(order(*items, deletions=("gone.txt",)), items)
    counted: list[int] = []
    paced: list[int] = []
    sent = b"".join(body.stream(paced.append, counted.append))
    assert len(sent) == body.size == sum(paced)
    assert sum(counted) == sum(item.size for item in items if not item.large)
    assert body.is_sent
    assert sent.count(b"\n") == len(items) + 2


def test_a_commit_stays_incomplete_where_a_file_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 300_000)
    item = item_for(path, large=False)
    path.write_bytes(b"y" * 300_000)
    body = Body(order(item), [item])
    sent = bytearray()
    with pytest.raises(HubDeskError) as caught:
        sent.extend(block for piece in body.stream(lambda size: None, lambda size: None) for block in piece)
    assert caught.value.kind is ErrorKind.BAD_FILE
    assert len(sent) < body.size
    assert not body.is_sent


def note(folder: Path) -> PartsNote:
    """A note about the parts of some content."""
    return PartsNote(folder, "https://hub.example", "owner/name", OID)


def test_a_note_remembers_parts(tmp_path: Path) -> None:
    action = Action(
        "https://s.example/end", {}, "https://hub.example/verify", 40, tuple(f"https://s.example/{n}" for n in "123")
    )
    note(tmp_path).begin(action, 100)
    note(tmp_path).add(2, '"two"')
    path = note(tmp_path).path
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0
    with path.open("ab") as file:
        file.write(b'[3, "to')  # torn
    note(tmp_path).add(1, '"one"')
    assert note(tmp_path).read(100) == (action, {2: '"two"', 1: '"one"'})
    assert note(tmp_path).read(101) is None
    os.utime(path, (1, 1))
    sweep(tmp_path)
    assert note(tmp_path).read(100) is None


def test_a_note_that_was_tampered_with_leads_nowhere(tmp_path: Path) -> None:
    action = Action("https://s.example/end", {}, "", 100, ("https://s.example/1",))
    note(tmp_path).begin(action, 100)
    path = note(tmp_path).path
    path.write_text(path.read_text().replace("https://s.example/1", "http://elsewhere.example/1"))
    assert note(tmp_path).read(100) is None


def test_content_that_the_hub_has_needs_nothing(server: RawServer, post: Post) -> None:
    server.replies[BATCH] = lambda seen: json_reply({"objects": [{"oid": OID}]}) if _asks_well(seen) else Reply(400)
    assert negotiate(post, REF, "main", [Item(1, "w.bin", "", 100, 0, OID, 1)], Stop()) == {OID: Action()}


def _asks_well(seen: Seen) -> bool:
    return b'"multipart"' in seen.body and b'"upload"' in seen.body and seen.authorization == "Bearer hf_secret"
