"""Who is signed in to the connection, and how long HubDesk remembers it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum

from hubdesk.account.secret import Secret
from hubdesk.account.token_store import KeyringState, TokenStore
from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import Connection, Identity
from hubdesk.hub.gateway import HubGateway


class SessionState(StrEnum):
    """Where the token is."""

    ANONYMOUS = "anonymous"
    KEYRING = "keyring"
    SESSION_ONLY = "session_only"
    LOCKED = "locked"  # one may be kept, but the keyring does not open
    READ_FAILED = "read_failed"  # one may be kept, but the keyring does not work


class Session:
    """Holds the token of one connection in memory.

    With a store, `start()` takes the token from the keyring and `keep()` puts it there. The practice Hub's
    session has no store, so nothing of it ever reaches the keyring.
    """

    def __init__(self, connection: Connection, store: TokenStore | None = None) -> None:
        self._connection_id = connection.connection_id
        self._store = store
        self._gateway: HubGateway | None = None
        self._token: Secret | None = None
        self._identity: Identity | None = None
        self._state = SessionState.ANONYMOUS
        self._listeners: list[Callable[[], None]] = []
        self._looking: asyncio.Task[None] | None = None

    def token(self) -> str | None:
        """The token for a request header; None when anonymous."""
        secret = self._token
        return secret.reveal() if secret else None

    @property
    def state(self) -> SessionState:
        """Where the token is."""
        return self._state

    @property
    def identity(self) -> Identity | None:
        """Who the token belongs to, once `identify` has asked."""
        return self._identity

    def attach(self, gateway: HubGateway) -> None:
        """Name the gateway that `identify` asks; it needs this session's token, so it is made after the session."""
        self._gateway = gateway

    async def start(self, patience_s: float | None = None) -> None:
        """Take the token from the keyring, if there is one; never fails, the state says how it went.

        A keyring may ask its owner first. After `patience_s` it goes on alone, and the token comes when it is there.
        """
        if self._store is None or self.token():
            return
        looking = self._looking = asyncio.ensure_future(self._look(self._store))
        await asyncio.wait({looking}, timeout=patience_s)
        if not looking.done():
            looking.add_done_callback(self._on_found_late)
            return
        self._looking = None
        looking.result()

    def stop(self) -> None:
        """Wait no longer for the keyring."""
        if self._looking is not None:
            self._looking.cancel()

    async def _look(self, store: TokenStore) -> None:
        stored = await store.load(self._connection_id)
        if self.token():  # one was given meanwhile
            return
        if stored.token is not None:
            self._set(stored.token, SessionState.KEYRING)
        elif stored.state in {KeyringState.LOCKED, KeyringState.READ_FAILED}:
            self._set(None, SessionState(stored.state.value))

    def _on_found_late(self, looking: asyncio.Task[None]) -> None:
        self._looking = None
        if not looking.cancelled() and looking.exception() is None and self.token():
            self._looking = asyncio.ensure_future(self._identify_late())

    async def _identify_late(self) -> None:
        with suppress(HubDeskError):  # as at the start: without the Hub it stays unnamed
            await self.identify()
        self._looking = None

    def use(self, token: str) -> None:
        """Sign in with this token, in memory only."""
        self._set(Secret(token), SessionState.SESSION_ONLY)

    async def keep(self) -> SessionState:
        """Put the token in use into the keyring; the state says whether that worked."""
        secret = self._token
        if secret is not None and self._store is not None:
            kept = await self._store.save(self._connection_id, secret)
            if kept is KeyringState.KEYRING and self._token == secret:
                self._set(secret, SessionState.KEYRING, self._identity)
        return self._state

    async def sign_out(self) -> None:
        """Forget the token, in the keyring too."""
        was_kept = self._state is SessionState.KEYRING
        self._set(None, SessionState.ANONYMOUS)
        if was_kept and self._store is not None:
            await self._store.forget(self._connection_id)

    async def identify(self) -> Identity | None:
        """Who the token belongs to: asked once for each token, None when anonymous.

        Raises:
            HubDeskError: the Hub was not reached or does not know the token.
        """
        secret = self._token
        if secret is None or self._gateway is None:
            return None
        if self._identity is None:
            found = await self._gateway.whoami()
            if self._token == secret:
                self._set(secret, self._state, found)
        return self._identity

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when state or identity changed; the answer ends it, and may be called again."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def _set(self, token: Secret | None, state: SessionState, identity: Identity | None = None) -> None:
        self._token, self._state, self._identity = token, state, identity
        for listener in tuple(self._listeners):
            listener()
