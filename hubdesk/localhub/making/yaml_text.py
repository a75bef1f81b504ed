"""Writes front matter: the small part of YAML that cards need, always the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z가-힣][A-Za-z0-9가-힣 ._/+@-]*")
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def front_matter(metadata: Mapping[str, Any]) -> str:
    """The metadata between two lines of dashes; empty where there is none."""
    if not metadata:
        return ""
    return "---\n" + "".join(_entry(key, value, "") for key, value in metadata.items()) + "---\n\n"


def _entry(key: str, value: Any, indent: str) -> str:  # noqa: ANN401 - metadata is what it is
    match value:
        case list():
            return f"{indent}{key}:\n" + "".join(_item(item, indent) for item in value)
        case dict():
            return f"{indent}{key}:\n" + "".join(_entry(name, inner, f"{indent}  ") for name, inner in value.items())
        case _:
            return f"{indent}{key}: {_scalar(value)}\n"


def _item(item: Any, indent: str) -> str:  # noqa: ANN401 - metadata is what it is
    if isinstance(item, dict):
        lines = "".join(_entry(name, inner, f"{indent}  ") for name, inner in item.items())
        return f"{indent}- {lines[len(indent) + 2 :]}"
    return f"{indent}- {_scalar(item)}\n"


def _scalar(value: Any) -> str:  # noqa: ANN401 - metadata is what it is
    if isinstance(value, bool | int | float) or value is None:
        return json.dumps(value)
    text = str(value)
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not text.endswith(" ")
    return text if plain else json.dumps(text, ensure_ascii=False)
