"""Recognises files that Python unpickles: whoever loads one runs the code in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from hubdesk.core.types import RepoType

_BY_CONTENT = frozenset({".bin", ".pt", ".pth", ".ckpt", ".model", ".sav", ".npy", ".pkl", ".pickle", ".data", ".th"})
_BY_NAME = frozenset({".pkl", ".pickle", ".joblib", ".dill"})  # also compressed, or in an old protocol
_WEIGHTS = frozenset({".bin", ".pt", ".pth", ".ckpt", ".th"})
_PROTOCOL = re.compile(rb"\x80[\x02-\x05]")
_ZIP_ENTRY = b"PK\x03\x04"


def safer_format(path: str, start: bytes, repo_type: RepoType) -> str:
    """What to use instead of this pickle; empty if it is none. `start` are its first bytes."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes[-2:]]
    if not _is_pickle(suffixes, start):
        return ""
    if repo_type is RepoType.DATASET:
        return "Parquet"
    return "safetensors" if not _WEIGHTS.isdisjoint(suffixes) or suffixes[-1] in {".pkl", ".npy"} else "skops"


def _is_pickle(suffixes: list[str], start: bytes) -> bool:
    if not start or not suffixes:
        return False
    if not _BY_NAME.isdisjoint(suffixes):
        return True
    if suffixes[-1] not in _BY_CONTENT:
        return False
    if start.startswith(b"\x93NUMPY"):
        return re.search(rb"'descr':\s*'\|O'", start) is not None
    return bool(_PROTOCOL.match(start)) or _first_entry(start).endswith(b"data.pkl")


def _first_entry(start: bytes) -> bytes:
    """The name of the first file in a ZIP archive, which torch always gives to the pickle."""
    if not start.startswith(_ZIP_ENTRY):
        return b""
    return start[30 : 30 + int.from_bytes(start[26:28], "little")]
