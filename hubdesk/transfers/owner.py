"""One process owns a data dir; any other hands its requests to the owner.

The lock is the system's, so it goes with its process. Requests come over a Unix socket in a folder that only this user
can enter, or, where there are none, over 127.0.0.1 with a secret that stands in the data dir.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError
from hubdesk.core.oslock import try_lock
from hubdesk.core.paths import Paths

MAX_REQUEST = 64 * 1024
REQUEST_TIMEOUT_S = 5.0
CONNECT_TIMEOUT_S = 5.0
CONNECT_POLL_S = 0.1

Table = Mapping[str, Any]
Reply = Callable[[Table], Awaitable[None]]
Handler = Callable[[Table, Reply], Awaitable[None]]

_HAS_UNIX_SOCKETS = sys.platform != "win32"

log = logging.getLogger("hubdesk.owner")


class OwnerGoneError(HubDeskError):
    """The owner ended before it had answered."""

    def __init__(self) -> None:
        super().__init__(ErrorKind.INTERNAL, "the process that owned the data dir ended")


class Owner:
    """This process's claim to a data dir."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._descriptor = -1
        self._server: asyncio.Server | None = None
        self._secret = ""
        self._clients: set[asyncio.Task[None]] = set()

    def acquire(self) -> bool:
        """Become the owner; False where another process is.

        Raises:
            OSError: the data dir cannot be written.
        """
        if self._descriptor >= 0:
            return True
        self._paths.create()
        descriptor = os.open(self._paths.owner_lock, os.O_RDWR | os.O_CREAT, 0o600)
        if not try_lock(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    async def serve(self, handler: Handler) -> None:
        """Take requests from now on; each runs as a task that ends with its client.

        Raises:
            OSError: the socket cannot be made.
        """

        async def on_client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._clients.add(task)
            try:
                await self._answer(handler, reader, writer)
            finally:
                await _close(writer)
                self._clients.discard(task)

        if _HAS_UNIX_SOCKETS:
            path = _socket_path(self._paths)
            path.unlink(missing_ok=True)  # we hold the lock: whoever made it is gone
            self._server = await asyncio.start_unix_server(on_client, path, limit=MAX_REQUEST)
        else:
            self._secret = secrets.token_urlsafe(32)
            self._server = await asyncio.start_server(on_client, "127.0.0.1", 0, limit=MAX_REQUEST)
            port = self._server.sockets[0].getsockname()[1]
            note = json.dumps({"port": port, "secret": self._secret})
            _port_note(self._paths).write_text(note, encoding="utf-8")

    async def close(self) -> None:
        """Take no more requests and give the data dir free."""
        if self._server is not None:
            self._server.close()
            for task in tuple(self._clients):
                task.cancel()
            if self._clients:
                await asyncio.wait(tuple(self._clients), timeout=2)
            address = _socket_path(self._paths) if _HAS_UNIX_SOCKETS else _port_note(self._paths)
            address.unlink(missing_ok=True)
            self._server = None
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    async def _answer(self, handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def reply(table: Table) -> None:
            writer.write(json.dumps(table).encode() + b"\n")
            await writer.drain()

        try:
            request = json.loads(await asyncio.wait_for(reader.readline(), REQUEST_TIMEOUT_S))
            if not isinstance(request, dict):
                raise ValueError("no table")
            if not secrets.compare_digest(str(request.pop("secret", "")), self._secret):
                raise ValueError("not the secret of this data dir")
        except (TimeoutError, ValueError, OSError) as error:
            log.info("a request was not understood: %s", type(error).__name__)
            return
        work = asyncio.ensure_future(handler(request, reply))
        hung_up = asyncio.ensure_future(reader.read())
        try:
            await asyncio.wait({work, hung_up}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
        except OSError:
            pass  # the client has gone
        finally:
            for task in (work, hung_up):
                task.cancel()
            await asyncio.wait({work, hung_up})


async def ask_owner(paths: Paths, request: Table) -> AsyncIterator[dict[str, Any]]:
    """Hand a request to the owner of a data dir and give its answers as they come.

    Raises:
        HubDeskError: the owner does not listen.
        OwnerGoneError: it ended while it answered.
    """
    reader, writer, secret = await _connect(paths)
    is_answered = False
    try:
        line = json.dumps({**request, "secret": secret}).encode() + b"\n"
        if len(line) > MAX_REQUEST:
            raise HubDeskError(ErrorKind.BAD_REQUEST, "the request is too long to hand over")
        writer.write(line)
        await writer.drain()
        while answer := await reader.readline():
            table = json.loads(answer)
            is_answered = table.get("event") in {"done", "failed"}
            yield table
    except (OSError, ValueError) as error:
        raise OwnerGoneError from error
    finally:
        await _close(writer)
    if not is_answered:
        raise OwnerGoneError


async def _connect(paths: Paths) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, str]:
    deadline = asyncio.get_running_loop().time() + CONNECT_TIMEOUT_S
    while True:
        try:
            if _HAS_UNIX_SOCKETS:
                reader, writer = await asyncio.open_unix_connection(_socket_path(paths), limit=MAX_REQUEST)
                return reader, writer, ""
            note = json.loads(_port_note(paths).read_text(encoding="utf-8"))
            reader, writer = await asyncio.open_connection("127.0.0.1", int(note["port"]), limit=MAX_REQUEST)
            return reader, writer, str(note["secret"])
        except (OSError, ValueError, LookupError) as error:  # it may just be starting
            if asyncio.get_running_loop().time() > deadline:
                raise HubDeskError(ErrorKind.TIMEOUT, "the process that owns the data dir does not answer") from error
            await asyncio.sleep(CONNECT_POLL_S)


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):  # the other side was faster
        await writer.wait_closed()


def _port_note(paths: Paths) -> Path:
    return paths.data_dir / "owner.json"


def _socket_path(paths: Paths) -> Path:
    """A short path, because that of a socket may have 104 bytes at most."""
    name = sha256(os.fsencode(paths.data_dir.resolve())).hexdigest()[:24]
    return _runtime_dir() / f"{name}.sock"


def _runtime_dir() -> Path:
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    user = os.getuid() if sys.platform != "win32" else 0
    folder = (
        Path(given) / "hubdesk" if given and Path(given).is_dir() else Path(tempfile.gettempdir(), f"hubdesk-{user}")
    )
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user or found.st_mode & 0o077:
        raise DiskError(ErrorKind.NO_PERMISSION, "the runtime folder is not this user's alone", subject=str(folder))
    return folder
