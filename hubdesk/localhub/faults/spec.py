"""What can go wrong on demand: which requests a fault hits, and what it does to them.

A fault is written `KIND[=VALUE][;method=GET][;path=REGEX][;count=N][;skip=N]`, for example
`status=503;path=/api/;count=2` or `cut=100000;path=safetensors`, or given as a table with the same keys. The first
matching `skip` requests pass unharmed, then `count` (all, if left out) are hit. Kinds:

    delay=MS         wait before answering              status=CODE     refuse with 401, 403, 404, 409, 429, 5xx …
    rate_limit=S     429 that ends in S seconds         html            a page of a captive portal, with status 200
    bad_json         half a JSON answer                 wrong_bytes     the right length, but other bytes
    cut=N            close after N bytes of the body    reset=N         the same, rudely (RST)
    stall=N          fall silent after N bytes          slow=BPS        at most so many bytes each second
    ignore_range     send the whole file               drop_header=NAME leave out a header
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_NUMERIC = frozenset({"delay", "status", "rate_limit", "cut", "reset", "stall", "slow"})
_OTHERS = frozenset({"html", "bad_json", "wrong_bytes", "ignore_range", "drop_header"})
KINDS = _NUMERIC | _OTHERS


@dataclass(slots=True)
class Fault:
    """One fault; `count` and `skip` go down as requests come."""

    kind: str
    value: float = 0
    text: str = ""
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

    def as_table(self) -> dict[str, Any]:
        """The fault as the control endpoint shows it."""
        return {
            "kind": self.kind,
            "value": self.text or self.value,
            "method": self.method,
            "path": self.path.pattern,
            "count": self.count,
            "skip": self.skip,
        }


class Faults:
    """The faults in force."""

    def __init__(self, specs: Iterable[str | dict[str, Any]] = ()) -> None:
        self._lock = threading.Lock()
        self._faults = [parse_fault(spec) for spec in specs]

    def replace(self, specs: Iterable[str | dict[str, Any]]) -> None:
        """Have these faults and no others.

        Raises:
            ValueError: one of them cannot be read; nothing changes.
        """
        faults = [parse_fault(spec) for spec in specs]
        with self._lock:
            self._faults = faults

    def add(self, specs: Iterable[str | dict[str, Any]]) -> None:
        """Have these faults too.

        Raises:
            ValueError: one of them cannot be read; nothing changes.
        """
        faults = [parse_fault(spec) for spec in specs]
        with self._lock:
            self._faults += faults

    def take(self, method: str, path: str) -> list[Fault]:
        """The faults that hit this request."""
        with self._lock:
            return [fault for fault in self._faults if fault.takes(method, path)]

    def tables(self) -> list[dict[str, Any]]:
        """What is in force."""
        with self._lock:
            return [fault.as_table() for fault in self._faults]


def parse_fault(spec: str | dict[str, Any]) -> Fault:
    """A fault from its text or table.

    Raises:
        ValueError: it cannot be read; says why.
    """
    table = _table(spec) if isinstance(spec, str) else dict(spec)
    kind, value = str(table.pop("kind", "")), table.pop("value", "")
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of fault: {', '.join(sorted(KINDS))}")
    fault = Fault(kind, method=str(table.pop("method", "")).upper())
    try:
        if kind in _NUMERIC:
            fault.value = float(value or 0)
        else:
            fault.text = str(value)
        fault.path = re.compile(str(table.pop("path", "")))
        fault.skip = int(table.pop("skip", 0))
        count = table.pop("count", None)
        fault.count = None if count in (None, "") else int(count)
    except (ValueError, TypeError, re.error) as error:
        raise ValueError(f"{spec!r}: {error}") from None
    if table:
        raise ValueError(f"{spec!r}: what is {', '.join(table)}?")
    if (kind == "status" and not 400 <= fault.value <= 599) or (kind == "slow" and fault.value < 1):
        raise ValueError(f"{spec!r}: {kind} cannot be {fault.value:g}")
    if kind == "drop_header" and not fault.text:
        raise ValueError(f"{spec!r}: which header?")
    return fault


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
