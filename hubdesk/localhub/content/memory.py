"""Remembers what addresses of files led to, as long as no branch or tag of the repository moves."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from weakref import ref

from hubdesk.localhub.content.found import Found
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.git.repo import GitRepo

_MOST_FILES = 4096
_MOST_BYTES = 16 << 20
_LONGEST = 256 << 10


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was found, and what must still be so: the repository, and the state of its refs before the search."""

    kind: Kind
    repo_id: str
    raw: bool  # asked for through /raw/
    repo: ref[GitRepo]  # that it is remembered is no reason to keep a repository open
    moves: int
    found: Found

    @property
    def holds(self) -> bool:
        """Whether nothing has moved since."""
        repo = self.repo()
        return repo is not None and repo.moves == self.moves

    @property
    def weight(self) -> int:
        """How many bytes it keeps in memory."""
        return len(self.found.body) if isinstance(self.found.body, bytes) else 0


class FileMemory:
    """What was found lately, by the path of the request; small, and safe to use from several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def recall(self, address: str) -> Known | None:
        """What an address led to, unless that may have changed."""
        with self._lock:
            if (known := self._known.get(address)) is None:
                return None
            if known.holds:
                self._known.move_to_end(address)
                return known
            self._forget(address)
            return None

    def keep(self, address: str, known: Known) -> None:
        """Remember; what was not asked for longest makes room."""
        if known.weight > _LONGEST:
            return
        with self._lock:
            self._forget(address)
            self._known[address] = known
            self._bytes += known.weight
            while len(self._known) > _MOST_FILES or self._bytes > _MOST_BYTES:
                self._forget(next(iter(self._known)))

    def _forget(self, address: str) -> None:
        if known := self._known.pop(address, None):
            self._bytes -= known.weight
