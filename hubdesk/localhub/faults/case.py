"""One fault meeting one request."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from hubdesk.localhub.faults.spec import Fault
from hubdesk.localhub.faults.thief import Thief


class Gone(Exception):
    """The connection was given up on purpose: nothing more is to be sent."""


@dataclass(frozen=True, slots=True)
class Case:
    """What carries a fault out: the fault, the request it hits, and the other origin."""

    fault: Fault
    scope: Scope
    thief: Thief

    @property
    def url(self) -> str:
        """The address that was asked for, as the client wrote it."""
        query = self.scope["query_string"].decode("ascii", "replace")
        host = Headers(scope=self.scope).get("host", "127.0.0.1")
        return f"http://{host}{self.scope['path']}{'?' if query else ''}{query}"

    def close(self) -> None:
        """Close the connection."""
        self.scope["hubdesk.transport"].close()
