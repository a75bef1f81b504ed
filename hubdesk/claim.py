"""Makes this process the owner of its data dir, or hands what it was asked for to the one that is."""

from __future__ import annotations

from enum import StrEnum

from hubdesk.core.errors import ErrorKind
from hubdesk.core.paths import Paths
from hubdesk.transfers.owner import Owner, OwnerGoneError, ask_owner

TRIES = 3


class Claim(StrEnum):
    """How it went."""

    OURS = "ours"
    HANDED_OVER = "handed_over"  # another window shows it
    NO_WINDOW = "no_window"  # the owner is a headless command


async def claim(owner: Owner, paths: Paths, address: str) -> Claim:
    """Own the data dir, or let the window that does come to the front and show `address` (empty: nothing new).

    Raises:
        HubDeskError: the owner does not answer.
        OSError: the data dir cannot be written.
    """
    for _ in range(TRIES):
        if owner.acquire():
            return Claim.OURS
        try:
            async for answer in ask_owner(paths, {"request": "open", "address": address}):
                if answer.get("event") == "failed" and answer.get("kind") == ErrorKind.CONFLICT:
                    return Claim.NO_WINDOW
            return Claim.HANDED_OVER
        except OwnerGoneError:
            continue
    raise OwnerGoneError
