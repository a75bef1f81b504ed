"""Reads the token that `hf auth login` keeps, for those who said that it is to be used."""

from __future__ import annotations

import os
from pathlib import Path

from hubdesk.account.secret import Secret


def read_hf_token() -> Secret | None:
    """`HF_TOKEN`, else the file of `hf`; None where there is neither. Nothing is ever written there."""
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        if value := os.environ.get(name, "").strip():
            return Secret(value)
    try:
        value = _token_path().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Secret(value) if value else None


def _token_path() -> Path:
    if given := os.environ.get("HF_TOKEN_PATH"):
        return Path(given).expanduser()
    home = os.environ.get("HF_HOME") or os.path.join(os.environ.get("XDG_CACHE_HOME", "~/.cache"), "huggingface")
    return Path(home).expanduser() / "token"
