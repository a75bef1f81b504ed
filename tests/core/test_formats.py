"""Reading and writing the headers of weight files, hostile ones included."""

from __future__ import annotations

import contextlib
import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.formats import (
    GgufArray,
    ggml_size,
    gguf_header,
    read_gguf,
    read_safetensors,
    safetensors_header,
)

TENSORS = [("embed", "BF16", (8, 4)), ("empty", "F32", (0,)), ("norm", "F32", (4,)), ("scalar", "F64", ())]


def _safetensors() -> bytes:
    return safetensors_header(TENSORS, {"format": "pt"}) + bytes(8 * 4 * 2 + 4 * 4 + 8)


def _raw(header: object) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text


def _gguf() -> bytes:
    metadata = {"general.architecture": "llama", "llama.block_count": 2, "big": -(1 << 40), "ratio": 0.5, "yes": True,
                "words": ["a", "bc", "가"], "numbers": [1, 2, 3]}  # fmt: skip
    return gguf_header(metadata, [("a.weight", "Q4_K", (256, 2)), ("b.weight", "F32", (3,))]) + bytes(512)


def test_safetensors_round_trip() -> None:
    content = _safetensors()
    header = read_safetensors(content, file_size=len(content))
    assert header.metadata == {"format": "pt"}
    assert header.dtypes == {"BF16": 32, "F32": 4, "F64": 1}
    assert header.parameters == 37
    assert header.file_size == len(content)
    assert [tensor.name for tensor in header.tensors] == ["embed", "empty", "norm", "scalar"]


def test_gguf_round_trip() -> None:
    content = _gguf()
    header = read_gguf(io.BytesIO(content), file_size=len(content))
    assert header.version == 3
    assert header.metadata["general.architecture"] == "llama"
    assert header.metadata["big"] == -(1 << 40)
    assert header.metadata["yes"] is True
    assert header.metadata["words"] == GgufArray(8, 3)
    assert header.dtypes == {"Q4_K": 512, "F32": 3}
    assert header.data_start % 32 == 0
    assert header.tensors[1].start == 288


def test_gguf_sizes_follow_the_blocks() -> None:
    assert ggml_size("Q4_K", (256, 2)) == 288
    assert ggml_size("Q8_0", (32,)) == 34
    assert ggml_size("F16", (3, 5)) == 30


@pytest.mark.parametrize(
    "header",
    [
        [],
        {"a": 1},
        {"a": {"dtype": "F32", "shape": [2]}},
        {"a": {"dtype": "F33", "shape": [2], "data_offsets": [0, 8]}},
        {"a": {"dtype": ["F32"], "shape": [2], "data_offsets": [0, 8]}},
        {"a": {"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]}},
        {"a": {"dtype": "F32", "shape": [2.0], "data_offsets": [0, 8]}},
        {"a": {"dtype": "F32", "shape": [True], "data_offsets": [0, 4]}},
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 9]}},
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [8, 0]}},
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [8, 16]}},
        {"a": {"dtype": "F32", "shape": [1] * 9, "data_offsets": [0, 4]}},
        {"a": {"dtype": "F32", "shape": [1 << 62], "data_offsets": [0, 4]}},
        {
            "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
            "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]},
        },
        {"__metadata__": {"a": 1}},
    ],
)
def test_safetensors_that_do_not_add_up(header: object) -> None:
    with pytest.raises(InputError) as caught:
        read_safetensors(_raw(header) + bytes(64))
    assert caught.value.kind is ErrorKind.BAD_FILE


@pytest.mark.parametrize(
    "content",
    [
        b"", b"1234567", struct.pack("<Q", 1 << 40), struct.pack("<Q", 50) + b"{", struct.pack("<Q", 6) + b"[[[[[[",
        struct.pack("<Q", 200_000) + b"[" * 200_000, struct.pack("<Q", 2) + b"\xff\xfe",
    ],
)  # fmt: skip
def test_safetensors_that_are_something_else(content: bytes) -> None:
    with pytest.raises(InputError):
        read_safetensors(content)


def test_the_file_size_must_fit() -> None:
    content = _safetensors()
    with pytest.raises(InputError):
        read_safetensors(content, file_size=len(content) - 1)
    with pytest.raises(InputError):
        read_gguf(_gguf(), file_size=300)


@pytest.mark.parametrize(
    "content",
    [
        b"GGML" + bytes(60),
        b"GGUF" + struct.pack("<IQQ", 9, 0, 0),
        b"GGUF" + struct.pack("<IQQ", 3, 1 << 40, 0),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 40),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1 << 50),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q1sI", 1, b"a", 99),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q1sIIQ", 1, b"a", 9, 8, 1 << 60),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q1sIIQ", 1, b"a", 9, 0, 1 << 60),
        b"GGUF" + struct.pack("<IQQ", 3, 1, 0) + struct.pack("<Q1sI", 1, b"a", 4000),
        b"GGUF" + struct.pack("<IQQ", 3, 1, 0) + struct.pack("<Q1sIQIQ", 1, b"a", 1, 32, 777, 0),
    ],
)
def test_gguf_that_does_not_add_up(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_gguf(content)
    assert caught.value.kind is ErrorKind.BAD_FILE


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    for start in (b"", b"GGUF\x03\0\0\0", struct.pack("<Q", len(content))):
        for read in (read_safetensors, read_gguf):
            with contextlib.suppress(InputError):
                read(start + content)


@given(st.integers(0, 400), st.integers(0, 255))
def test_no_changed_byte_raises_anything_else(position: int, value: int) -> None:
    for content, read in ((_safetensors(), read_safetensors), (_gguf(), read_gguf)):
        changed = bytearray(content)
        changed[position % len(changed)] = value
        with contextlib.suppress(InputError):
            assert read(bytes(changed)).parameters >= 0
