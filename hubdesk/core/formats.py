"""Reads the headers of safetensors and GGUF files, and writes small valid ones.

What is read may come from anyone: every length is bounded before it is believed, and whatever does not add up is
`InputError(BAD_FILE)`, never another exception and never a large allocation.
"""

from __future__ import annotations

import io
import json
import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from hubdesk.core.errors import ErrorKind, InputError

MAX_SAFETENSORS_HEADER = 100_000_000  # the format's own limit
MAX_GGUF_HEADER = 256_000_000
MAX_TENSORS = 200_000
MAX_GGUF_KEYS = 65_536
MAX_GGUF_STRING = 16_000_000
MAX_DIMENSIONS = 8
GGUF_ALIGNMENT = 32

SAFETENSORS_BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "F6_E2M3": 6, "F6_E3M2": 6, "F4": 4,
    "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32,
    "I64": 64, "U64": 64, "F64": 64, "C64": 64,
}  # fmt: skip

# ggml type number -> name, weights per block, bytes per block
GGML_TYPES: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144), 13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292),
    16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136),
    24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17),
}  # fmt: skip
_GGML_NUMBERS = {name: number for number, (name, _, _) in GGML_TYPES.items()}
_GGUF_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_GGUF_STRING, _GGUF_ARRAY = 8, 9


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor as its file's header describes it; `start` counts from the first byte of the data."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    size: int  # bytes

    @property
    def parameters(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.shape)


@dataclass(frozen=True, slots=True)
class GgufArray:
    """A GGUF array, of which only the kind and length are kept: vocabularies are long."""

    kind: int
    length: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a weight file says about itself."""

    metadata: Mapping[str, Any]
    tensors: tuple[Tensor, ...]
    data_start: int  # bytes from the beginning of the file
    version: int = 0  # of GGUF
    dtypes: Mapping[str, int] = field(default_factory=dict)  # dtype -> parameters

    @property
    def parameters(self) -> int:
        """How many numbers the whole file holds."""
        return sum(self.dtypes.values())

    @property
    def file_size(self) -> int:
        """How long the file must be, in bytes."""
        return self.data_start + max((tensor.start + tensor.size for tensor in self.tensors), default=0)


def read_safetensors(source: BinaryIO | bytes, *, file_size: int | None = None) -> Header:
    """The header of a safetensors file, checked against `file_size` where that is known.

    Raises:
        InputError: BAD_FILE; the file is not what it says.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    (length,) = struct.unpack("<Q", _take(stream, 8))
    if not 2 <= length <= MAX_SAFETENSORS_HEADER or (file_size is not None and length > file_size - 8):
        raise _bad(f"header of {length} bytes")
    try:
        content = json.loads(_take(stream, length))
    except (ValueError, RecursionError) as error:
        raise _bad(f"header is not JSON: {error}") from None
    if not isinstance(content, dict):
        raise _bad("header is not an object")
    metadata = content.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise _bad("__metadata__ is not a table of strings")
    if len(content) > MAX_TENSORS:
        raise _bad(f"{len(content)} tensors")
    tensors = sorted((_safetensor(name, entry) for name, entry in content.items()), key=lambda each: each.start)
    end = 0
    for tensor in tensors:
        if tensor.start != end:
            raise _bad(f"{tensor.name!r} leaves a hole or overlaps")
        end += tensor.size
    header = _header(metadata, tensors, 8 + length)
    if file_size is not None and header.file_size != file_size:
        raise _bad(f"{file_size} bytes, but the header describes {header.file_size}")
    return header


def read_gguf(source: BinaryIO | bytes, *, file_size: int | None = None) -> Header:
    """The header of a GGUF file (versions 2 and 3), checked against `file_size` where that is known.

    Raises:
        InputError: BAD_FILE; the file is not what it says.
    """
    stream = _Counted(io.BytesIO(source) if isinstance(source, bytes) else source)
    if stream.take(4) != b"GGUF":
        raise _bad("no GGUF magic")
    version, tensor_count, key_count = stream.unpack("IQQ")
    if version not in (2, 3):
        raise _bad(f"GGUF version {version}")
    if tensor_count > MAX_TENSORS or key_count > MAX_GGUF_KEYS:
        raise _bad(f"{tensor_count} tensors and {key_count} keys")
    metadata: dict[str, Any] = {}
    for _ in range(key_count):
        key = stream.text()
        metadata[key] = _gguf_value(stream, stream.unpack("I")[0])
    tensors = [_gguf_tensor(stream) for _ in range(tensor_count)]
    alignment = metadata.get("general.alignment", GGUF_ALIGNMENT)
    if type(alignment) is not int or not 1 <= alignment <= 1 << 20:
        raise _bad(f"alignment {alignment!r}")
    header = _header(metadata, tensors, _aligned(stream.position, alignment), version)
    if file_size is not None and tensors and header.file_size > file_size:
        raise _bad(f"{file_size} bytes, but the header describes {header.file_size}")
    return header


