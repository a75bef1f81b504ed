"""The user's settings: typed, saved at once and whole."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

log = logging.getLogger("hubdesk.settings")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting and its default."""

    language: str = "system"  # system, en, ko
    theme: str = "system"  # system, light, dark
    remote_images: str = "hub"  # hub, all, never
    download_dir: str = ""  # the folder offered last for downloads outside the cache
    download_to_cache: bool = True
    speed_limit_bps: int = 0  # bytes per second; 0 is none
    last_speed_limit_bps: int = 5_000_000  # what switching the limit on brings back
    transfers_at_once: int = 3
    hours_mean: str = "nothing"  # nothing, limit, rest
    hours_begin: int = 9 * 60  # minutes after midnight
    hours_end: int = 18 * 60
    hours_limit_bps: int = 5_000_000
    hours_weekdays_only: bool = False
    when_quitting: str = "ask"  # ask, tray, pause, stop: with transfers under way
    notify: bool = True  # of transfers that end while the window is not in front
    recent_searches: tuple[str, ...] = ()


class SettingsStore:
    """Loads, changes and saves the settings, and tells who listens.

    A file that cannot be read is set aside as `settings.json.broken` and the defaults hold.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listeners: list[Callable[[Settings], None]] = []
        self._current = self._load()

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._current

    def change(self, **values: Any) -> None:  # noqa: ANN401 - the fields are typed in Settings
        """Set some, save, and tell the listeners if anything changed."""
        changed = replace(self._current, **values)
        if changed == self._current:
            return
        self._current = changed
        self._save()
        for listener in tuple(self._listeners):
            listener(changed)

    def subscribe(self, listener: Callable[[Settings], None]) -> Callable[[], None]:
        """Be told of each change; the answer ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _load(self) -> Settings:
        try:
            raw = json.loads(self._path.read_text(encoding="utf-8"))
            if not isinstance(raw, dict):
                raise ValueError("not an object")
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:
            log.info("settings set aside: %s", error)
            self._set_aside()
            return Settings()
        return Settings(**_matching(raw))

    def _set_aside(self) -> None:
        try:
            os.replace(self._path, self._path.with_name(self._path.name + ".broken"))
        except OSError as error:
            log.info("settings could not be set aside: %s", error)

    def _save(self) -> None:
        temporary = self._path.with_name(self._path.name + ".new")
        try:
            temporary.write_text(json.dumps(asdict(self._current), ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(temporary, self._path)
        except OSError as error:
            log.warning("settings not saved: %s", error)


def _matching(raw: dict[str, Any]) -> dict[str, Any]:
    """The entries of `raw` that have a known name and the type of that setting's default."""
    values: dict[str, Any] = {}
    for field in fields(Settings):
        value = raw.get(field.name)
        if isinstance(field.default, tuple) and isinstance(value, list):
            values[field.name] = tuple(str(item) for item in value)
        elif type(value) is type(field.default):
            values[field.name] = value
    return values
