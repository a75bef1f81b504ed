"""What the journal gives back, above all after a process died."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hubdesk.core.errors import ErrorKind
from hubdesk.core.store import Database, Store
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.journal import MIGRATIONS, Journal
from hubdesk.transfers.model import ALLOWED, FINISHED, Direction, State, WaitReason
from hubdesk.transfers.uploads.model import FileMode, UploadTask


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    journal = Journal(Store(tmp_path / "journal.sqlite", MIGRATIONS))
    yield journal
    await journal.close()


def _job(state: State = State.QUEUED, file_state: State = State.QUEUED, connection: str = "here") -> Job:
    files = [
        JobFile("a.bin", 100, "a" * 64, file_state, done_bytes=40, known=True),
        JobFile("b/c.bin", 50, "b" * 40, State.DONE, done_bytes=50, replace=True),
    ]
    job = Job(
        ref=RepoRef("owner/name", RepoType.DATASET),
        revision="main",
        commit="c" * 40,
        target=Path("/somewhere/else"),
        in_cache=False,
        created=datetime.now(UTC).replace(microsecond=0),
        files=files,
        connection_id=connection,
        state=state,
    )
    job.count()
    return job


async def test_a_job_comes_back_as_it_was(journal: Journal) -> None:
    job = _job()
    job.transfer_id = await journal.add(job)
    (back,) = await journal.recover("here")
    assert back.snapshot() == job.snapshot()
    assert [file.snapshot() for file in back.files] == [file.snapshot() for file in job.files]
    assert [file.replace for file in back.files] == [False, True]
    assert not back.files[0].known  # it may have changed since the plan looked


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.QUEUED, State.QUEUED),
        (State.HASHING, State.QUEUED),
        (State.ACTIVE, State.QUEUED),
        (State.VERIFYING, State.QUEUED),
        (State.COMMITTING, State.QUEUED),
        (State.PAUSING, State.PAUSED),
        (State.PAUSED, State.PAUSED),
        (State.WAITING, State.WAITING),
        (State.FAILED, State.FAILED),
        (State.CANCELLED, State.CANCELLED),
        (State.DONE, State.DONE),
    ],
)
async def test_each_state_is_repaired(journal: Journal, before: State, after: State) -> None:
    await journal.add(_job(before, file_state=State.DONE if before is State.DONE else State.ACTIVE))
    (back,) = await journal.recover("here")
    assert back.state is after
    assert before is after or after in ALLOWED[before]
    if after not in FINISHED:
        assert back.files[0].state is State.QUEUED
        assert back.files[0].done_bytes == 40
        assert back.files[1].state is State.DONE
        assert (back.done_bytes, back.done_files) == (90, 1)


async def test_every_state_has_a_case_above() -> None:
    marks = test_each_state_is_repaired.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for mark in marks if mark.name == "parametrize" for case in mark.args[1]} == set(State)


@pytest.mark.parametrize("reason", WaitReason)
async def test_only_the_network_is_tried_again_at_once(journal: Journal, reason: WaitReason) -> None:
    job = _job(State.WAITING)
    job.wait_reason, job.error, job.error_detail = reason, ErrorKind.SERVER, "503"
    job.wait_until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    await journal.add(job)
    (back,) = await journal.recover("here")
    if reason is WaitReason.NETWORK:
        assert (back.state, back.wait_reason, back.error) == (State.QUEUED, None, None)
    else:
        assert (back.state, back.wait_reason, back.wait_until) == (State.WAITING, reason, job.wait_until)


async def test_changes_are_kept(journal: Journal) -> None:
    job = _job()
    job.transfer_id = await journal.add(job)
    job.step(State.ACTIVE, State.FAILED)
    job.error, job.error_detail = ErrorKind.CORRUPT, "a.bin"
    file = job.files[0]
    file.state, file.done_bytes, file.error = State.FAILED, 70, ErrorKind.CORRUPT
    await journal.save([job], [(job, file)])
    (back,) = await journal.recover("here")
    assert (back.state, back.error, back.error_detail) == (State.FAILED, ErrorKind.CORRUPT, "a.bin")
    assert (back.files[0].state, back.files[0].done_bytes) == (State.FAILED, 70)


async def test_each_connection_has_its_own(journal: Journal) -> None:
    await journal.add(_job(connection="here"))
    await journal.add(_job(State.ACTIVE, connection="there"))
    assert len(await journal.recover("here")) == 1
    (there,) = await journal.recover("there")
    assert there.state is State.QUEUED


async def test_a_removed_job_takes_its_files_along(journal: Journal) -> None:
    first, second = await journal.add(_job()), await journal.add(_job())
    await journal.remove([first])
    assert [job.transfer_id for job in await journal.recover("here")] == [second]
    assert await journal.files(first) == ()
    assert [file.path for file in await journal.files(second)] == ["a.bin", "b/c.bin"]


async def test_finished_jobs_stay_until_they_are_dismissed(journal: Journal) -> None:
    first, second = await journal.add(_job(State.DONE, State.DONE)), await journal.add(_job(State.CANCELLED))
    unfinished = await journal.add(_job())
    await journal.dismiss([first, unfinished])  # what is not over cannot leave the list
    assert [job.transfer_id for job in await journal.recover("here")] == [second, unfinished]


async def test_a_row_that_nobody_understands_holds_up_no_start(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    first = Journal(Store(path, MIGRATIONS))
    strange, known = await first.add(_job()), await first.add(_job())
    await first.close()
    database = Database(path, MIGRATIONS)
    database.change("UPDATE transfer SET direction = 'sideways' WHERE id = ?", (strange,))
    database.close()
    journal = Journal(Store(path, MIGRATIONS))
    assert [job.transfer_id for job in await journal.recover("here")] == [known]
    await journal.close()
    database = Database(path, MIGRATIONS)
    assert len(database.rows("SELECT id FROM transfer")) == 2
    database.close()


@pytest.mark.parametrize("damage", [b"not a database at all" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
async def test_a_damaged_journal_is_set_aside_and_the_start_goes_on(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(damage)
    journal = Journal(Store(path, MIGRATIONS))
    assert await journal.recover("here") == []
    assert journal.set_aside is not None
    assert journal.set_aside.read_bytes() == damage
    job = _job()
    await journal.add(job)
    await journal.close()
    again = Journal(Store(path, MIGRATIONS))
    assert len(await again.recover("here")) == 1
    assert again.set_aside is None
    await again.close()


async def test_an_upload_comes_back_as_it_was(journal: Journal) -> None:
    job = _job()
    job.direction = Direction.UPLOAD
    job.upload = UploadTask("가 추가", "why", create_pr=True, deletions=("old.bin",), commits=("d" * 40,), url="u")
    job.files[0].source, job.files[0].mode, job.files[0].mtime_ns = "/home/me/a.bin", FileMode.LFS, 17
    job.files[1].held = True
    await journal.add(job)
    (back,) = await journal.recover("here")
    assert back.upload == job.upload
    assert (back.files[0].source, back.files[0].mode, back.files[0].mtime_ns) == ("/home/me/a.bin", FileMode.LFS, 17)
    assert [file.held for file in back.files] == [False, True]


async def test_the_order_is_that_of_positions(journal: Journal) -> None:
    first, second = _job(), _job()
    for job in (first, second):
        job.transfer_id = await journal.add(job)
    second.position = 0.5
    await journal.save([second])
    assert [job.transfer_id for job in await journal.recover("here")] == [second.transfer_id, first.transfer_id]


async def test_a_journal_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    old = Database(path, MIGRATIONS[:1])
    old.change(
        "INSERT INTO transfer (connection_id, repo_id, repo_type, direction, revision, commit_id, target, in_cache,"
        " state, total_bytes, done_bytes, file_count, done_files, created) VALUES"
        " ('here', 'owner/name', 'model', 'download', 'main', ?, '/there', 0, 'active', 100, 40, 1, 0, 0.0)",
        ("c" * 40,),
    )
    old.change("INSERT INTO file VALUES (1, 'a.bin', 100, ?, 'active', 40, 0, 0, NULL, '')", ("a" * 64,))
    old.close()
    journal = Journal(Store(path, MIGRATIONS))
    (job,) = await journal.recover("here")
    await journal.close()
    assert (job.state, job.position, job.upload) == (State.QUEUED, 1.0, None)
    assert [(file.path, file.done_bytes, file.source, file.mode) for file in job.files] == [("a.bin", 40, "", None)]


async def test_uploads_of_every_connection_keep_their_content(journal: Journal) -> None:
    for connection, state in (("here", State.PAUSED), ("there", State.FAILED), ("there", State.DONE)):
        job = _job(state, connection=connection)
        job.upload = UploadTask("message")
        job.files[0].source = f"/spool/{connection}-{state}/a.bin"
        await journal.add(job)
    sources = set(await journal.upload_sources())
    assert {"/spool/here-paused/a.bin", "/spool/there-failed/a.bin"} <= sources
    assert "/spool/there-done/a.bin" not in sources
