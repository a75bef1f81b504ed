"""The program from outside: how it starts, hands over, and ends without leaving anything behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from helpers.practice_hub import PracticeHub

pytestmark = pytest.mark.journey

COMMAND = [sys.executable, "-P", "-m", "hubdesk"]
PATIENCE_S = 30.0
QUIT_S = 4.0  # one second on an idle machine


def _until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"not within {PATIENCE_S:.0f} s: {what}"
        os.sched_yield()


def _environment(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return os.environ | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "HF_HOME": str(home / "hf")}


class Program:
    """A window in a process of its own."""

    def __init__(self, tmp_path: Path, *arguments: str) -> None:
        self.data = tmp_path / "data"
        self.process = subprocess.Popen(
            [*COMMAND, "--data-dir", str(self.data), *arguments],
            env=_environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def serves(self) -> None:
        """Wait until it takes requests of other processes."""
        _until(lambda: self._socket_is_there() or self.process.poll() is not None, "it serves")
        assert self.process.poll() is None, self.process.communicate()[0]

    def ends(self, signal_number: int = signal.SIGTERM) -> float:
        """Stop it politely; how long that took, in s."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        began = time.monotonic()
        self.process.send_signal(signal_number)
        out, _ = self.process.communicate(timeout=PATIENCE_S)
        took_s = time.monotonic() - began
        assert self.process.returncode == 0, out
        assert "Traceback" not in out
        _until(lambda: not any(child.is_running() for child in children), "its children have ended")
        return took_s

    def _socket_is_there(self) -> bool:
        connections = psutil.Process(self.process.pid).net_connections("unix")
        return any(connection.status == "NONE" and "hubdesk" in str(connection.laddr) for connection in connections)


@pytest.fixture
def opened(tmp_path: Path, practice_hub: PracticeHub) -> Iterator[Program]:
    """A window on the practice Hub."""
    program = Program(tmp_path, "--endpoint", practice_hub.url)
    yield program
    if program.process.poll() is None:
        program.process.kill()
        program.process.communicate()


def test_a_second_window_hands_its_address_over(opened: Program, tmp_path: Path, practice_hub: PracticeHub) -> None:
    opened.serves()
    practice_hub.forget_requests()
    second = subprocess.run(
        [*COMMAND, "--data-dir", str(opened.data), "--endpoint", practice_hub.url, "hf://Qwen/Qwen3-0.6B"],
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert (second.returncode, second.stdout) == (0, "")
    _until(lambda: any("Qwen3-0.6B" in each["path"] for each in practice_hub.requests()), "the first one shows it")
    opened.ends()
    assert json.loads((opened.data / "window.json").read_text())["tabs"][0]["ref"]["repo_id"] == "Qwen/Qwen3-0.6B"


def test_a_download_is_handed_to_the_window(opened: Program, tmp_path: Path, practice_hub: PracticeHub) -> None:
    opened.serves()
    arguments = ["download", "Qwen/Qwen3-0.6B", "config.json", "--endpoint", practice_hub.url]
    done = subprocess.run(
        [*COMMAND, *arguments, "--data-dir", str(opened.data)],
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.splitlines()[-1]).name == "config.json"
    opened.ends()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_soon_and_leaves_nothing_behind(opened: Program, number: int) -> None:
    opened.serves()
    assert opened.ends(number) < QUIT_S


def test_it_ends_soon_when_the_server_has_fallen_silent(opened: Program, practice_hub: PracticeHub) -> None:
    practice_hub.set_faults("stall=0;path=/api/")
    try:
        opened.serves()
        assert opened.ends() < QUIT_S
    finally:
        practice_hub.clear_faults()


def test_the_practice_hub_ends_with_its_window(tmp_path: Path) -> None:
    program = Program(tmp_path, "--demo")
    program.serves()
    assert len(psutil.Process(program.process.pid).children()) >= 1
    program.ends()
    assert not (tmp_path / "home" / "hf").exists()


def test_the_practice_hub_ends_even_when_its_window_is_killed(tmp_path: Path) -> None:
    program = Program(tmp_path, "--demo")
    program.serves()
    children = psutil.Process(program.process.pid).children(recursive=True)
    program.process.kill()
    program.process.communicate()
    _until(lambda: not any(child.is_running() for child in children), "its children have ended")


def test_the_self_check_finds_everything(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--self-check"], env=_environment(tmp_path), capture_output=True, text=True, timeout=60
    )
    report = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout
    assert report["ok"]
    assert "broken" not in report["checks"].values()
    assert report["ms_to_first_paint"] > 0


@pytest.mark.parametrize("endpoint", ["ftp://x", "http://huggingface.co", "nonsense"])
def test_a_bad_endpoint_is_one_sentence(tmp_path: Path, endpoint: str) -> None:
    done = subprocess.run(
        [*COMMAND, "--data-dir", str(tmp_path / "data"), "--endpoint", endpoint],
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("hubdesk: ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_a_tour_that_cannot_be_saved_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    program = Program(tmp_path, "--demo", "--tour", str(tmp_path / "file"))
    said, _ = program.process.communicate(timeout=PATIENCE_S)
    assert program.process.returncode == 1
    assert str(tmp_path / "file") in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1


def test_without_a_display_it_says_what_works(tmp_path: Path) -> None:
    environment = _environment(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    done = subprocess.run(
        [*COMMAND, "--data-dir", str(tmp_path)], env=environment, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert done.returncode == 3
    assert "--tour" in done.stderr
