"""Keeps the computer from falling asleep while something is under way."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import sys
from collections.abc import Awaitable, Callable

from hubdesk.core.bus import BusCall, SessionBus
from hubdesk.core.children import see_out

APP_ID = "org.hubdesk.HubDesk"
END_TIMEOUT_S = 2.0
REFUSED_WITHIN_S = 0.3
_SUSPEND = 4  # GNOME: not while this is held
_KEEP_ON, _SYSTEM = 0x8000_0000, 0x0000_0001  # Windows: until said otherwise; the system, not the display

Release = Callable[[], Awaitable[None]]

log = logging.getLogger("hubdesk.awake")


class Awake:
    """Held or not; both may be asked for at any time, and the last word counts."""

    def __init__(self, reason: str) -> None:
        self._reason = reason
        self._release: Release | None = None
        self._lock = asyncio.Lock()
        self._refused = False

    @property
    def held(self) -> bool:
        """Whether the computer stays awake for us."""
        return self._release is not None

    async def hold(self) -> bool:
        """Stay awake; the answer is whether somebody agreed to that. Who refused once is not asked again."""
        async with self._lock:
            if self._release is None and not self._refused:
                self._release = await _hold(self._reason)
                self._refused = self._release is None
            return self._release is not None

    async def release(self) -> None:
        """Sleep is allowed again."""
        async with self._lock:
            release, self._release = self._release, None
            if release is not None:
                await release()


async def _hold(reason: str) -> Release | None:
    if sys.platform == "win32":
        return _hold_windows()
    if sys.platform == "darwin":
        return await _hold_child("caffeinate", "-i", "-w", str(os.getpid()))
    return await _hold_on_bus(reason) or await _hold_child(
        "systemd-inhibit", "--what=sleep:idle", "--who=HubDesk", f"--why={reason}", "--mode=block", "cat"
    )


async def _hold_on_bus(reason: str) -> Release | None:
    """Ask the desktop: first those who keep the computer awake and let the screen go dark."""
    try:
        bus = await SessionBus.connect()
    except OSError as error:
        log.info("%s", error)
        return None
    gnome, power = "org.gnome.SessionManager", "org.freedesktop.PowerManagement"
    screen = "org.freedesktop.ScreenSaver"
    for call in (
        BusCall(gnome, "/org/gnome/SessionManager", gnome, "Inhibit", "susu", (APP_ID, 0, reason, _SUSPEND)),
        BusCall(power, f"/{power.replace('.', '/')}/Inhibit", f"{power}.Inhibit", "Inhibit", "ss", ("HubDesk", reason)),
        BusCall(screen, f"/{screen.replace('.', '/')}", screen, "Inhibit", "ss", ("HubDesk", reason)),
    ):
        try:
            await bus.call(call)
        except OSError as error:
            log.debug("%s", error)
        except asyncio.CancelledError:
            await bus.close()
            raise
        else:
            return bus.close  # they let go of what a connection held when it ends
    await bus.close()
    return None


async def _hold_child(*command: str) -> Release | None:
    """A child that holds it for as long as it lives; it ends with us, because its stdin does."""
    program = shutil.which(command[0])
    if program is None:
        return None
    null, pipe = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(program, *command[1:], stdin=pipe, stdout=null, stderr=null)

    async def release() -> None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await see_out(process, END_TIMEOUT_S)

    try:
        await asyncio.wait_for(process.wait(), REFUSED_WITHIN_S)
    except TimeoutError:
        return release
    except asyncio.CancelledError:
        await release()
        raise
    return None


def _hold_windows() -> Release:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.SetThreadExecutionState(_KEEP_ON | _SYSTEM)

    async def release() -> None:
        kernel.SetThreadExecutionState(_KEEP_ON)

    return release
