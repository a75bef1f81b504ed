"""What the Hub tells about one repository, property by property."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from huggingface_hub import hf_api

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub
from hubdesk.core.formats import safetensors_header
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.making import weights

CARD = """---
license: mit
language: [en, ko]
library_name: transformers
pipeline_tag: fill-mask
base_model: open-models/tiny-gpt
datasets: [minji/seoul-bus-reviews]
tags: [practice]
widget:
  - text: "Paris is the [MASK] of France."
model-index:
  - name: measured
    results:
      - task: {type: fill-mask}
        dataset: {type: glue, name: GLUE}
        metrics: [{type: accuracy, value: 0.9}]
---
# measured

```bibtex
@misc{measured, title = {Measured}}
```
"""
RESULTS = """- dataset: {id: cais/hle, task_id: default}
  value: 20.9
  source: {url: https://practice.invalid/log, name: Log}
  notes: no-tools
"""
MODEL = "minji/measured"


@pytest.fixture(scope="module")
def api(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(small_hub, tmp_path_factory.mktemp("info-home")) as library:
        yield library


@pytest.fixture(scope="module")
def model(api: Library, small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A model that somebody uploaded, with all that can be read from files."""
    folder = tmp_path_factory.mktemp("measured")
    (folder / ".eval_results").mkdir()
    files: dict[str, bytes] = {
        "README.md": CARD.encode(),
        "config.json": json.dumps({"model_type": "bert", "architectures": ["BertForMaskedLM"], "x": 1}).encode(),
        ".eval_results/good.yaml": RESULTS.encode(),
        ".eval_results/bad.yaml": b"- dataset: {id: cais/hle}\n",
        ".eval_results/worse.yaml": b"{ [",
        "model-00001-of-00002.safetensors": _safetensors(("a", "F32", (10, 4)), ("b", "BF16", (7,))),
        "model-00002-of-00002.safetensors": _safetensors(("c", "BF16", (100,))),
        "other.safetensors": _safetensors(("d", "I8", (1000,))),
        "broken.safetensors": b"\xff" * 20,
    }
    for path, content in files.items():
        (folder / path).write_bytes(content)
    api(f"api.create_repo('{MODEL}')")
    api(f"api.upload_folder(repo_id='{MODEL}', folder_path={str(folder)!r}).oid")
    yield MODEL
    api(f"api.delete_repo('{MODEL}')")


def _safetensors(*tensors: tuple[str, str, tuple[int, ...]]) -> bytes:
    header = safetensors_header(list(tensors), {})
    size = {"F32": 4, "BF16": 2, "I8": 1}
    return header + b"".join(bytes(size[kind] * weights.volume(shape)) for _, kind, shape in tensors)


def expand(api: Library, repo: str, *names: str, kind: str = "model") -> dict[str, Any]:
    found: dict[str, Any] = api(f"vars(api.{kind}_info('{repo}', expand={list(names)!r}))")
    return found


def test_headers_of_safetensors_are_counted(api: Library, model: str) -> None:
    found = expand(api, model, "safetensors", "config", "tags", "pipeline_tag", "library_name")
    assert found["safetensors"] == {"parameters": {"F32": 40, "BF16": 107}, "total": 147}
    assert found["config"] == {"model_type": "bert", "architectures": ["BertForMaskedLM"]}
    expected = {"transformers", "safetensors", "bert", "fill-mask", "en", "ko", "license:mit", "region:us"}
    expected |= {"dataset:minji/seoul-bus-reviews", "base_model:finetune:open-models/tiny-gpt"}
    assert expected <= set(found["tags"])
    assert api("[m.id for m in api.list_models(author='minji', num_parameters='max:1K')]") == [model]


def test_headers_of_gguf_files_are_read(api: Library, tmp_path: Path) -> None:
    facts = Facts(Kind.MODEL, "minji/quantised", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z")
    contents = {kind: weights.gguf(replace(facts, id=kind), kind, "qwen3") for kind in ("Q4_K_M", "Q8_0")}
    for kind, content in contents.items():
        (tmp_path / f"{kind}.gguf").write_bytes(content)
    api("api.create_repo('minji/quantised')")
    api(f"api.upload_folder(repo_id='minji/quantised', folder_path={str(tmp_path)!r}).oid")
    gguf = expand(api, "minji/quantised", "gguf")["gguf"]
    assert (gguf["architecture"], gguf["context_length"]) == ("qwen3", 32768)
    assert gguf["total"] > 1_000_000
    assert gguf["totalFileSize"] == sum(map(len, contents.values()))
    api("api.delete_repo('minji/quantised')")


def test_cards_and_evaluations(api: Library, model: str) -> None:
    found = expand(api, model, "cardData", "model-index", "widgetData", "mask_token", "evalResults", "baseModels")
    assert api(f"api.model_info('{model}').card_data.eval_results[0].metric_value") == 0.9
    assert found["model_index"][0]["name"] == "measured"
    assert found["widget_data"] == [{"text": "Paris is the [MASK] of France."}]
    assert found["mask_token"] == "[MASK]"
    results = api(f"[(r.dataset_id, r.value, r.source_name) for r in api.model_info('{model}', expand=['evalResults'])"
                  ".eval_results]")  # fmt: skip
    assert results == [["cais/hle", 20.9, "Log"]]
    assert found["base_models"]["models"][0]["id"] == "open-models/tiny-gpt"
    assert expand(api, "open-models/tiny-gpt", "childrenModelCount")["children_model_count"] == 1
    assert expand(api, "minji/hangul-sentiment", "spaces")["spaces"] == ["minji/hangul-playground"]


def test_results_that_cannot_be_read_say_why(owner: HubClient, model: str) -> None:
    results = owner.get(f"/api/models/{model}", expand="evalResults").json["evalResults"]
    assert {each["filename"]: "error" in each for each in results} == {
        ".eval_results/bad.yaml": True, ".eval_results/good.yaml": False, ".eval_results/worse.yaml": True,
    }  # fmt: skip


def test_storage_counts_what_history_has(api: Library, model: str, owner: HubClient) -> None:
    before = owner.get(f"/api/models/{model}", blobs="true").json
    assert before["usedStorage"] == sum(sibling["size"] for sibling in before["siblings"])
    api(f"api.delete_file('other.safetensors', '{model}')")
    assert owner.get(f"/api/models/{model}").json["usedStorage"] == before["usedStorage"]


@pytest.mark.parametrize(
    ("kind", "repo", "properties"),
    [
        ("model", "minji/hangul-sentiment", hf_api.ExpandModelProperty_T),
        ("dataset", "minji/seoul-bus-reviews", hf_api.ExpandDatasetProperty_T),
        ("space", "minji/hangul-playground", hf_api.ExpandSpaceProperty_T),
    ],
)
def test_every_property_of_the_library_can_be_asked_for(
    api: Library, owner: HubClient, kind: str, repo: str, properties: object
) -> None:
    names = list(get_args(properties))
    assert expand(api, repo, *names, kind=kind)["sha"]
    for name in names:
        shown = owner.get(f"/api/{kind}s/{repo}", expand=name).json
        assert set(shown) <= {"_id", "id", name}
    full = owner.get(f"/api/{kind}s/{repo}", expand=names).json
    often_absent = {
        "resourceGroup", "inference", "evalResults", "gguf", "model-index", "widgetData", "mask_token", "citation",
        "paperswithcode_id", "mainSize", "usedStorage",
    }  # fmt: skip
    assert set(names) - often_absent <= set(full), set(names) - set(full)


def test_datasets_tell_their_citation(api: Library, owner: HubClient) -> None:
    api("api.create_repo('minji/cited', repo_type='dataset')")
    card = "---\nlicense: mit\npaperswithcode_id: cited\n---\n```bibtex\n@misc{cited}\n```\n"
    line = {"path": "README.md", "content": base64.b64encode(card.encode()).decode(), "encoding": "base64"}
    header = {"key": "header", "value": {"summary": "Add card"}}
    assert owner.commit("/api/datasets/minji/cited/commit/main", header, {"key": "file", "value": line}).status == 200
    found = expand(api, "minji/cited", "citation", "paperswithcode_id", kind="dataset")
    assert (found["citation"], found["paperswithcode_id"]) == ("@misc{cited}", "cited")
    api("api.delete_repo('minji/cited', repo_type='dataset')")


def test_scans_of_what_people_upload(api: Library, owner: HubClient) -> None:
    api("api.create_repo('minji/scanned')")
    run = b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x04true\x85R."
    own = b"cmy_module\nMyClass\n."
    for path, content in (("run.pkl", run), ("own.pt", own), ("text.bin", b"no pickle at all")):
        where = f"path_in_repo='{path}', repo_id='minji/scanned'"
        api(f"api.upload_file(path_or_fileobj={content!r}, {where})")
    status = api("api.model_info('minji/scanned', securityStatus=True).security_repo_status")
    assert status["filesWithIssues"] == [
        {"path": "own.pt", "level": "suspicious"}, {"path": "run.pkl", "level": "unsafe"}
    ]  # fmt: skip
    scans = {
        entry["path"]: entry["securityFileStatus"]["pickleImportScan"]
        for entry in owner.get("/api/models/minji/scanned/tree/main", expand="true").json
    }
    assert scans["run.pkl"] == {
        "highestSafetyLevel": "dangerous",
        "pickleImports": [{"module": "posix", "name": "system", "safety": "dangerous"}],
    }
    assert scans["text.bin"] is None
    assert scans[".gitattributes"] is None
    api("api.delete_repo('minji/scanned')")


def test_an_old_revision_tells_of_its_files(api: Library, model: str) -> None:
    first = api(f"[c.commit_id for c in api.list_repo_commits('{model}')][-1]")
    info = api(f"vars(api.model_info('{model}', revision='{first}', files_metadata=True))")
    assert (info["sha"], len(info["siblings"])) == (first, 1)
    assert api(f"api.model_info('{model}', revision='{first[:7]}').sha") == first
