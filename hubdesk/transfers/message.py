"""The root of everything that host and engine say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Message:
    """One line; `TYPE` names it."""

    TYPE: ClassVar[str] = ""
