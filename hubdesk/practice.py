"""Runs the practice Hub as a child process that ends with us."""

from __future__ import annotations

import asyncio
import json
import logging
import socket

from hubdesk.core.children import Child, child_command, see_out
from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.paths import Paths
from hubdesk.core.types import Connection

START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 2.0

log = logging.getLogger("hubdesk.practice")


def practice_connection(paths: Paths) -> Connection:
    """A connection to a practice Hub that will listen on a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return Connection("practice", f"http://127.0.0.1:{port}", paths.connection_cache("practice"), is_practice=True)


class PracticeHub:
    """The child process behind a practice connection. It stops by itself when our end of its stdin closes."""

    def __init__(self, connection: Connection, paths: Paths) -> None:
        self._connection = connection
        self._paths = paths
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> str:
        """Start it and return its owner's token.

        Raises:
            HubError: it did not start within 30 s.
        """
        self._paths.practice_hub.mkdir(parents=True, exist_ok=True)
        port = self._connection.endpoint.rpartition(":")[2]
        self._process = await asyncio.create_subprocess_exec(
            *child_command(
                Child.LOCALHUB,
                "--port",
                port,
                "--data",
                str(self._paths.practice_hub),
                "--until-stdin-closes",
                "--json",
            ),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=self._paths.data_dir,
        )
        assert self._process.stdout is not None
        try:
            line = await asyncio.wait_for(self._process.stdout.readline(), START_TIMEOUT_S)
            users = json.loads(line)["users"]
            return str(users[0]["token"])
        except (TimeoutError, ValueError, LookupError) as error:
            await self.close()
            raise HubError(ErrorKind.SERVER, f"the practice Hub did not start: {type(error).__name__}") from error

    async def close(self) -> None:
        """Stop it, kindly at first."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None and not await see_out(process, STOP_TIMEOUT_S):
            log.info("the practice Hub was killed")
