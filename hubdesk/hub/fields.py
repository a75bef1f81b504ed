"""Reads single fields of a JSON answer that may hold anything."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from hubdesk.core.errors import ErrorKind, HubError

Json = Any
MAX_TEXT = 20_000


def bad_answer(what: str) -> HubError:
    """The error for an answer of the wrong shape."""
    return HubError(ErrorKind.BAD_ANSWER, f"unexpected answer: {what}")


def mapping(value: Json, what: str) -> Mapping[str, Json]:
    """The value as an object.

    Raises:
        HubError: BAD_ANSWER, for anything else.
    """
    if not isinstance(value, dict):
        raise bad_answer(f"{what} is no object")
    return value


def sequence(value: Json, what: str) -> Sequence[Json]:
    """The value as a list.

    Raises:
        HubError: BAD_ANSWER, for anything else.
    """
    if not isinstance(value, list):
        raise bad_answer(f"{what} is no list")
    return value


def part(source: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    """The object under a key; empty where there is none."""
    value = source.get(key)
    return value if isinstance(value, dict) else {}


def parts(source: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
    """The objects in the list under a key; what else is in it is passed over."""
    value = source.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(source: Mapping[str, Json], key: str) -> str:
    """The string under a key; empty where there is none."""
    value = source.get(key)
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def texts(source: Mapping[str, Json], key: str) -> tuple[str, ...]:
    """The strings under a key, be it a list or one string; empty where there is none."""
    value = source.get(key)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(item for item in value if isinstance(item, str) and item) if isinstance(value, list) else ()


def whole(source: Mapping[str, Json], key: str) -> int | None:
    """The number under a key, never negative; None where there is none."""
    value = source.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return max(0, int(value))


def real(source: Mapping[str, Json], key: str) -> float | None:
    """The number under a key; None where there is none."""
    value = source.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def moment(source: Mapping[str, Json], key: str) -> datetime | None:
    """The time under a key, in UTC; None where there is none that can be read."""
    value = source.get(key)
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
