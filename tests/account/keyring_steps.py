"""Runs inside a D-Bus session of its own with a real Secret Service; prints what the token store did as JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import time

from hubdesk.account.secret import Secret
from hubdesk.account.token_store import KeyringState, TokenStore, trusted_backend

TOKEN = Secret("hf_" + "k" * 34)


def wait_for_service() -> None:
    """Until the daemon that was just started answers for itself."""
    import secretstorage

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        connection = secretstorage.dbus_init()
        try:
            if not secretstorage.get_default_collection(connection).is_locked():
                return
        except secretstorage.exceptions.SecretStorageException:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise TimeoutError("no Secret Service")


async def unlocked() -> dict[str, object]:
    """Save, read, overwrite, forget."""
    wait_for_service()
    store, other = TokenStore("HubDesk test"), TokenStore("HubDesk other")
    before = await store.load("hub")
    saved = await store.save("hub", TOKEN)
    loaded = await store.load("hub")
    elsewhere = await other.load("hub")
    too_long = await store.save("long", Secret("x" * 5000))
    forgotten = [await store.forget("hub"), await store.forget("hub")]
    after = await store.load("hub")
    store.close()
    other.close()
    return {
        "backend": type(trusted_backend()).__module__,
        "before": [before.state, before.token is None],
        "saved": saved,
        "loaded": [loaded.state, loaded.token == TOKEN],
        "elsewhere": elsewhere.token is None,
        "too_long": too_long,
        "forgotten": forgotten,
        "after": after.token is None,
    }


async def locked() -> dict[str, object]:
    """A keyring that its owner would have to unlock, and no display to ask on."""
    store = TokenStore("HubDesk test")
    found = [(await store.load("hub")).state, await store.save("hub", TOKEN)]
    store.close()
    return {"found": found, "locked": KeyringState.LOCKED}


async def fresh() -> dict[str, object]:
    """A service without any keyring: to look must not have one made."""
    store = TokenStore("HubDesk test")
    stored = await store.load("hub")
    store.close()
    return {"found": stored.state, "empty": stored.token is None}


if __name__ == "__main__":
    print(json.dumps(asyncio.run({"unlocked": unlocked, "locked": locked, "fresh": fresh}[sys.argv[1]]())))
