"""The tags people can filter by, grouped as the Hub groups them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hubdesk.core.resources import read_json
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.shelf import Shelf

Groups = dict[str, list[dict[str, Any]]]
_MODALITIES = {"natural-language-processing": "nlp", "computer-vision": "cv"}


def by_type(kind: Kind, shelf: Shelf) -> Groups:
    """Every group of tags and its tags, the most used first where use is counted."""
    return _model_tags(shelf) if kind is Kind.MODEL else _dataset_tags(shelf)


def _model_tags(shelf: Shelf) -> Groups:
    tasks, libraries = read_json("catalog", "tasks.json"), read_json("catalog", "libraries.json")
    licenses = read_json("catalog", "licenses.json")
    languages: Counter[str] = Counter()
    datasets: Counter[str] = Counter()
    used_licenses: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for row in _public(shelf):
        languages.update(row.languages)
        used_licenses.update([row.license] if row.license else [])
        for tag in row.tags:
            group, colon, _ = tag.partition(":")
            if group == "dataset" and colon:
                datasets[tag] += 1
            elif not colon and tag not in row.languages and tag not in (row.library, row.task):
                others[tag] += 1
    known = {entry["id"] for entry in licenses}
    return {
        "pipeline_tag": [
            {"id": task, "label": entry["name"], "type": "pipeline_tag", "subType": entry["modality"]}
            for task, entry in tasks.items()
        ],
        "library": [{"id": name, "label": entry["label"], "type": "library"} for name, entry in libraries.items()],
        "language": [{"id": code, "label": code, "type": "language"} for code, _ in languages.most_common()],
        "license": [_tag(f"license:{entry['id']}", entry["name"], "license") for entry in licenses]
        + [_tag(f"license:{name}", name, "license") for name, _ in used_licenses.most_common() if name not in known],
        "dataset": [_tag(tag, tag.partition(":")[2], "dataset") for tag, _ in datasets.most_common(2000)],
        "region": [_tag("region:us", "us", "region")],
        "other": [_tag(tag, tag, "other") for tag, _ in others.most_common(1000)],
    }


def _dataset_tags(shelf: Shelf) -> Groups:
    labels = {entry["id"]: entry["name"] for entry in read_json("catalog", "licenses.json")}
    tasks = read_json("catalog", "tasks.json")
    labels |= {task: entry["name"] for task, entry in tasks.items()}
    labels |= {sub["type"]: sub["name"] for entry in tasks.values() for sub in entry.get("subtasks", ())}
    used = Counter(tag for row in _public(shelf) for tag in row.tags)
    groups: Groups = {}
    for tag, _ in used.most_common():
        group, colon, value = tag.partition(":")
        if not colon:
            group, value = "other", tag
        entry = _tag(tag, labels.get(value, value), group)
        if group == "task_categories":
            entry["subType"] = tasks.get(value, {}).get("modality", "other")
        groups.setdefault(group, []).append(entry)
    return groups


def _public(shelf: Shelf) -> list[Facts]:
    return [row for row in shelf.all() if not row.private]


def _tag(tag: str, label: str, group: str) -> dict[str, Any]:
    return {"id": tag, "label": label, "type": group}
