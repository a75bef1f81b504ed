"""Child processes: the only place that builds their command lines, and how they are seen out."""

from __future__ import annotations

import asyncio
import contextlib
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


async def see_out(process: asyncio.subprocess.Process, patience_s: float) -> bool:
    """Close a child's stdin and wait for its end; False when it had to be killed after `patience_s` seconds.

    WORKAROUND https://github.com/python/cpython/issues/87744: killing one that has ended, but of which asyncio does not
    know yet, takes its exit status away from asyncio, which then complains.
    """
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), patience_s)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return False
    return True
