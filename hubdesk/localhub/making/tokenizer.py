"""A small valid byte-level tokenizer, as the `tokenizers` library reads it."""

from __future__ import annotations

import json

from hubdesk.localhub.making.weights import VOCABULARY

_MERGES = (
    "Ġ t|h e|i n|e r|a n|Ġ a|o n|Ġt he|r e|a t|e n|o r|Ġ s|Ġ o|e s|i t|Ġ w|i s|Ġ c|in g|o u|Ġ f|Ġ b|e d|Ġ p|a r|a l|"
    "Ġ m|i on|Ġ d|an d|Ġ in|Ġo f|l e|r o|Ġt o|a s|i c|s t|Ġ h|v e|o m|e l|c t|Ġ l|en t|Ġ n|Ġ e|t ion|Ġ g|i l|u r|o l|"
    "l y|Ġth at|Ġ re|a m|Ġ and|l o|Ġ is|i d|m o|d e|mo de|mode l|Ġ model"
)


def tokenizer_files(end: str = "<|endoftext|>") -> dict[str, bytes]:
    """tokenizer.json and its companions."""
    alphabet = _byte_alphabet()
    merges = [pair.split(" ") for pair in _MERGES.split("|")]
    known = set(alphabet)
    vocabulary = list(alphabet)
    for first, second in merges:
        if first + second not in known:
            known.add(first + second)
            vocabulary.append(first + second)
    usable = [pair for pair in merges if pair[0] in known and pair[1] in known]
    unused = [f"<|unused_{number}|>" for number in range(VOCABULARY - 1 - len(vocabulary))]
    numbers = {token: number for number, token in enumerate([*vocabulary, *unused])}
    special = VOCABULARY - 1
    numbers[end] = special
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    bytes_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    model = {"type": "BPE", "dropout": None, "unk_token": None, "fuse_unk": False, "vocab": numbers}
    content = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": special, "content": end, **flags}],
        "normalizer": None,
        "pre_tokenizer": bytes_level,
        "post_processor": bytes_level,
        "decoder": bytes_level,
        "model": model | {"merges": [" ".join(pair) for pair in usable]},
    }
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 2048,
        "eos_token": end,
        "pad_token": end,
        "clean_up_tokenization_spaces": False,
    }
    return {
        "tokenizer.json": _json(content),
        "tokenizer_config.json": _json(settings),
        "special_tokens_map.json": _json({"eos_token": end, "pad_token": end}),
    }


def _byte_alphabet() -> list[str]:
    """A printable character for each byte, as GPT-2 chose them."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in printable else chr(next(spare)) for byte in range(256)]


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
