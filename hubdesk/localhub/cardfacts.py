"""The metadata a card would have, from the facts of its repository."""

from __future__ import annotations

from typing import Any

from hubdesk.localhub.architectures import model_type, relation
from hubdesk.localhub.facts import Facts, Kind, draw, words

_COLORS = ("red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray")
_DERIVED = frozenset(
    words(
        "safetensors gguf onnx pytorch tf jax rust endpoints_compatible text-generation-inference eval-results "
        "model-index text-embeddings-inference autotrain_compatible custom_code openvino coreml tflite imatrix"
    )
)


def card_data(facts: Facts) -> dict[str, Any]:
    """The metadata of the card: what its README says, or what its facts amount to."""
    if facts.card is not None:
        return dict(facts.card)
    match facts.kind:
        case Kind.MODEL:
            return _model_card(facts)
        case Kind.DATASET:
            return _dataset_card(facts)
        case Kind.SPACE:
            return _space_card(facts)


def _model_card(facts: Facts) -> dict[str, Any]:
    datasets = [tag.removeprefix("dataset:") for tag in facts.tags if tag.startswith("dataset:")]
    own = [tag for tag in facts.tags if ":" not in tag and tag not in _DERIVED and tag not in facts.languages]
    own = [tag for tag in own if tag not in (facts.library, facts.task, *facts.formats, model_type(facts))]
    card: dict[str, Any] = {
        "license": facts.license,
        "language": list(facts.languages),
        "library_name": facts.library,
        "pipeline_tag": facts.task,
        "base_model": facts.base_models,
        "base_model_relation": relation(facts) if facts.base_model else "",
        "datasets": datasets,
        "tags": own,
    }
    if facts.gated:
        card["extra_gated_prompt"] = "Please share who you are and what you want to use this model for."
    return {key: value for key, value in card.items() if value}


def _dataset_card(facts: Facts) -> dict[str, Any]:
    card: dict[str, Any] = {"pretty_name": facts.title or facts.name}
    for tag in facts.tags:
        key, colon, value = tag.partition(":")
        if colon and key not in ("format", "modality", "library", "region", "arxiv"):
            card.setdefault(key, []).append(value)
    return card


def _space_card(facts: Facts) -> dict[str, Any]:
    card: dict[str, Any] = {
        "title": facts.title,
        "emoji": facts.emoji,
        "colorFrom": _COLORS[draw(f"from {facts.id}", len(_COLORS))],
        "colorTo": _COLORS[draw(f"to {facts.id}", len(_COLORS))],
        "sdk": facts.sdk,
        "app_file": "index.html" if facts.sdk == "static" else "app.py",
        "pinned": False,
        "license": facts.license,
        "short_description": facts.description,
        "models": list(facts.models),
        "datasets": list(facts.datasets),
    }
    if facts.sdk == "docker":
        card["app_port"] = 7860
    return {key: value for key, value in card.items() if value not in ("", [])}
