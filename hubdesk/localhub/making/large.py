"""The few repositories whose weights are truly large, so that downloads take a while; made on the fly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hubdesk.core.formats import gguf_header, safetensors_header
from hubdesk.core.resources import read_json
from hubdesk.localhub.lfs import Recipe
from hubdesk.localhub.making.weights import shard_index

MB = 1_000_000
_WIDTH = 4096


@dataclass(frozen=True, slots=True)
class LargeFile:
    """One file and about how large it is to be, in bytes."""

    path: str
    size: int


def _shards(count: int, *sizes_mb: int) -> tuple[LargeFile, ...]:
    names = (f"model-{number + 1:05}-of-{count:05}.safetensors" for number in range(count))
    return tuple(LargeFile(name, sizes_mb[at % len(sizes_mb)] * MB) for at, name in enumerate(names))


LARGE: dict[str, tuple[LargeFile, ...]] = {
    "minji/six-gigabytes": (LargeFile("model.safetensors", 6020 * MB),),
    "Qwen/Qwen3-8B": _shards(5, 190, 180, 190, 150, 110),
    "openai/whisper-large-v3": (LargeFile("model.safetensors", 800 * MB),),
    "BAAI/bge-m3": (LargeFile("onnx/model.onnx_data", 420 * MB),),
    "black-forest-labs/FLUX.1-dev": (LargeFile("flux1-dev.safetensors", 1000 * MB),),
    "meta-llama/Llama-3.1-8B-Instruct": _shards(4, 200, 200, 180, 60),
    "deepseek-ai/DeepSeek-R1": _shards(163, 6),
    "openai/gpt-oss-20b": _shards(3, 250, 240, 200),
    "stabilityai/stable-diffusion-xl-base-1.0": (LargeFile("sd_xl_base_1.0.safetensors", 700 * MB),),
    "unsloth/Qwen3-Coder-30B-A3B-Instruct-GGUF": (
        LargeFile("Qwen3-Coder-30B-A3B-Instruct-Q4_K_M.gguf", 190 * MB),
        LargeFile("Qwen3-Coder-30B-A3B-Instruct-Q8_0.gguf", 330 * MB),
    ),
}


def large_files(repo_id: str) -> dict[str, Recipe | bytes]:
    """The large files of a repository, and the index where they are shards; empty for most."""
    files: dict[str, Recipe | bytes] = {}
    places: dict[str, str] = {}
    layers = 0
    for file in LARGE.get(repo_id, ()):
        seed = f"{repo_id} {file.path}"
        if file.path.endswith(".safetensors"):
            count = max(1, file.size // (32 * MB))
            rows = file.size // count // (_WIDTH * 2)
            names = [f"model.layers.{layers + at}.mlp.up_proj.weight" for at in range(count)]
            layers += count
            header = safetensors_header([(name, "BF16", (rows, _WIDTH)) for name in names], {"format": "pt"})
            files[file.path] = Recipe(header, len(header) + count * rows * _WIDTH * 2, seed)
            places |= dict.fromkeys(names, file.path)
        elif file.path.endswith(".gguf"):
            rows = file.size // 34 * 32 // _WIDTH
            metadata = {"general.architecture": "qwen3moe", "general.name": repo_id.rpartition("/")[2]}
            header = gguf_header(metadata, [("token_embd.weight", "Q8_0", (_WIDTH, rows))])
            files[file.path] = Recipe(header, len(header) + rows * _WIDTH // 32 * 34, seed)
        else:
            files[file.path] = Recipe(b"", file.size, seed)
    if len(set(places.values())) > 1:
        size = sum(content.size for content in files.values() if isinstance(content, Recipe))
        files["model.safetensors.index.json"] = shard_index(places, size)
    return files


def all_recipes() -> Iterator[Recipe]:
    """Every large file there is."""
    for repo_id in LARGE:
        yield from (content for content in large_files(repo_id).values() if isinstance(content, Recipe))


def digest(recipe: Recipe) -> str:
    """The sha256 of a large file: known beforehand for those above, else computed now."""
    return _known().get(recipe_key(recipe)) or recipe.sha256()


def recipe_key(recipe: Recipe) -> str:
    """What names a recipe in the table of digests; changes with anything that changes the bytes."""
    return hashlib.sha256(f"{recipe.seed} {recipe.size} ".encode() + recipe.header).hexdigest()[:24]


@cache
def _known() -> dict[str, str]:
    table: dict[str, str] = read_json("catalog", "practice-large-files.json")
    return table
