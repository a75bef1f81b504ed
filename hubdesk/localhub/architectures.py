"""What the tags of a model tell about its network."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts, words

_RELATIONS = ("quantized", "finetune", "adapter", "merge")
_TYPE_FAMILIES = words("qwen2 qwen3 llama4 gemma2 gemma3 gemma4 mistral3 phi3 phi4 lfm2 glm4 glm_ granitemoe")
_KNOWN_TYPES = frozenset(
    words(
        "bert roberta distilbert albert xlm-roberta electra deberta deberta-v2 modernbert gpt2 gptj gpt_neo "
        "gpt_neox opt bloom t5 mt5 umt5 bart mbart marian pegasus m2m_100 clip siglip siglip2 vit deit swin "
        "dinov2 dinov3_vit detr whisper wav2vec2 hubert wavlm seamless_m4t falcon cohere cohere2 olmo olmo2 "
        "olmo3 smollm3 nomic_bert layoutlmv3 table-transformer segformer sam sam2 blip blip-2 florence2 "
        "internvl_chat gpt_oss exaone exaone4 deepseek_v2 deepseek_v3 deepseek_v32 kimi_k2 kimi_k25 minimax "
        "minimax_m2 nemotron nemotron_h step3p5 bamba mamba mamba2 rwkv idefics3 smolvlm paligemma pixtral "
        "chatglm baichuan internlm2 hunyuan_v1_dense hunyuan_v1_moe mpt ernie4_5 ernie4_5_moe patchtst chronos "
        "granite granitemoe granitemoehybrid seed_oss dots_ocr vits speecht5 bark "
        "llama qwen gemma mistral mixtral phi phi-msft glm llava mllama"
    )
)


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


def dtype(facts: Facts) -> str:
    """The precision of the weights, judged by storage and age."""
    if "mlx" in facts.formats:
        return "U32"
    old = facts.created_at < "2023"
    return "F32" if old or facts.library in ("sentence-transformers", "timm", "lerobot") else "BF16"
