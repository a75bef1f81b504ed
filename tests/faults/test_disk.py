"""Disks that fill up, folders that vanish: it says so, keeps what is there, and goes on when it can."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.commands import Site, bill, large_file, sha256
from helpers.downloads import LARGE, LARGE_FILE
from helpers.soak import WHOLE

pytestmark = pytest.mark.soak

MIB = 1 << 20
REPO = LARGE.repo_id
DISK = 256 * MIB
SLOW = f"slow=15000000;path={LARGE_FILE}"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only where file systems can be mounted")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def is_right(site: Site, path: Path) -> bool:
    """Whether the large file is what the Hub says, and alone."""
    return sha256(path) == large_file(site.hub, REPO, LARGE_FILE)[0] and site.leftovers(path.parent) == []


@pytest.mark.timeout(120)
def test_a_disk_that_fills_up(site: Site, small_disk: Path) -> None:
    site.hub.set_faults(SLOW)
    arguments = ["download", REPO, LARGE_FILE, "--local-dir", str(small_disk)]
    with site.command(*arguments) as command:
        command.until(lambda: command.moved() > 5 * MIB, "the first bytes are here")
        filler = small_disk / "mine.bin"
        filler.write_bytes(bytes(150 * MIB))
        assert command.fails()["kind"] == "disk_full"
    assert filler.stat().st_size == 150 * MIB
    assert not (small_disk / LARGE_FILE).exists()
    filler.unlink()
    site.hub.clear_faults()
    with site.command(*arguments) as command:
        path = command.succeeds()
    assert is_right(site, path)
    paid = bill(site.hub, LARGE_FILE)
    assert paid.again(path.stat().st_size) <= 4 * MIB * max(paid.broken_lines, 1)


def test_a_disk_that_is_too_small_is_told_beforehand(site: Site, small_disk: Path) -> None:
    (small_disk / "mine.bin").write_bytes(bytes(150 * MIB))
    with site.command("download", REPO, LARGE_FILE, "--local-dir", str(small_disk)) as command:
        assert command.fails()["kind"] == "disk_full"
    assert bill(site.hub, LARGE_FILE).requests == 0
    assert [path.name for path in small_disk.iterdir()] == ["mine.bin"]


@pytest.mark.timeout(120)
def test_a_disk_with_room_again_goes_on_by_itself(site: Site, small_disk: Path) -> None:
    """In the window nothing fails: it waits for room."""
    site.hub.set_faults(SLOW)
    arguments = ["download", REPO, LARGE_FILE, "--local-dir", str(small_disk)]
    with site.window() as window:
        with site.command(*arguments) as command:
            command.until(lambda: command.moved() > 5 * MIB, "the first bytes are here")
            filler = small_disk / "mine.bin"
            filler.write_bytes(bytes(150 * MIB))
            command.fails()
        filler.unlink()
        site.hub.clear_faults()
        with site.command(*arguments) as command:
            path = command.succeeds(100)
        assert window.stops() == 0
    assert is_right(site, path)


@pytest.mark.timeout(120)
@pytest.mark.skipif(not WHOLE and sys.platform != "linux", reason="a sample is enough")
def test_a_folder_that_is_removed(site: Site) -> None:
    site.hub.set_faults(SLOW)
    folder = site.folder / "models"
    arguments = ["download", REPO, LARGE_FILE, "--local-dir", str(folder)]
    with site.command(*arguments) as command:
        command.until(lambda: command.moved() > 5 * MIB, "the first bytes are here")
        shutil.rmtree(folder)
        site.hub.clear_faults()
        assert command.fails()["kind"] in {"target_gone", "file_not_found"}
    assert not (folder / LARGE_FILE).exists()
    with site.command(*arguments) as command:
        path = command.succeeds()
    assert is_right(site, path)
