"""The repositories that the made-up people own, each to learn or to test something with."""

from __future__ import annotations

from typing import Any

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.making.datasets import plan_dataset
from hubdesk.localhub.making.made_spaces import SPACES
from hubdesk.localhub.making.models import plan_model
from hubdesk.localhub.making.owned import CREATED, UPDATED, Owned, model, new_plan
from hubdesk.localhub.making.plan import GITATTRIBUTES, Plan, Step
from hubdesk.localhub.making.spaces import plan_space
from hubdesk.localhub.making.special import FORMER_NAMES, SPECIAL
from hubdesk.localhub.making.unsafe import UNSAFE

__all__ = ["FORMER_NAMES", "OWNED", "owned", "plan_for"]

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


def _empty(_: Facts) -> Plan:
    return Plan((Step("initial commit", {".gitattributes": GITATTRIBUTES}),))


def _broken_card(facts: Facts) -> Plan:
    made = plan_model(facts)
    return Plan((*made.steps[:-1], Step("Update README.md", {"README.md": _BROKEN_CARD.encode()})))


_TEXT: dict[str, Any] = {"library": "transformers", "formats": ("safetensors",), "license": "apache-2.0"}
OWNED: tuple[Owned, ...] = (
    model("minji/hangul-sentiment", task="text-classification", languages=("ko",), parameters=110_618_882, likes=42,
           downloads=3120, trending=3, base_model="klue/bert-base", datasets=(),
           tags=("transformers", "safetensors", "bert", "text-classification", "ko", "dataset:minji/seoul-bus-reviews",
                 "base_model:klue/bert-base", "base_model:finetune:klue/bert-base", "license:apache-2.0"), **_TEXT),
    model("minji/night-bus-llm", task="text-generation", languages=("ko", "en"), parameters=1_235_814_400, likes=18,
           downloads=870, trending=2, tags=("transformers", "safetensors", "llama", "text-generation", "ko", "en",
           "license:apache-2.0"), **_TEXT),
    model("minji/secret-project", task="text-generation", languages=("ko",), parameters=596_049_920, private=True,
           tags=("transformers", "safetensors", "qwen3", "text-generation", "ko", "license:apache-2.0"), **_TEXT),
    model("minji/broken-card", _broken_card, task="text-classification", parameters=4_385_920, card={},
           tags=("transformers", "safetensors", "bert"), **_TEXT),
    model("minji/empty-model", _empty, card={}),
    model("minji/withdrawn-model", task="text-generation", parameters=124_439_808, disabled=True,
           tags=("transformers", "safetensors", "gpt2", "license:apache-2.0"), **_TEXT),
    model("hangul-lab/ko-tiny-llama-GGUF", task="text-generation", languages=("ko",), license="llama3.2",
           library="gguf", formats=("gguf",), parameters=1_235_814_400, base_model="meta-llama/Llama-3.2-1B", likes=67,
           downloads=5400, trending=5, tags=("gguf", "llama", "text-generation", "ko", "license:llama3.2",
           "base_model:meta-llama/Llama-3.2-1B", "base_model:quantized:meta-llama/Llama-3.2-1B")),
    model("hangul-lab/ko-embedding", task="sentence-similarity", languages=("ko",), license="cc-by-nc-4.0",
           library="sentence-transformers", formats=("safetensors", "onnx"), parameters=278_043_648, gated="manual",
           likes=205, downloads=9800, trending=4, tags=("sentence-transformers", "onnx", "safetensors", "xlm-roberta",
           "sentence-similarity", "ko", "license:cc-by-nc-4.0")),
    model("open-models/tiny-gpt", task="text-generation", languages=("en",), parameters=10_700_000, likes=311,
           downloads=48_000, trending=6, tags=("transformers", "safetensors", "gpt2", "text-generation", "en",
           "license:apache-2.0"), **_TEXT),
    Owned(Facts(Kind.DATASET, "minji/seoul-bus-reviews", CREATED, UPDATED, own=True, likes=23, downloads=640,
                trending=2, license="cc-by-4.0", languages=("ko",), formats=("csv",), title="Seoul bus reviews",
                description="Made-up opinions of passengers about night buses",
                tags=("task_categories:text-classification", "task_ids:sentiment-classification", "license:cc-by-4.0",
                      "language:ko", "size_categories:n<1K", "format:csv", "modality:text", "library:datasets",
                      "region:us")), plan_dataset),
    Owned(Facts(Kind.DATASET, "hangul-lab/everyday-korean", CREATED, UPDATED, own=True, likes=88, downloads=2100,
                trending=3, license="cc-by-sa-4.0", languages=("ko",), formats=("json",), gated="auto",
                title="Everyday Korean 일상 한국어", description="Short made-up sentences of daily life",
                tags=("task_categories:text-generation", "license:cc-by-sa-4.0", "language:ko", "size_categories:n<1K",
                      "format:json", "modality:text", "library:datasets", "region:us")), plan_dataset),
    *UNSAFE,
    *SPECIAL,
    *SPACES,
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
        return new_plan(facts)
    match facts.kind:
        case Kind.MODEL:
            return plan_model(facts)
        case Kind.DATASET:
            return plan_dataset(facts)
        case Kind.SPACE:
            return plan_space(facts)
