"""Part files: what is trusted after a pause, a crash, a reboot or a lie."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hubdesk.transfers import part as parts
from hubdesk.transfers.notes import kept_bytes, note_path
from hubdesk.transfers.part import PartFile
from hubdesk.transfers.remains import discard

ETAG = "a" * 64
SIZE = 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "weights.bin.part"


def test_synced_bytes_are_there_again(path: Path) -> None:
    with PartFile(path, ETAG, SIZE) as part:
        part.write(0, b"x" * 300)
        part.write(500, b"y" * 100)
        part.sync()
    assert kept_bytes(path, ETAG, SIZE) == 400
    with PartFile(path, ETAG, SIZE) as part:
        assert part.missing() == [(300, 500), (600, 1000)]
        assert part.frontier() == 300
        assert part.first_gap(300, 350) == (300, 350)
        assert part.first_gap(500, 600) is None
        assert part.read(500, 3) == b"yyy"


def test_what_was_only_written_holds_until_a_reboot(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "NOTE_EVERY_S", 0)
    with PartFile(path, ETAG, SIZE) as part:
        part.write(0, b"x" * 100)
        part.sync()
        part.write(100, b"x" * 100)
        part.checkpoint()
    assert kept_bytes(path, ETAG, SIZE) == 200
    note = json.loads(note_path(path).read_text())
    note_path(path).write_text(json.dumps({**note, "boot": "another"}))
    assert kept_bytes(path, ETAG, SIZE) == 100


@pytest.mark.parametrize(
    "lie",
    [
        "no json",
        "[]",
        json.dumps({"etag": ETAG, "size": SIZE}),
        json.dumps({"etag": ETAG, "size": SIZE, "boot": "x", "written": [], "synced": [[5, 1]]}),
        json.dumps({"etag": ETAG, "size": SIZE, "boot": "x", "written": [], "synced": [["0", "9"]]}),
        json.dumps({"etag": ETAG, "size": SIZE, "boot": "x", "written": [], "synced": 7}),
    ],
)
def test_a_note_that_makes_no_sense_is_not_believed(path: Path, lie: str) -> None:
    path.write_bytes(b"x" * SIZE)
    note_path(path).write_text(lie)
    assert kept_bytes(path, ETAG, SIZE) == 0


def test_a_part_of_another_version_is_not_used(path: Path) -> None:
    with PartFile(path, ETAG, SIZE) as part:
        part.write(0, b"x" * 300)
        part.sync()
    assert kept_bytes(path, "b" * 64, SIZE) == 0
    assert kept_bytes(path, ETAG, SIZE + 1) == 0


def test_a_shortened_part_counts_only_what_is_there(path: Path) -> None:
    with PartFile(path, ETAG, SIZE) as part:
        part.write(0, b"x" * 300)
        part.sync()
    os.truncate(path, 120)
    assert kept_bytes(path, ETAG, SIZE) == 120


def test_bytes_that_are_there_are_never_written_again(path: Path) -> None:
    with PartFile(path, ETAG, SIZE) as part:
        part.write(100, b"good" * 25)
        part.write(50, b"evil" * 50)
        assert part.read(50, 50) == (b"evil" * 50)[:50]
        assert part.read(100, 100) == b"good" * 25
        assert part.read(200, 50) == (b"evil" * 50)[150:]
        assert part.have() == 200


def test_reset_forgets_everything(path: Path) -> None:
    with PartFile(path, ETAG, SIZE) as part:
        part.write(0, b"x" * 300)
        part.sync()
        part.reset()
        assert part.have() == 0
        part.write(0, b"y")
        assert part.read(0, 1) == b"y"
    assert kept_bytes(path, ETAG, SIZE) == 0


def test_another_process_waits_for_the_lock(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from hubdesk.transfers.part import PartFile\n"
        f"part = PartFile(Path(sys.argv[1]), {ETAG!r}, {SIZE}); part.write(0, b'z' * 10); part.sync()\n"
        "print('locked', flush=True); sys.stdin.readline()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin is not None
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "locked\n"

        class TooLongError(Exception):
            pass

        waits = iter(range(3))

        def give_up() -> None:
            if next(waits, None) is None:
                raise TooLongError

        with pytest.raises(TooLongError):
            PartFile(path, ETAG, SIZE, check=give_up)
        other.kill()
        with PartFile(path, ETAG, SIZE) as part:
            assert part.have() == 10
    finally:
        other.kill()
        other.communicate()


def test_writing_to_a_closed_part_is_refused(path: Path) -> None:
    part = PartFile(path, ETAG, SIZE)
    part.close()
    part.close()
    with pytest.raises(OSError, match="closed"):
        part.write(0, b"x")


def test_threads_write_side_by_side(path: Path) -> None:
    with PartFile(path, ETAG, 8000) as part:

        def fill(number: int) -> None:
            for at in range(number * 1000, (number + 1) * 1000, 50):
                part.write(at, bytes([number]) * 50)

        threads = [threading.Thread(target=fill, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert part.missing() == []
        assert part.read(0, 8000) == b"".join(bytes([number]) * 1000 for number in range(8))


def test_discard_leaves_nothing(path: Path) -> None:
    with PartFile(path, ETAG, SIZE) as part:
        part.write(0, b"x")
        part.sync()
    discard(path)
    discard(path)
    assert list(path.parent.iterdir()) == []
