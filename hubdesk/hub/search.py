"""Searching: a SearchQuery on the wire."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.types import Page, RepoSummary, RepoType, SearchQuery, SortKey
from hubdesk.hub import convert
from hubdesk.hub.wire import Wire

_SORTS = {
    SortKey.TRENDING: "trendingScore",
    SortKey.DOWNLOADS: "downloads",
    SortKey.LIKES: "likes",
    SortKey.CREATED: "createdAt",
    SortKey.UPDATED: "lastModified",
}
_COMMON = ("author", "createdAt", "lastModified", "likes", "private", "tags", "trendingScore")
_EXPAND = {
    RepoType.MODEL: (*_COMMON, "downloads", "gated", "library_name", "pipeline_tag", "safetensors", "gguf"),
    RepoType.DATASET: (*_COMMON, "downloads", "gated", "cardData"),
    RepoType.SPACE: (*_COMMON, "cardData", "runtime", "sdk"),
}


def fetch_page(wire: Wire, query: SearchQuery, cursor: str | None) -> Page[RepoSummary]:
    """The first page of a search, or the one that a cursor of ours leads to.

    Raises:
        HubDeskError: it failed.
    """
    path = f"/api/{query.repo_type.api_name}"
    if cursor is None:
        answer = wire.get_json(path, search_params(query))
    else:
        if urlsplit(cursor).path != path:
            raise HubError(ErrorKind.UNTRUSTED, "the next page is of another kind")
        answer = wire.get_json(cursor)
    total = answer.headers.get("x-total-count", "")
    return Page(
        items=convert.summaries(answer.data, query.repo_type),
        cursor=answer.next_url if answer.next_url != cursor else None,
        total=int(total) if total.isascii() and total.isdigit() else None,
    )


def search_params(query: SearchQuery) -> list[tuple[str, str]]:
    """The query's parameters in the Hub's own names."""
    params = [("filter", tag) for tag in _filters(query)]
    params += [("search", query.text.strip())] if query.text.strip() else []
    params += [("author", query.author)] if query.author else []
    if query.repo_type is RepoType.MODEL:
        params += [("pipeline_tag", query.task)] if query.task else []
        params += [("apps", app) for app in query.apps]
        if bounds := _bounds(query):
            params.append(("num_parameters", bounds))
    if query.repo_type is RepoType.SPACE:
        params += [("datasets", dataset) for dataset in query.datasets]
        params += [("models", model) for model in query.models]
    elif query.gated is not None:
        params.append(("gated", "true" if query.gated else "false"))
    if not (query.sort is SortKey.DOWNLOADS and query.repo_type is RepoType.SPACE):  # Spaces are not downloaded
        params.append(("sort", _SORTS[query.sort]))
    params.append(("limit", str(query.page_size)))
    params += [("expand", name) for name in _EXPAND[query.repo_type]]
    return params


def _filters(query: SearchQuery) -> Iterator[str]:
    """Every condition that travels as a tag."""
    if query.repo_type is RepoType.MODEL:
        yield from query.libraries
        yield from query.languages
        yield from query.formats
        yield from (f"dataset:{dataset}" for dataset in query.datasets)
    elif query.repo_type is RepoType.DATASET:
        yield from (f"library:{library}" for library in query.libraries)
        yield from (f"language:{language}" for language in query.languages)
        yield from (f"format:{name}" for name in query.formats)
        if query.task:
            yield f"task_categories:{query.task}"
        if query.size:
            yield f"size_categories:{query.size}"
    elif query.sdk:
        yield query.sdk
    if query.license:
        yield f"license:{query.license}"
    yield from query.tags


def _bounds(query: SearchQuery) -> str:
    low, high = query.min_parameters, query.max_parameters
    named = [f"min:{low}"] if low is not None else []
    named += [f"max:{high}"] if high is not None else []
    return ",".join(named)
