"""The speed limit, on a clock of its own where it can be."""

from __future__ import annotations

import threading
import time

from hubdesk.transfers.throttle import Throttle


def test_no_limit_never_waits() -> None:
    throttle = Throttle()
    started = time.monotonic()
    for _ in range(10_000):
        throttle.take(1 << 20, threading.Event())
    assert time.monotonic() - started < 1


def test_threads_together_keep_the_limit() -> None:
    throttle = Throttle(1_000_000)
    stop = threading.Event()
    started = time.monotonic()

    def pull() -> None:
        for _ in range(10):
            throttle.take(20_000, stop)

    threads = [threading.Thread(target=pull) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - started
    assert 0.4 < took < 2  # 800 kB at 1 MB/s, less a burst


def test_a_new_limit_frees_who_waits() -> None:
    throttle = Throttle(1)
    throttle.take(1, threading.Event())
    thread = threading.Thread(target=lambda: [throttle.take(1_000_000, threading.Event()) for _ in range(3)])
    thread.start()
    throttle.set_limit(0)
    thread.join(5)
    assert not thread.is_alive()


def test_stop_frees_who_waits() -> None:
    throttle = Throttle(1)
    stop = threading.Event()
    thread = threading.Thread(target=lambda: [throttle.take(1_000_000, stop) for _ in range(3)])
    thread.start()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
