"""What a failed file means for its transfer: wait for something, or give the file up."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.model import WaitReason

RATE_LIMIT_S = 60.0
LONGEST_S = 3_600.0  # a server may ask for more, but then it is asked again after an hour
NETWORK_S = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0)
ACCESS_S = (60.0, 90.0, 135.0, 200.0, 300.0, 450.0, 600.0)
SPACE_S = (5.0, 10.0, 20.0, 40.0, 60.0)
JITTER = 0.25

UNREACHED = frozenset({ErrorKind.OFFLINE, ErrorKind.TIMEOUT, ErrorKind.PROXY, ErrorKind.BAD_ANSWER})
_NETWORK = UNREACHED | {ErrorKind.SERVER}
_REJECTED = "rejected"  # in the Hub's own words: the owner has said no


def what_to_wait_for(error: HubDeskError, waits: int, now: datetime) -> tuple[WaitReason, datetime | None] | None:
    """What a transfer waits for after this error, and until when; None where waiting does not help.

    `waits` is how often in a row it had to wait already.
    """
    if error.kind is ErrorKind.GATED:
        return None if is_rejected(error) else (WaitReason.ACCESS, None)
    if error.kind is ErrorKind.UNAUTHORIZED or error.status == 401:
        return WaitReason.SIGN_IN, None
    if error.kind is ErrorKind.RATE_LIMITED:
        # Those who were sent away together must not come back together: later is polite, earlier is not.
        pause = (error.retry_after or RATE_LIMIT_S) + random.uniform(0, 1)
        return WaitReason.RATE_LIMIT, now + timedelta(seconds=min(pause, LONGEST_S))
    if error.kind is ErrorKind.DISK_FULL:
        return WaitReason.SPACE, None
    if error.kind in _NETWORK:
        pause = error.retry_after or back_off(NETWORK_S, waits)
        return WaitReason.NETWORK, now + timedelta(seconds=min(pause, LONGEST_S))
    return None


def is_rejected(error: HubDeskError) -> bool:
    """Whether the owner of a gated repository has said no: waiting does not help."""
    return error.kind is ErrorKind.GATED and _REJECTED in error.detail.lower()


def back_off(steps: tuple[float, ...], tries: int) -> float:
    """The pause after so many tries in vain, give or take."""
    return steps[min(tries, len(steps) - 1)] * random.uniform(1 - JITTER, 1 + JITTER)


def ends_by_itself(reason: WaitReason | None, error: ErrorKind | None) -> bool:
    """Whether a wait ends with the clock; the others end when somebody looked and found things changed."""
    return reason is WaitReason.RATE_LIMIT or (reason is WaitReason.NETWORK and error not in UNREACHED)
