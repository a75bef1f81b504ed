"""Small valid weight files: safetensors (in shards where the real one is large), GGUF, pickled PyTorch, ONNX."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Mapping

from hubdesk.core.formats import GGUF_ALIGNMENT, ggml_size, gguf_header, safetensors_header
from hubdesk.localhub.architectures import dtype
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.making.numbers import floats, noise, volume

Shapes = list[tuple[str, tuple[int, ...]]]
HIDDEN, INNER, LAYERS, VOCABULARY = 64, 128, 2, 512

QUANTISATIONS = {
    "Q2_K": "Q2_K", "Q3_K_M": "Q3_K", "Q4_K_M": "Q4_K", "Q5_K_M": "Q5_K", "Q6_K": "Q6_K", "Q8_0": "Q8_0",
    "BF16": "BF16",
}  # fmt: skip
_GGUF_FILE_TYPES = {"Q2_K": 10, "Q3_K_M": 12, "Q4_K_M": 15, "Q5_K_M": 17, "Q6_K": 18, "Q8_0": 7, "BF16": 32}


def decoder_shapes() -> Shapes:
    """The tensors of a tiny language model."""
    shapes: Shapes = [("model.embed_tokens.weight", (VOCABULARY, HIDDEN))]
    for layer in range(LAYERS):
        prefix = f"model.layers.{layer}"
        shapes += [(f"{prefix}.self_attn.{name}_proj.weight", (HIDDEN, HIDDEN)) for name in "qkvo"]
        shapes += [(f"{prefix}.mlp.{name}_proj.weight", (INNER, HIDDEN)) for name in ("gate", "up")]
        shapes += [(f"{prefix}.mlp.down_proj.weight", (HIDDEN, INNER))]
        shapes += [(f"{prefix}.{name}_layernorm.weight", (HIDDEN,)) for name in ("input", "post_attention")]
    return [*shapes, ("model.norm.weight", (HIDDEN,)), ("lm_head.weight", (VOCABULARY, HIDDEN))]


def encoder_shapes(prefix: str = "encoder") -> Shapes:
    """The tensors of a tiny encoder."""
    shapes: Shapes = [
        ("embeddings.word_embeddings.weight", (VOCABULARY, HIDDEN)),
        ("embeddings.position_embeddings.weight", (128, HIDDEN)),
        ("embeddings.LayerNorm.weight", (HIDDEN,)),
        ("embeddings.LayerNorm.bias", (HIDDEN,)),
    ]
    for layer in range(LAYERS):
        base = f"{prefix}.layer.{layer}"
        for name in ("query", "key", "value"):
            shapes += [(f"{base}.attention.self.{name}.weight", (HIDDEN, HIDDEN))]
            shapes += [(f"{base}.attention.self.{name}.bias", (HIDDEN,))]
        shapes += [
            (f"{base}.intermediate.dense.weight", (INNER, HIDDEN)),
            (f"{base}.intermediate.dense.bias", (INNER,)),
        ]
        shapes += [(f"{base}.output.dense.weight", (HIDDEN, INNER)), (f"{base}.output.dense.bias", (HIDDEN,))]
    return [*shapes, ("pooler.dense.weight", (HIDDEN, HIDDEN)), ("pooler.dense.bias", (HIDDEN,))]


def block_shapes(prefix: str, width: int = 48, blocks: int = 3) -> Shapes:
    """The tensors of some other tiny network, such as a part of a diffusion pipeline."""
    shapes: Shapes = [(f"{prefix}.in.weight", (width, width)), (f"{prefix}.in.bias", (width,))]
    for block in range(blocks):
        shapes += [
            (f"{prefix}.blocks.{block}.weight", (width, width, 3, 3)),
            (f"{prefix}.blocks.{block}.bias", (width,)),
        ]
    return [*shapes, (f"{prefix}.out.weight", (width, width))]


def adapter_shapes() -> Shapes:
    """The tensors of a tiny LoRA adapter."""
    shapes: Shapes = []
    for layer in range(LAYERS):
        base = f"base_model.model.model.layers.{layer}.self_attn"
        for name in ("q_proj", "v_proj"):
            shapes += [(f"{base}.{name}.lora_A.weight", (8, HIDDEN)), (f"{base}.{name}.lora_B.weight", (HIDDEN, 8))]
    return shapes


def safetensors(seed: str, shapes: Shapes, kind: str) -> bytes:
    """One file with these tensors."""
    header = safetensors_header([(name, kind, shape) for name, shape in shapes], {"format": "pt"})
    width = 8 if kind == "U32" else 1  # plain bytes are one number each
    data = (floats(f"{seed} {name}", volume(shape) * (width // 2 or 1), kind) for name, shape in shapes)
    return header + b"".join(data)


def model_safetensors(facts: Facts, shapes: Shapes) -> dict[str, bytes]:
    """`model.safetensors`, or shards and their index where the real model is large."""
    kind = "BF16" if dtype(facts) == "U32" else dtype(facts)
    count = shard_count(facts)
    if count == 1:
        return {"model.safetensors": safetensors(facts.id, shapes, kind)}
    files: dict[str, bytes] = {}
    places: dict[str, str] = {}
    for number in range(count):
        name = f"model-{number + 1:05}-of-{count:05}.safetensors"
        part = shapes[number * len(shapes) // count : (number + 1) * len(shapes) // count]
        files[name] = safetensors(facts.id, part, kind)
        places |= dict.fromkeys((tensor for tensor, _ in part), name)
    files["model.safetensors.index.json"] = shard_index(places, sum(len(content) for content in files.values()))
    return files


def shard_index(places: Mapping[str, str], size: int) -> bytes:
    """The index of a model in shards."""
    content = {"metadata": {"total_size": size}, "weight_map": dict(places)}
    return (json.dumps(content, indent=2) + "\n").encode()


def shard_count(facts: Facts) -> int:
    """In how many files the weights are."""
    parameters = facts.parameters or 0
    if parameters < 3_000_000_000:
        return 1
    return min(6, 2 + parameters // 8_000_000_000)


def gguf(facts: Facts, quantisation: str, architecture: str) -> bytes:
    """A tiny GGUF file; its size follows the quantisation as real ones do."""
    blocks = 256
    shapes: Shapes = [("token_embd.weight", (blocks, VOCABULARY))]
    for layer in range(LAYERS):
        shapes += [(f"blk.{layer}.attn_{part}.weight", (blocks, blocks)) for part in ("q", "k", "v", "output")]
        shapes += [(f"blk.{layer}.ffn_{part}.weight", (blocks, blocks)) for part in ("gate", "up", "down")]
    shapes += [("output.weight", (blocks, VOCABULARY))]
    kind = QUANTISATIONS[quantisation]
    tensors = [(name, kind, shape) for name, shape in shapes] + [("output_norm.weight", "F32", (blocks,))]
    metadata = {
        "general.architecture": architecture,
        "general.name": facts.name,
        "general.file_type": _GGUF_FILE_TYPES[quantisation],
        "general.description": "Made up for practice",
        f"{architecture}.context_length": 32768,
        f"{architecture}.embedding_length": blocks,
        f"{architecture}.block_count": LAYERS,
        f"{architecture}.attention.head_count": 4,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.tokens": [f"<0x{byte:02X}>" for byte in range(256)],
    }
    parts = [gguf_header(metadata, tensors)]
    for name, tensor_kind, shape in tensors:
        seed, size = f"{facts.id} {name}", ggml_size(tensor_kind, shape)
        content = floats(seed, volume(shape), tensor_kind) if tensor_kind in ("F32", "BF16") else noise(seed, size)
        parts += [content, bytes(-len(content) % GGUF_ALIGNMENT)]
    return b"".join(parts)


def pytorch_zip(seed: str, shapes: Shapes, *, extra: bytes = b"") -> bytes:
    """What `torch.save` writes for a state dict of float32 tensors; `extra` is put before it in the pickle."""
    opcodes = [b"\x80\x02", extra, b"ccollections\nOrderedDict\n)R("]
    for number, (name, shape) in enumerate(shapes):
        strides = tuple(volume(shape[at + 1 :]) for at in range(len(shape)))
        opcodes += [_text(name), b"ctorch._utils\n_rebuild_tensor_v2\n((", _text("storage"), b"ctorch\nFloatStorage\n"]
        opcodes += [_text(str(number)), _text("cpu"), _int(volume(shape)), b"tQ", _int(0)]
        opcodes += [_tuple(shape), _tuple(strides), b"\x89ccollections\nOrderedDict\n)RtR"]
    opcodes += [b"u."]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        _put(archive, "archive/data.pkl", b"".join(opcodes))
        for number, (name, shape) in enumerate(shapes):
            _put(archive, f"archive/data/{number}", floats(f"{seed} {name}", volume(shape), "F32"))
        _put(archive, "archive/version", b"3\n")
    return buffer.getvalue()


def onnx(facts: Facts) -> bytes:
    """A valid ONNX model: one matrix multiplication."""
    weight = floats(f"{facts.id} onnx", HIDDEN * HIDDEN, "F32")
    initializer = _varints(1, HIDDEN, HIDDEN) + _varint_field(2, 1) + _field(8, b"weight") + _field(9, weight)
    node = (
        _field(1, b"input") + _field(1, b"weight") + _field(2, b"output") + _field(3, b"project") + _field(4, b"MatMul")
    )
    graph = _field(1, node) + _field(2, b"practice") + _field(5, initializer)
    graph += _field(11, _value_info(b"input")) + _field(12, _value_info(b"output"))
    opset = _field(1, b"") + _varint_field(2, 17)
    return _varint_field(1, 8) + _field(2, b"practice-hub") + _field(7, graph) + _field(8, opset)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content)


def _text(text: str) -> bytes:
    encoded = text.encode()
    return b"X" + struct.pack("<I", len(encoded)) + encoded


def _int(number: int) -> bytes:
    return b"J" + struct.pack("<i", number)


def _tuple(numbers: tuple[int, ...]) -> bytes:
    return b"(" + b"".join(_int(number) for number in numbers) + b"t"


def _value_info(name: bytes) -> bytes:
    dimensions = _field(1, _field(2, b"batch")) + _field(1, _varint_field(1, HIDDEN))
    tensor = _varint_field(1, 1) + _field(2, dimensions)
    return _field(1, name) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint_field(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varints(number: int, *values: int) -> bytes:
    return b"".join(_varint_field(number, value) for value in values)


def _varint(value: int) -> bytes:
    content = bytearray()
    while value > 0x7F:
        content.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*content, value])
