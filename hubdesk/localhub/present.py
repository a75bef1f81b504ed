"""How a repository looks on the wire: the JSON objects of search and info."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from hubdesk.localhub.facts import Facts, Kind, draw

SUMMARY: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: (
        "likes trendingScore private downloads tags pipeline_tag library_name createdAt modelId".split()
    ),
    Kind.DATASET: (
        "author disabled gated lastModified likes trendingScore private description downloads tags createdAt".split()
    ),
    Kind.SPACE: "likes trendingScore private sdk tags createdAt".split(),
}  # type: ignore[assignment]
FULL: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: (*SUMMARY[Kind.MODEL], "author", "gated", "lastModified", "disabled", "safetensors", "gguf"),
    Kind.DATASET: (*SUMMARY[Kind.DATASET], "cardData"),
    Kind.SPACE: (*SUMMARY[Kind.SPACE], "author", "lastModified", "cardData", "models", "datasets", "runtime"),
}
INFO: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: (
        *FULL[Kind.MODEL], "cardData", "config", "usedStorage", "spaces", "transformersInfo", "downloadsAllTime",
        "baseModels", "childrenModelCount",
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
_RELATIONS = ("quantized", "finetune", "adapter", "merge")


def listed(facts: Facts, keys: tuple[str, ...] | list[str]) -> dict[str, Any]:
    """The object with these properties, as far as they are known, and always `_id` and `id`."""
    shown: dict[str, Any] = {"_id": _object_id(facts), "id": facts.id}
    for key in keys:
        if (build := _PROPERTIES.get(key)) and (value := build(facts)) is not None:
            shown[key] = value
    return shown


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


def model_type(facts: Facts) -> str:
    """The `model_type` of transformers, which the Hub puts among the tags; empty where there is none."""
    for tag in facts.tags:
        if tag in _KNOWN_TYPES or tag.startswith(_TYPE_FAMILIES):
            return tag
    return ""


def relation(facts: Facts) -> str:
    """How a model came from its base model: quantized, finetune, adapter or merge; empty where unknown."""
    for tag in facts.tags:
        if tag.startswith("base_model:") and tag.split(":")[1] in _RELATIONS:
            return tag.split(":")[1]
    return ""


def _model_card(facts: Facts) -> dict[str, Any]:
    datasets = [tag.removeprefix("dataset:") for tag in facts.tags if tag.startswith("dataset:")]
    own = [tag for tag in facts.tags if ":" not in tag and tag not in _DERIVED and tag not in facts.languages]
    own = [tag for tag in own if tag not in (facts.library, facts.task, *facts.formats, model_type(facts))]
    card: dict[str, Any] = {
        "license": facts.license,
        "language": list(facts.languages),
        "library_name": facts.library,
        "pipeline_tag": facts.task,
        "base_model": [facts.base_model] if facts.base_model else [],
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


def _config(facts: Facts) -> dict[str, Any] | None:
    kind = model_type(facts)
    if not kind:
        return None
    return {"model_type": kind, "architectures": [architecture(facts)]}


def architecture(facts: Facts) -> str:
    """The class name transformers would use."""
    kind = model_type(facts) or "bert"
    head = {
        "text-generation": "ForCausalLM",
        "image-text-to-text": "ForConditionalGeneration",
        "fill-mask": "ForMaskedLM",
        "text-classification": "ForSequenceClassification",
        "token-classification": "ForTokenClassification",
        "question-answering": "ForQuestionAnswering",
        "image-classification": "ForImageClassification",
        "automatic-speech-recognition": "ForConditionalGeneration",
    }.get(facts.task, "Model")
    return "".join(part.capitalize() for part in kind.replace("-", "_").split("_")) + head


def _safetensors(facts: Facts) -> dict[str, Any] | None:
    if facts.parameters is None or "safetensors" not in facts.formats:
        return None
    return {"parameters": {dtype(facts): facts.parameters}, "total": facts.parameters}


def dtype(facts: Facts) -> str:
    """The precision of the weights, judged by storage and age."""
    if "mlx" in facts.formats:
        return "U32"
    old = facts.created_at < "2023"
    return "F32" if old or facts.library in ("sentence-transformers", "timm", "lerobot") else "BF16"


def _gguf(facts: Facts) -> dict[str, Any] | None:
    if facts.parameters is None or "gguf" not in facts.formats:
        return None
    return {"total": facts.parameters, "architecture": model_type(facts) or "llama", "context_length": 32768}


def _base_models(facts: Facts) -> dict[str, Any] | None:
    if not facts.base_model:
        return None
    models = [{"_id": _digest(facts.base_model), "id": facts.base_model}]
    return {"relation": relation(facts) or "finetune", "models": models}


def _transformers_info(facts: Facts) -> dict[str, Any] | None:
    auto = _AUTO_MODELS.get(facts.task, "AutoModel")
    if facts.library != "transformers":
        return None
    info = {"auto_model": auto, "pipeline_tag": facts.task, "processor": "AutoTokenizer"}
    return {key: value for key, value in info.items() if value}


def _runtime(facts: Facts) -> dict[str, Any] | None:
    if not facts.stage:
        return None
    running = facts.stage == "RUNNING"
    flavor = "zero-a10g" if facts.sdk == "gradio" and facts.likes > 1000 else "cpu-basic"
    hardware = {"current": flavor if running and facts.sdk != "static" else None, "requested": flavor}
    return {"stage": facts.stage, "hardware": hardware, "gcTimeout": 172800, "storage": None, "replicas": {"requested": 1}}


def _subdomain(facts: Facts) -> str:
    return facts.id.lower().translate(str.maketrans("/._", "---"))


def _object_id(facts: Facts) -> str:
    return _digest(f"{facts.kind} {facts.id}")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


_PROPERTIES: dict[str, Callable[[Facts], Any]] = {
    "modelId": lambda facts: facts.id,
    "author": lambda facts: facts.author or None,
    "baseModels": _base_models,
    "cardData": card_data,
    "childrenModelCount": lambda facts: 0 if facts.own else None,
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
    "mainSize": lambda facts: facts.storage,
    "models": lambda facts: list(facts.models),
    "pipeline_tag": lambda facts: facts.task or None,
    "private": lambda facts: facts.private,
    "region": lambda facts: "us",
    "runtime": _runtime,
    "safetensors": _safetensors,
    "sdk": lambda facts: facts.sdk or None,
    "spaces": lambda facts: [],
    "subdomain": _subdomain,
    "tags": lambda facts: list(facts.tags),
    "transformersInfo": _transformers_info,
    "trendingScore": lambda facts: facts.trending,
    "usedStorage": lambda facts: facts.storage,
}

_COLORS = ("red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray")
_DERIVED = frozenset(
    "safetensors gguf onnx pytorch tf jax rust endpoints_compatible text-generation-inference eval-results model-index "
    "text-embeddings-inference autotrain_compatible custom_code openvino coreml tflite imatrix".split()
)
_KNOWN_TYPES = frozenset(
    "bert roberta distilbert albert xlm-roberta electra deberta deberta-v2 modernbert gpt2 gptj gpt_neo gpt_neox opt "
    "bloom t5 mt5 umt5 bart mbart marian pegasus m2m_100 clip siglip siglip2 vit deit swin dinov2 dinov3_vit detr "
    "whisper wav2vec2 hubert wavlm seamless_m4t falcon cohere cohere2 olmo olmo2 olmo3 smollm3 nomic_bert layoutlmv3 "
    "table-transformer segformer sam sam2 blip blip-2 florence2 internvl_chat gpt_oss exaone exaone4 deepseek_v2 "
    "deepseek_v3 deepseek_v32 kimi_k2 kimi_k25 minimax minimax_m2 nemotron nemotron_h step3p5 bamba mamba mamba2 rwkv "
    "idefics3 smolvlm paligemma pixtral chatglm baichuan internlm2 hunyuan_v1_dense hunyuan_v1_moe mpt ernie4_5 "
    "ernie4_5_moe patchtst chronos granite granitemoe granitemoehybrid seed_oss dots_ocr vits speecht5 bark".split()
)
_TYPE_FAMILIES = ("qwen2", "qwen3", "llama4", "gemma2", "gemma3", "gemma4", "mistral3", "phi3", "phi4", "lfm2", "glm4", "glm_", "granitemoe")  # fmt: skip
_KNOWN_TYPES |= {"llama", "qwen", "gemma", "mistral", "mixtral", "phi", "phi-msft", "glm", "glm4", "llava", "mllama"}
