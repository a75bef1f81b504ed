"""Finds the files HubDesk ships: inside the wheel or the frozen program, else in the checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def resource_root() -> Path:
    """The folder that holds icons, themes, i18n and catalog.

    Raises:
        FileNotFoundError: neither the installed nor the checkout's folder is there.
    """
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "resources", package.parent / "resources"):
        if (candidate / "themes").is_dir():
            return candidate
    raise FileNotFoundError(f"resources not found beside {package}")


def resource(*parts: str) -> Path:
    """The path of one shipped file; it may not exist."""
    return resource_root().joinpath(*parts)


def read_json(*parts: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """A shipped JSON file."""
    return json.loads(resource(*parts).read_text(encoding="utf-8"))
