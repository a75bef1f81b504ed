"""A way to the Hub that breaks, lies, stalls and refuses: the right bytes arrive, or nothing does and it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.commands import Site, bill, large_file, sha256, until
from helpers.downloads import LARGE, LARGE_FILE
from helpers.soak import WHOLE

pytestmark = pytest.mark.soak

MIB = 1 << 20
PER_LINE = 4 * MIB
STALL_S = 60.0
REPO = LARGE.repo_id
ON_FILE = f"path=/resolve/.*{LARGE_FILE};method=GET"

PASSING = {
    "cut": ["cut=5000000;count=4"],
    "cut at once": ["cut=0;count=4"],
    "reset": ["reset=5000000;count=4"],
    "truncated": ["truncate=3000000;count=3"],
    "truncated without a length": ["truncate_chunked=3000000;count=3"],
    "no ranges": ["ignore_range"],
    "another range": ["wrong_range=1000;count=3"],
    "429": ["status=429;retry_after=1;count=3"],
    "429 with a limit": ["rate_limit=1;count=2"],
    "500": ["status=500;count=4"],
    "503": ["status=503;retry_after=1;count=4"],
    "a portal": ["html;count=3"],
    "a storm": ["cut=9000000;count=2", "status=503;count=2;skip=2", "status=429;retry_after=1;count=1;skip=4"],
}
WASTEFUL = {"no ranges", "another range"}  # what was on its way already when the answer turned out to be another
SAMPLE = ("cut", "reset", "truncated", "no ranges", "429", "503", "a storm")


def download(site: Site, *more: str) -> list[str]:
    """The arguments that bring the file into a folder."""
    return [REPO, LARGE_FILE, "--local-dir", str(site.folder / "models"), *more]


def on_file(*faults: str) -> list[str]:
    """The same faults, for this file alone."""
    return [f"{fault};{ON_FILE}" for fault in faults]


def is_right(site: Site, path: Path) -> bool:
    """Whether the file is what the Hub says, and nothing else lies about."""
    return sha256(path) == large_file(site.hub, REPO, LARGE_FILE)[0] and not site.leftovers(path.parent)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", PASSING if WHOLE else SAMPLE)
def test_what_passes_costs_little(site: Site, name: str) -> None:
    site.hub.set_faults(*on_file(*PASSING[name]))
    with site.command("download", *download(site)) as command:
        path = command.succeeds(150)
    assert is_right(site, path)
    paid = bill(site.hub, LARGE_FILE)
    again = paid.again(path.stat().st_size)
    assert again <= (path.stat().st_size if name in WASTEFUL else PER_LINE * paid.requests)


@pytest.mark.timeout(180)
def test_wrong_bytes_once_are_fetched_again(site: Site) -> None:
    site.hub.set_faults(*on_file("wrong_bytes=1000000;count=1"))
    with site.command("download", *download(site)) as command:
        path = command.succeeds()
    assert is_right(site, path)
    paid = bill(site.hub, LARGE_FILE)
    size = path.stat().st_size
    assert size <= paid.again(size) + PER_LINE, "it was not fetched again"
    assert paid.again(size) <= size + PER_LINE * paid.requests


@pytest.mark.timeout(180)
def test_wrong_bytes_for_ever_are_never_a_file(site: Site) -> None:
    site.hub.set_faults(*on_file("wrong_bytes=1000000"))
    with site.command("download", *download(site)) as command:
        assert command.fails()["kind"] == "corrupt"
    assert not (site.folder / "models" / LARGE_FILE).exists()
    site.hub.clear_faults()
    with site.command("download", *download(site)) as command:
        assert is_right(site, command.succeeds())


@pytest.mark.timeout(180)
def test_a_file_that_changes_midway_is_never_mixed(site: Site) -> None:
    site.hub.set_faults(*on_file("change_etag;skip=2"))
    with site.command("download", *download(site)) as command:
        assert command.fails()["kind"] in {"changed_since", "corrupt"}
    assert not (site.folder / "models" / LARGE_FILE).exists()
    site.hub.clear_faults()
    with site.command("download", *download(site)) as command:
        assert is_right(site, command.succeeds())


@pytest.mark.timeout(180)
def test_a_server_that_forgets_ranges_between_two_lives(site: Site) -> None:
    site.hub.set_faults(*on_file("slow=15000000"))
    with site.command("download", *download(site)) as command:
        command.until(lambda: command.moved() > 20 * MIB, "a part is here")
        command.kill(with_engine=True)
    site.hub.set_faults(*on_file("ignore_range"))
    with site.command("download", *download(site)) as command:
        assert is_right(site, command.succeeds())


@pytest.mark.timeout(300)
@pytest.mark.skipif(not WHOLE, reason="takes more than a minute")
def test_a_stalled_server_is_left_and_asked_again(site: Site) -> None:
    site.hub.set_faults(*on_file("stall=3000000"))
    with site.command("download", *download(site)) as command:
        command.until(lambda: command.moved() > 0, "the first bytes are here")
        command.lives(STALL_S)
        site.hub.clear_faults()
        path = command.succeeds(200)
    assert is_right(site, path)
    paid = bill(site.hub, LARGE_FILE)
    assert paid.again(path.stat().st_size) <= PER_LINE * paid.requests


@pytest.mark.timeout(180)
@pytest.mark.skipif(not WHOLE, reason="waits its time between two tries")
def test_a_hub_that_is_gone_for_a_while(site: Site) -> None:
    """Everything is refused, the listing too: what has been planned goes on when the Hub is back."""
    site.hub.set_faults(*on_file("slow=15000000"))
    with site.command("download", *download(site)) as command:
        command.until(lambda: command.moved() > 0, "the first bytes are here")
        site.hub.set_faults("reset=0")
        command.until(lambda: command.events("waiting"), "it waits")
        site.hub.clear_faults()
        path = command.succeeds()
    until(lambda: site.leftovers(path.parent) == [], "nothing is left")
    assert is_right(site, path)
