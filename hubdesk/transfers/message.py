"""The root of everything that host and engine say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hubdesk.core.errors import ErrorKind, HubDeskError


@dataclass(frozen=True, slots=True)
class Message:
    """One line; `TYPE` names it."""

    TYPE: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Message):
    """The root of what the engine says when something could not be done."""

    kind: str
    detail: str = ""
    subject: str = ""
    status: int | None = None
    retry_after: float | None = None

    def error(self) -> HubDeskError:
        """The failure as an error."""
        return HubDeskError(
            ErrorKind(self.kind), self.detail, subject=self.subject, status=self.status, retry_after=self.retry_after
        )
