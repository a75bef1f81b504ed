"""The files of a model, from its facts."""

from __future__ import annotations

import json
from typing import Any

from hubdesk.localhub.architectures import architecture, dtype, model_type
from hubdesk.localhub.facts import Facts, draw, words
from hubdesk.localhub.making import weights
from hubdesk.localhub.making.large import large_files
from hubdesk.localhub.making.model_card import first_card, model_card
from hubdesk.localhub.making.plan import GITATTRIBUTES, Content, Plan, Step
from hubdesk.localhub.making.tokenizer import tokenizer_files

_TORCH_TYPES = {"BF16": "bfloat16", "F16": "float16", "F32": "float32", "U32": "bfloat16"}
_ENCODER_TASKS = frozenset(
    words(
        "fill-mask text-classification token-classification question-answering sentence-similarity "
        "feature-extraction zero-shot-classification text-ranking"
    )
)
_PICTURE_TASKS = frozenset(
    words(
        "image-classification object-detection image-segmentation image-feature-extraction "
        "zero-shot-image-classification depth-estimation image-text-to-text image-to-image"
    )
)
_DECODER_TASKS = frozenset({"text-generation", "image-text-to-text", "any-to-any"})
_MORE_QUANTISATIONS = ("Q2_K", "Q3_K_M", "Q5_K_M", "Q6_K", "BF16")


def plan_model(facts: Facts) -> Plan:
    """The commits of a catalogue model."""
    small = _settings(facts)
    heavy = _weights(facts)
    names = sorted([*small, *heavy])
    steps = [Step("initial commit", {".gitattributes": GITATTRIBUTES, "README.md": first_card(facts)})]
    if heavy or small:
        steps.append(Step("Add model", small | heavy))
    steps.append(Step("Update README.md", {"README.md": model_card(facts, names)}))
    last = len(steps) - 1
    tags = {"v1.0": last - 1} if draw(f"tag {facts.id}", 3) == 0 else {}
    if tags and draw(f"tag 2 {facts.id}", 2) == 0:
        tags["v1.1"] = last
    branches = {("dev", "fp16", "experiment")[draw(f"name {facts.id}", 3)]: last - 1} if draw(facts.id, 4) == 0 else {}
    if facts.id == "openai-community/gpt2":
        tags, branches = {"v1.0": last - 1, "v1.1": last}, {"dev": last - 1}
    return Plan(tuple(steps), tags, branches)


def _settings(facts: Facts) -> dict[str, Content]:
    """The small files that a model of this library comes with."""
    files: dict[str, Content] = {}
    formats = set(facts.formats)
    if "diffusers" in formats or facts.library == "diffusers":
        return _pipeline_settings(facts)
    if facts.library == "peft":
        return {"adapter_config.json": _json(_adapter_config(facts)), **tokenizer_files()}
    if facts.library == "lerobot":
        return {"config.json": _json({"type": "act", "chunk_size": 100, "n_obs_steps": 1})}
    text = facts.library in ("transformers", "sentence-transformers", "mlx", "vllm") or model_type(facts)
    if text and (formats - {"gguf"} or "pytorch" in facts.tags):
        files["config.json"] = _json(_config(facts))
        files |= tokenizer_files()
        if facts.task in _DECODER_TASKS:
            files["generation_config.json"] = _json(
                {"do_sample": True, "temperature": 0.7, "top_p": 0.9, "eos_token_id": weights.VOCABULARY - 1}
            )
    if facts.library == "sentence-transformers":
        files |= _sentence_settings()
    if facts.task in _PICTURE_TASKS:
        files["preprocessor_config.json"] = _json(
            {"do_resize": True, "size": {"height": 224, "width": 224}, "image_mean": [0.5] * 3, "image_std": [0.5] * 3}
        )
    return files


