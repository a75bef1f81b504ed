"""Where a search stands, as one value that the panel can draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import SearchQuery
from hubdesk.ui.search.filters import ActiveFilter


class Phase(Enum):
    """What the panel shows around the rows."""

    IDLE = "idle"  # nothing was asked yet
    SEARCHING = "searching"
    READY = "ready"
    STOPPED = "stopped"  # the person stopped the search
    FAILED = "failed"
    OFFLINE = "offline"  # rows of this computer; tries again by itself
    WAITING = "waiting"  # the Hub asked for a break; tries again by itself


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A filter that could go, and how many results there would be."""

    filter: ActiveFilter
    total: int


@dataclass(frozen=True, slots=True)
class SearchState:
    """One moment of a search; `total` is None where the Hub does not say, `retry_at` is on the monotonic clock."""

    phase: Phase = Phase.IDLE
    query: SearchQuery = field(default_factory=SearchQuery)  # what the rows answer, or what is asked now
    rows: int = 0
    total: int | None = None
    has_more: bool = False
    error: HubDeskError | None = None
    retry_at: float | None = None
    suggestions: tuple[Suggestion, ...] = ()
