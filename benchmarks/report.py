"""How a benchmark tells what it measured: one JSON line for each figure."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value and the limit it must stay below."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the value is within its limit."""
        return self.limit is None or self.value <= self.limit

    def line(self) -> str:
        """What `run_all.py` reads."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> Figure | None:
        """The figure in a line of output, if it is one."""
        try:
            content = json.loads(line)
            return cls(str(content["name"]), float(content["value"]), str(content["unit"]), content.get("limit"))
        except (ValueError, TypeError, KeyError):
            return None


def report(name: str, value: float, unit: str, limit: float | None = None) -> None:
    """Print one figure."""
    print(Figure(name, round(value, 3), unit, limit).line(), flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]
