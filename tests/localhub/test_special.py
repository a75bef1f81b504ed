"""The repositories that are there to be met do what they are there for."""

from __future__ import annotations

import hashlib
import pickle
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.machine import slowness
from helpers.practice_hub import PracticeHub
from hubdesk.core.formats import read_gguf, read_safetensors
from hubdesk.localhub.making.special import NAMES

SIX = "minji/six-gigabytes"


@pytest.fixture(scope="module")
def api(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(small_hub, tmp_path_factory.mktemp("special-home")) as library:
        yield library


def test_a_file_of_six_gigabytes_takes_no_room(api: Library, owner: HubClient, hub: PracticeHub) -> None:
    started = time.perf_counter()
    (weights,) = api(f"[vars(f) for f in api.get_paths_info('{SIX}', ['model.safetensors'])]")
    assert time.perf_counter() - started < 3 * slowness()
    assert weights["size"] == weights["lfs"]["size"] > 6_000_000_000
    metadata = f"api.get_safetensors_metadata('{SIX}').parameter_count"
    info = api(f"api.model_info('{SIX}', expand=['safetensors']).safetensors.total")
    assert sum(api(metadata).values()) == info == 3_009_347_584
    path = f"/{SIX}/resolve/main/model.safetensors"
    head = owner.get(path, headers={"Range": "bytes=0-1048575"})
    assert read_safetensors(head.body, file_size=weights["size"]).parameters == info
    tail = owner.get(path, headers={"Range": "bytes=-1000"})
    assert tail.headers["Content-Range"] == f"bytes {weights['size'] - 1000}-{weights['size'] - 1}/{weights['size']}"
    assert len(tail.body) == 1000
    stored = [each for each in hub.data.rglob(f"{weights['lfs']['sha256']}*") if each.is_file()]
    assert sum(each.stat().st_size for each in stored) < 100_000


def test_names_in_any_script_survive(api: Library) -> None:
    repo = "minji/names-in-any-script"
    assert set(NAMES) < set(api(f"api.list_repo_files('{repo}', repo_type='dataset')"))
    folder = Path(api(f"api.snapshot_download('{repo}', repo_type='dataset')"))
    for name, content in NAMES.items():
        assert (folder / name).read_bytes() == content, name
    check = api(f"vars(api.verify_repo_checksums('{repo}', repo_type='dataset'))")
    assert (check["mismatches"], check["missing_paths"]) == ([], [])
    tree = api(f"[f.path for f in api.list_repo_tree('{repo}', '데이터/깊은', repo_type='dataset', recursive=True)]")
    assert tree[-1] == "데이터/깊은/곳에/있는/파일.txt"


def test_shards_fit_their_index(api: Library) -> None:
    shown = "(lambda m: [m.sharded, sorted(m.files_metadata)])"
    metadata = api(f"{shown}(api.get_safetensors_metadata('open-models/sharded-70b'))")
    assert metadata[0] is True
    assert metadata[1] == [f"model-{number:05}-of-00006.safetensors" for number in range(1, 7)]


def test_quantisations_and_a_split_one(api: Library, owner: HubClient) -> None:
    repo = "open-models/sharded-70b-GGUF"
    files = [name for name in api(f"api.list_repo_files('{repo}')") if name.endswith(".gguf")]
    assert {name.rpartition("-")[2] for name in files if "/" not in name} == {
        "Q2_K.gguf", "Q3_K_M.gguf", "Q4_K_M.gguf", "Q5_K_M.gguf", "Q6_K.gguf", "Q8_0.gguf"
    }  # fmt: skip
    parts = [name for name in files if "/" in name]
    assert parts == [f"BF16/sharded-70b-BF16-{part:05}-of-00003.gguf" for part in (1, 2, 3)]
    contents = [owner.get(f"/{repo}/resolve/main/{name}").body for name in files]
    assert all(read_gguf(content, file_size=len(content)).tensors for content in contents)
    assert len({hashlib.sha256(content).hexdigest() for content in contents}) == len(files)


def test_a_former_name_leads_on(api: Library) -> None:
    assert api("api.model_info('minji/first-name').id") == "minji/renamed-model"
    assert Path(api("api.hf_hub_download('minji/first-name', 'config.json')")).exists()


def test_findings_of_scans(api: Library, owner: HubClient) -> None:
    status = api("api.model_info('minji/scan-findings', securityStatus=True).security_repo_status")
    assert {each["path"]: each["level"] for each in status["filesWithIssues"]} == {
        "suspicious/optimizer.pt": "suspicious", "unsafe/settings.pkl": "unsafe", "unsafe/virus-test.txt": "unsafe"
    }  # fmt: skip
    paths = "api.get_paths_info('minji/scan-findings', ['unsafe/virus-test.txt'], expand=True)"
    (virus,) = api(f"[vars(f) for f in {paths}]")
    assert virus["security"]["av_scan"] == {"virusFound": True, "virusNames": ["Practice.Test.Signature"]}
    assert virus["security"]["safe"] is False
    harmless = owner.get("/minji/scan-findings/resolve/main/unsafe/settings.pkl").body
    assert pickle.loads(harmless) is None


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("api.model_info('minji/withdrawn-model')", "DisabledRepoError"),
        ("reader.model_info('minji/secret-project')", "RepositoryNotFoundError"),
        ("reader.hf_hub_download('hangul-lab/ko-embedding', 'config.json')", "GatedRepoError"),
    ],
)
def test_what_is_closed(api: Library, expression: str, name: str) -> None:
    assert api.failure(expression).classes[0] == name


def test_spaces_in_every_state(api: Library) -> None:
    spaces = {
        "hangul-playground": "RUNNING", "paused-space": "PAUSED", "needs-a-secret": "RUNTIME_ERROR",
        "unbuildable-space": "BUILD_ERROR",
    }  # fmt: skip
    for name, stage in spaces.items():
        assert api(f"api.get_space_runtime('minji/{name}').stage") == stage
        assert "app.py" in api(f"api.list_repo_files('minji/{name}', repo_type='space')")
    assert "GREETING" in api("api.get_space_runtime('minji/needs-a-secret').raw['errorMessage']")
    api("api.restart_space('minji/unbuildable-space')")
    wait = "api.wait_for_space('minji/{}', timeout=10, poll_interval=0.1).stage"
    assert api(wait.format("unbuildable-space")) == "BUILD_ERROR"
    api("api.add_space_secret('minji/needs-a-secret', 'GREETING', 'Good morning')")
    assert api(wait.format("needs-a-secret")) == "RUNNING"
    api("api.delete_space_secret('minji/needs-a-secret', 'GREETING')")
    api("api.restart_space('minji/paused-space')")
    assert api(wait.format("paused-space")) == "RUNNING"
    api("api.pause_space('minji/paused-space')")