def _weights(facts: Facts) -> dict[str, Content]:
    files: dict[str, Content] = dict(large_files(facts.id))
    formats = set(facts.formats)
    shapes = _shapes(facts)
    if "gguf" in formats and not files:
        more = [name for name in _MORE_QUANTISATIONS if draw(f"{name} {facts.id}", 2)]
        for quantisation in ("Q4_K_M", "Q8_0", *more):
            name = facts.name.removesuffix("-GGUF").removesuffix("-gguf")
            files[f"{name}-{quantisation}.gguf"] = weights.gguf(facts, quantisation, model_type(facts) or "llama")
    if "diffusers" in formats:
        files |= _pipeline_weights(facts)
    elif facts.library == "peft":
        files["adapter_model.safetensors"] = weights.safetensors(facts.id, weights.adapter_shapes(), "F32")
    elif "safetensors" in formats and not any(path.endswith(".safetensors") for path in files):
        files |= weights.model_safetensors(facts, shapes)
    if "onnx" in formats:
        files["onnx/model.onnx"] = weights.onnx(facts)
    if "pytorch" in facts.tags and facts.library != "diffusers":
        files["pytorch_model.bin"] = weights.pytorch_zip(facts.id, shapes)
    if not files and facts.library == "pytorch":
        files["model.pth"] = weights.pytorch_zip(facts.id, shapes)
    return files


def _shapes(facts: Facts) -> weights.Shapes:
    if facts.task in _ENCODER_TASKS or (model_type(facts) == "bert" and facts.task not in _DECODER_TASKS):
        return weights.encoder_shapes()
    if facts.task in _DECODER_TASKS or (not facts.task and facts.library in ("transformers", "mlx")):
        return weights.decoder_shapes()
    return weights.block_shapes("backbone")


def _config(facts: Facts) -> dict[str, Any]:
    return {
        "architectures": [architecture(facts)],
        "model_type": model_type(facts) or "bert",
        "hidden_size": weights.HIDDEN,
        "intermediate_size": weights.INNER,
        "num_attention_heads": 4,
        "num_hidden_layers": weights.LAYERS,
        "vocab_size": weights.VOCABULARY,
        "max_position_embeddings": 2048,
        "torch_dtype": _TORCH_TYPES[dtype(facts)],
        "eos_token_id": weights.VOCABULARY - 1,
        "transformers_version": "4.57.1",
    }


def _adapter_config(facts: Facts) -> dict[str, Any]:
    return {
        "base_model_name_or_path": next(iter(facts.base_models), ""),
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "r": 8,
        "lora_alpha": 16,
        "lora_dropout": 0.05,
        "target_modules": ["q_proj", "v_proj"],
    }


def _sentence_settings() -> dict[str, Content]:
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    ]
    return {
        "modules.json": _json(modules),
        "sentence_bert_config.json": _json({"max_seq_length": 512, "do_lower_case": False}),
        "1_Pooling/config.json": _json({"word_embedding_dimension": weights.HIDDEN, "pooling_mode_mean_tokens": True}),
    }


def _pipeline_settings(facts: Facts) -> dict[str, Content]:
    parts = {
        "scheduler": ["diffusers", "EulerDiscreteScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "PreTrainedTokenizerFast"],
        "transformer": ["diffusers", "PracticeTransformer2DModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }
    index = {"_class_name": "DiffusionPipeline", "_diffusers_version": "0.35.1"} | parts
    files: dict[str, Content] = {
        "model_index.json": _json(index),
        "scheduler/scheduler_config.json": _json({"_class_name": parts["scheduler"][1], "num_train_timesteps": 1000}),
    }
    for name in ("text_encoder", "transformer", "vae"):
        files[f"{name}/config.json"] = _json({"_class_name": parts[name][1], "hidden_size": 48})
    return files | {f"tokenizer/{name}": content for name, content in tokenizer_files().items()}


def _pipeline_weights(facts: Facts) -> dict[str, Content]:
    return {
        f"{part}/{name}.safetensors": weights.safetensors(
            f"{facts.id} {part}", weights.block_shapes(part, blocks=2 + blocks), "BF16"
        )
        for blocks, (part, name) in enumerate(
            (
                ("text_encoder", "model"),
                ("vae", "diffusion_pytorch_model"),
                ("transformer", "diffusion_pytorch_model"),
            )
        )
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
