"""How a repository looks on the wire: the JSON objects of search and info."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from hubdesk.localhub.architectures import architecture, dtype, model_type, relation
from hubdesk.localhub.cardfacts import card_data
from hubdesk.localhub.facts import Facts, Kind, words
from hubdesk.localhub.spaces import runtime

SUMMARY: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: words("likes trendingScore private downloads tags pipeline_tag library_name createdAt modelId"),
    Kind.DATASET: words(
        "author disabled gated lastModified likes trendingScore private description downloads tags createdAt"
    ),
    Kind.SPACE: words("likes trendingScore private sdk tags createdAt"),
}
FULL: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: (*SUMMARY[Kind.MODEL], "author", "gated", "lastModified", "disabled", "safetensors", "gguf"),
    Kind.DATASET: (*SUMMARY[Kind.DATASET], "cardData"),
    Kind.SPACE: (*SUMMARY[Kind.SPACE], "author", "lastModified", "cardData", "models", "datasets", "runtime"),
}
INFO: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: (
        *FULL[Kind.MODEL], "cardData", "config", "usedStorage", "spaces", "transformersInfo", "downloadsAllTime",
        "baseModels", "mask_token", "model-index", "widgetData",
    ),
    Kind.DATASET: (*FULL[Kind.DATASET], "usedStorage", "downloadsAllTime"),
    Kind.SPACE: (*FULL[Kind.SPACE], "subdomain", "usedStorage", "disabled"),
}  # fmt: skip

_AUTO_MODELS = {
    "text-generation": "AutoModelForCausalLM",
    "image-text-to-text": "AutoModelForImageTextToText",
    "fill-mask": "AutoModelForMaskedLM",
    "text-classification": "AutoModelForSequenceClassification",
    "token-classification": "AutoModelForTokenClassification",
    "question-answering": "AutoModelForQuestionAnswering",
    "translation": "AutoModelForSeq2SeqLM",
    "summarization": "AutoModelForSeq2SeqLM",
    "image-classification": "AutoModelForImageClassification",
    "automatic-speech-recognition": "AutoModelForSpeechSeq2Seq",
}


def listed(facts: Facts, keys: tuple[str, ...] | list[str]) -> dict[str, Any]:
    """The object with these properties, as far as they are known, and always `_id` and `id`."""
    shown: dict[str, Any] = {"_id": _object_id(facts), "id": facts.id}
    for key in keys:
        if (build := _PROPERTIES.get(key)) and (value := build(facts)) is not None:
            shown[key] = value
    return shown


def _config(facts: Facts) -> dict[str, Any] | None:
    if facts.config is not None:
        return dict(facts.config)
    kind = model_type(facts)
    if not kind:
        return None
    return {"model_type": kind, "architectures": [architecture(facts)]}


def _safetensors(facts: Facts) -> dict[str, Any] | None:
    if facts.weights:
        return {"parameters": dict(facts.weights), "total": sum(facts.weights.values())}
    if facts.parameters is None or "safetensors" not in facts.formats:
        return None
    return {"parameters": {dtype(facts): facts.parameters}, "total": facts.parameters}


def _gguf(facts: Facts) -> dict[str, Any] | None:
    if facts.gguf:
        return dict(facts.gguf)
    if facts.parameters is None or "gguf" not in facts.formats:
        return None
    return {"total": facts.parameters, "architecture": model_type(facts) or "llama", "context_length": 32768}


def _base_models(facts: Facts) -> dict[str, Any] | None:
    if not facts.base_model:
        return None
    models = [{"_id": _digest(name), "id": name} for name in facts.base_models]
    return {"relation": relation(facts) or "finetune", "models": models}


def _transformers_info(facts: Facts) -> dict[str, Any] | None:
    auto = _AUTO_MODELS.get(facts.task, "AutoModel")
    if facts.library != "transformers":
        return None
    info = {"auto_model": auto, "pipeline_tag": facts.task, "processor": "AutoTokenizer"}
    return {key: value for key, value in info.items() if value}


def _runtime(facts: Facts) -> dict[str, Any] | None:
    return runtime.shown(facts) if facts.kind is Kind.SPACE else None


def _mask_token(facts: Facts) -> str | None:
    if facts.task != "fill-mask":
        return None
    return "<mask>" if "roberta" in model_type(facts) else "[MASK]"


def _object_id(facts: Facts) -> str:
    return _digest(f"{facts.kind} {facts.id}")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


_PROPERTIES: dict[str, Callable[[Facts], Any]] = {
    "modelId": lambda facts: facts.id,
    "author": lambda facts: facts.author or None,
    "baseModels": _base_models,
    "cardData": card_data,
    "config": _config,
    "createdAt": lambda facts: facts.created_at,
    "datasets": lambda facts: list(facts.datasets),
    "description": lambda facts: facts.description or None,
    "disabled": lambda facts: facts.disabled,
    "downloads": lambda facts: facts.downloads,
    "downloadsAllTime": lambda facts: facts.downloads * 9 + facts.likes,
    "gated": lambda facts: facts.gated or False,
    "gguf": _gguf,
    "lastModified": lambda facts: facts.updated_at,
    "library_name": lambda facts: facts.library or None,
    "likes": lambda facts: facts.likes,
    "inferenceProviderMapping": lambda facts: {},
    "mainSize": lambda facts: facts.storage,
    "mask_token": _mask_token,
    "model-index": lambda facts: card_data(facts).get("model-index"),
    "models": lambda facts: list(facts.models),
    "paperswithcode_id": lambda facts: card_data(facts).get("paperswithcode_id"),
    "pipeline_tag": lambda facts: facts.task or None,
    "private": lambda facts: facts.private,
    "region": lambda facts: next((tag[7:] for tag in facts.tags if tag.startswith("region:")), "us"),
    "runtime": _runtime,
    "safetensors": _safetensors,
    "sdk": lambda facts: facts.sdk or None,
    "subdomain": runtime.subdomain,
    "tags": lambda facts: list(facts.tags),
    "transformersInfo": _transformers_info,
    "trendingScore": lambda facts: facts.trending,
    "usedStorage": lambda facts: facts.storage,
    "widgetData": lambda facts: card_data(facts).get("widget"),
}
