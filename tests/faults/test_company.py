"""Others at the same place at the same time: a second command, the window, `hf`. Nobody is in anybody's way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.commands import Site, bill, large_file, sha256
from helpers.downloads import LARGE, LARGE_FILE, SMALL, WEIGHTS
from helpers.library import library_environment
from helpers.soak import WHOLE

pytestmark = pytest.mark.soak

MIB = 1 << 20
REPO = LARGE.repo_id
SLOW = f"slow=40000000;path={LARGE_FILE}"
HF = str(Path(sys.executable).with_name("hf"))
COUNT = 6 if WHOLE else 3


def is_right(site: Site, path: Path) -> bool:
    """Whether the large file is what the Hub says."""
    return sha256(path) == large_file(site.hub, REPO, LARGE_FILE)[0]


@pytest.mark.timeout(180)
def test_the_same_asked_for_several_times_comes_once(site: Site) -> None:
    site.hub.set_faults(SLOW)
    commands = [site.command("download", REPO, LARGE_FILE) for _ in range(COUNT)]
    try:
        paths = {command.succeeds() for command in commands}
    finally:
        for command in commands:
            command.__exit__()
    (path,) = paths
    assert is_right(site, path)
    paid = bill(site.hub, LARGE_FILE)
    assert paid.again(path.stat().st_size) == 0
    assert site.leftovers() == []


@pytest.mark.timeout(180)
def test_a_window_and_commands_on_one_data_dir(site: Site) -> None:
    """The window takes what commands ask for; when it is killed they go on by themselves; a new one is let in."""
    site.hub.set_faults(f"slow=8000000;path={LARGE_FILE}")
    with site.window() as window, site.command("download", REPO, LARGE_FILE) as large:
        large.until(lambda: large.moved() > 10 * MIB, "the window brings it")
        assert large.engine() is None
        with site.command("download", SMALL.repo_id, WEIGHTS) as small:
            assert small.succeeds().is_file()
        window.kill()
        large.until(large.engine, "the command goes on by itself")
        with site.command("download", REPO, LARGE_FILE) as twin:
            paths = {large.succeeds(), twin.succeeds()}
    with site.window() as window:
        assert window.stops() == 0
    (path,) = paths
    assert is_right(site, path)
    paid = bill(site.hub, LARGE_FILE)
    assert paid.again(path.stat().st_size) <= 4 * MIB * paid.broken_lines
    assert site.leftovers() == []


@pytest.mark.timeout(180)
def test_hf_in_the_same_cache_at_the_same_time(site: Site) -> None:
    site.hub.set_faults(SLOW)
    with site.command("download", REPO, LARGE_FILE) as command:
        command.until(lambda: command.events("plan"), "it knows where the file goes")
        snapshot = Path(command.events("plan")[0]["target"])
        environment = library_environment(site.hub, site.folder / "hf") | {"HF_HUB_CACHE": str(snapshot.parents[2])}
        with subprocess.Popen([HF, "download", REPO, LARGE_FILE], env=environment, stdout=subprocess.PIPE) as hf:
            path = command.succeeds()
            said, _ = hf.communicate(timeout=60)
    assert hf.returncode == 0
    assert path == snapshot / LARGE_FILE
    assert str(path).encode() in said
    assert is_right(site, path)
    assert len(list(path.resolve().parent.iterdir())) == 1
    assert site.leftovers() == []
