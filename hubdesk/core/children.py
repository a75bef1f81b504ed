"""The only place that builds the command line of a child process."""

from __future__ import annotations

import sys
from enum import StrEnum


class Child(StrEnum):
    """What a child process of HubDesk can be."""

    ENGINE = "--engine"
    LOCALHUB = "--localhub"


def child_command(child: Child, *arguments: str) -> list[str]:
    """The argv that starts a child, in a checkout, an installed wheel or a frozen program alike.

    `-P` keeps the working directory (the data dir) out of `sys.path`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, child.value, *arguments]
    return [sys.executable, "-P", "-m", "hubdesk", child.value, *arguments]
