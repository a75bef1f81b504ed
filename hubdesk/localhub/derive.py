"""Learns a repository's facts from its files, after a commit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hubdesk.core.errors import InputError
from hubdesk.core.formats import MAX_SAFETENSORS_HEADER, read_safetensors
from hubdesk.localhub.cardcheck import check_card, texts
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import Entry, GitRepo, Snapshot
from hubdesk.localhub.lfs import LfsStore

_FORMATS = {".safetensors": "safetensors", ".gguf": "gguf", ".onnx": "onnx"}
_DATA_FORMATS = {".csv": "csv", ".json": "json", ".jsonl": "json", ".parquet": "parquet", ".txt": "text"}
_DATASET_KEYS = ("task_categories", "task_ids", "size_categories", "language", "multilinguality")
_MOST_FILES = 50


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
        storage=sum(entry.size for entry in snapshot.files.values()),
    )
    match facts.kind:
        case Kind.MODEL:
            return _model(common, card, snapshot, lfs)
        case Kind.DATASET:
            return _dataset(common, card, snapshot)
        case Kind.SPACE:
            return _space(common, card)


def _model(facts: Facts, card: dict[str, Any], snapshot: Snapshot, lfs: LfsStore) -> Facts:
    formats = tuple(sorted({form for path in snapshot.files for end, form in _FORMATS.items() if path.endswith(end)}))
    library, task = str(card.get("library_name") or ""), str(card.get("pipeline_tag") or "")
    bases = texts(card.get("base_model"))
    relation = str(card.get("base_model_relation") or "finetune")
    tags = [library, *formats, task, *facts.languages, *texts(card.get("tags"))]
    tags += [f"dataset:{name}" for name in texts(card.get("datasets"))]
    tags += [f"base_model:{name}" for name in bases] + [f"base_model:{relation}:{name}" for name in bases]
    tags += [f"license:{facts.license}" if facts.license else "", "region:us"]
    return replace(
        facts,
        library=library,
        task=task,
        formats=formats,
        base_model=bases[0] if bases else "",
        parameters=_parameters(snapshot, lfs),
        tags=tuple(dict.fromkeys(filter(None, tags))),
    )


def _dataset(facts: Facts, card: dict[str, Any], snapshot: Snapshot) -> Facts:
    formats = sorted({form for path in snapshot.files for end, form in _DATA_FORMATS.items() if path.endswith(end)})
    tags = [f"{key}:{value}" for key in _DATASET_KEYS for value in texts(card.get(key))]
    tags += [f"license:{facts.license}"] if facts.license else []
    tags += [*texts(card.get("tags")), *(f"format:{form}" for form in formats), "region:us"]
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
        tags=tuple(dict.fromkeys([sdk, *texts(card.get("tags")), "region:us"])),
    )


def _card(kind: Kind, repo: GitRepo, snapshot: Snapshot) -> dict[str, Any]:
    entry = snapshot.files.get("README.md")
    if entry is None or entry.sha256:
        return {}
    return check_card(repo.blob(entry.oid).decode("utf-8", "replace"), kind).metadata


def _parameters(snapshot: Snapshot, lfs: LfsStore) -> int | None:
    weights = [entry for path, entry in snapshot.files.items() if path.endswith(".safetensors")][:_MOST_FILES]
    counts = [count for entry in weights if (count := _count(entry, lfs)) is not None]
    return sum(counts) if counts else None


def _count(entry: Entry, lfs: LfsStore) -> int | None:
    stored = lfs.find(entry.sha256) if entry.sha256 else None
    if stored is None:
        return None
    start = b"".join(stored.chunks(0, min(8, stored.size)))
    length = min(int.from_bytes(start, "little"), MAX_SAFETENSORS_HEADER)
    try:
        header = b"".join(stored.chunks(0, min(stored.size, 8 + length)))
        return read_safetensors(header).parameters
    except InputError:
        return None
