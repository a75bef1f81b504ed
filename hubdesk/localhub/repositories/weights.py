"""What the weights of a model say about themselves, read from the headers of its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubdesk.core.errors import InputError
from hubdesk.core.formats import MAX_SAFETENSORS_HEADER, Header, read_gguf, read_safetensors
from hubdesk.localhub.git.repo import Entry, GitRepo, Snapshot
from hubdesk.localhub.lfs import LfsStore

_MODEL = re.compile(r"(?:model|diffusion_pytorch_model|adapter_model)(?:-\d{5}-of-\d{5})?\.safetensors")
_MOST_FILES = 50
_GGUF_READS = (1 << 20, 1 << 25)  # most headers are short; those with a large vocabulary are not
_MOST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Weights:
    """How many numbers of each dtype the safetensors files hold, and what the GGUF files are."""

    dtypes: Mapping[str, int] | None = None
    gguf: Mapping[str, Any] | None = None

    @property
    def parameters(self) -> int | None:
        """How many numbers there are in all."""
        if self.dtypes:
            return sum(self.dtypes.values())
        return self.gguf["total"] if self.gguf else None


def read_weights(repo: GitRepo, snapshot: Snapshot, lfs: LfsStore) -> Weights:
    """The weights of a model at one commit."""
    reader = _Reader(repo, lfs)
    tensors = [entry for path, entry in snapshot.files.items() if path.endswith(".safetensors")]
    main = [entry for entry in tensors if _MODEL.fullmatch(entry.path)]
    quantised = [entry for path, entry in snapshot.files.items() if path.endswith(".gguf") and "mmproj" not in path]
    return Weights(_dtypes(reader, main or tensors), _gguf(reader, quantised))


def _dtypes(reader: _Reader, entries: list[Entry]) -> Mapping[str, int] | None:
    """Of very many shards the first are read, and the rest are taken to be like them."""
    dtypes: dict[str, int] = {}
    size_read = 0
    for entry in entries[:_MOST_FILES]:
        if (header := reader.safetensors(entry)) is not None:
            size_read += entry.size
            for name, count in header.dtypes.items():
                dtypes[name] = dtypes.get(name, 0) + count
    rest = sum(entry.size for entry in entries[_MOST_FILES:])
    if size_read and rest:
        dtypes = {name: count + round(count * rest / size_read) for name, count in dtypes.items()}
    return dtypes or None


def _gguf(reader: _Reader, entries: list[Entry]) -> Mapping[str, Any] | None:
    for entry in entries[:_MOST_FILES]:
        header = reader.gguf(entry)
        if header is None:
            continue
        name = header.metadata.get("general.architecture")
        facts = {
            "total": header.parameters,
            "architecture": name,
            "context_length": header.metadata.get(f"{name}.context_length"),
            "chat_template": header.metadata.get("tokenizer.chat_template"),
            "totalFileSize": sum(each.size for each in entries),
        }
        return {
            key: value
            for key, value in facts.items()
            if (isinstance(value, str) and len(value) <= _MOST_TEXT) or type(value) is int
        }
    return None


class _Reader:
    """Reads the beginning of files."""

    def __init__(self, repo: GitRepo, lfs: LfsStore) -> None:
        self._repo = repo
        self._lfs = lfs

    def safetensors(self, entry: Entry) -> Header | None:
        """The header of a safetensors file; None where it is none."""
        start = self._start(entry, 9)
        if start[8:] != b"{":  # no JSON follows: the length is any number, and reading that far takes much memory
            return None
        length = min(int.from_bytes(start[:8], "little"), MAX_SAFETENSORS_HEADER)
        try:
            return read_safetensors(self._start(entry, 8 + length), file_size=entry.size)
        except InputError:
            return None

    def gguf(self, entry: Entry) -> Header | None:
        """The header of a GGUF file; None where it is none."""
        for length in _GGUF_READS:
            try:
                return read_gguf(self._start(entry, length), file_size=entry.size)
            except InputError:
                if length >= entry.size:
                    break
        return None

    def _start(self, entry: Entry, length: int) -> bytes:
        if not entry.sha256:
            return self._repo.blob(entry.oid)[:length]
        stored = self._lfs.find(entry.sha256)
        return b"".join(stored.chunks(0, min(length, stored.size))) if stored else b""
