"""What ended stays to be found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hubdesk.core.store import Database, Store
from hubdesk.core.types import RepoRef
from hubdesk.transfers import history
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.journal import MIGRATIONS, Journal
from hubdesk.transfers.model import State

START = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    journal = Journal(Store(tmp_path / "journal.sqlite", MIGRATIONS))
    yield journal
    await journal.close()


async def _add(
    journal: Journal, repo_id: str, state: State = State.DONE, *files: str, day: int = 0, connection: str = "here"
) -> int:
    job = Job(
        ref=RepoRef(repo_id),
        revision="main",
        commit="c" * 40,
        target=Path("/data"),
        in_cache=True,
        created=START,
        files=[JobFile(path, 10, "a" * 40, state) for path in files or ("config.json",)],
        connection_id=connection,
        state=state,
        finished=START + timedelta(days=day) if state is State.DONE else None,
    )
    job.count()
    return await journal.add(job)


async def _found(journal: Journal, search: str = "", limit: int = 50, offset: int = 0) -> list[int]:
    return [transfer.transfer_id for transfer in await journal.history("here", search, limit, offset)]


async def test_the_last_to_end_comes_first_and_others_stay_out(journal: Journal) -> None:
    old, new = await _add(journal, "a/old", day=1), await _add(journal, "a/new", day=2)
    cancelled = await _add(journal, "a/cancelled", State.CANCELLED)
    await _add(journal, "a/failed", State.FAILED)
    await _add(journal, "a/running", State.ACTIVE)
    await _add(journal, "a/elsewhere", connection="there")
    assert await _found(journal) == [new, old, cancelled]
    await journal.dismiss([old])
    assert await _found(journal) == [new, old, cancelled]
    assert await _found(journal, limit=1, offset=1) == [old]
    await journal.remove([old])
    assert await _found(journal) == [new, cancelled]
    assert await journal.files(old) == ()


async def test_every_word_must_occur(journal: Journal) -> None:
    llama = await _add(journal, "meta/Llama-3_8B", State.DONE, "model-00001.safetensors", "config.json")
    korean = await _add(journal, "upstage/한국어-모델", State.DONE, "가중치.bin", day=1)
    assert await _found(journal, "llama") == [llama]
    assert await _found(journal, "LLAMA safetensors") == [llama]
    assert await _found(journal, "llama bin") == []
    assert await _found(journal, "가중치") == [korean]
    assert await _found(journal, "3_8") == [llama]
    assert await _found(journal, "_") == [llama]  # not any letter
    assert await _found(journal, "%") == []
    assert await _found(journal, "' OR 1=1 --") == []


async def test_the_oldest_are_forgotten_first(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal = Journal(Store(path, MIGRATIONS))
    ids = [await _add(journal, f"a/{number}", State.DONE, "x", "y", day=number) for number in range(6)]
    for transfer_id in ids[:5]:
        await journal.dismiss([transfer_id])
    await journal.close()
    database = Database(path, MIGRATIONS)
    for transfers, files, kept in ((9, 999, ids), (3, 999, ids[2:]), (9, 4, ids[3:]), (9, 0, ids[4:])):
        history.trim(database, transfers, files)
        assert [row["id"] for row in database.rows("SELECT id FROM transfer ORDER BY id")] == kept
    assert len(database.rows("SELECT 1 FROM file")) == 4  # theirs went along
    database.close()
