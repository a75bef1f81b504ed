"""Calls on the desktop's session bus (D-Bus), where there is one."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, NamedTuple

CALL_TIMEOUT_S = 3.0


class BusCall(NamedTuple):
    """One method of one service."""

    service: str
    path: str
    interface: str
    method: str
    signature: str
    values: tuple[Any, ...]


class SessionBus:
    """One connection; what a service did for it ends with it."""

    def __init__(self, router: Any, stack: contextlib.AsyncExitStack) -> None:  # noqa: ANN401 - jeepney's, see `connect`
        self._router = router
        self._stack = stack

    @classmethod
    async def connect(cls) -> SessionBus:
        """Connect.

        Raises:
            OSError: there is no bus, or it does not answer.
        """
        stack = contextlib.AsyncExitStack()
        try:
            from jeepney.io.asyncio import open_dbus_router  # only where a bus is wanted

            async with asyncio.timeout(CALL_TIMEOUT_S):
                return cls(await stack.enter_async_context(open_dbus_router("SESSION")), stack)
        except (ImportError, KeyError, ValueError, EOFError, TimeoutError, RuntimeError) as error:
            await stack.aclose()
            raise OSError(f"no session bus: {type(error).__name__}") from error

    async def call(self, call: BusCall) -> tuple[Any, ...]:
        """Call and give the answer.

        Raises:
            OSError: the service is not there, or refuses.
        """
        from jeepney import DBusAddress, MessageType, new_method_call

        address = DBusAddress(call.path, bus_name=call.service, interface=call.interface)
        message = new_method_call(address, call.method, call.signature, call.values)
        try:
            async with asyncio.timeout(CALL_TIMEOUT_S):
                reply = await self._router.send_and_get_reply(message)
        except (TimeoutError, EOFError, RuntimeError, ValueError) as error:
            raise OSError(f"{call.service}: {type(error).__name__}") from error
        if reply.header.message_type is MessageType.error:
            raise OSError(f"{call.service}: {reply.body[0] if reply.body else 'refused'}")
        return tuple(reply.body)

    async def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError, EOFError, RuntimeError):
            await self._stack.aclose()
