"""SQLite in one place: open, migrate, set a damaged file aside, and stay off the main thread."""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError

T = TypeVar("T")
Value = str | int | float | bytes | None
Row = Mapping[str, Any]

BUSY_TIMEOUT_S = 5.0
_DAMAGED = ("malformed", "not a database", "corrupt", "encrypted")

log = logging.getLogger("hubdesk.store")


class Database:
    """One open SQLite file, used by one thread at a time.

    `migrations` are scripts; the file's `user_version` says how many of them it has seen. `set_aside` is where a file
    went that was damaged or newer, if this one began anew.
    """

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self.path = path
        self._connection, self.set_aside = _open(path, migrations)

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """Every row that a query finds; each can be read by column name."""
        return self._connection.execute(sql, values).fetchall()

    def change(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> int:
        """Run one statement; the answer is the id of the row that it inserted."""
        return self._connection.execute(sql, values).lastrowid or 0

    def change_many(self, sql: str, many: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each set of values."""
        self._connection.executemany(sql, many)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what happens inside."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:  # a full disk has rolled it back already
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


class Store:
    """A database with a thread of its own: nothing of SQLite runs where it is awaited."""

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self._path = path
        self._migrations = migrations
        self._work: queue.SimpleQueue[Callable[[Database | None], Database | None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.set_aside: Path | None = None  # known after the first call

    async def run(self, function: Callable[[Database], T]) -> T:
        """Call `function` inside one transaction on the store's thread; the file is opened by the first call.

        Raises:
            DiskError: the file cannot be opened, read or written.
        """
        if self._closed:
            raise HubDeskError(ErrorKind.INTERNAL, "the store is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def job(database: Database | None) -> Database | None:
            try:
                if database is None:
                    database = Database(self._path, self._migrations)
                    self.set_aside = database.set_aside
                with database.transaction():
                    result = function(database)
            except (sqlite3.Error, OSError) as error:
                _hand_over(loop, future, None, _disk_error(error, self._path))
            except Exception as error:  # handed to the one who awaits
                _hand_over(loop, future, None, error)
            else:
                _hand_over(loop, future, result, None)
            return database

        self._submit(job)
        return await future

    async def close(self) -> None:
        """Finish what was asked for, then close the file."""
        if self._closed:
            return
        self._closed = True
        if self._thread is None:
            return
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()

        def job(database: Database | None) -> None:
            if database is not None:
                with suppress(sqlite3.Error):
                    database.close()
            _hand_over(loop, future, None, None)

        self._submit(job)
        self._submit(_end)
        await future

    def _submit(self, job: Callable[[Database | None], Database | None]) -> None:
        self._work.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name="store", daemon=True)
            self._thread.start()

    def _loop(self) -> None:
        database: Database | None = None
        while True:
            job = self._work.get()
            if job is _end:
                return
            database = job(database)


def shipped_rows(path: Path, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
    """What a query finds in a SQLite file that a package ships; nothing is written, and no lock is taken.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def _end(database: Database | None) -> None:
    """The job after the last."""


def _hand_over(
    loop: asyncio.AbstractEventLoop, future: asyncio.Future[Any], result: object, error: Exception | None
) -> None:
    def resolve() -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)

    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(resolve)


def _open(path: Path, migrations: Sequence[str]) -> tuple[sqlite3.Connection, Path | None]:
    """A sound file with every migration applied; a damaged or newer one is set aside first, and where is told.

    Raises:
        sqlite3.Error: it cannot be opened although it is sound: locked, or no permission.
        OSError: its folder cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _connect(path, migrations), None
    except _NewerError:
        why = "newer"
    except sqlite3.DatabaseError as error:
        if not any(sign in str(error) for sign in _DAMAGED):
            raise
        log.warning("%s is damaged: %s", path.name, error)
        why = "broken"
    aside = _set_aside(path, why)
    return _connect(path, migrations), aside


def _connect(path: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"malformed: {verdict}")
        _migrate(connection, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    seen = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if seen > len(migrations):
        raise _NewerError
    for number, script in enumerate(migrations[seen:], seen + 1):
        # In one transaction with its number, so that a crash leaves either both or neither.
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n;PRAGMA user_version = {number};\nCOMMIT;")


def _set_aside(path: Path, why: str) -> Path:
    """Rename the file and what SQLite keeps beside it, so that nothing of it is lost."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    for suffix in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            os.replace(f"{path}{suffix}", f"{path}.{why}-{stamp}{suffix}")
    log.warning("%s set aside as %s-%s", path.name, why, stamp)
    return path.with_name(f"{path.name}.{why}-{stamp}")


def _disk_error(error: Exception, path: Path) -> DiskError:
    text = str(error)
    if any(sign in text for sign in _DAMAGED):
        kind = ErrorKind.CORRUPT
    else:
        kind = ErrorKind.DISK_FULL if "full" in text else ErrorKind.NO_PERMISSION
    return DiskError(kind, text[:300], subject=path.name)


class _NewerError(Exception):
    """The file was written by a later version."""
