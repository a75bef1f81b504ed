"""The repositories that the made-up people own, each to learn or to test something with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.making import weights
from hubdesk.localhub.making.datasets import plan_dataset
from hubdesk.localhub.making.models import plan_model
from hubdesk.localhub.making.plan import GITATTRIBUTES, Content, Plan, Step
from hubdesk.localhub.making.spaces import plan_space
from hubdesk.localhub.making.yaml_text import front_matter

FORMER_NAMES: dict[tuple[Kind, str], str] = {}
_CREATED, _UPDATED = "2026-03-02T01:20:00.000Z", "2026-08-18T09:30:00.000Z"
_BROKEN_CARD = """---
license: apache-2.0
language:
  - ko
 - en
tags: [practice, "unclosed
pipeline_tag: text-classification
---

# broken-card

The metadata above is not YAML: a list is indented two ways and a bracket is never closed.
Find the lines and repair them.
"""


@dataclass(frozen=True, slots=True)
class Owned:
    """A repository of somebody here, and how its files are made."""

    facts: Facts
    plan: Callable[[Facts], Plan]


def _model(
    repo_id: str,
    plan: Callable[[Facts], Plan] = plan_model,
    *,
    tags: tuple[str, ...] = (),
    **values: Any,  # noqa: ANN401 - the fields are typed in Facts
) -> Owned:
    return Owned(Facts(Kind.MODEL, repo_id, _CREATED, _UPDATED, own=True, tags=("practice", *tags), **values), plan)


def _empty(_: Facts) -> Plan:
    return Plan((Step("initial commit", {".gitattributes": GITATTRIBUTES}),))


def _new(facts: Facts) -> Plan:
    """What a repository begins with that somebody just created."""
    files: dict[str, Content] = {".gitattributes": GITATTRIBUTES}
    if facts.kind is Kind.SPACE:
        metadata = {"title": facts.name, "emoji": "🌱", "colorFrom": "green", "colorTo": "blue", "sdk": facts.sdk}
        files["README.md"] = f"{front_matter(metadata)}# {facts.name}\n".encode()
    return Plan((Step("initial commit", files),))


def _broken_card(facts: Facts) -> Plan:
    made = plan_model(facts)
    return Plan((*made.steps[:-1], Step("Update README.md", {"README.md": _BROKEN_CARD.encode()})))


def _pickled(facts: Facts) -> Plan:
    made = plan_model(facts)
    greeting = b"c__builtin__\nprint\n(X\x05\x00\x00\x00helloR0"  # prints, when loaded without care
    suspicious = weights.pytorch_zip(facts.id, weights.encoder_shapes(), extra=greeting.replace(b"helloR", b"hellotR"))
    step = Step("Add weights of the first experiment", {"first_experiment.bin": suspicious})
    return Plan((*made.steps[:-1], step, made.steps[-1]), {"v0.1": 1})


_TEXT: dict[str, Any] = {"library": "transformers", "formats": ("safetensors",), "license": "apache-2.0"}
OWNED: tuple[Owned, ...] = (
    _model("minji/hangul-sentiment", task="text-classification", languages=("ko",), parameters=110_618_882, likes=42,
           downloads=3120, trending=3, base_model="klue/bert-base", datasets=(),
           tags=("transformers", "safetensors", "bert", "text-classification", "ko", "dataset:minji/seoul-bus-reviews",
                 "base_model:klue/bert-base", "base_model:finetune:klue/bert-base", "license:apache-2.0"), **_TEXT),
    _model("minji/night-bus-llm", task="text-generation", languages=("ko", "en"), parameters=1_235_814_400, likes=18,
           downloads=870, trending=2, tags=("transformers", "safetensors", "llama", "text-generation", "ko", "en",
           "license:apache-2.0"), **_TEXT),
    _model("minji/first-experiment", _pickled, task="text-classification", languages=("en",), license="mit",
           library="transformers", parameters=66_955_010, likes=1, downloads=12,
           tags=("transformers", "pytorch", "bert", "text-classification", "en", "license:mit")),
    _model("minji/secret-project", task="text-generation", languages=("ko",), parameters=596_049_920, private=True,
           tags=("transformers", "safetensors", "qwen3", "text-generation", "ko", "license:apache-2.0"), **_TEXT),
    _model("minji/broken-card", _broken_card, task="text-classification", parameters=4_385_920, card={},
           tags=("transformers", "safetensors", "bert"), **_TEXT),
    _model("minji/empty-model", _empty, card={}),
    _model("minji/withdrawn-model", task="text-generation", parameters=124_439_808, disabled=True,
           tags=("transformers", "safetensors", "gpt2", "license:apache-2.0"), **_TEXT),
    _model("hangul-lab/ko-tiny-llama-GGUF", task="text-generation", languages=("ko",), license="llama3.2",
           library="gguf", formats=("gguf",), parameters=1_235_814_400, base_model="meta-llama/Llama-3.2-1B", likes=67,
           downloads=5400, trending=5, tags=("gguf", "llama", "text-generation", "ko", "license:llama3.2",
           "base_model:meta-llama/Llama-3.2-1B", "base_model:quantized:meta-llama/Llama-3.2-1B")),
    _model("hangul-lab/ko-embedding", task="sentence-similarity", languages=("ko",), license="cc-by-nc-4.0",
           library="sentence-transformers", formats=("safetensors", "onnx"), parameters=278_043_648, gated="manual",
           likes=205, downloads=9800, trending=4, tags=("sentence-transformers", "onnx", "safetensors", "xlm-roberta",
           "sentence-similarity", "ko", "license:cc-by-nc-4.0")),
    _model("open-models/tiny-gpt", task="text-generation", languages=("en",), parameters=10_700_000, likes=311,
           downloads=48_000, trending=6, tags=("transformers", "safetensors", "gpt2", "text-generation", "en",
           "license:apache-2.0"), **_TEXT),
    Owned(Facts(Kind.DATASET, "minji/seoul-bus-reviews", _CREATED, _UPDATED, own=True, likes=23, downloads=640,
                trending=2, license="cc-by-4.0", languages=("ko",), formats=("csv",), title="Seoul bus reviews",
                description="Made-up opinions of passengers about night buses",
                tags=("task_categories:text-classification", "task_ids:sentiment-classification", "license:cc-by-4.0",
                      "language:ko", "size_categories:n<1K", "format:csv", "modality:text", "library:datasets",
                      "region:us")), plan_dataset),
    Owned(Facts(Kind.DATASET, "hangul-lab/everyday-korean", _CREATED, _UPDATED, own=True, likes=88, downloads=2100,
                trending=3, license="cc-by-sa-4.0", languages=("ko",), formats=("json",), gated="auto",
                title="Everyday Korean 일상 한국어", description="Short made-up sentences of daily life",
                tags=("task_categories:text-generation", "license:cc-by-sa-4.0", "language:ko", "size_categories:n<1K",
                      "format:json", "modality:text", "library:datasets", "region:us")), plan_dataset),
    Owned(Facts(Kind.SPACE, "minji/hangul-playground", _CREATED, _UPDATED, own=True, likes=15, trending=2,
                license="apache-2.0", title="Hangul Playground 한글 놀이터", emoji="🪁", sdk="gradio", stage="RUNNING",
                description="Try a Korean sentiment model", models=("minji/hangul-sentiment",),
                datasets=("minji/seoul-bus-reviews",), tags=("gradio", "region:us")), plan_space),
)  # fmt: skip


def owned(kind: Kind) -> list[Facts]:
    """The facts of every owned repository of one kind."""
    return [each.facts for each in OWNED if each.facts.kind is kind]


def plan_for(facts: Facts) -> Plan:
    """How the files of a repository are made when it is first opened."""
    for each in OWNED:
        if (each.facts.kind, each.facts.id, each.facts.created_at) == (facts.kind, facts.id, facts.created_at):
            return each.plan(each.facts)
    if facts.own:
        return _new(facts)
    match facts.kind:
        case Kind.MODEL:
            return plan_model(facts)
        case Kind.DATASET:
            return plan_dataset(facts)
        case Kind.SPACE:
            return plan_space(facts)
