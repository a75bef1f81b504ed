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
from dataclasses import dataclass
from typing import Any, BinaryIO

from hubdesk.core.dtypes import GGML_NUMBERS, GGML_TYPES, SAFETENSORS_BITS
from hubdesk.core.errors import ErrorKind, InputError

MAX_SAFETENSORS_HEADER = 100_000_000  # the format's own limit
MAX_GGUF_HEADER = 256_000_000
MAX_TENSORS = 200_000
MAX_GGUF_KEYS = 65_536
MAX_GGUF_STRING = 16_000_000
MAX_DIMENSIONS = 8
GGUF_ALIGNMENT = 32  # unless the file says otherwise

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

    @property
    def dtypes(self) -> dict[str, int]:
        """How many numbers there are of each dtype."""
        counts: dict[str, int] = {}
        for tensor in self.tensors:
            counts[tensor.dtype] = counts.get(tensor.dtype, 0) + tensor.parameters
        return counts

    @property
    def parameters(self) -> int:
        """How many numbers the whole file holds."""
        return sum(tensor.parameters for tensor in self.tensors)

    @property
    def file_size(self) -> int:
        """How long the file must be, in bytes."""
        return self.data_start + max((tensor.start + tensor.size for tensor in self.tensors), default=0)


def read_safetensors(source: BinaryIO | bytes, *, file_size: int | None = None) -> Header:
    """The header of a safetensors file, checked against `file_size` where that is known.

    Raises:
        InputError: BAD_FILE; the file is not what it says.
    """
    stream = _stream(source)
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
    tensors = sorted(
        (_safetensor(name, entry) for name, entry in content.items()), key=lambda each: (each.start, each.size)
    )
    end = 0
    for tensor in tensors:
        if tensor.start != end:
            raise _bad(f"{tensor.name!r} leaves a hole or overlaps")
        end += tensor.size
    header = Header(metadata, tuple(tensors), 8 + length)
    if file_size is not None and header.file_size != file_size:
        raise _bad(f"{file_size} bytes, but the header describes {header.file_size}")
    return header


def read_gguf(source: BinaryIO | bytes, *, file_size: int | None = None) -> Header:
    """The header of a GGUF file (versions 2 and 3), checked against `file_size` where that is known.

    Raises:
        InputError: BAD_FILE; the file is not what it says.
    """
    stream = _Counted(_stream(source))
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
    header = Header(metadata, tuple(tensors), _aligned(stream.position, alignment), version)
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
        number = GGML_NUMBERS[dtype]
        parts += [_gguf_text(name), struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, number, offset)]
        offset = _aligned(offset + ggml_size(dtype, shape), GGUF_ALIGNMENT)
    header = b"".join(parts)
    return header + bytes(_aligned(len(header), GGUF_ALIGNMENT) - len(header))


def ggml_size(dtype: str, shape: tuple[int, ...]) -> int:
    """How many bytes a GGUF tensor takes, without padding."""
    _, per_block, block_size = GGML_TYPES[GGML_NUMBERS[dtype]]
    return -(-math.prod(shape) // per_block) * block_size


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
    dtype = GGML_TYPES[number][0]
    return Tensor(name, dtype, shape, start, ggml_size(dtype, shape))


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
    return struct.pack("<Q", len(text.encode())) + text.encode()


def _aligned(position: int, alignment: int) -> int:
    return -(-position // alignment) * alignment


def _is_counts(value: object) -> bool:
    return isinstance(value, list) and all(type(item) is int and 0 <= item < 1 << 62 for item in value)


def _stream(source: BinaryIO | bytes) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source


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
        for done in range(0, length, 1 << 20):
            self.take(min(1 << 20, length - done))

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))

    def text(self) -> str:
        (length,) = self.unpack("Q")
        if length > MAX_GGUF_STRING:
            raise _bad(f"text of {length} bytes")
        return self.take(length).decode("utf-8", errors="replace")
