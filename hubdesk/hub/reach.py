"""Small questions to a Hub: is it there, and may this account read a repository."""

from __future__ import annotations

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.hub.wire import Wire, api_path

PROBE_PATH = "/robots.txt"


def check_read(wire: Wire, ref: RepoRef) -> None:
    """Return, if the files of this repository may be read.

    Raises:
        HubDeskError: GATED, UNAUTHORIZED and the like, or it could not be asked.
    """
    wire.get_nothing(api_path(ref, "/auth-check"))


def check_there(wire: Wire) -> None:
    """Return, if a server answers; it need not know what it was asked for.

    Raises:
        HubDeskError: it is not reached, or is out of order.
    """
    try:
        wire.get_nothing(PROBE_PATH)
    except HubDeskError as error:
        if error.status is None or error.status >= 500:
            raise
