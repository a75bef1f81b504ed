"""SQLite opened, migrated, set aside and kept off the main thread."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from hubdesk.core.errors import DiskError, HubDeskError
from hubdesk.core.store import Database, Store

FIRST = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
SECOND = "ALTER TABLE note ADD COLUMN stars INTEGER NOT NULL DEFAULT 0; UPDATE note SET stars = 1;"


def _add(text: str | None) -> object:
    return lambda database: database.change("INSERT INTO note (text) VALUES (?)", (text,))


def _texts(database: Database) -> list[str]:
    return [row["text"] for row in database.rows("SELECT text FROM note ORDER BY id")]


async def test_what_is_written_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "notes.sqlite"
    store = Store(path, [FIRST])
    assert await store.run(_add("one")) == 1  # type: ignore[arg-type]
    await store.close()
    again = Store(path, [FIRST])
    assert await again.run(_texts) == ["one"]
    await again.close()


async def test_a_failure_leaves_nothing_of_its_transaction(tmp_path: Path) -> None:
    store = Store(tmp_path / "notes.sqlite", [FIRST])

    def half(database: Database) -> None:
        database.change("INSERT INTO note (text) VALUES ('half')")
        raise ValueError("then it broke")

    with pytest.raises(ValueError, match="then it broke"):
        await store.run(half)
    with pytest.raises(DiskError):
        await store.run(_add(None))  # type: ignore[arg-type]
    assert await store.run(_texts) == []
    await store.close()


async def test_it_runs_on_one_thread_that_is_not_the_callers(tmp_path: Path) -> None:
    store = Store(tmp_path / "notes.sqlite", [FIRST])
    threads = await asyncio.gather(*(store.run(lambda _: threading.current_thread()) for _ in range(5)))
    assert len(set(threads)) == 1
    assert threading.current_thread() not in threads
    assert threads[0].daemon
    await store.close()
    threads[0].join(5)
    assert not threads[0].is_alive()


async def test_later_migrations_are_applied_once(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    store = Store(path, [FIRST])
    await store.run(_add("old"))  # type: ignore[arg-type]
    await store.close()
    for _ in range(2):
        store = Store(path, [FIRST, SECOND])
        assert [row["stars"] for row in await store.run(lambda database: database.rows("SELECT * FROM note"))] == [1]
        await store.close()


async def test_a_failing_migration_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    store = Store(path, [FIRST])
    await store.run(_add("kept"))  # type: ignore[arg-type]
    await store.close()
    broken = Store(path, [FIRST, "ALTER TABLE note ADD COLUMN a TEXT; ALTER TABLE nowhere ADD COLUMN b TEXT"])
    with pytest.raises(DiskError):
        await broken.run(_texts)
    await broken.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT * FROM note").fetchall() == [(1, "kept")]
    connection.close()


@pytest.mark.parametrize("content", [b"this is no database at all" * 99, None])
async def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "notes.sqlite"
    if content is None:  # a torn page in the middle of a real one
        store = Store(path, [FIRST])
        await store.run(
            lambda database: database.change_many("INSERT INTO note (text) VALUES (?)", [("x" * 999,)] * 99)
        )
        await store.close()
        whole = path.read_bytes()
        content = whole[:4096] + b"\xff" * 4096 + whole[8192:]
    path.write_bytes(content)
    store = Store(path, [FIRST])
    assert await store.run(_texts) == []
    await store.close()
    (aside,) = tmp_path.glob("notes.sqlite.broken-*")
    assert aside.read_bytes() == content


async def test_a_file_of_a_later_version_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    store = Store(path, [FIRST, SECOND])
    await store.run(_add("future"))  # type: ignore[arg-type]
    await store.close()
    store = Store(path, [FIRST])
    assert await store.run(_texts) == []
    await store.close()
    assert len(list(tmp_path.glob("notes.sqlite.newer-*"))) == 1


async def test_a_file_that_cannot_be_opened_is_an_error_each_time(tmp_path: Path) -> None:
    (tmp_path / "notes.sqlite").mkdir()
    store = Store(tmp_path / "notes.sqlite", [FIRST])
    for _ in range(2):
        with pytest.raises(DiskError):
            await store.run(_texts)
    await store.close()


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "notes.sqlite", [FIRST])
    await store.close()
    await store.close()
    with pytest.raises(HubDeskError):
        await store.run(_texts)
