"""Uploads whose programs are killed, before and after the commit: every file arrives, in one commit, and only once."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from helpers.commands import Command, Site, digest
from helpers.hub_client import HubClient
from helpers.soak import WHOLE

pytestmark = pytest.mark.soak

MIB = 1 << 20
PART = 16 * MIB  # in which parts the Hub takes large files
LARGE = 96 * MIB
SEEDS = 8 if WHOLE else 1
KILLS = 4 if WHOLE else 1
MANY = 5_000 if WHOLE else 200
COMMIT = "path=/commit/;method=POST"


class Repository:
    """A repository of the test's own, seen over plain HTTP."""

    def __init__(self, site: Site, name: str) -> None:
        self.name = f"minji/{name}"
        self._hub = site.hub
        self._client = HubClient(site.hub.url, site.hub.token)
        answer = self._client.post("/api/repos/create", {"name": name, "type": "model"})
        assert answer.status == 200, answer.body

    def files(self) -> dict[str, str]:
        """Its files, by what the Hub calls their content."""
        found, path = {}, f"/api/models/{self.name}/tree/main?recursive=true&limit=1000"
        while path:
            answer = self._client.get(path)
            entries = [each for each in answer.json if each["type"] == "file"]
            found |= {each["path"]: each["lfs"]["oid"] if "lfs" in each else each["oid"] for each in entries}
            link = answer.headers.get("Link") or ""
            path = link.partition(">")[0].lstrip("<").removeprefix(self._hub.url) if 'rel="next"' in link else ""
        found.pop(".gitattributes", None)
        return found

    def commits(self) -> int:
        """How many commits it has."""
        return len(self._client.get(f"/api/models/{self.name}/commits/main").json)

    def delete(self) -> None:
        """Make room."""
        self._client.post("/api/repos/delete", {"name": self.name.partition("/")[2]}, method="DELETE")

    def is_exactly(self, folder: Path) -> bool:
        """Whether it holds the files of a folder and no others."""
        found = self.files()
        made = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
        return found == {name: digest(path, found.get(name, "")) for name, path in made.items()}


def make_folder(site: Site, dice: random.Random) -> Path:
    """A large file and some small ones."""
    folder = site.folder / "보낼 것"
    (folder / "a" / "b").mkdir(parents=True)
    with (folder / "model.safetensors").open("wb") as stream:
        stream.write(b"\x02\0\0\0\0\0\0\0{}")
        stream.write(os.urandom(LARGE))
    for number in range(20):
        (folder / "a" / "b" / f"{number} 번.txt").write_text(f"{dice.random()}\n", encoding="utf-8")
    return folder


def send(site: Site, repository: Repository, folder: Path) -> Command:
    """Begin the upload, or go on with it."""
    return site.command("upload", repository.name, str(folder), token=site.hub.token)


def taken(site: Site) -> int:
    """How many bytes of content the Hub took in."""
    ways = re.compile(r"/_lfs/|/_xet/|/upload")
    return sum(each["bytes_in"] for each in site.hub.requests() if ways.search(each["path"]))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("transport", ["lfs", "xet"])
def test_an_upload_killed_before_its_commit(site: Site, xet_site: Site, transport: str, seed: int) -> None:
    site = site if transport == "lfs" else xet_site
    dice = random.Random(f"{transport} {seed}")
    repository = Repository(site, f"killed-{transport}-{seed}")
    folder = make_folder(site, dice)
    site.hub.set_faults("slow_upload=8000000;method=PUT", "slow_upload=8000000;path=/_xet/")
    kills = 0
    for _ in range(KILLS):
        with send(site, repository, folder) as command:
            if command.lives(dice.uniform(0.8, 2.5)):
                kills += 1
                command.kill(with_engine=dice.random() < 0.5)
        assert repository.commits() == 1 or repository.is_exactly(folder), "half an upload is to be seen"
    site.hub.clear_faults()
    if repository.commits() == 1:
        with send(site, repository, folder) as command:
            command.succeeds()
    assert repository.is_exactly(folder)
    assert repository.commits() == 2
    print(f"{(taken(site) - LARGE) / 1e6:.1f} MB again after {kills} kills")
    if transport == "lfs":
        assert taken(site) - LARGE <= kills * 4 * PART + MIB, "what had arrived was sent again"
    repository.delete()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_upload_killed_around_its_commit(site: Site, moment: str) -> None:
    """The answer to the commit never comes, and the program dies: what was made is recognised, not made again."""
    repository = Repository(site, f"killed-{moment}-commit")
    folder = make_folder(site, random.Random(moment))
    stays_away = f"{'no_answer' if moment == 'before' else 'lose_answer'};{COMMIT};count=1"
    site.hub.set_faults(stays_away, *(["delay=400;path=/commits/"] if moment == "after" else []))
    with send(site, repository, folder) as command:
        command.until(lambda: _is_committing(command, repository, moment), "the commit is under way")
        command.kill(with_engine=True)
    site.hub.clear_faults()
    sent = taken(site)
    assert repository.commits() == (1 if moment == "before" else 2)
    with send(site, repository, folder) as command:
        command.ends()
    assert repository.is_exactly(folder)
    assert repository.commits() == 2
    assert taken(site) - sent < MIB, "it was sent again"
    repository.delete()


@pytest.mark.timeout(300)
def test_thousands_of_small_files_survive_a_kill(site: Site) -> None:
    repository = Repository(site, "very-many")
    folder = site.folder / "many"
    for number in range(MANY):
        path = folder / f"{number // 500:02d}" / f"{number:05d}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{"number": {number}}}\n', encoding="utf-8")
    with send(site, repository, folder) as command:
        if command.lives(1.5):
            command.kill()
    with send(site, repository, folder) as command:
        command.ends(250)
    assert repository.is_exactly(folder)
    repository.delete()


def _is_committing(command: Command, repository: Repository, moment: str) -> bool:
    if moment == "after":
        return repository.commits() == 2
    return any(event["state"] == "committing" for event in command.events("progress"))
