"""How long does `hubdesk upload` take for what `hf upload` uploads, over LFS and over Xet?

Both send files that nobody has sent before to repositories of their own on the same practice Hub, in turns.
`python benchmarks/transfers_upload.py --scale 0.1 --rounds 1 lfs.big` makes it short.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from report import report  # noqa: E402 - after its folder is known
from sides.loads import Load, loads, write_files  # noqa: E402
from sides.tools import Run, Way, side_by_side  # noqa: E402

from helpers.hub_client import HubClient  # noqa: E402
from helpers.practice_hub import PracticeHub  # noqa: E402

ROUNDS = 3
MEMORY_MB = 300
BIG_LIMIT, SMALL_LIMIT = 1.0, 0.5  # of hf's time
ALL = ("lfs.big", "lfs.small", "xet.big", "xet.small")
PAGE = 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", nargs="*", help=f"of {', '.join(ALL)} (default: all)")
    parser.add_argument("--scale", type=float, default=1.0, help="how large everything is")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    chosen = options.what or ALL
    for transport in ("lfs", "xet"):
        names = [name.partition(".")[2] for name in chosen if name.startswith(transport)]
        if names:
            measure_over(transport, names, options.scale, options.rounds)
    return 0


def measure_over(transport: str, names: list[str], scale: float, rounds: int) -> None:
    """Everything that is asked for over one transport."""
    with (
        tempfile.TemporaryDirectory(prefix="upload-bench-") as folder,
        PracticeHub(Path(folder) / "hub", options=("--catalogue", "none", "--transport", transport)) as hub,
    ):
        way = Way(hub, hub.url, transport == "xet", Path(folder))
        known = loads(scale)
        for name in names:
            limit = SMALL_LIMIT if name == "small" else BIG_LIMIT
            compare(f"upload over {transport}: {known[name].text}", way, known[name], rounds, limit)


def compare(name: str, way: Way, load: Load, rounds: int, limit: float) -> None:
    """Both tools, each time with new bytes into a new repository."""
    owner = HubClient(way.hub.url, way.hub.token)
    busy: list[float] = []

    def measure(tool: str, number: int) -> Run:
        repo = f"{load.name}-{tool}-{number}"
        owner.post("/api/repos/create", {"name": repo, "type": "model"})
        place = write_files(load, way.folder / "sources" / repo)
        way.fresh(tool)
        way.hub.forget_requests()
        run = way.run(tool, "upload", f"minji/{repo}", str(place))
        requests = [each for each in way.hub.requests() if each["method"] in {"PUT", "POST"}]
        busy.append(sum(each["ms"] for each in requests if "/commit/" in each["path"]) / 1000 / run.seconds)
        if (found := count(owner, f"minji/{repo}", load)) != load.count:
            raise RuntimeError(f"{tool} left {found} of {load.count} files")
        owner.post("/api/repos/delete", {"name": repo, "type": "model"}, method="DELETE")
        shutil.rmtree(place)
        return run

    side_by_side(name, rounds, measure, limit, MEMORY_MB)
    report(f"{name}: most of a tool's time that the Hub's commits take", max(busy), "x")


def count(owner: HubClient, repo: str, load: Load) -> int:
    """How many files of the right size the repository has."""
    found, path = 0, f"/api/models/{repo}/tree/main?recursive=true&limit={PAGE}"
    while path:
        answer = owner.get(path)
        found += sum(each["type"] == "file" and each["size"] == load.size for each in answer.json)
        link = answer.headers.get("Link") or ""
        path = link.partition(">")[0].lstrip("<").removeprefix(owner.url) if 'rel="next"' in link else ""
    return found


if __name__ == "__main__":
    sys.exit(main())
