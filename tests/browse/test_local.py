"""Which repositories are on this computer, by what the library itself writes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from helpers.practice_hub import PracticeHub
from hubdesk.browse.local import LocalRepos, find_repos
from hubdesk.core.types import Connection, RepoRef, RepoType
from hubdesk.hub.pool import HubPool


def add(cache: Path, folder: str, *, file: str = "x") -> None:
    """A repository with one snapshot of one file (or of none)."""
    snapshot = cache / folder / "snapshots" / ("0" * 40)
    snapshot.mkdir(parents=True)
    if file:
        (snapshot / file).touch()


def test_only_whole_names_with_a_snapshot_count(tmp_path: Path) -> None:
    add(tmp_path, "models--Qwen--Qwen3-8B")
    add(tmp_path, "models--gpt2")
    add(tmp_path, "datasets--rajpurkar--squad")
    add(tmp_path, "spaces--a--b")
    add(tmp_path, "models--empty--snapshot", file="")
    add(tmp_path, "models--a--b--c")
    add(tmp_path, "kernels--a--b")
    add(tmp_path, "models--..--x")
    (tmp_path / "models--only--refs" / "refs").mkdir(parents=True)
    (tmp_path / "models--empty--folder" / "snapshots").mkdir(parents=True)
    (tmp_path / "version.txt").touch()
    assert find_repos(tmp_path) == {
        RepoRef("Qwen/Qwen3-8B"),
        RepoRef("gpt2"),
        RepoRef("rajpurkar/squad", RepoType.DATASET),
        RepoRef("a/b", RepoType.SPACE),
    }


def test_a_cache_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert find_repos(tmp_path / "nothing") == frozenset()
    (tmp_path / "file").touch()
    assert find_repos(tmp_path / "file") == frozenset()


async def test_listeners_hear_of_changes_only(tmp_path: Path, pool: HubPool) -> None:
    local = LocalRepos(Connection("test", "https://hub.test", tmp_path), pool)
    told: list[int] = []
    end = local.subscribe(lambda: told.append(len(local.known())))
    await local.scan()
    add(tmp_path, "models--a--b")
    assert not local.contains(RepoRef("a/b"))
    await local.scan()
    await local.scan()
    assert local.contains(RepoRef("a/b"))
    assert not local.contains(RepoRef("a/b", RepoType.DATASET))
    end()
    end()
    add(tmp_path, "models--c--d")
    await local.scan()
    assert told == [1]


async def test_what_the_library_downloads_is_found(tmp_path: Path, pool: HubPool, practice_hub: PracticeHub) -> None:
    code = "from huggingface_hub import hf_hub_download as d; d('Qwen/Qwen3-8B', 'config.json')"
    environment = {
        **os.environ,
        "HF_ENDPOINT": practice_hub.url,
        "HF_HOME": str(tmp_path),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    }
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], env=environment, check=True)
    local = LocalRepos(Connection("test", practice_hub.url, tmp_path / "hub"), pool)
    assert await local.scan() == {RepoRef("Qwen/Qwen3-8B")}
