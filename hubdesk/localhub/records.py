"""What people did beyond files: small JSON documents by collection and key, in one SQLite file of the data dir."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hubdesk.core.store import Database
from hubdesk.localhub.facts import Facts, Kind

Document = dict[str, Any]
_MIGRATIONS = (
    """
    CREATE TABLE records (
        collection TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (collection, key)
    ) WITHOUT ROWID;
    """,
)
_LAST = "\U0010ffff"


class Records:
    """The documents; safe to use from several threads, and still there after a SIGKILL.

    A key is one or more parts; those that belong to a repository begin with `repo_key`, so that they follow its
    name and go with it.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _MIGRATIONS)
        self._lock = threading.RLock()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All or nothing of the changes inside, seen by others only as a whole; may be nested."""
        with self._lock:
            if self._database.in_transaction:
                yield
                return
            with self._database.transaction():
                yield

    def get(self, collection: str, *key: str) -> Document | None:
        """The document of a key."""
        with self._lock:
            rows = self._database.rows(
                "SELECT content FROM records WHERE collection = ? AND key = ?", (collection, _join(key))
            )
        return json.loads(rows[0]["content"]) if rows else None

    def put(self, collection: str, *key: str, content: Document) -> None:
        """Add or replace a document."""
        with self._lock:
            self._database.change(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?)",
                (collection, _join(key), json.dumps(content)),
            )

    def change(self, collection: str, *key: str, by: Callable[[Document], Document]) -> Document:
        """Replace a document by what a function makes of it (of an empty one, if there is none)."""
        with self.together():
            content = by(self.get(collection, *key) or {})
            self.put(collection, *key, content=content)
            return content

    def delete(self, collection: str, *key: str) -> None:
        """Take a document away, if it is there."""
        with self._lock:
            self._database.change("DELETE FROM records WHERE collection = ? AND key = ?", (collection, _join(key)))

    def below(self, collection: str, *prefix: str) -> list[tuple[tuple[str, ...], Document]]:
        """The documents whose keys begin with these parts, and the rest of their keys, in the order of the keys."""
        start = f"{_join(prefix)}\t" if prefix else ""
        with self._lock:
            rows = self._database.rows(
                "SELECT key, content FROM records WHERE collection = ? AND key >= ? AND key < ? ORDER BY key",
                (collection, start, start + _LAST),
            )
        return [(tuple(row["key"][len(start) :].split("\t")), json.loads(row["content"])) for row in rows]

    def rename(self, old: str, new: str) -> None:
        """Let every document whose key begins with one part begin with another: a repository was renamed."""
        with self.together():
            self._database.change(
                "UPDATE OR REPLACE records SET key = ? || substr(key, ?) WHERE key = ? OR (key >= ? AND key < ?)",
                (new, len(old) + 1, old, f"{old}\t", f"{old}\t{_LAST}"),
            )

    def forget(self, first: str) -> None:
        """Take away every document whose key begins with this part: a repository is gone."""
        with self._lock:
            self._database.change(
                "DELETE FROM records WHERE key = ? OR (key >= ? AND key < ?)",
                (first, f"{first}\t", f"{first}\t{_LAST}"),
            )


def repo_key(kind: Kind, repo_id: str) -> str:
    """The first part of the keys of all that belongs to a repository."""
    return f"{kind.value}/{repo_id}"


def key_of(facts: Facts) -> str:
    """The same, of known facts."""
    return repo_key(facts.kind, facts.id)


def _join(key: tuple[str, ...]) -> str:
    if not key or any("\t" in part for part in key):
        raise ValueError(f"not a key: {key}")
    return "\t".join(key)
