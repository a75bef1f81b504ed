"""Very many files, very large ones, and names that are hard on a disk."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from helpers.commands import Site, bill, digest, large_file, sha256
from helpers.hub_client import HubClient
from helpers.practice_hub import PracticeHub
from helpers.soak import WHOLE

pytestmark = pytest.mark.soak

MIB = 1 << 20
MANY = "minji/twenty-thousand-files"
FOLDERS = 25 if WHOLE else 1  # of 200 files each
NAMES = "minji/names-in-any-script"
BUFFERED = 16 * MIB  # at full speed the systems between both ends hold some, too: 4 MiB and what is on its way
LARGE = "minji/six-gigabytes"


def tree(hub: PracticeHub, repo: str) -> dict[str, str]:
    """The files of a dataset and what the Hub calls their content."""
    client, found, path = HubClient(hub.url), {}, f"/api/datasets/{repo}/tree/main?recursive=true&limit=1000"
    while path:
        answer = client.get(path)
        found |= {each["path"]: _oid(each) for each in answer.json if each["type"] == "file"}
        link = answer.headers.get("Link") or ""
        path = link.partition(">")[0].lstrip("<").removeprefix(hub.url) if 'rel="next"' in link else ""
    return found


@pytest.mark.timeout(300)
def test_thousands_of_small_files_survive_kills(site: Site) -> None:
    dice = random.Random(5000)
    files = tree(site.hub, MANY)
    folders = sorted({path.rpartition("/")[0] for path in files if path.startswith("records/")})[:FOLDERS]
    wanted = {path: oid for path, oid in files.items() if path.rpartition("/")[0] in folders}
    assert len(wanted) == FOLDERS * 200
    arguments = [MANY, "--type", "dataset", "--include", *(f"{folder}/*" for folder in folders)]
    for _ in range(4 if WHOLE else 1):
        with site.command("download", *arguments) as command:
            command.until(lambda: command.events("progress"), "it began")
            if command.lives(dice.uniform(0.1, 1.5)):
                command.kill(with_engine=dice.random() < 0.5)
    with site.command("download", *arguments) as command:
        folder = command.succeeds(200)
    assert {path: digest(folder / path, oid) for path, oid in wanted.items()} == wanted
    assert site.leftovers() == []
    paid = bill(site.hub, "/resolve/")
    assert paid.requests <= len(wanted) + 12 * 5, "files that were whole came again"


def test_names_in_any_script(site: Site) -> None:
    for folder in (None, site.folder / "모델 und Äther 😀"):
        more = [] if folder is None else ["--local-dir", str(folder)]
        with site.command("download", NAMES, "--type", "dataset", *more) as command:
            place = command.succeeds()
        wanted = tree(site.hub, NAMES)
        assert max(len(path.rpartition("/")[2].encode()) for path in wanted) > 150
        assert {path: digest(place / path, oid) for path, oid in wanted.items()} == wanted
        assert site.leftovers(place) == []


@pytest.mark.timeout(900)
@pytest.mark.skipif(not WHOLE, reason="some gigabytes")
def test_gigabytes_survive_kills(site: Site) -> None:
    dice = random.Random(6)
    with site.command("download", LARGE) as command:
        command.until(lambda: command.events("plan"), "it knows where the files go", 300)
        folder = Path(command.events("plan")[0]["target"])
        total = int(command.events("plan")[0]["bytes"])
        command.kill()
    name = next(each["path"] for each in _listing(site.hub, LARGE) if each["size"] > 4 << 30)
    oid, size = large_file(site.hub, LARGE, name)
    for _ in range(3):
        with site.command("download", LARGE) as command:
            begun = command.moved()
            command.until(lambda begun=begun: command.moved() > begun, "bytes move")
            if command.lives(dice.uniform(0.5, 4)):
                command.kill(with_engine=dice.random() < 0.5)
    with site.command("download", LARGE) as command:
        command.succeeds(600)
    assert (folder / name).stat().st_size == size
    assert sha256(folder / name) == oid
    paid = bill(site.hub, name)
    print(f"{total} bytes, {paid.again(size) / 1e6:.1f} MB again over {paid.broken_lines} cut connections")
    assert paid.again(size) <= BUFFERED * paid.broken_lines
    assert site.leftovers() == []


def _listing(hub: PracticeHub, repo: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = HubClient(hub.url).get(f"/api/models/{repo}/tree/main?recursive=true").json
    return [each for each in found if each["type"] == "file"]


def _oid(entry: dict[str, Any]) -> str:
    return str(entry["lfs"]["oid"] if "lfs" in entry else entry["oid"])
