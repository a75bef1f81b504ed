"""Loads the shipped catalogue: public models, datasets and Spaces as they were in August 2026.

Models: radar-huggingface-dataset, HF//RADAR, CC-BY-4.0. Datasets: from their cards; the numbers of downloads and likes
of datasets, and everything in `hub-extra.json`'s counters, are made up.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hubdesk.core.resources import read_json, resource
from hubdesk.localhub.facts import Facts, Kind, draw

_FAMOUS = ("squad", "glue", "imdb", "wikitext", "ag_news", "common_voice", "c4", "cnn_dailymail", "klue", "super_glue")
_FORMATS = ("csv", "json", "text")
_UNNAMESPACED = frozenset({"openai-community", "google-bert", "FacebookAI", "distilbert", "albert", "google-t5"})


def load(kind: Kind, models_file: Path | None = None) -> list[Facts]:
    """Every repository of one kind in the catalogue; `models_file` replaces the shipped models."""
    match kind:
        case Kind.MODEL:
            shipped = models_file is None
            rows = _lines(models_file or resource("catalog", "hub-models-2026-08.jsonl.gz"))
            models = [_model(row) for row in rows]
            known = {model.id for model in models}
            extra = (_model(row) for row in read_json("catalog", "hub-extra.json")["models"]) if shipped else ()
            return models + [model for model in extra if model.id not in known]
        case Kind.DATASET:
            rows = _lines(resource("catalog", "hub-datasets.jsonl.gz"))
            return [_dataset(row) for row in [*rows, *read_json("catalog", "hub-extra.json")["datasets"]]]
        case Kind.SPACE:
            return [_space(row) for row in read_json("catalog", "hub-spaces.json")]


def aliases(models: Iterable[Facts]) -> dict[str, str]:
    """Old ids without an owner, such as `gpt2`, and the ids they stand for."""
    return {model.name: model.id for model in models if model.author in _UNNAMESPACED}


def _lines(path: Path) -> list[dict[str, Any]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows: list[dict[str, Any]] = json.loads(b"[" + b",".join(filter(None, raw.splitlines())) + b"]")
    return rows


def _model(row: dict[str, Any]) -> Facts:
    gated = row["gated"]
    manual = gated and draw(row["id"], 3) == 0
    implied = [row["library"], row["pipeline_tag"], *row["formats"], row["license"] and f"license:{row['license']}"]
    implied += [f"base_model:{name.strip()}" for name in (row["base_model"] or "").split(",") if name.strip()]
    missing = [tag for tag in implied if tag and tag not in row["tags"]]
    return Facts(
        kind=Kind.MODEL,
        id=row["id"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        tags=(*row["tags"], *missing),
        likes=row["likes"],
        downloads=row["downloads_30d"],
        trending=row["trending_score"],
        license=row["license"] or "",
        task=row["pipeline_tag"] or "",
        library=row["library"] or "",
        languages=tuple(row["languages"]),
        parameters=row["parameters"],
        storage=row["storage_bytes"],
        base_model=row["base_model"] or "",
        formats=tuple(row["formats"]),
        gated=("manual" if manual else "auto") if gated else "",
    )


def _dataset(row: dict[str, Any]) -> Facts:
    name = row["id"]
    form = _FORMATS[draw(f"format {name}", len(_FORMATS))]
    fame = 4.5 if name.rpartition("/")[2] in _FAMOUS else draw(f"fame {name}", 1000) / 250
    tags = [f"{key}:{value}" for key in _DATASET_TAGS for value in row[key]]
    tags += [f"license:{value}" for value in row["license"]] + [f"language:{value}" for value in row["language"]]
    tags += [f"format:{form}", "modality:text", "library:datasets", "library:pandas", "region:us"]
    day = draw(f"day {name}", 900)
    return Facts(
        kind=Kind.DATASET,
        id=name,
        created_at=f"2022-{3 + day % 9:02}-{1 + day % 28:02}T{day % 24:02}:29:22.000Z",
        updated_at=f"{2023 + day // 300}-{1 + day % 300 // 25:02}-{1 + day % 25:02}T08:{day % 60:02}:11.000Z",
        tags=tuple(dict.fromkeys(tags)),
        likes=int(math.pow(10, fame * 0.62) + draw(f"likes {name}", 40)),
        downloads=int(math.pow(10, 1.6 + fame) + draw(f"downloads {name}", 700)),
        trending=draw(f"trending {name}", 5 + int(fame * 4)),
        license=row["license"][0] if row["license"] else "",
        languages=tuple(row["language"]),
        formats=(form,),
        title=row["pretty_name"] or name,
        description=row.get("description", ""),
    )


_DATASET_TAGS = (
    "task_categories",
    "task_ids",
    "annotations_creators",
    "language_creators",
    "multilinguality",
    "source_datasets",
    "size_categories",
)


def _space(row: dict[str, Any]) -> Facts:
    return Facts(
        kind=Kind.SPACE,
        id=row["id"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        tags=(row["sdk"], *row.get("tags", ()), "region:us"),
        likes=row["likes"],
        trending=row.get("trending", draw(f"trending {row['id']}", 60)),
        license=row.get("license", ""),
        title=row["title"],
        description=row["description"],
        emoji=row["emoji"],
        sdk=row["sdk"],
        stage=row.get("stage", "RUNNING"),
        models=tuple(row.get("models", ())),
        datasets=tuple(row.get("datasets", ())),
    )
