"""Engines, commands and windows that are killed at random moments: nothing is lost, hardly anything comes twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from helpers.commands import Site, bill, large_file, put_large_file, sha256
from helpers.downloads import LARGE, LARGE_FILE
from helpers.practice_hub import PracticeHub
from helpers.soak import WHOLE

pytestmark = pytest.mark.soak

SEEDS = 9 if WHOLE else 1
KILLS = 6 if WHOLE else 1  # of one download: 9 x 6 of the engine or the command, some 50 in all, and as many windows
# Each connection is slow: the network is the bottleneck, as it is elsewhere, and not the disk.
SLOW = f"slow=12000000;path={LARGE_FILE}|/_xet/|model.safetensors"
AGAIN_PER_LINE = 4 << 20
AGAIN_OVER_XET = 48 << 20  # a kill: hf_xet gives whole blocks, and what it had read ahead goes with it
LONGEST_LIFE_S = 2.5 if WHOLE else 1.6
VICTIMS = ("engine", "command", "both", "both over xet") if WHOLE else ("engine", "both", "both over xet")
REPO = LARGE.repo_id
RANDOM = "minji/random-bytes"  # over Xet nothing of it can be saved
RANDOM_FILE = "model.safetensors"
RANDOM_SIZE = 128 << 20


@pytest.fixture(scope="session")
def random_bytes(practice_hub: PracticeHub) -> None:
    """A repository on the Hub with Xet."""
    put_large_file(practice_hub, RANDOM, RANDOM_FILE, RANDOM_SIZE)


def arguments(folder: Path | None, repo: str = REPO, file: str = LARGE_FILE) -> list[str]:
    """What to download, and where to."""
    return [repo, file, *(["--local-dir", str(folder)] if folder else [])]


def check(site: Site, path: Path, kills: int, repo: str = REPO, file: str = LARGE_FILE) -> None:
    """The file is right, nothing lies about, and no connection cost more than 4 MiB again."""
    oid, size = large_file(site.hub, repo, file)
    assert sha256(path) == oid
    assert site.leftovers(path.parent) == []
    plain, xet = bill(site.hub, file), bill(site.hub, "/_xet/")
    again = plain.sent + xet.sent - size
    print(
        f"{again / 1e6:.1f} MB again, {kills} kills, {plain.broken_lines} cut lines, {xet.sent / 1e6:.0f} MB over Xet"
    )
    assert again <= AGAIN_PER_LINE * plain.broken_lines + (AGAIN_OVER_XET * kills if xet.sent else 0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("victim", VICTIMS)
@pytest.mark.usefixtures("random_bytes")
def test_a_killed_download_goes_on_where_it_was(site: Site, xet_site: Site, victim: str, seed: int) -> None:
    over_xet = victim.endswith("xet")
    site, repo, file = (xet_site, RANDOM, RANDOM_FILE) if over_xet else (site, REPO, LARGE_FILE)
    dice = random.Random(f"{victim} {seed}")
    folder = dice.choice((None, site.folder / "models"))
    site.hub.set_faults(SLOW)
    kills = 0
    while kills < KILLS:
        with site.command("download", *arguments(folder, repo, file)) as command:
            if victim == "engine":
                command.until(command.engine, "its engine runs")
            if not command.lives(dice.uniform(0.2, LONGEST_LIFE_S)):
                break
            kills += 1
            if victim == "engine":
                command.kill_engine()
                command.until(command.engine, "another engine runs")
                command.lives(dice.uniform(0.2, LONGEST_LIFE_S))
            if command.exit_code is None:
                command.kill(with_engine=victim != "command")
    site.hub.clear_faults()
    with site.command("download", *arguments(folder, repo, file)) as command:
        path = command.succeeds()
    check(site, path, kills, repo, file)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_killed_window_goes_on_where_it_was(site: Site, seed: int) -> None:
    dice = random.Random(f"window {seed}")
    folder = dice.choice((None, site.folder / "models"))
    site.hub.set_faults(SLOW)
    with site.window() as window:
        with site.command("download", *arguments(folder)) as command:
            command.until(lambda: command.events("plan"), "the window took it")
            window.until(window.engine, "the window's engine runs")
            command.kill()
        window.lives(dice.uniform(0, LONGEST_LIFE_S))
        window.kill(with_engine=dice.random() < 0.5)
    for _ in range(KILLS - 1):
        with site.window() as window:
            if window.lives(dice.uniform(0, LONGEST_LIFE_S)):
                window.kill(with_engine=dice.random() < 0.5)
    site.hub.clear_faults()
    with site.window() as window:
        with site.command("download", *arguments(folder)) as command:
            path = command.succeeds()
        assert window.stops() == 0
    check(site, path, KILLS)
