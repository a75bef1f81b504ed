"""What the queue must not forget: transfers and their files, in SQLite."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from hubdesk.core.store import Database, Row, Store
from hubdesk.transfers import history
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import FINISHED, State, Transfer, TransferFile, WaitReason
from hubdesk.transfers.rows import FILE_COLUMNS, file_values, job_values, read_file, read_job

MIGRATIONS = (
    """
    CREATE TABLE transfer (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        connection_id TEXT NOT NULL,
        repo_id TEXT NOT NULL,
        repo_type TEXT NOT NULL,
        direction TEXT NOT NULL,
        revision TEXT NOT NULL,
        commit_id TEXT NOT NULL,
        target TEXT NOT NULL,
        in_cache INTEGER NOT NULL,
        state TEXT NOT NULL,
        total_bytes INTEGER NOT NULL,
        done_bytes INTEGER NOT NULL,
        file_count INTEGER NOT NULL,
        done_files INTEGER NOT NULL,
        created REAL NOT NULL,
        finished REAL,
        error TEXT,
        error_detail TEXT NOT NULL DEFAULT '',
        wait_reason TEXT,
        wait_until REAL
    );
    CREATE TABLE file (
        transfer_id INTEGER NOT NULL REFERENCES transfer(id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        size INTEGER NOT NULL,
        etag TEXT NOT NULL,
        state TEXT NOT NULL,
        done_bytes INTEGER NOT NULL,
        may_replace INTEGER NOT NULL,
        known INTEGER NOT NULL,
        error TEXT,
        error_detail TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (transfer_id, path)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE transfer ADD COLUMN position REAL NOT NULL DEFAULT 0;
    UPDATE transfer SET position = id;
    ALTER TABLE transfer ADD COLUMN upload TEXT;
    ALTER TABLE file ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE file ADD COLUMN source TEXT NOT NULL DEFAULT '';
    ALTER TABLE file ADD COLUMN mode TEXT NOT NULL DEFAULT '';
    ALTER TABLE file ADD COLUMN mtime_ns INTEGER NOT NULL DEFAULT 0;
    """,
    """
    ALTER TABLE transfer ADD COLUMN dismissed REAL;
    CREATE INDEX transfer_by_list ON transfer (connection_id, dismissed);
    """,
)

_INSERT_FILE = (
    f"INSERT INTO file ({', '.join(FILE_COLUMNS)}, transfer_id) VALUES ({', '.join('?' * (len(FILE_COLUMNS) + 1))})"
)
_UPDATE_FILE = (
    f"UPDATE file SET {', '.join(f'{name} = ?' for name in FILE_COLUMNS[:-1])} WHERE path = ? AND transfer_id = ?"
)

_FILES_UNDER_WAY = (
    "SELECT * FROM file WHERE transfer_id IN (SELECT id FROM transfer WHERE connection_id = ?"
    f" AND state NOT IN ({', '.join('?' for _ in FINISHED)})) ORDER BY transfer_id, path"
)

# What a transfer becomes that was in this state when its process ended.
AFTER_RESTART = {
    State.HASHING: State.QUEUED,
    State.ACTIVE: State.QUEUED,
    State.VERIFYING: State.QUEUED,
    State.PAUSING: State.PAUSED,
    State.COMMITTING: State.QUEUED,  # its task says that the Hub may have the commit
}
FILE_AFTER_RESTART = {state: State.QUEUED for state in (*AFTER_RESTART, State.PAUSED, State.WAITING)}

log = logging.getLogger("hubdesk.transfers")


class Journal:
    """Reads and writes jobs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def set_aside(self) -> Path | None:
        """Where a journal went that could not be read; None where all is well."""
        return self._store.set_aside

    async def recover(self, connection_id: str) -> list[Job]:
        """Repair what a dead process left, and give the jobs on the list of a connection in their order.

        The files of finished jobs stay behind until `files` asks for them.

        Raises:
            DiskError: the journal cannot be read or written.
        """

        def work(database: Database) -> list[Job]:
            _repair(database)
            rows = database.rows(
                "SELECT * FROM transfer WHERE connection_id = ? AND dismissed IS NULL ORDER BY position, id",
                (connection_id,),
            )
            jobs = [job for row in rows if (job := _read(row)) is not None]
            unfinished = {job.transfer_id: job for job in jobs if job.is_unfinished}
            for row in database.rows(_FILES_UNDER_WAY, (connection_id, *(state.value for state in FINISHED))):
                if job := unfinished.get(row["transfer_id"]):
                    job.files.append(read_file(row))
            for job in unfinished.values():
                job.count()
            return jobs

        return await self._store.run(work)

    async def add(self, job: Job) -> int:
        """Write a new job, whole or not at all, behind all others, and give its id.

        Raises:
            DiskError: the journal cannot be written.
        """
        values, files = job_values(job), [file_values(file) for file in job.files]

        def work(database: Database) -> tuple[int, float]:
            names = ", ".join(values)
            marks = ", ".join(f":{name}" for name in values)
            transfer_id = database.change(f"INSERT INTO transfer ({names}) VALUES ({marks})", values)
            database.change(
                "UPDATE transfer SET position = max(id, (SELECT max(position) + 1 FROM transfer)) WHERE id = ?",
                (transfer_id,),
            )
            database.change_many(_INSERT_FILE, ((*file, transfer_id) for file in files))
            (row,) = database.rows("SELECT position FROM transfer WHERE id = ?", (transfer_id,))
            return transfer_id, row["position"]

        transfer_id, job.position = await self._store.run(work)
        return transfer_id

    async def save(self, jobs: Iterable[Job], files: Iterable[tuple[Job, JobFile]] = ()) -> None:
        """Write the present state of jobs and files in one transaction.

        Raises:
            DiskError: the journal cannot be written.
        """
        rows = [(job_values(job), job.transfer_id) for job in jobs]
        file_rows = [(*file_values(file), job.transfer_id) for job, file in files]

        def work(database: Database) -> None:
            for values, transfer_id in rows:
                sets = ", ".join(f"{name} = :{name}" for name in values)
                database.change(f"UPDATE transfer SET {sets} WHERE id = :id", {**values, "id": transfer_id})
            database.change_many(_UPDATE_FILE, file_rows)

        await self._store.run(work)

    async def files(self, transfer_id: int) -> tuple[TransferFile, ...]:
        """The files of a job.

        Raises:
            DiskError: the journal cannot be read.
        """
        rows = await self._store.run(lambda database: _files_of(database, transfer_id))
        return tuple(read_file(row).snapshot() for row in rows)

    async def upload_sources(self) -> tuple[str, ...]:
        """The local files of the unfinished uploads of every connection.

        Raises:
            DiskError: the journal cannot be read.
        """
        marks = ", ".join("?" for _ in FINISHED)
        rows = await self._store.run(
            lambda database: database.rows(
                "SELECT file.source FROM file JOIN transfer ON transfer.id = file.transfer_id"
                f" WHERE transfer.upload IS NOT NULL AND transfer.state NOT IN ({marks})",
                tuple(state.value for state in FINISHED),
            )
        )
        return tuple(row["source"] for row in rows)

    async def place(self, positions: Mapping[int, float]) -> None:
        """Write new places in the queue, all or none.

        Raises:
            DiskError: the journal cannot be written.
        """
        rows = [(position, transfer_id) for transfer_id, position in positions.items()]
        await self._store.run(
            lambda database: database.change_many("UPDATE transfer SET position = ? WHERE id = ?", rows)
        )

    async def dismiss(self, transfer_ids: Sequence[int]) -> None:
        """Take jobs that ended off the list; the history keeps them.

        Raises:
            DiskError: the journal cannot be written.
        """

        def work(database: Database) -> None:
            history.dismiss(database, transfer_ids, datetime.now(UTC))
            history.trim(database)

        await self._store.run(work)

    async def history(self, connection_id: str, search: str, limit: int, offset: int) -> tuple[Transfer, ...]:
        """What ended, on the list or not, the last one first; only what says every word of `search`.

        Raises:
            DiskError: the journal cannot be read.
        """
        rows = await self._store.run(lambda database: history.find(database, connection_id, search, limit, offset))
        return tuple(job.snapshot() for row in rows if (job := _read(row)) is not None)

    async def remove(self, transfer_ids: Sequence[int]) -> None:
        """Forget jobs, in the history, too.

        Raises:
            DiskError: the journal cannot be written.
        """
        await self._store.run(
            lambda database: database.change_many(
                "DELETE FROM transfer WHERE id = ?", [(transfer_id,) for transfer_id in transfer_ids]
            )
        )

    async def close(self) -> None:
        """Write what is under way and close the file."""
        await self._store.close()


def _repair(database: Database) -> None:
    for before, after in AFTER_RESTART.items():
        database.change(
            "UPDATE transfer SET state = ?, wait_reason = NULL, wait_until = NULL, error = NULL, error_detail = ''"
            " WHERE state = ?",
            (after.value, before.value),
        )
    database.change(
        "UPDATE transfer SET state = ?, wait_reason = NULL, wait_until = NULL, error = NULL, error_detail = ''"
        " WHERE state = ? AND wait_reason = ?",
        (State.QUEUED.value, State.WAITING.value, WaitReason.NETWORK.value),
    )
    under_way = f"transfer_id IN (SELECT id FROM transfer WHERE state NOT IN ({', '.join('?' for _ in FINISHED)}))"
    ended = tuple(state.value for state in FINISHED)
    for file_before, file_after in FILE_AFTER_RESTART.items():
        database.change(
            f"UPDATE file SET state = ? WHERE {under_way} AND state = ?", (file_after.value, *ended, file_before.value)
        )
    database.change(f"UPDATE file SET known = 0 WHERE {under_way} AND known AND state <> ?", (*ended, State.DONE.value))
    history.trim(database)


def _read(row: Row) -> Job | None:
    """A job; one that nobody understands stays in the journal and holds up no start."""
    try:
        return read_job(row)
    except (ValueError, TypeError, LookupError) as error:
        log.warning("transfer %s of the journal is not understood: %s", row["id"], error)
        return None


def _files_of(database: Database, transfer_id: int) -> list[Row]:
    return database.rows("SELECT * FROM file WHERE transfer_id = ? ORDER BY path", (transfer_id,))
