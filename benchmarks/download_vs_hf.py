"""How long does `hubdesk download` take for what `hf download` downloads?

Both fetch the same repositories from the same practice Hub on this machine, in turns, into empty caches, without Xet.
Ours hashes every byte and forces it to the disk; `hf` does neither. Run on an otherwise idle machine:
`python benchmarks/download_vs_hf.py [rounds]`.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from report import report

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from helpers.practice_hub import PracticeHub  # noqa: E402 - the tests' helper, after its folder is known

ROUNDS = 3
RATIO_LIMIT = 1.25
REPOSITORIES = {
    "one file of 800 MB": "openai/whisper-large-v3",
    "163 files of 6 MB": "deepseek-ai/DeepSeek-R1",
    "ten files, 1 MB": "openai-community/gpt2",
}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="download-bench-") as folder, PracticeHub() as hub:
        for name, repo in REPOSITORIES.items():
            measure(hub, Path(folder), repo, "hf")  # the practice Hub makes the files when they are first asked for
            times: dict[str, list[float]] = {"hf": [], "hubdesk": []}
            for _ in range(rounds):
                for tool, taken in times.items():
                    taken.append(measure(hub, Path(folder), repo, tool))
            medians = {tool: statistics.median(taken) for tool, taken in times.items()}
            report(f"download: {name}, hf", medians["hf"], "s")
            report(f"download: {name}, hubdesk", medians["hubdesk"], "s")
            report(f"download: {name}, hubdesk / hf", medians["hubdesk"] / medians["hf"], "x", RATIO_LIMIT)
    return 0


def measure(hub: PracticeHub, folder: Path, repo: str, tool: str) -> float:
    """Seconds from the start of the command to its end, into nothing."""
    place = folder / tool
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    programs = Path(sys.executable).parent
    commands = {
        "hf": [str(programs / "hf"), "download", repo],
        "hubdesk": [sys.executable, "-m", "hubdesk", "download", repo, "--endpoint", hub.url, "--data-dir", str(place)],
    }
    environment = {
        **os.environ,
        "HF_ENDPOINT": hub.url,
        "HF_HUB_CACHE": str(place),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    began = time.perf_counter()
    subprocess.run(commands[tool], cwd=ROOT, env=environment, capture_output=True, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
