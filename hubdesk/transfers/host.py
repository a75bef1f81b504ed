"""Starts the engine of a connection, talks to it, and notices when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from pathlib import Path

from hubdesk.core.children import Child, child_command, see_out
from hubdesk.core.log import redact
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import Connection
from hubdesk.transfers.protocol import (
    MAX_LINE,
    Hello,
    Limit,
    Message,
    ProtocolError,
    Ready,
    UseToken,
    decode,
    encode,
)

READY_TIMEOUT_S = 30.0
CLOSE_TIMEOUT_S = 2.0
REAP_TIMEOUT_S = 1.0

log = logging.getLogger("hubdesk.engine")


class EngineHost:
    """One engine for one connection, started by the first message and again after a death.

    `on_message` gets what the engine says; `on_lost` is called once for each engine that ended without being told to,
    with everything that was sent to it and not answered lost.
    """

    def __init__(
        self,
        connection: Connection,
        token: Callable[[], str | None],
        cwd: Path,
        *,
        on_message: Callable[[Message], None],
        on_lost: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._token = token
        self._cwd = cwd
        self._on_message = on_message
        self._on_lost = on_lost
        self._limit_bps = 0
        self._process: asyncio.subprocess.Process | None = None
        self._running = False
        self._outbox: list[Message] = []
        self._tasks = TaskRunner(lambda name, error: log.error("%s: %s", name, error, exc_info=error))

    @property
    def pid(self) -> int | None:
        """The engine's process, if one runs."""
        return self._process.pid if self._process else None

    def send(self, message: Message) -> None:
        """Say something; starts an engine if none runs."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(encode(message))
            return
        self._outbox.append(message)
        if not self._running:
            self._running = True
            self._tasks.spawn(self._run(), name="engine")

    def tell(self, message: Message) -> None:
        """Say something to the engine if one runs."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(encode(message))

    def set_limit(self, limit_bps: int) -> None:
        """Change the speed limit now and for engines to come."""
        self._limit_bps = limit_bps
        self.tell(Limit(limit_bps))

    def refresh_token(self) -> None:
        """Hand over the account's present token."""
        self.tell(UseToken(self._token() or ""))

    async def close(self) -> None:
        """End the engine: kindly, so that it can note what it has, and then not."""
        self._on_lost = _nothing
        self._on_message = _ignore
        if self._process is not None:
            await see_out(self._process, CLOSE_TIMEOUT_S)
        await self._tasks.close()

    async def _run(self) -> None:
        process = None
        try:
            process = await self._start()
            assert process.stdout is not None
            while line := await process.stdout.readline():
                self._on_message(decode(line))
        except (OSError, ProtocolError, ValueError, TimeoutError) as error:  # ValueError: a line without an end
            log.error("engine: %s: %s", type(error).__name__, error)
        finally:
            self._process = None
            if process is not None:
                await see_out(process, REAP_TIMEOUT_S)
            self._outbox.clear()
            self._running = False
        self._on_lost()

    async def _start(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *child_command(Child.ENGINE),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=self._cwd,
            limit=MAX_LINE,
        )
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            self._tasks.spawn(_log_complaints(process), name="engine's complaints")
            connection = self._connection
            hello = Hello(connection.endpoint, self._token() or "", self._limit_bps, connection.transport)
            process.stdin.write(encode(hello))
            first = decode(await asyncio.wait_for(process.stdout.readline(), READY_TIMEOUT_S))
            if not isinstance(first, Ready):
                raise ProtocolError(f"{first.TYPE} instead of ready")
        except BaseException:
            await see_out(process, REAP_TIMEOUT_S)
            raise
        self._process = process
        for message in self._outbox:
            process.stdin.write(encode(message))
        self._outbox.clear()
        return process


async def _log_complaints(process: asyncio.subprocess.Process) -> None:
    assert process.stderr is not None
    with contextlib.suppress(ValueError):  # a line without an end
        while line := await process.stderr.readline():
            log.warning("engine %s: %s", process.pid, redact(line.decode(errors="replace").rstrip()))


def _nothing() -> None:
    pass


def _ignore(message: Message) -> None:
    pass
