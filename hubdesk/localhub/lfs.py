"""The store of large files: named by sha256, kept as bytes or, for very large made-up ones, as a recipe."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

BLOCK = 1 << 20
CHUNK = 256 << 10  # of each download some of these are in memory
_STAMP = 16
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n")
_OID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A file made on the fly: `header`, then blocks of one pattern, each beginning with its own number."""

    header: bytes
    size: int
    seed: str

    def chunks(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` up to `end`."""
        return map(bytes, self.views(start, end))

    def views(self, start: int, end: int) -> Iterator[memoryview]:
        """The same without making any: views of the pattern."""
        if start < len(self.header):
            yield memoryview(self.header)[start:end]
            start = len(self.header)
        pattern = memoryview(_pattern(self.seed))
        while start < end:
            number, within = divmod(start - len(self.header), BLOCK)
            block = pattern if within >= _STAMP else memoryview(number.to_bytes(8, "big") * 2)
            view = block[within : within + min(CHUNK, end - start)]
            yield view
            start += len(view)

    def as_json(self) -> dict[str, Any]:
        """What `of` understands."""
        return {"header": b64encode(self.header).decode(), "size": self.size, "seed": self.seed}

    @classmethod
    def of(cls, content: dict[str, Any]) -> Recipe:
        """The recipe that `as_json` wrote down."""
        return cls(b64decode(content["header"]), content["size"], content["seed"])

    def sha256(self) -> str:
        """The digest of the whole file; about a second for each gigabyte."""
        digest = hashlib.sha256()
        for chunk in self.chunks(0, self.size):
            digest.update(chunk)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the store as it is."""

    path: Path
    size: int

    def chunks(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` up to `end`."""
        with self.path.open("rb") as stream:
            stream.seek(start)
            while start < end and (chunk := stream.read(min(CHUNK, end - start))):
                yield chunk
                start += len(chunk)


class LfsStore:
    """Large files on disk below one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.incoming = root / "incoming"
        shutil.rmtree(self.incoming, ignore_errors=True)  # what arrived only in part before this process began
        self.incoming.mkdir(parents=True, exist_ok=True)

    def find(self, oid: str) -> StoredFile | Recipe | None:
        """The file of this sha256."""
        if not _OID.fullmatch(oid):
            return None
        path = self._path(oid)
        try:
            return StoredFile(path, path.stat().st_size)
        except FileNotFoundError:
            pass
        try:
            return Recipe.of(json.loads(path.with_suffix(".recipe").read_text()))
        except FileNotFoundError:
            return None

    def add(self, content: bytes) -> str:
        """Keep these bytes; the answer is their sha256."""
        oid = hashlib.sha256(content).hexdigest()
        if self.find(oid) is None:
            handle, name = tempfile.mkstemp(dir=self.incoming)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            self.publish(Path(name), oid)
        return oid

    def add_recipe(self, recipe: Recipe, oid: str) -> None:
        """Keep a recipe whose digest is known."""
        path = self._path(oid).with_suffix(".recipe")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(".new")
            temporary.write_text(json.dumps(recipe.as_json()))
            os.replace(temporary, path)

    def remove(self, oid: str) -> None:
        """Take a file away for good."""
        if _OID.fullmatch(oid):
            self._path(oid).unlink(missing_ok=True)
            self._path(oid).with_suffix(".recipe").unlink(missing_ok=True)

    def publish(self, temporary: Path, oid: str) -> None:
        """Move a complete file whose sha256 was checked into its place."""
        path = self._path(oid)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)

    def _path(self, oid: str) -> Path:
        return self._root / oid[:2] / oid


def pointer(oid: str, size: int) -> bytes:
    """What git keeps in place of a large file."""
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {size}\n".encode()


def read_pointer(content: bytes) -> tuple[str, int] | None:
    """The sha256 and size in a pointer; None if the content is not one."""
    matched = _POINTER.fullmatch(content) if len(content) < 200 else None
    return (matched[1].decode(), int(matched[2])) if matched else None


@lru_cache(maxsize=8)
def _pattern(seed: str) -> bytes:
    return hashlib.shake_128(seed.encode()).digest(BLOCK)
