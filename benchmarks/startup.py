"""How long is it from starting the process to the first painted window, and how much memory does that take?

Run on an otherwise idle machine: `python benchmarks/startup.py [runs]`.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from typing import Any

from report import percentile, report

RUNS = 9
PAINT_LIMIT_MS = 400
MEMORY_LIMIT_MB = 110


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory(prefix="hubdesk-bench-", ignore_cleanup_errors=True) as data_dir:
        self_check(data_dir)  # warms the file cache and writes the .pyc files
        results = [self_check(data_dir) for _ in range(runs)]
    paints = [float(result["ms_to_first_paint"]) for result in results]
    report("start: first paint, median", statistics.median(paints), "ms", PAINT_LIMIT_MS)
    report("start: first paint, 90 %", percentile(paints, 0.9), "ms")
    memory = statistics.median(float(result["rss_mb"]) for result in results)
    report("start: memory at first paint, median", memory, "MB", MEMORY_LIMIT_MB)
    return 0


def self_check(data_dir: str) -> dict[str, Any]:
    """Start the program once and return the last line that it prints.

    Raises:
        SystemExit: it could not start.
    """
    command = [sys.executable, "-P", "-m", "hubdesk", "--self-check", "--data-dir", data_dir]
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}  # installed, .pyc exist
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    lines = done.stdout.splitlines()
    try:
        result = json.loads(lines[-1])
    except (IndexError, ValueError):
        raise SystemExit(f"the self-check ended with code {done.returncode}\n{done.stdout}{done.stderr}") from None
    if not isinstance(result, dict):
        raise SystemExit(f"unexpected last line: {lines[-1]}")
    return result


if __name__ == "__main__":
    sys.exit(main())
