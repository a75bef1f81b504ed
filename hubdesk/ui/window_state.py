"""What the window remembers: its place, its arrangement, its open tabs. A file that cannot be read is ignored."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hubdesk.core.types import RepoRef, RepoType

log = logging.getLogger("hubdesk.window")

_VERSION = 1
_MAX_TABS = 30


@dataclass(frozen=True, slots=True)
class OpenTab:
    """One repository that was open."""

    ref: RepoRef
    revision: str = "main"
    preview: bool = False


@dataclass(frozen=True, slots=True)
class WindowState:
    """Everything remembered. `geometry` and `docks` are Qt's own bytes in base64."""

    geometry: str = ""
    docks: str = ""
    splitter: tuple[int, ...] = ()
    transfers_height: int = 0
    transfers_open: bool = False
    connection_id: str = ""  # the tabs belong to it
    tabs: tuple[OpenTab, ...] = ()
    current: int = -1
    settings_open: bool = False
    recent_commands: tuple[str, ...] = field(default=())


def load_state(path: Path) -> WindowState:
    """The state saved there, or an empty one."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _from_json(raw)
    except FileNotFoundError:
        return WindowState()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.info("window state ignored: %s", error)
        return WindowState()


def save_state(path: Path, state: WindowState) -> None:
    """Write it whole or not at all; a disk that refuses costs nothing but the memory of it."""
    temporary = path.with_name(path.name + ".new")
    try:
        text = json.dumps({"version": _VERSION, **asdict(state)}, ensure_ascii=False, indent=1)
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    except OSError as error:
        log.info("window state not saved: %s", error)


def _from_json(raw: dict[str, Any]) -> WindowState:
    if raw["version"] != _VERSION:
        return WindowState()
    return WindowState(
        geometry=_text(raw["geometry"]),
        docks=_text(raw["docks"]),
        splitter=tuple(int(size) for size in raw["splitter"]),
        transfers_height=int(raw["transfers_height"]),
        transfers_open=bool(raw["transfers_open"]),
        connection_id=_text(raw["connection_id"]),
        tabs=tuple(_tab(tab) for tab in raw["tabs"][:_MAX_TABS]),
        current=int(raw["current"]),
        settings_open=bool(raw["settings_open"]),
        recent_commands=tuple(_text(command) for command in raw["recent_commands"]),
    )


def _tab(raw: dict[str, Any]) -> OpenTab:
    ref = RepoRef(_text(raw["ref"]["repo_id"]), RepoType(raw["ref"]["repo_type"]))
    return OpenTab(ref, _text(raw["revision"]) or "main", bool(raw["preview"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {type(value).__name__}")
    return value
