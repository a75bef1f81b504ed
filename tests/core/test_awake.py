"""Sleep is held off through the desktop's own services, on a bus of the test's own."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import suppress

import psutil
import pytest
from jeepney import HeaderFields, MatchRule, MessageType, message_bus, new_method_return
from jeepney.io.asyncio import open_dbus_connection

from hubdesk.core import awake as awake_module
from hubdesk.core.awake import Awake
from hubdesk.core.bus import BusCall, SessionBus

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a D-Bus daemon"
)


@pytest.fixture
async def bus(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """A session bus without any service."""
    process = await asyncio.create_subprocess_exec(
        "dbus-daemon", "--session", "--nofork", "--print-address", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("PATH", "/nonexistent")  # no systemd-inhibit: the bus alone is asked
    yield address
    process.terminate()
    await process.wait()


class _Desktop:
    """Answers one service's Inhibit calls and sees who leaves."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.asked: list[tuple[str, tuple[object, ...]]] = []
        self.gone = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        connection = await open_dbus_connection("SESSION")
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        await connection.send(message_bus.AddMatch(rule))
        await connection.send(message_bus.RequestName(self.service))
        ready = asyncio.Event()
        self._task = asyncio.ensure_future(self._serve(connection, ready))
        await asyncio.wait_for(ready.wait(), 5)

    async def stop(self) -> None:
        assert self._task is not None
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _serve(self, connection: object, ready: asyncio.Event) -> None:
        async with connection:  # type: ignore[attr-defined]
            callers = set()
            while True:
                message = await connection.receive()  # type: ignore[attr-defined]
                fields = message.header.fields
                if message.header.message_type is MessageType.method_call:
                    callers.add(fields[HeaderFields.sender])
                    self.asked.append((fields[HeaderFields.member], message.body))
                    await connection.send(new_method_return(message, "u", (7,)))  # type: ignore[attr-defined]
                elif message.header.message_type is MessageType.method_return and message.body == (1,):
                    ready.set()  # the name is ours
                elif fields.get(HeaderFields.member) == "NameOwnerChanged" and message.body[2] == "":
                    self.gone.set() if message.body[0] in callers else None


@pytest.mark.parametrize(
    "service", ["org.gnome.SessionManager", "org.freedesktop.PowerManagement", "org.freedesktop.ScreenSaver"]
)
async def test_each_desktop_is_asked_and_let_go(bus: str, service: str) -> None:
    desktop = _Desktop(service)
    await desktop.start()
    awake = Awake("Transfers are under way")
    assert await awake.hold()
    assert await awake.hold()  # once is enough
    assert awake.held
    ((member, values),) = desktop.asked
    assert member == "Inhibit"
    assert "Transfers are under way" in values
    assert not desktop.gone.is_set()
    await awake.release()
    await asyncio.wait_for(desktop.gone.wait(), 5)
    await awake.release()
    assert await awake.hold()  # and again
    await awake.release()
    await desktop.stop()


async def test_where_nobody_listens_it_is_said_and_not_tried_again(bus: str) -> None:
    awake = Awake("why")
    assert not await awake.hold()
    assert not await awake.hold()
    await awake.release()


async def test_without_a_bus_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    monkeypatch.setenv("PATH", "/nonexistent")
    assert not await Awake("why").hold()
    with pytest.raises(OSError, match=r"no session bus|No such file"):
        await SessionBus.connect()


async def test_a_service_that_is_not_there_is_an_error(bus: str) -> None:
    session = await SessionBus.connect()
    with pytest.raises(OSError, match=r"org\.example\.Nobody"):
        await session.call(BusCall("org.example.Nobody", "/", "org.example.Nobody", "Hello", "", ()))
    await session.close()


async def test_a_child_that_holds_is_seen_out() -> None:
    release = await awake_module._hold_child("sleep", "60")
    assert release is not None
    await release()
    holding = asyncio.ensure_future(awake_module._hold_child("sleep", "61"))
    while not _children("sleep"):
        await asyncio.sleep(0.01)
    holding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holding
    assert _children("sleep") == []
    assert await awake_module._hold_child("false") is None


def _children(name: str) -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name() == name]
