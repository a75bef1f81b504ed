"""Runs every benchmark, prints a table and writes build/bench.json: `python benchmarks/run_all.py [NAME…]`."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from report import Figure

FOLDER = Path(__file__).resolve().parent
RESULT = FOLDER.parent / "build" / "bench.json"
NOT_BENCHMARKS = {"run_all", "report"}
BUSY_LOAD = 0.5


@dataclass(frozen=True)
class Outcome:
    """What one benchmark script measured and how it ended."""

    script: str
    seconds: float
    exit_code: int
    figures: tuple[Figure, ...]

    @property
    def good(self) -> bool:
        """Whether it ended well and all its figures are within their limits."""
        return self.exit_code == 0 and bool(self.figures) and all(figure.kept for figure in self.figures)


def main(names: Sequence[str]) -> int:
    known = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if path.stem not in NOT_BENCHMARKS}
    if unknown := [name for name in names if name not in known]:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    busy = load_per_core()
    if busy > BUSY_LOAD:
        print(f"This machine is busy ({busy:.1f} processes waiting per core): the figures will be too high.\n")
    outcomes = [run(known[name]) for name in names or known]
    print(table(outcomes))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(document(outcomes, busy), indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten: {RESULT}")
    return 0 if all(outcome.good for outcome in outcomes) else 1


def run(script: Path) -> Outcome:
    """Run one script; lines that are no figures go to the terminal."""
    print(f"{script.stem} …", flush=True)
    started = time.monotonic()
    figures: list[Figure] = []
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if figure := Figure.read(line):
                figures.append(figure)
            else:
                print(f"  {line.rstrip()}", flush=True)
    return Outcome(script.stem, time.monotonic() - started, process.returncode, tuple(figures))


def table(outcomes: Sequence[Outcome]) -> str:
    """The figures in columns."""
    rows = [("", "measured", "limit", "")]
    for outcome in outcomes:
        rows += [row(figure) for figure in outcome.figures]
        if outcome.exit_code != 0 or not outcome.figures:
            rows.append((outcome.script, f"ended with code {outcome.exit_code}", "", "FAILED"))
    widths = [max(len(cells[column]) for cells in rows) for column in range(4)]
    lines = [
        f"{name:<{widths[0]}}  {value:>{widths[1]}}  {limit:>{widths[2]}}  {verdict}".rstrip()
        for name, value, limit, verdict in rows
    ]
    return "\n".join(["", *lines])


def row(figure: Figure) -> tuple[str, str, str, str]:
    """One line of the table."""
    limit = "" if figure.limit is None else f"{figure.limit:g} {figure.unit}"
    verdict = "" if figure.limit is None else "ok" if figure.kept else "OVER"
    return figure.name, f"{figure.value:,.1f} {figure.unit}", limit, verdict


def document(outcomes: Sequence[Outcome], busy: float) -> dict[str, object]:
    """What is written for later comparison."""
    machine = {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "load_per_core_before": round(busy, 2),
        "python": platform.python_version(),
        "pyside6": version("PySide6-Essentials"),
    }
    return {"machine": machine, "benchmarks": [asdict(outcome) for outcome in outcomes]}


def load_per_core() -> float:
    """How busy this machine has been in the last minute; 0 where that is unknown."""
    return os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
