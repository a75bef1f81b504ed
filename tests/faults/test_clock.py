"""The clock on the wall jumps, as after a sleep or with a dead battery: nothing waits for the wrong day."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.commands import Site, bill, large_file, sha256
from helpers.downloads import LARGE, LARGE_FILE

pytestmark = pytest.mark.soak

MIB = 1 << 20
DAY_S = 86_400
REPO = LARGE.repo_id
SEAM = Path(__file__).resolve().parents[1] / "helpers" / "jumping"
ON_FILE = f"path=/resolve/.*{LARGE_FILE}"


@pytest.fixture
def jump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the clock of programs that start from now on off by so many seconds, also while they run."""
    clock = tmp_path / "clock"
    monkeypatch.setenv("CLOCK_FILE", str(clock))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SEAM), *filter(None, [os.environ.get("PYTHONPATH")])]))

    def jump(seconds: float) -> None:
        fresh = clock.with_suffix(".new")
        fresh.write_text(str(seconds), encoding="ascii")
        fresh.replace(clock)

    jump(0)
    return jump


@pytest.mark.timeout(120)
@pytest.mark.parametrize("days", [-3, 3])
def test_the_clock_jumps_while_bytes_move(site: Site, jump: Callable[[float], None], days: int) -> None:
    site.hub.set_faults(f"slow=15000000;{ON_FILE}")
    with site.command("download", REPO, LARGE_FILE) as command:
        command.until(lambda: command.moved() > 5 * MIB, "bytes move")
        jump(days * DAY_S)
        site.hub.clear_faults()
        path = command.succeeds()
    assert sha256(path) == large_file(site.hub, REPO, LARGE_FILE)[0]
    assert bill(site.hub, LARGE_FILE).again(path.stat().st_size) == 0
    assert site.leftovers() == []


@pytest.mark.timeout(120)
@pytest.mark.parametrize("days", [-3, 3])
def test_the_clock_jumps_while_a_limit_is_waited_out(site: Site, jump: Callable[[float], None], days: int) -> None:
    site.hub.set_faults(f"status=429;retry_after=5;{ON_FILE};method=GET;count=2")
    with site.command("download", REPO, LARGE_FILE) as command:
        command.until(lambda: command.events("waiting"), "it waits")
        jump(days * DAY_S)
        path = command.succeeds()
    assert sha256(path) == large_file(site.hub, REPO, LARGE_FILE)[0]
