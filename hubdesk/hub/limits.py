"""How long HubDesk waits for a Hub."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: for each wait of a request where the library does not say, and for one whole answer."""

    connect: float = 10
    read: float = 30
    write: float = 30
    pool: float = 60
    total: float = 120
