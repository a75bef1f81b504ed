"""The watch that fails a journey when the window freezes: whose work a stall was."""

from __future__ import annotations

import time

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.stalls import HUBDESK, TESTS, Stall, StallWatch


def test_the_windows_work_counts_even_where_a_test_called_it() -> None:
    stall = Stall(300, f"  lib/json/decoder.py:1 decode\n{HUBDESK}app.py:1 main\n{TESTS}journeys/test_x.py:1 test_x")

    assert not stall.of_the_test


def test_work_with_no_trace_of_us_counts() -> None:
    assert not Stall(300, "  lib/asyncio/events.py:80 _run").of_the_test


def test_the_tests_own_work_does_not_count(qtbot: QtBot) -> None:
    with StallWatch(report_ms=20) as watch:
        QTest.qWait(30)
        time.sleep(0.2)
        QTest.qWait(30)

    assert watch.stalls, "it was not even seen"
    assert watch.longest.ms == 0, watch.longest.stack
