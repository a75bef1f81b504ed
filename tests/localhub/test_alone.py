"""One practice Hub for each data dir."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from helpers.practice_hub import ROOT, PracticeHub
from hubdesk.localhub.alone import InUseError, alone

COMMAND = (sys.executable, "-m", "hubdesk.localhub", "--catalogue", "none", "--json", "--data")


def test_a_second_one_says_so_and_touches_nothing(tmp_path: Path) -> None:
    with PracticeHub(tmp_path / "data", options=("--catalogue", "none")) as hub:
        state = (hub.data / "state.json").read_bytes()
        second = subprocess.run(
            [*COMMAND, str(hub.data), "--reset"], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
        )
        assert (second.returncode, second.stdout) == (1, "")
        assert "another practice Hub is using" in second.stderr
        assert (hub.data / "state.json").read_bytes() == state


def test_the_next_one_waits_for_the_last_to_end(tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def have() -> None:
        with alone(tmp_path):
            entered.set()
            leave.wait(5)

    thread = threading.Thread(target=have)
    thread.start()
    assert entered.wait(5)
    with pytest.raises(InUseError), alone(tmp_path, 0.1):
        pass
    threading.Timer(0.2, leave.set).start()
    with alone(tmp_path, 5):
        thread.join()
