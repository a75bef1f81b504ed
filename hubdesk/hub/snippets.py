"""Code that uses a repository, for its own library first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hubdesk.core.types import RepoDetails, RepoFile


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code: for which library, under which name, in which language."""

    library: str
    label: str
    language: str
    code: str


def use_snippets(details: RepoDetails, files: Sequence[RepoFile] = ()) -> tuple[Snippet, ...]:
    """Its own libraries' code first, then the `hf` command and Python's huggingface_hub."""
    return ()
