"""Names that repositories had before: whoever asks for one is led to the name of today."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from urllib.parse import unquote

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.records import Records

_COLLECTION = "moved"
Name = tuple[Kind, str]


class Moved(Exception):
    """The repository has another name now."""

    def __init__(self, kind: Kind, old: str, new: str) -> None:
        super().__init__(f"{kind} {old} is {new} now")
        self.kind, self.old, self.new = kind, old, new

    def location(self, path: str, query: str) -> str | None:
        """Where a request for the old name is to go; None if the old name is not in its path."""
        start = f"/api/{self.kind}/" if path.startswith("/api/") else f"/{self.kind.prefix}"
        parts = path.removeprefix(start).split("/", self.old.count("/") + 1)
        asked = "/".join(parts[: self.old.count("/") + 1])
        if not path.startswith(start) or unquote(asked).removesuffix(".git") != self.old:
            return None
        ending = ".git" if asked.endswith(".git") else ""
        rest = "".join(f"/{part}" for part in parts[self.old.count("/") + 1 :])
        return f"{start}{self.new}{ending}{rest}" + (f"?{query}" if query else "")


class Names:
    """Every name that leads to another; `known` are those from before anybody renamed anything here."""

    def __init__(self, records: Records, known: Mapping[Name, str]) -> None:
        self._records = records
        self._lock = threading.Lock()
        self._known: dict[Name, str] = dict(known)
        for key, content in records.below(_COLLECTION):
            kind, old = key
            self._known[Kind(kind), old] = content["to"]

    def today(self, kind: Kind, old: str) -> str | None:
        """The name that a former name leads to."""
        return self._known.get((kind, old)) or None

    def moved(self, kind: Kind, old: str, new: str) -> None:
        """A repository got a new name; all its former names lead there."""
        with self._lock, self._records.together():
            for name in [name for name, to in self._known.items() if name[0] is kind and to == old]:
                self._set(name, new)
            self._set((kind, old), new)
            self._set((kind, new), "")

    def taken(self, kind: Kind, repo_id: str) -> None:
        """A repository of this name was made or taken away: what led there or from there leads nowhere."""
        with self._lock, self._records.together():
            for name in [name for name, to in self._known.items() if name[0] is kind and to == repo_id]:
                self._set(name, "")
            if self._known.get((kind, repo_id)):
                self._set((kind, repo_id), "")

    def _set(self, name: Name, to: str) -> None:
        self._known[name] = to
        self._records.put(_COLLECTION, name[0].value, name[1], content={"to": to})
