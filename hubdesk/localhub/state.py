"""What a data dir remembers: its tokens, and every repository that people made, changed or deleted."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import iso
from hubdesk.localhub.people.tokens import TOKENS, new_secret

_TUPLES = frozenset(each.name for each in fields(Facts) if str(each.type).startswith("tuple"))


class State:
    """The state file of a data dir; written whole after each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        saved = self._load()
        self.created: str = saved.get("created") or iso(datetime.now(UTC))
        self.tokens: dict[str, str] = saved.get("tokens", {})
        self._changed: dict[str, dict[str, Any]] = saved.get("repositories", {})
        self._deleted: set[str] = set(saved.get("deleted", []))
        missing = [token for token in TOKENS if token.key not in self.tokens]
        self.tokens |= {token.key: new_secret(token.role) for token in missing}
        if missing:
            self._save()

    def apply(self, kind: Kind, rows: Iterable[Facts]) -> list[Facts]:
        """The rows as they are after all that people did."""
        known = {row.id: row for row in rows if _key(kind, row.id) not in self._deleted}
        for key, values in self._changed.items():
            if key.startswith(f"{kind.value}/"):
                facts = _facts(values)
                known[facts.id] = facts
        return list(known.values())

    def put(self, facts: Facts) -> None:
        """Remember a repository as it is now."""
        with self._lock:
            key = _key(facts.kind, facts.id)
            self._changed[key] = asdict(facts)
            self._deleted.discard(key)
            self._save()

    def delete(self, kind: Kind, repo_id: str) -> None:
        """Remember that a repository is gone."""
        with self._lock:
            key = _key(kind, repo_id)
            self._changed.pop(key, None)
            self._deleted.add(key)
            self._save()

    def rename(self, facts: Facts, renamed: Facts) -> None:
        """Remember a repository under another id, and that the old one is gone, both at once."""
        with self._lock:
            self._changed.pop(_key(facts.kind, facts.id), None)
            self._deleted.add(_key(facts.kind, facts.id))
            self._changed[_key(renamed.kind, renamed.id)] = asdict(renamed)
            self._deleted.discard(_key(renamed.kind, renamed.id))
            self._save()

    def was_deleted(self, kind: Kind, repo_id: str) -> bool:
        """Whether somebody took it away (and did not make it anew)."""
        return _key(kind, repo_id) in self._deleted

    def _load(self) -> dict[str, Any]:
        try:
            saved = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return saved if isinstance(saved, dict) else {}

    def _save(self) -> None:
        content = {
            "created": self.created,
            "tokens": self.tokens,
            "repositories": self._changed,
            "deleted": sorted(self._deleted),
        }
        temporary = self._path.with_suffix(".new")
        with open(temporary, "w", encoding="utf-8", opener=_private) as stream:
            json.dump(content, stream, ensure_ascii=False, indent=1)
        os.replace(temporary, self._path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _key(kind: Kind, repo_id: str) -> str:
    return f"{kind.value}/{repo_id}"


def _facts(values: dict[str, Any]) -> Facts:
    known = {each.name for each in fields(Facts)}
    kept: dict[str, Any] = {
        key: tuple(value) if key in _TUPLES else value for key, value in values.items() if key in known
    }
    kept["kind"] = Kind(kept["kind"])
    return Facts(**kept)
