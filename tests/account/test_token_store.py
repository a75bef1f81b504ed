"""Tokens in the system's keyring: a real Secret Service, a locked one, and none that can be trusted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hubdesk.account.secret import Secret
from hubdesk.account.token_store import KeyringState, Stored, TokenStore

ROOT = Path(__file__).resolve().parents[2]
STEPS = Path(__file__).with_name("keyring_steps.py")
UNLOCK = "printf 'password\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
START = "gnome-keyring-daemon --start --components=secrets >/dev/null"

needs_service = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring-daemon",
)


def in_session(home: Path, prepare: str, steps: str) -> dict[str, Any]:
    """What the steps print, in a session that ends with them."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
    }
    command = f'{prepare}; exec "$0" "$1" "$2"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command, sys.executable, str(STEPS), steps],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@needs_service
def test_a_secret_service_keeps_and_forgets(tmp_path: Path) -> None:
    found = in_session(tmp_path, UNLOCK, "unlocked")
    assert found == {
        "backend": "keyring.backends.SecretService",
        "before": ["keyring", True],
        "saved": "keyring",
        "loaded": ["keyring", True],
        "elsewhere": True,
        "too_long": "session_only",
        "forgotten": ["keyring", "keyring"],
        "after": True,
    }
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"k" * 34 not in file.read_bytes()


@needs_service
def test_a_locked_keyring_says_so(tmp_path: Path) -> None:
    in_session(tmp_path, UNLOCK, "unlocked")
    assert in_session(tmp_path, START, "locked")["found"] == ["locked", "locked"]


@needs_service
def test_to_look_asks_nobody_to_make_a_keyring(tmp_path: Path) -> None:
    assert in_session(tmp_path, START, "fresh") == {"found": "keyring", "empty": True}
    assert list(tmp_path.rglob("*.keyring")) == []


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - sets any backend
    """Makes a class the keyring in use, and puts the old one back."""
    import keyring

    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.mark.parametrize("name", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
async def test_what_cannot_be_trusted_is_not_used(backend: Any, name: str) -> None:  # noqa: ANN401
    from keyring.core import load_keyring

    backend(load_keyring(name))
    store = TokenStore()
    assert await store.save("hub", Secret("hf_abc")) is KeyringState.SESSION_ONLY
    assert await store.load("hub") == Stored(KeyringState.SESSION_ONLY)
    assert await store.forget("hub") is KeyringState.SESSION_ONLY
    store.close()


async def test_a_plain_file_is_not_used(backend: Any) -> None:  # noqa: ANN401
    from keyring.backend import KeyringBackend

    class PlaintextKeyring(KeyringBackend):
        """Like those of keyrings.alt."""

        priority = 1  # type: ignore[assignment]
        kept: list[str] = []  # noqa: RUF012 - a class that exists for one test

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept.append(password)

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept[-1] if self.kept else None

    backend(PlaintextKeyring())
    store = TokenStore()
    assert await store.save("hub", Secret("hf_abc")) is KeyringState.SESSION_ONLY
    assert PlaintextKeyring.kept == []
    store.close()
