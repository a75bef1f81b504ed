"""What a click on a tag or on a piece of metadata searches for."""

from __future__ import annotations

from dataclasses import replace

from hubdesk.core.types import RepoRef, RepoType, SearchQuery

_HIDDEN_PREFIXES = ("region:", "base_model:", "dataset:", "license:", "language:", "library:", "doi:", "deploy:")
_HIDDEN_TAGS = frozenset({"endpoints_compatible", "autotrain_compatible", "text-generation-inference"})
_FORMATS = frozenset({"safetensors", "gguf"})


def shown_tags(tags: tuple[str, ...], *, known: frozenset[str]) -> tuple[str, ...]:
    """The tags worth a chip: not what the server adds for itself, nor what stands elsewhere (`known`)."""
    return tuple(
        tag for tag in tags if tag not in known and tag not in _HIDDEN_TAGS and not tag.startswith(_HIDDEN_PREFIXES)
    )


def tag_text(tag: str) -> str:
    """A tag as a chip says it: `format:parquet` is `parquet`, but an `arxiv:` number keeps its prefix."""
    prefix, colon, rest = tag.partition(":")
    return rest if colon and prefix != "arxiv" and rest else tag


def tag_query(repo_type: RepoType, tag: str) -> SearchQuery:
    """Everything of this type that bears the tag."""
    query = SearchQuery(repo_type=repo_type)
    prefix, _, rest = tag.partition(":")
    if repo_type is RepoType.MODEL and tag in _FORMATS:
        return replace(query, formats=(tag,))
    if repo_type is RepoType.DATASET and rest:
        if prefix == "format":
            return replace(query, formats=(rest,))
        if prefix == "size_categories":
            return replace(query, size=rest)
        if prefix == "task_categories":
            return replace(query, task=rest)
    return replace(query, tags=(tag,))


def author_query(ref: RepoRef) -> SearchQuery:
    """Everything of this type by the same owner."""
    return SearchQuery(repo_type=ref.repo_type, author=ref.owner)
