"""Engines, commands and windows that are killed at random moments: nothing is lost, hardly anything comes twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from helpers.commands import Bill, Site, bill, large_file, sha256
from helpers.downloads import LARGE, LARGE_FILE
from helpers.soak import WHOLE

pytestmark = pytest.mark.soak

SEEDS = 9 if WHOLE else 1
KILLS = 6 if WHOLE else 2  # of one download: 9 x 6 of the engine or the command, some 50 in all, and as many windows
SLOW = f"slow=12000000;path={LARGE_FILE}"  # each connection: the network is the bottleneck, as it is elsewhere
AGAIN_PER_LINE = 4 << 20
LONGEST_LIFE_S = 2.5 if WHOLE else 1.6
REPO = LARGE.repo_id


def arguments(folder: Path | None) -> list[str]:
    """What to download, and where to."""
    return [REPO, LARGE_FILE, *(["--local-dir", str(folder)] if folder else [])]


def check(site: Site, path: Path, paid: Bill) -> None:
    """The file is right, nothing lies about, and no connection cost more than 4 MiB again."""
    oid, size = large_file(site.hub, REPO, LARGE_FILE)
    assert sha256(path) == oid
    assert site.leftovers(path.parent) == []
    print(f"{paid.again(size) / 1e6:.1f} MB again over {paid.broken_lines} cut connections")
    assert 0 <= paid.again(size) <= AGAIN_PER_LINE * paid.broken_lines, paid


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("victim", ["engine", "command", "both"])
def test_a_killed_download_goes_on_where_it_was(site: Site, victim: str, seed: int) -> None:
    dice = random.Random(f"{victim} {seed}")
    folder = dice.choice((None, site.folder / "models"))
    site.hub.set_faults(SLOW)
    kills = 0
    while kills < KILLS:
        with site.command("download", *arguments(folder)) as command:
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
    with site.command("download", *arguments(folder)) as command:
        path = command.succeeds()
    check(site, path, bill(site.hub, LARGE_FILE))


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
    check(site, path, bill(site.hub, LARGE_FILE))
