"""How long does `hubdesk download` take for what `hf download` downloads, also over a bad link and over Xet?

Both fetch the same repositories from the same practice Hub, in turns, into empty places. Ours hashes every byte and
forces it to the disk; `hf` does neither. `python benchmarks/transfers_download.py --scale 0.1 --rounds 1 http.big`
makes it short; `TMPDIR=/dev/shm` takes the disk out of it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from report import report  # noqa: E402 - after its folder is known
from sides.loads import Load, loads, make_repository  # noqa: E402
from sides.relay import Link, slow_link  # noqa: E402
from sides.tools import HF, HUBDESK, Run, Way, side_by_side  # noqa: E402

from helpers.hub_client import HubClient  # noqa: E402
from helpers.practice_hub import PracticeHub  # noqa: E402

ROUNDS = 3
MEMORY_MB = 300
BIG_LIMIT, SMALL_LIMIT, SLOW_LIMIT = 1.0, 0.5, 0.5  # of hf's time
SLOW = Link(delay_ms=25, rate_bps=8e6)
RESETS = replace(SLOW, reset_every=80e6)  # hf begins such a file anew each time: with more of them it would never end
SLOW_LOADS = (
    (Load("slow-big", "one file of 64 MiB over a slow link", 1, 64 << 20), SLOW),
    (Load("reset-big", "one file of 64 MiB over a slow link with resets", 1, 64 << 20), RESETS),
    (Load("slow-small", "300 files of 4 KiB over a slow link", 300, 4 << 10), SLOW),
)
TRIES = 20
ALL = ("http.big", "http.eight", "http.small", "http.slow", "xet.big", "xet.eight")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", nargs="*", help=f"of {', '.join(ALL)} (default: all)")
    parser.add_argument("--scale", type=float, default=1.0, help="how large everything is")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    chosen = options.what or ALL
    for transport in ("http", "xet"):
        names = [name.partition(".")[2] for name in chosen if name.startswith(transport)]
        if names:
            measure_over(transport, names, options.scale, options.rounds)
    return 0


def measure_over(transport: str, names: list[str], scale: float, rounds: int) -> None:
    """Everything that is asked for over one transport."""
    kind = "xet" if transport == "xet" else "lfs"
    with (
        tempfile.TemporaryDirectory(prefix="download-bench-") as folder,
        PracticeHub(Path(folder) / "hub", options=("--catalogue", "none", "--transport", kind)) as hub,
    ):
        way = Way(hub, hub.url, transport == "xet", Path(folder))
        known = loads(scale)
        for name in names:
            if name == "slow":
                over_a_bad_link(way, rounds)
                continue
            load = known[name]
            make_repository(hub, load, Path(folder) / "made")
            limit = SMALL_LIMIT if name == "small" else BIG_LIMIT
            compare(f"download over {transport}: {load.text}", way, load, rounds, limit)


def compare(name: str, way: Way, load: Load, rounds: int, limit: float, tries: int = 1) -> None:
    """Both tools, and what the Hub itself can do."""

    def measure(tool: str, _round: int) -> Run:
        way.fresh(tool)
        arguments = ["download", load.repo]
        run = way.run(tool, *arguments, tries=tries)
        found = [path for path in way.place(tool).rglob("*") if path.is_file() and path.stat().st_size == load.size]
        if len(found) < load.count:
            raise RuntimeError(f"{tool} brought {len(found)} of {load.count} files")
        return run

    if way.url == way.hub.url:
        measure(HF, 0)  # the Hub finds out what Xet calls a file when it is first asked
    way.hub.forget_requests()
    runs = side_by_side(name, rounds, measure, limit, MEMORY_MB)
    if way.xet:
        of_ours = [each for each in way.hub.requests() if each["agent"].startswith("hubdesk")]
        over_http = sum(each["bytes"] for each in of_ours if "/resolve/" in each["path"])
        report(f"{name}: share of ours that came over HTTP", over_http / load.total / rounds, "x")
    fastest = min(run.seconds for tool in (HF, HUBDESK) for run in runs[tool])
    if tries == 1 and load.count <= 8:
        report(
            f"{name}: share of the faster tool's time that the Hub alone needs", _curl(way, load) / fastest, "x", 0.8
        )


def over_a_bad_link(way: Way, rounds: int) -> None:
    """25 ms each way, 8 MB/s for each connection, and resets."""
    port = urlsplit(way.hub.url).port or 0
    for load, link in SLOW_LOADS:
        make_repository(way.hub, load, way.folder / "made")
        with slow_link(port, link) as url:
            there = Way(way.hub, url, way.xet, way.folder)
            compare(f"download: {load.text}", there, load, rounds, SLOW_LIMIT, TRIES)


def _curl(way: Way, load: Load) -> float:
    """Seconds that the Hub needs to send everything to nobody."""
    tree = HubClient(way.hub.url).get(f"/api/models/{load.repo}/tree/main?recursive=true").json
    urls = [f"{way.hub.url}/{load.repo}/resolve/main/{each['path']}" for each in tree if each["type"] == "file"]
    command = ["curl", "-sf", *(option for url in urls for option in ("-o", os.devnull, url))]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
