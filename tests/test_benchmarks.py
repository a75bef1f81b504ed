"""The benchmarks' runner reads figures, keeps limits and tells failures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"

FIGURES = """
from report import percentile, report
print("warming up")
report("fast thing", 12.5, "ms", 16)
report("slow thing", percentile([1, 5, 40], 0.9), "ms", {limit})
raise SystemExit({code})
"""


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A folder with our runner and no benchmarks."""
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    for name in ("run_all.py", "report.py"):
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    return folder


def run(folder: Path, *names: str) -> tuple[int, str]:
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, folder / "run_all.py", *names]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    return done.returncode, done.stdout + done.stderr


def test_figures_within_their_limits_pass_and_are_written_down(bench: Path) -> None:
    (bench / "speed.py").write_text(FIGURES.format(limit=50, code=0), encoding="utf-8")
    code, shown = run(bench)
    assert code == 0, shown
    assert "warming up" in shown
    assert "12.5 ms" in shown
    written = json.loads((bench.parent / "build" / "bench.json").read_text(encoding="utf-8"))
    (outcome,) = written["benchmarks"]
    assert [figure["value"] for figure in outcome["figures"]] == [12.5, 40]
    assert written["machine"]["cores"] == os.cpu_count()


def test_a_figure_over_its_limit_fails(bench: Path) -> None:
    (bench / "speed.py").write_text(FIGURES.format(limit=39, code=0), encoding="utf-8")
    code, shown = run(bench)
    assert code == 1
    assert "OVER" in shown


def test_a_script_that_fails_or_measures_nothing_fails(bench: Path) -> None:
    (bench / "broken.py").write_text(FIGURES.format(limit=50, code=3), encoding="utf-8")
    (bench / "silent.py").write_text("print('nothing')", encoding="utf-8")
    code, shown = run(bench)
    assert code == 1
    assert shown.count("FAILED") == 2


def test_one_benchmark_can_be_chosen(bench: Path) -> None:
    (bench / "broken.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (bench / "speed.py").write_text(FIGURES.format(limit=50, code=0), encoding="utf-8")
    assert run(bench, "speed")[0] == 0
    assert run(bench, "no-such")[0] == 2


def test_every_benchmark_is_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    scripts = {path.name for path in FOLDER.glob("*.py")} - {"run_all.py", "report.py"}
    assert scripts == {line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")}
