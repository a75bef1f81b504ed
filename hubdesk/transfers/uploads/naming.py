"""Which paths a repository can have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hubdesk.core.errors import HubError
from hubdesk.hub.trust import check_path

MAX_PATH_BYTES = 1_000
MAX_NAME_BYTES = 255  # more cannot be checked out on any common file system


def joined(folder: str, below: str) -> str:
    """A path in the repository from two pieces."""
    return f"{folder}/{below}" if folder and below else folder or below


def tidy(path: str) -> str:
    """A path as it was typed, without what says nothing: slashes around it, `./`, doubled slashes."""
    return "/".join(part for part in path.split("/") if part not in {"", "."})


def can_be(path: str) -> bool:
    """Whether a file in a repository can be called this."""
    try:
        check_path(path)
        encoded = path.encode()
    except (HubError, UnicodeEncodeError):
        return False
    return (
        len(encoded) <= MAX_PATH_BYTES
        and all(len(part) <= MAX_NAME_BYTES for part in encoded.split(b"/"))
        and "\x7f" not in path
    )


def shown(path: str) -> str:
    """A path that can be written down anywhere: what is no text in it is replaced."""
    return path.encode("utf-8", "replace").decode()


def is_kept_back(path: str) -> bool:
    """Whether a path in a folder belongs to git or to the library's own notes, which are never sent."""
    parts = path.lower().split("/")
    return ".git" in parts or (".cache", "huggingface") in pairwise(parts)


def above(path: str) -> Iterator[str]:
    """Every folder that a path is in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path
