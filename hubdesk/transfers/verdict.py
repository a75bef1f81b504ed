"""What a failed file means for its transfer: wait for something, or give the file up."""

from __future__ import annotations

from datetime import datetime, timedelta

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.model import WaitReason

RATE_LIMIT_S = 60.0
SPACE_S = 60.0
NETWORK_S = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0)

_NETWORK = frozenset(
    {ErrorKind.OFFLINE, ErrorKind.TIMEOUT, ErrorKind.PROXY, ErrorKind.SERVER, ErrorKind.BAD_ANSWER}
)  # fmt: skip


def what_to_wait_for(error: HubDeskError, waits: int, now: datetime) -> tuple[WaitReason, datetime | None] | None:
    """What a transfer waits for after this error, and until when; None where waiting does not help.

    `waits` is how often in a row it had to wait already.
    """
    if error.kind is ErrorKind.GATED:
        return WaitReason.ACCESS, None
    if error.kind is ErrorKind.UNAUTHORIZED or error.status == 401:
        return WaitReason.SIGN_IN, None
    if error.kind is ErrorKind.RATE_LIMITED:
        return WaitReason.RATE_LIMIT, now + timedelta(seconds=error.retry_after or RATE_LIMIT_S)
    if error.kind is ErrorKind.DISK_FULL:
        return WaitReason.SPACE, now + timedelta(seconds=SPACE_S)
    if error.kind in _NETWORK:
        pause = error.retry_after or NETWORK_S[min(waits, len(NETWORK_S) - 1)]
        return WaitReason.NETWORK, now + timedelta(seconds=pause)
    return None
