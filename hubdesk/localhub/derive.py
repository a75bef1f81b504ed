"""Learns a repository's facts from its files, after a commit."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hubdesk.localhub.cardcheck import check_card, texts
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import GitRepo, Snapshot
from hubdesk.localhub.lfs import LfsStore
from hubdesk.localhub.repositories.weights import read_weights

_FORMATS = {".safetensors": "safetensors", ".gguf": "gguf", ".onnx": "onnx"}
_DATA_FORMATS = {".csv": "csv", ".json": "json", ".jsonl": "json", ".parquet": "parquet", ".txt": "text"}
_DATASET_KEYS = ("task_categories", "task_ids", "size_categories", "language", "multilinguality")
_MOST_CONFIG = 1_000_000


def derive(facts: Facts, repo: GitRepo, lfs: LfsStore, updated_at: str) -> Facts:
    """The facts as the files at the head of main have them."""
    head = repo.resolve("main")
    snapshot = repo.snapshot(head) if head else Snapshot({}, {})
    card = _card(facts.kind, repo, snapshot)
    common = replace(
        facts,
        updated_at=updated_at,
        card=card,
        license=next(iter(texts(card.get("license"))), ""),
        languages=tuple(texts(card.get("language"))),
        storage=used_storage(repo, snapshot),
    )
    match facts.kind:
        case Kind.MODEL:
            return _model(common, card, repo, snapshot, lfs)
        case Kind.DATASET:
            return _dataset(common, card, snapshot)
        case Kind.SPACE:
            return _space(common, card)


def _model(facts: Facts, card: dict[str, Any], repo: GitRepo, snapshot: Snapshot, lfs: LfsStore) -> Facts:
    formats = tuple(sorted({form for path in snapshot.files for end, form in _FORMATS.items() if path.endswith(end)}))
    library, task = str(card.get("library_name") or ""), str(card.get("pipeline_tag") or "")
    bases = texts(card.get("base_model"))
    relation = str(card.get("base_model_relation") or "finetune")
    weights, config = read_weights(repo, snapshot, lfs), _config(repo, snapshot)
    network = str((config or {}).get("model_type") or "")
    tags = [library, *formats, network, task, *facts.languages, *texts(card.get("tags"))]
    tags += [f"dataset:{name}" for name in texts(card.get("datasets"))]
    tags += [f"base_model:{name}" for name in bases] + [f"base_model:{relation}:{name}" for name in bases]
    tags += [f"license:{facts.license}" if facts.license else "", _region(facts)]
    return replace(
        facts,
        library=library,
        task=task,
        formats=formats,
        base_model=bases[0] if bases else "",
        parameters=weights.parameters,
        weights=weights.dtypes,
        gguf=weights.gguf,
        config=config,
        tags=tuple(dict.fromkeys(filter(None, tags))),
    )


def _dataset(facts: Facts, card: dict[str, Any], snapshot: Snapshot) -> Facts:
    formats = sorted({form for path in snapshot.files for end, form in _DATA_FORMATS.items() if path.endswith(end)})
    tags = [f"{key}:{value}" for key in _DATASET_KEYS for value in texts(card.get(key))]
    tags += [f"license:{facts.license}"] if facts.license else []
    tags += [*texts(card.get("tags")), *(f"format:{form}" for form in formats), _region(facts)]
    title = str(card.get("pretty_name") or facts.name)
    return replace(facts, formats=tuple(formats), title=title, tags=tuple(dict.fromkeys(tags)))


def _space(facts: Facts, card: dict[str, Any]) -> Facts:
    sdk = str(card.get("sdk") or facts.sdk)
    return replace(
        facts,
        sdk=sdk,
        title=str(card.get("title") or facts.name),
        emoji=str(card.get("emoji") or ""),
        description=str(card.get("short_description") or ""),
        models=tuple(texts(card.get("models"))),
        datasets=tuple(texts(card.get("datasets"))),
        tags=tuple(dict.fromkeys([sdk, *texts(card.get("tags")), _region(facts)])),
    )


def _card(kind: Kind, repo: GitRepo, snapshot: Snapshot) -> dict[str, Any]:
    entry = snapshot.files.get("README.md")
    if entry is None or entry.sha256:
        return {}
    return check_card(repo.blob(entry.oid).decode("utf-8", "replace"), kind).metadata


def used_storage(repo: GitRepo, snapshot: Snapshot) -> int:
    """The bytes of all large files that were ever committed, and of the small ones that are there."""
    small = sum(entry.size for entry in snapshot.files.values() if not entry.sha256)
    return small + sum(each.size for each in repo.large_files())


def _config(repo: GitRepo, snapshot: Snapshot) -> dict[str, Any] | None:
    """What config.json says about the network, as far as the Hub repeats it."""
    entry = snapshot.files.get("config.json")
    if entry is None or entry.sha256 or entry.size > _MOST_CONFIG:
        return None
    try:
        content = json.loads(repo.blob(entry.oid))
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    known = {"architectures": texts(content.get("architectures")), "model_type": content.get("model_type")}
    return {key: value for key, value in known.items() if value and isinstance(value, str | list)} or None


def _region(facts: Facts) -> str:
    return next((tag for tag in facts.tags if tag.startswith("region:")), "region:us")
