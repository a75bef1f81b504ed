"""Sets the switches that huggingface_hub and hf_xet read when they are first imported."""

from __future__ import annotations

import os

_SWITCHES = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",  # else the user's cached token goes to whatever endpoint is asked
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_SYMLINKS_WARNING": "1",
    "HF_XET_TELEMETRY_ENABLED": "0",
    "HF_XET_LOG_DEST": os.devnull,  # else it logs into the user's HF_HOME
}


def prepare_environment(endpoint: str) -> None:
    """Make the library silent and bound to this endpoint; must come before its first import, may come again."""
    os.environ.update(_SWITCHES)
    os.environ["HF_ENDPOINT"] = endpoint
