"""ASGI's extension for sending a part of a file, of which no byte passes through Python."""

from __future__ import annotations

import asyncio
import io
from typing import Any

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

ZERO_COPY = "http.response.zerocopysend"


def with_zero_copy(app: Any, cycle: RequestResponseCycle) -> Any:  # noqa: ANN401 - uvicorn's ASGI types are its own
    """The application, for one request, with the extension."""

    async def sending_files(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        async def send_any(message: Any) -> None:  # noqa: ANN401 - as ASGI has it
            if message["type"] == ZERO_COPY:
                await _send_file(cycle, message["file"], message["offset"], message["count"])
                message = {"type": "http.response.body", "more_body": message.get("more_body", False)}
            await send(message)

        await app(scope, receive, send_any)

    return sending_files


async def _send_file(cycle: RequestResponseCycle, descriptor: int, offset: int, count: int) -> None:
    if cycle.flow.write_paused and not cycle.disconnected:
        await cycle.flow.drain()
    if cycle.disconnected or cycle.transport.is_closing():
        return
    cycle.expected_content_length -= count
    with io.FileIO(descriptor, closefd=False) as file:
        try:
            sent = await asyncio.get_running_loop().sendfile(cycle.transport, file, offset, count)
        except (OSError, RuntimeError):  # the client left; RuntimeError: it did so before the first byte
            sent = 0
    if sent < count:  # also where the file has become shorter: only an early end says that this is not all
        cycle.transport.abort()
