"""How a file ended, as the host is told."""

from __future__ import annotations

from hubdesk.core.errors import HubDeskError
from hubdesk.core.log import redact
from hubdesk.transfers.fetch import Fetch, StoppedError
from hubdesk.transfers.protocol import FileDone, FileFailed, FileStopped, Message


def bring(fetch: Fetch) -> Message:
    """Run a fetch to its end, and say how it ended."""
    try:
        fetch.run()
    except (StoppedError, HubDeskError) as error:
        return ended_by(fetch, error)
    return done(fetch)


def done(fetch: Fetch) -> Message:
    """It is in place."""
    return FileDone(fetch.order.fetch_id, fetch.take_received())


def ended_by(fetch: Fetch, error: StoppedError | HubDeskError) -> Message:
    """It did not get there."""
    if isinstance(error, StoppedError):
        return FileStopped(fetch.order.fetch_id, fetch.have())
    return FileFailed(
        fetch_id=fetch.order.fetch_id,
        have=fetch.have(),
        kind=error.kind.value,
        detail=redact(error.detail)[:500],
        subject=error.subject[:500],
        status=error.status,
        retry_after=error.retry_after,
    )
