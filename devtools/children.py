"""The environment variables that the window, the tour and the tests are started with."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping
from pathlib import Path

CONFUSING = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
SESSION = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
HUB_PREFIXES = ("HF_", "HUGGING_FACE_", "HUGGINGFACE_")
QT_PREFIXES = ("QT_", "QSG_")
LOCALE_KEYS = ("LC_ALL", "LC_CTYPE", "LANG")
X_TCP_PORT = 6000


def clean(base: Mapping[str, str]) -> dict[str, str]:
    """The person's environment without what would mix other installations into ours."""
    env = {key: value for key, value in base.items() if key not in CONFUSING}
    return env | {"PYTHONNOUSERSITE": "1"} | locale(env)


def locale(env: Mapping[str, str]) -> dict[str, str]:
    """A UTF-8 locale where the machine has none set; Qt cannot name files otherwise."""
    chosen = next((env[key] for key in LOCALE_KEYS if env.get(key)), "")
    if sys.platform != "linux" or "utf" in chosen.lower():
        return {}
    return {"LC_ALL": "C.UTF-8"}


def headless(base: Mapping[str, str], runtime: Path) -> dict[str, str]:
    """For a window that is painted but not shown.

    Args:
        base: what to start from.
        runtime: an empty private folder; Qt warns when the machine has none for the session.
    """
    return clean(base) | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": base.get("XDG_RUNTIME_DIR") or str(runtime),
    }


def for_tests(base: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """For the tests: nothing of the person's Hub settings, caches, keyring, display or proxies.

    Args:
        base: what to start from.
        scratch: an empty private folder for all that the tests' programs keep.
    """
    private = {
        key: value
        for key, value in base.items()
        if not key.startswith((*HUB_PREFIXES, *QT_PREFIXES)) and key not in SESSION
    }
    runtime = scratch / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    env = headless(private | {"XDG_RUNTIME_DIR": str(runtime)}, runtime)
    unproxied = ",".join(filter(None, [base.get("NO_PROXY") or base.get("no_proxy"), "127.0.0.1", "localhost"]))
    return env | {"HF_HOME": str(scratch / "hf"), "NO_PROXY": unproxied, "no_proxy": unproxied}


def has_display(env: Mapping[str, str]) -> bool:
    """Whether a window can be shown: a display that is named must also answer."""
    if not sys.platform.startswith("linux"):
        return True
    if wayland := env.get("WAYLAND_DISPLAY"):
        path = Path(env.get("XDG_RUNTIME_DIR", ""), wayland)
        if path.is_absolute() and answers(socket.AF_UNIX, str(path)):
            return True
    return x_answers(env.get("DISPLAY", ""))


def x_answers(display: str) -> bool:
    """Whether the X server named like `host:number.screen` accepts connections."""
    host, colon, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not colon or not number.isdigit():
        return False
    if host not in ("", "unix"):
        return answers(socket.AF_INET, (host, X_TCP_PORT + int(number)))
    path = f"/tmp/.X11-unix/X{number}"
    return answers(socket.AF_UNIX, path) or answers(socket.AF_UNIX, f"\0{path}")


def answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    """Whether something accepts connections at a socket address."""
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(2)
        try:
            client.connect(address)
        except OSError:
            return False
    return True
