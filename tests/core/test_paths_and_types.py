"""Names and places: ids, cache folders, data dir, child commands, shipped files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hubdesk.core.children import Child, child_command
from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError, HubError
from hubdesk.core.paths import Paths, standard_hf_cache
from hubdesk.core.resources import read_json, resource, resource_root
from hubdesk.core.types import RepoFile, RepoRef, RepoType


def test_a_ref_knows_its_parts() -> None:
    ref = RepoRef("Qwen/Qwen3-8B")
    assert (ref.owner, ref.name, ref.web_path) == ("Qwen", "Qwen3-8B", "Qwen/Qwen3-8B")
    assert ref.cache_folder == "models--Qwen--Qwen3-8B"
    canonical = RepoRef("squad", RepoType.DATASET)
    assert (canonical.owner, canonical.name) == ("", "squad")
    assert canonical.web_path == "datasets/squad"
    assert canonical.cache_folder == "datasets--squad"
    assert RepoRef("a/b", RepoType.SPACE).repo_type.api_name == "spaces"


def test_a_files_etag_is_what_the_cache_calls_it() -> None:
    assert RepoFile("a/b.txt", oid="1" * 40).etag == "1" * 40
    assert RepoFile("a/b.bin", oid="1" * 40, lfs_sha256="2" * 64).etag == "2" * 64
    assert RepoFile("a/b.bin").name == "b.bin"


def test_the_standard_cache_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert standard_hf_cache() == Path("~/.cache/huggingface/hub").expanduser()
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert standard_hf_cache() == Path("/x/huggingface/hub")
    monkeypatch.setenv("HF_HOME", "/h")
    assert standard_hf_cache() == Path("/h/hub")
    monkeypatch.setenv("HF_HUB_CACHE", "/c")
    assert standard_hf_cache() == Path("/c")


def test_the_data_dir_is_private(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "new" / "data")
    paths.create()
    assert paths.logs.is_dir()
    if sys.platform != "win32":
        assert paths.data_dir.stat().st_mode & 0o077 == 0
    assert paths.connection_cache("x").is_relative_to(paths.data_dir)


def test_a_childs_command_never_looks_in_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command(Child.ENGINE) == [sys.executable, "-P", "-m", "hubdesk", "--engine"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command(Child.LOCALHUB, "--port", "0") == [sys.executable, "--localhub", "--port", "0"]


def test_shipped_files_are_found() -> None:
    assert resource_root().is_dir()
    assert resource("catalog", "tasks.json").is_file()
    assert "text-generation" in read_json("catalog", "tasks.json")


def test_errors_say_whether_trying_again_can_help() -> None:
    assert HubError(ErrorKind.RATE_LIMITED, retry_after=3).retryable
    assert not DiskError(ErrorKind.NO_PERMISSION).retryable
    error = HubDeskError(ErrorKind.REPO_NOT_FOUND, "404", subject="a/b")
    assert str(error) == "repo_not_found (a/b): 404"
