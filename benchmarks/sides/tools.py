"""The two tools, run from outside on the same Hub, each in a place of its own: how long, and with how much memory."""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from report import report

from helpers.library import library_environment
from helpers.practice_hub import ROOT, PracticeHub

HF, HUBDESK = "hf", "hubdesk"
TOOLS = (HF, HUBDESK)
LOOK_EVERY_S = 0.05
PATIENCE_S = 1800


@dataclass(frozen=True)
class Run:
    """What one run took. `memory` is the most that any one process held, in bytes: of ours, that is the engine."""

    seconds: float
    memory: int
    tries: int = 1


@dataclass(frozen=True)
class Way:
    """How the tools reach the Hub."""

    hub: PracticeHub
    url: str
    xet: bool
    folder: Path

    def place(self, tool: str) -> Path:
        """Where a tool keeps everything."""
        return self.folder / tool

    def fresh(self, tool: str) -> Path:
        """The same, empty."""
        shutil.rmtree(self.place(tool), ignore_errors=True)
        self.place(tool).mkdir(parents=True)
        return self.place(tool)

    def run(self, tool: str, *arguments: str, tries: int = 1) -> Run:
        """Run a tool to its end; what fails is tried again, as a person would, and that time counts."""
        place = self.place(tool)
        options = ["--endpoint", self.url, "--data-dir", str(place / "data"), "--token-stdin", "--quiet"]
        programs = {
            HF: [str(Path(sys.executable).with_name("hf")), *arguments],
            HUBDESK: [sys.executable, "-P", "-m", "hubdesk", *arguments, *options],
        }
        environment = library_environment(self.hub, place / "home", xet=self.xet) | {
            "HF_ENDPOINT": self.url,
            "HF_TOKEN": self.hub.token,
            "HF_HUB_CACHE": str(place / "cache"),
            "PYTHONPATH": str(ROOT),
        }
        began = time.perf_counter()
        for number in range(1, tries + 1):
            code, memory, said = _watched(programs[tool], environment, self.hub.token)
            if code == 0:
                return Run(time.perf_counter() - began, memory, number)
        raise RuntimeError(f"{tool} {' '.join(arguments)}: exit code {code} after {tries} tries\n{said}")


def side_by_side(
    name: str, rounds: int, measure: Callable[[str, int], Run], limit: float, memory_limit_mb: float | None = None
) -> dict[str, list[Run]]:
    """Measure both tools in turns and report medians and the ratio of each pair; below 1 ours is the faster one."""
    runs: dict[str, list[Run]] = {tool: [] for tool in TOOLS}
    for number in range(rounds):
        for tool in TOOLS if number % 2 == 0 else reversed(TOOLS):
            runs[tool].append(measure(tool, number))
    for tool in TOOLS:
        report(f"{name}, {tool}", statistics.median(run.seconds for run in runs[tool]), "s")
        if (most := max(run.tries for run in runs[tool])) > 1:
            report(f"{name}, {tool}: runs until it was done", most, "")
    ratios = [ours.seconds / theirs.seconds for theirs, ours in zip(runs[HF], runs[HUBDESK], strict=True)]
    report(f"{name}, hubdesk / hf, median of {rounds}", statistics.median(ratios), "x", limit)
    if rounds > 1:
        report(f"{name}, hubdesk / hf, lowest", min(ratios), "x")
        report(f"{name}, hubdesk / hf, highest", max(ratios), "x")
    report(f"{name}, memory of hf", max(run.memory for run in runs[HF]) / 1e6, "MB")
    report(f"{name}, memory of our engine", max(run.memory for run in runs[HUBDESK]) / 1e6, "MB", memory_limit_mb)
    return runs


def _watched(command: Sequence[str], environment: dict[str, str], token: str) -> tuple[int, int, str]:
    """Run a command; its exit code, the memory of its largest process (of ours: the engine), and what it said."""
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=os.path.expanduser("~"),
    ) as process:
        most = [0]
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, most, ended), daemon=True)
        watcher.start()
        said, _ = process.communicate(f"{token}\n", timeout=PATIENCE_S)
        ended.set()
        watcher.join()
        return process.returncode, most[0], said[-2000:]


def _watch(pid: int, most: list[int], ended: threading.Event) -> None:
    root = psutil.Process(pid)
    engines: dict[int, bool] = {}
    while not ended.wait(LOOK_EVERY_S):
        with contextlib.suppress(psutil.Error):
            family = [root, *root.children(recursive=True)]
            for each in family:
                if each.pid not in engines:
                    engines[each.pid] = "--engine" in each.cmdline()
            chosen = [each for each in family if engines[each.pid]] or family
            if any(engines.values()) and most[0] and not any(engines[each.pid] for each in family):
                continue
            most[0] = max(most[0], *(each.memory_info().rss for each in chosen))
