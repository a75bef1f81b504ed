"""What the tests of searching share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from helpers.practice_hub import PracticeHub
from hubdesk.browse.local import LocalRepos
from hubdesk.browse.search import SearchService
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection, RepoRef

WaitUntil = Callable[..., Awaitable[None]]
PutInCache = Callable[[RepoRef], None]


@dataclass(frozen=True)
class SearchServices:
    """The services that searching needs."""

    connection: Connection
    settings: SettingsStore
    search: SearchService
    local: LocalRepos


@dataclass
class Asked:
    """What the practice Hub was asked since the last look."""

    hub: PracticeHub

    def searches(self, repo_type: str = "models") -> list[list[tuple[str, str]]]:
        """The parameters of each search, without what every search asks for."""
        found = [entry for entry in self.hub.requests() if entry["path"] == f"/api/{repo_type}"]
        return [[pair for pair in parse_qsl(entry["query"]) if pair[0] not in ("expand", "limit")] for entry in found]

    def waits(self) -> bool:
        """Whether the one request that a fault was set for has come."""
        left = self.hub._control("GET", "faults")
        return all(fault["count"] == 0 for fault in left)
