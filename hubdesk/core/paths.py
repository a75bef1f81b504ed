"""Where HubDesk keeps what it writes: one data dir, and nothing outside it but the HF cache of huggingface.co."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HUGGING_FACE = "https://huggingface.co"


@dataclass(frozen=True, slots=True)
class Paths:
    """The places below one data dir."""

    data_dir: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data_dir / "settings.json"

    @property
    def journal(self) -> Path:
        """The transfer journal."""
        return self.data_dir / "journal.sqlite"

    @property
    def window_state(self) -> Path:
        """Sizes, docks and open tabs of the window."""
        return self.data_dir / "window.json"

    @property
    def logs(self) -> Path:
        """The folder of log files and crash reports."""
        return self.data_dir / "logs"

    @property
    def owner_lock(self) -> Path:
        """The file whose OS lock says who owns this data dir."""
        return self.data_dir / "owner.lock"

    @property
    def practice_hub(self) -> Path:
        """The practice Hub's repositories and objects."""
        return self.data_dir / "practice-hub"

    def connection_cache(self, connection_id: str) -> Path:
        """The HF cache of a connection that is not huggingface.co."""
        return self.data_dir / "connections" / connection_id / "hf-cache"

    def create(self) -> None:
        """Make the data dir, readable by its user only.

        Raises:
            OSError: it cannot be made or written.
        """
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.logs.mkdir(exist_ok=True, mode=0o700)


def default_data_dir() -> Path:
    """The user's data dir by the platform's custom."""
    import platformdirs  # 15 ms that a run with --data-dir saves

    return Path(platformdirs.user_data_dir("HubDesk", appauthor=False))


def standard_hf_cache() -> Path:
    """The cache that `hf` and the library use on this machine for huggingface.co."""
    if cache := os.environ.get("HF_HUB_CACHE"):
        return Path(cache).expanduser()
    home = os.environ.get("HF_HOME") or os.path.join(os.environ.get("XDG_CACHE_HOME", "~/.cache"), "huggingface")
    return Path(home).expanduser() / "hub"
