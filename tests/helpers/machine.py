"""How fast this machine is, so that limits in seconds mean the same everywhere."""

from __future__ import annotations

import time

REFERENCE_MS = 8.2  # what the sum in `slowness` takes on the machine that the limits were set on


def slowness() -> float:
    """How many times slower than the machine that the limits were set on this one is just now; never below 1.

    A limit in ms means something on one machine only, and shared ones change their speed from minute to minute.
    """
    times = []
    for _ in range(5):
        began = time.perf_counter()
        sum(number * number % 7 for number in range(100_000))
        times.append((time.perf_counter() - began) * 1000)
    return max(1.0, sorted(times)[2] / REFERENCE_MS)
