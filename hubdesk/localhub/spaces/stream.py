"""Logs as they are sent: what there is, then what comes, until there is nothing more or the client leaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.spaces.logs import Line, lines, visit
from hubdesk.localhub.spaces.outcome import Outcome
from hubdesk.localhub.spaces.runtime import runtime_of, stage_of

_FIRST_SECONDS, _QUIET_SECONDS = 1.1, 5.5  # the library reads until a line is a second late, or 5 s bring none


async def events(hub: Hub, facts: Facts, which: str, found: Outcome) -> AsyncIterator[bytes]:
    """Server-sent events of the build or the run of a Space."""
    begun = runtime_of(facts).since
    for line in lines(facts, which, found):
        wait = (line.moment - datetime.now(UTC)).total_seconds()
        if wait > 0:
            await asyncio.sleep(min(wait, _QUIET_SECONDS))
        yield _event(line)
    pause = _FIRST_SECONDS
    while which == "run" and (known := _still_running(hub, facts, begun)):
        await asyncio.sleep(pause)
        yield _event(visit(known, datetime.now(UTC)))
        pause = _QUIET_SECONDS


def _still_running(hub: Hub, facts: Facts, begun: str) -> Facts | None:
    """The Space, if it goes on running as it began."""
    known = hub.shelves[Kind.SPACE].get(facts.id)
    if known is None or known.sdk == "static" or runtime_of(known).since != begun:
        return None
    return known if stage_of(known).startswith("RUNNING") else None


def _event(line: Line) -> bytes:
    return f"data: {json.dumps(line.event(), ensure_ascii=False)}\n\n".encode("utf-8", "replace")