def safetensors_header(
    tensors: Iterable[tuple[str, str, tuple[int, ...]]], metadata: Mapping[str, str] | None = None
) -> bytes:
    """The bytes before the data of a safetensors file with these tensors (name, dtype, shape) in this order."""
    content: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    end = 0
    for name, dtype, shape in tensors:
        start, end = end, end + math.prod(shape) * SAFETENSORS_BITS[dtype] // 8
        content[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [start, end]}
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def gguf_header(metadata: Mapping[str, Any], tensors: Iterable[tuple[str, str, tuple[int, ...]]]) -> bytes:
    """The bytes before the data of a GGUF 3 file; values are str, bool, int, float or lists of one of these."""
    described = list(tensors)
    parts = [b"GGUF", struct.pack("<IQQ", 3, len(described), len(metadata))]
    for key, value in metadata.items():
        kind, content = _gguf_bytes(value)
        parts += [_gguf_text(key), struct.pack("<I", kind), content]
    offset = 0
    for name, dtype, shape in described:
        number = _GGML_NUMBERS[dtype]
        parts += [_gguf_text(name), struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, number, offset)]
        offset = _aligned(offset + _ggml_size(number, shape), GGUF_ALIGNMENT)
    header = b"".join(parts)
    return header + bytes(_aligned(len(header), GGUF_ALIGNMENT) - len(header))


def _safetensor(name: str, entry: object) -> Tensor:
    if not isinstance(entry, dict) or not {"dtype", "shape", "data_offsets"} <= entry.keys():
        raise _bad(f"{name!r} is not described")
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str) or dtype not in SAFETENSORS_BITS:
        raise _bad(f"{name!r} has dtype {dtype!r}")
    if not _is_counts(shape) or len(shape) > MAX_DIMENSIONS or not _is_counts(offsets) or len(offsets) != 2:
        raise _bad(f"{name!r} has a bad shape or place")
    start, end = offsets
    if end < start or (end - start) * 8 != math.prod(shape) * SAFETENSORS_BITS[dtype]:
        raise _bad(f"{name!r} does not fit its place")
    return Tensor(name, dtype, tuple(shape), start, end - start)


def _gguf_tensor(stream: _Counted) -> Tensor:
    name = stream.text()
    (dimensions,) = stream.unpack("I")
    if dimensions > MAX_DIMENSIONS:
        raise _bad(f"{name!r} has {dimensions} dimensions")
    shape = stream.unpack(f"{dimensions}Q")
    number, start = stream.unpack("IQ")
    if number not in GGML_TYPES:
        raise _bad(f"{name!r} has type {number}")
    return Tensor(name, GGML_TYPES[number][0], shape, start, _ggml_size(number, shape))


def _gguf_value(stream: _Counted, kind: int, depth: int = 0) -> Any:  # noqa: ANN401 - scalars, text or GgufArray
    if kind in _GGUF_SCALARS:
        return stream.unpack(_GGUF_SCALARS[kind])[0]
    if kind == _GGUF_STRING:
        return stream.text()
    if kind != _GGUF_ARRAY or depth > 2:
        raise _bad(f"value of kind {kind}")
    item, length = stream.unpack("IQ")
    if item in _GGUF_SCALARS:
        stream.skip(length * struct.calcsize(f"<{_GGUF_SCALARS[item]}"))
    elif length * 8 > MAX_GGUF_HEADER:
        raise _bad(f"array of {length}")
    else:
        for _ in range(length):
            _gguf_value(stream, item, depth + 1)
    return GgufArray(item, length)


def _gguf_bytes(value: object) -> tuple[int, bytes]:
    match value:
        case bool():
            return 7, struct.pack("<?", value)
        case int():
            return (4, struct.pack("<I", value)) if 0 <= value < 1 << 32 else (11, struct.pack("<q", value))
        case float():
            return 6, struct.pack("<f", value)
        case str():
            return _GGUF_STRING, _gguf_text(value)
        case list() if value:
            packed = [_gguf_bytes(item) for item in value]
            return _GGUF_ARRAY, struct.pack("<IQ", packed[0][0], len(packed)) + b"".join(part for _, part in packed)
        case _:
            raise TypeError(f"GGUF has no place for {value!r}")


def _gguf_text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def _ggml_size(number: int, shape: tuple[int, ...]) -> int:
    _, per_block, block_size = GGML_TYPES[number]
    return math.ceil(math.prod(shape) / per_block) * block_size if shape else 0


def _aligned(position: int, alignment: int) -> int:
    return -(-position // alignment) * alignment


def _header(metadata: Mapping[str, Any], tensors: list[Tensor], data_start: int, version: int = 0) -> Header:
    dtypes: dict[str, int] = {}
    for tensor in tensors:
        dtypes[tensor.dtype] = dtypes.get(tensor.dtype, 0) + tensor.parameters
    return Header(metadata, tuple(tensors), data_start, version, dtypes)


def _is_counts(value: object) -> bool:
    return isinstance(value, list) and all(type(item) is int and 0 <= item < 1 << 62 for item in value)


def _take(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) != length:
        raise _bad("the file ends within its header")
    return content


def _bad(detail: str) -> InputError:
    return InputError(ErrorKind.BAD_FILE, detail)


class _Counted:
    """A stream that knows how far it was read and refuses to go past the bound of a header."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.position = 0

    def take(self, length: int) -> bytes:
        self.position += length
        if self.position > MAX_GGUF_HEADER:
            raise _bad("the header does not end")
        return _take(self._stream, length)

    def skip(self, length: int) -> None:
        while length > 0:
            step = min(length, 1 << 20)
            self.take(step)
            length -= step

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))

    def text(self) -> str:
        (length,) = self.unpack("Q")
        if length > MAX_GGUF_STRING:
            raise _bad(f"text of {length} bytes")
        return self.take(length).decode("utf-8", errors="replace")
