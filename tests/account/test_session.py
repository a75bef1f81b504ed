"""Who is signed in, and that the token does not show itself."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.raw_server import RawServer, json_reply
from hubdesk.account.secret import Secret
from hubdesk.account.session import Session, SessionState
from hubdesk.account.token_store import KeyringState, Stored, TokenStore
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import Connection
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool

TOKEN = "hf_abcdefghijklmnop"


class MemoryStore(TokenStore):
    """A keyring that is a dictionary."""

    def __init__(self, *, state: KeyringState = KeyringState.KEYRING, **kept: str) -> None:
        super().__init__()
        self.state = state
        self.kept = {name: Secret(value) for name, value in kept.items()}

    async def load(self, connection_id: str) -> Stored:
        return Stored(self.state, self.kept.get(connection_id))

    async def save(self, connection_id: str, token: Secret) -> KeyringState:
        if self.state is KeyringState.KEYRING:
            self.kept[connection_id] = token
        return self.state

    async def forget(self, connection_id: str) -> KeyringState:
        self.kept.pop(connection_id, None)
        return self.state


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return Connection("hub", "http://127.0.0.1:9", tmp_path)


def test_a_secret_shows_dots() -> None:
    secret = Secret(TOKEN)
    for shown in (repr(secret), str(secret), f"{secret}", f"{secret:>20}", f"{[secret]}"):
        assert TOKEN not in shown
        assert "•••" in shown
    assert secret == Secret(TOKEN)
    assert secret != Secret("other")
    assert secret.reveal() == TOKEN


def test_a_secret_is_not_written_anywhere() -> None:
    for write in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            write(Secret(TOKEN))


async def test_anonymous_is_the_default(connection: Connection) -> None:
    session = Session(connection)
    await session.start()
    assert (session.token(), session.state, session.identity) == (None, SessionState.ANONYMOUS, None)
    assert await session.identify() is None


async def test_a_token_in_memory_never_reaches_a_keyring(connection: Connection) -> None:
    session = Session(connection)
    session.use(TOKEN)
    assert await session.keep() is SessionState.SESSION_ONLY
    assert session.token() == TOKEN


async def test_the_keyring_gives_the_token_at_start(connection: Connection) -> None:
    session = Session(connection, MemoryStore(hub=TOKEN))
    await session.start()
    assert (session.token(), session.state) == (TOKEN, SessionState.KEYRING)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (KeyringState.LOCKED, SessionState.LOCKED),
        (KeyringState.READ_FAILED, SessionState.READ_FAILED),
        (KeyringState.SESSION_ONLY, SessionState.ANONYMOUS),
    ],
)
async def test_a_keyring_that_does_not_give_is_said(
    connection: Connection, state: KeyringState, expected: SessionState
) -> None:
    session = Session(connection, MemoryStore(state=state))
    await session.start()
    assert (session.token(), session.state) == (None, expected)
    session.use(TOKEN)
    assert await session.keep() is SessionState.SESSION_ONLY


async def test_keeping_and_signing_out(connection: Connection) -> None:
    store = MemoryStore()
    session = Session(connection, store)
    told: list[SessionState] = []
    end = session.subscribe(lambda: told.append(session.state))
    session.use(TOKEN)
    assert await session.keep() is SessionState.KEYRING
    assert store.kept == {"hub": Secret(TOKEN)}
    await session.sign_out()
    assert (session.token(), session.state, store.kept) == (None, SessionState.ANONYMOUS, {})
    assert told == [SessionState.SESSION_ONLY, SessionState.KEYRING, SessionState.ANONYMOUS]
    end()
    end()
    session.use(TOKEN)
    assert len(told) == 3


@pytest.fixture
def raw() -> Iterator[RawServer]:
    with RawServer() as server:
        yield server


async def test_the_identity_is_asked_once_for_each_token(raw: RawServer, tmp_path: Path) -> None:
    connection = Connection("hub", raw.url, tmp_path)
    session, pool = Session(connection), HubPool()
    gateway = HubGateway(connection, pool, session.token)
    session.attach(gateway)
    raw.replies["/api/whoami-v2"] = lambda seen: json_reply({"name": (seen.authorization or "")[-1]})
    session.use("hf_one_a")
    for _ in range(2):
        identity = await session.identify()
        assert identity is not None
        assert identity.name == "a"
    assert len(raw.seen) == 1
    session.use("hf_two_b")
    assert session.identity is None
    identity = await session.identify()
    assert identity is not None
    assert identity.name == "b"
    raw.replies["/api/whoami-v2"] = json_reply({}, status=401)
    session.use("hf_bad")
    with pytest.raises(HubDeskError) as caught:
        await session.identify()
    assert caught.value.kind is ErrorKind.UNAUTHORIZED
    gateway.close()
    pool.close()


class AskingStore(MemoryStore):
    """A keyring that asks its owner first."""

    def __init__(self, **kept: str) -> None:
        super().__init__(**kept)
        self.answered = asyncio.Event()

    async def load(self, connection_id: str) -> Stored:
        await self.answered.wait()
        return await super().load(connection_id)


async def test_a_keyring_that_asks_holds_nothing_up(connection: Connection) -> None:
    store = AskingStore(hub=TOKEN)
    session = Session(connection, store)
    found = asyncio.Event()
    session.subscribe(found.set)
    await session.start(0.01)
    assert session.token() is None
    store.answered.set()
    await asyncio.wait_for(found.wait(), 5)
    assert session.token() == TOKEN
    assert session.state is SessionState.KEYRING


async def test_a_keyring_that_asks_is_not_waited_for_at_the_end(connection: Connection) -> None:
    session = Session(connection, AskingStore(hub=TOKEN))
    await session.start(0.01)
    session.stop()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait(others, timeout=5)
    assert all(task.done() for task in others)
    assert session.token() is None
