"""Faults as they are written: which requests one hits, how often, and what it does to them.

A fault is written `KIND[=VALUE][;method=GET][;path=REGEX][;count=N][;skip=N]`, for example
`status=503;path=/api/;count=2` or `cut=100000;path=safetensors`, or given as a table with the same keys. The first
matching `skip` requests pass unharmed, then `count` (all, if left out) are hit. The kinds are in `kinds`.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hubdesk.localhub.faults.kinds import KINDS

_NUMERIC_OPTIONS = frozenset({"jitter", "retry_after"})
_MOST_FAULTS = 1000

Spec = str | dict[str, Any]


@dataclass(slots=True)
class Fault:
    """One fault; `count` and `skip` go down as requests come."""

    kind: str
    value: float = 0
    text: str = ""
    options: dict[str, str] = field(default_factory=dict)
    method: str = ""
    path: re.Pattern[str] = field(default_factory=lambda: re.compile(""))
    count: int | None = None
    skip: int = 0

    def takes(self, method: str, path: str) -> bool:
        """Whether it hits this request; counts it if so."""
        if (self.method and self.method != method) or self.count == 0 or not self.path.search(path):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.count is not None:
            self.count -= 1
        return True

    def number(self, option: str) -> float:
        """An option that is a number; 0 if it is left out."""
        return float(self.options.get(option, 0))

    def as_table(self) -> dict[str, Any]:
        """The fault as the control endpoint shows and takes it."""
        kind = KINDS[self.kind]
        value = {"value": self.value if kind.number else self.text} if kind.takes_value else {}
        return {
            "kind": self.kind,
            **value,
            **self.options,
            "method": self.method,
            "path": self.path.pattern,
            "count": self.count,
            "skip": self.skip,
        }


class Faults:
    """The faults in force."""

    def __init__(self, specs: Iterable[Spec] = ()) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self.add(specs)

    def replace(self, specs: Iterable[Spec]) -> None:
        """Have these faults and no others.

        Raises:
            ValueError: one of them cannot be read; nothing changes.
        """
        faults = [parse_fault(spec) for spec in specs]
        self._set(faults, [])

    def add(self, specs: Iterable[Spec]) -> None:
        """Have these faults too.

        Raises:
            ValueError: one of them cannot be read; nothing changes.
        """
        faults = [parse_fault(spec) for spec in specs]
        self._set(faults, self._faults)

    def take(self, method: str, path: str) -> list[Fault]:
        """The faults that hit this request."""
        if not self._faults:
            return []
        with self._lock:
            return [fault for fault in self._faults if fault.takes(method, path)]

    def tables(self) -> list[dict[str, Any]]:
        """What is in force."""
        with self._lock:
            return [fault.as_table() for fault in self._faults]

    def _set(self, new: list[Fault], kept: list[Fault]) -> None:
        with self._lock:
            if len(kept) + len(new) > _MOST_FAULTS:
                raise ValueError(f"more than {_MOST_FAULTS} faults")
            self._faults = [*kept, *new]


def parse_fault(spec: Spec) -> Fault:
    """A fault from its text or table.

    Raises:
        ValueError: it cannot be read; says why.
    """
    table = _table(spec) if isinstance(spec, str) else dict(spec)
    name = str(table.pop("kind", ""))
    if name not in KINDS:
        raise ValueError(f"{name!r} is no kind of fault: {', '.join(sorted(KINDS))}")
    fault = Fault(name, method=str(table.pop("method", None) or "").upper())
    try:
        _read_value(fault, table.pop("value", ""))
        fault.path = re.compile(str(table.pop("path", None) or ""))
        fault.skip = _natural(table.pop("skip", None) or 0)
        count = table.pop("count", None)
        fault.count = None if count in (None, "") else _natural(count)
        fault.options = {key: str(table.pop(key)) for key in KINDS[name].options if key in table}
        for key in _NUMERIC_OPTIONS & fault.options.keys():
            if not 0 <= float(fault.options[key]) <= 3.6e6:
                raise ValueError(f"{key} cannot be {fault.options[key]}")
    except (ValueError, TypeError, OverflowError, re.error) as error:
        raise ValueError(f"{spec!r}: {error}") from None
    if table:
        raise ValueError(f"{spec!r}: what is {', '.join(map(str, table))}?")
    return fault


def _read_value(fault: Fault, given: object) -> None:
    kind = KINDS[fault.kind]
    if given in (None, ""):
        if kind.takes_value and kind.default is None:
            raise ValueError(f"{fault.kind} needs a value{_choice(kind.words)}")
        given = kind.default or ""
    elif not kind.takes_value:
        raise ValueError(f"{fault.kind} takes no value")
    if kind.number:
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            raise ValueError(f"{given!r} is no number")
        fault.value = float(given)
        if not kind.least <= fault.value <= kind.most or not math.isfinite(fault.value):
            raise ValueError(f"{fault.kind} cannot be {fault.value:g}")
        return
    fault.text = str(given)
    if kind.words and fault.text not in kind.words and not (kind.text and "://" in fault.text):
        raise ValueError(f"{fault.kind} cannot be {fault.text}{_choice(kind.words)}")
    if fault.kind == "set_header" and not re.fullmatch(r"[A-Za-z0-9-]+: *[\x20-\x7e\xa0-\xff]*", fault.text):
        raise ValueError("a header is written `Name: value`")
    if fault.kind == "set_json" and not re.fullmatch(r"(/[^ ]*)? .+", fault.text, re.DOTALL):
        raise ValueError("what to set in JSON is written `/pointer value`")


def _choice(words: tuple[str, ...]) -> str:
    return f": one of {', '.join(words)}" if words else ""


def _natural(given: object) -> int:
    number = int(str(given))
    if number < 0:
        raise ValueError(f"{number} is less than nothing")
    return number


def _table(text: str) -> dict[str, Any]:
    first, *rest = text.split(";")
    kind, _, value = first.partition("=")
    table: dict[str, Any] = {"kind": kind.strip(), "value": value.strip()}
    for part in rest:
        key, equals, content = part.partition("=")
        if not equals:
            raise ValueError(f"{text!r}: {part!r} has no value")
        table[key.strip()] = content
    return table
