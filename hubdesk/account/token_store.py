"""Keeps tokens in the system's keyring, or says honestly that it cannot."""

from __future__ import annotations

import importlib
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hubdesk.account.secret import Secret
from hubdesk.hub.pool import HubPool

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "HubDesk"
MAX_LENGTH = 1_280  # characters that Windows' Credential Manager holds

_TRUSTED = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.Windows",
        "keyring.backends.macOS",
    }
)


class KeyringState(StrEnum):
    """What the keyring is good for."""

    KEYRING = "keyring"  # it keeps and gives back
    LOCKED = "locked"  # it is there, but its owner has to unlock it
    SESSION_ONLY = "session_only"  # there is none that we trust
    READ_FAILED = "read_failed"  # it is there and does not work


@dataclass(frozen=True, slots=True)
class Stored:
    """What a look into the keyring gave."""

    state: KeyringState
    token: Secret | None = None


class TokenStore:
    """One token for each connection. A keyring may ask its owner and take its time: it has a thread of its own."""

    def __init__(self, service: str = SERVICE) -> None:
        self._service = service
        self._pool = HubPool(workers=1)

    async def load(self, connection_id: str) -> Stored:
        """The token kept for a connection."""
        return await self._pool.run(self._load, connection_id, lane="keyring")

    async def save(self, connection_id: str, token: Secret) -> KeyringState:
        """Keep a token; KEYRING only after it was read back. Where it cannot be kept, nothing is left behind."""
        return await self._pool.run(self._save, connection_id, token, lane="keyring")

    async def forget(self, connection_id: str) -> KeyringState:
        """Remove the token of a connection, if one is kept."""
        return await self._pool.run(self._forget, connection_id, lane="keyring")

    def close(self) -> None:
        """Take no more calls; an open prompt of the keyring is not waited for."""
        self._pool.close()

    def _load(self, connection_id: str) -> Stored:
        backend = trusted_backend()
        if backend is None:
            return Stored(KeyringState.SESSION_ONLY)
        if _has_no_collection(backend):
            return Stored(KeyringState.KEYRING)
        try:
            value = backend.get_password(self._service, connection_id)
        except _failures() as error:
            return Stored(_state_of(error))
        return Stored(KeyringState.KEYRING, Secret(value) if value else None)

    def _save(self, connection_id: str, token: Secret) -> KeyringState:
        backend = trusted_backend()
        if backend is None or len(token.reveal()) > MAX_LENGTH:
            return KeyringState.SESSION_ONLY
        try:
            backend.set_password(self._service, connection_id, token.reveal())
            kept = backend.get_password(self._service, connection_id)
        except _failures() as error:
            return _state_of(error)
        return KeyringState.KEYRING if kept == token.reveal() else KeyringState.SESSION_ONLY

    def _forget(self, connection_id: str) -> KeyringState:
        from keyring.errors import PasswordDeleteError

        backend = trusted_backend()
        if backend is None:
            return KeyringState.SESSION_ONLY
        try:
            backend.delete_password(self._service, connection_id)
        except PasswordDeleteError:
            return KeyringState.KEYRING  # there was none
        except _failures() as error:
            return _state_of(error)
        return KeyringState.KEYRING


def trusted_backend() -> KeyringBackend | None:
    """The system's keyring, if it is one that keeps secrets secret; never a plain file or one that forgets."""
    import keyring
    from keyring.backends import chainer

    try:
        backend = keyring.get_keyring()
    except _failures():
        return None
    if isinstance(backend, chainer.ChainerBackend):
        chained = list(backend.backends)
        return backend if chained and all(_is_trusted(each) for each in chained) else None
    return backend if _is_trusted(backend) else None


def _has_no_collection(backend: KeyringBackend) -> bool:
    """Whether there is no keyring yet: only to look, keyring would have its owner choose a password for one."""
    if type(backend).__module__ != "keyring.backends.SecretService":
        return False
    secretstorage = importlib.import_module("secretstorage")  # not there on every system
    try:
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.Collection(bus)
    except secretstorage.ItemNotFoundException:
        return True
    except (secretstorage.exceptions.SecretStorageException, OSError, RuntimeError):
        return False  # the keyring itself says what is wrong
    return False


def _is_trusted(backend: KeyringBackend) -> bool:
    return type(backend).__module__ in _TRUSTED


def _failures() -> tuple[type[Exception], ...]:
    """What keyrings raise: their own family, and D-Bus troubles that some of them let through."""
    from keyring.errors import KeyringError

    return (KeyringError, OSError, RuntimeError)


def _state_of(error: Exception) -> KeyringState:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(error, KeyringLocked | InitError):
        return KeyringState.LOCKED  # InitError: the prompt to unlock or create it was dismissed
    return KeyringState.SESSION_ONLY if isinstance(error, NoKeyringError) else KeyringState.READ_FAILED
