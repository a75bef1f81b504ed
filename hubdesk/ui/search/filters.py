"""What is filtered in a SearchQuery: list it, take one away, change the type. Plain values, no Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from hubdesk.core.types import RepoType, SearchQuery, SortKey

PARAMETERS = "parameters"  # stands for min_parameters and max_parameters together

FIELDS: dict[RepoType, tuple[str, ...]] = {
    RepoType.MODEL: (
        "task",
        PARAMETERS,
        "formats",
        "libraries",
        "languages",
        "license",
        "apps",
        "gated",
        "datasets",
        "author",
        "tags",
    ),
    RepoType.DATASET: ("task", "size", "formats", "languages", "license", "author", "tags"),
    RepoType.SPACE: ("sdk", "models", "datasets", "author", "tags"),
}
SORTS: dict[RepoType, tuple[SortKey, ...]] = {
    RepoType.MODEL: tuple(SortKey),
    RepoType.DATASET: tuple(SortKey),
    RepoType.SPACE: tuple(key for key in SortKey if key is not SortKey.DOWNLOADS),
}
SEVERAL = frozenset({"libraries", "languages", "datasets", "models", "formats", "apps", "tags"})
_SHARED_BY_TYPES = frozenset({"author", "languages", "license"})
_NOTHING: dict[str, Any] = {"min_parameters": None, "max_parameters": None, "gated": None}
_NUMBER = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*([KMBT]?)\s*$", re.IGNORECASE)
_UNITS = {"": 1_000_000_000, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000, "T": 1_000_000_000_000}

Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One filter in force: a field of the query and one of its values."""

    field: str
    value: str | bool | Bounds


def active_filters(query: SearchQuery) -> tuple[ActiveFilter, ...]:
    """Every filter in force, in the order in which the filter page lists the fields."""
    found: list[ActiveFilter] = []
    for field in FIELDS[query.repo_type]:
        if field == PARAMETERS:
            if query.min_parameters is not None or query.max_parameters is not None:
                found.append(ActiveFilter(field, (query.min_parameters, query.max_parameters)))
        elif field in SEVERAL:
            found.extend(ActiveFilter(field, value) for value in getattr(query, field))
        elif getattr(query, field) not in ("", None):
            found.append(ActiveFilter(field, getattr(query, field)))
    return tuple(found)


def without(query: SearchQuery, taken: ActiveFilter) -> SearchQuery:
    """The query with this one filter taken away."""
    if taken.field == PARAMETERS:
        return replace(query, min_parameters=None, max_parameters=None)
    if taken.field in SEVERAL:
        kept = tuple(value for value in getattr(query, taken.field) if value != taken.value)
        return _with(query, taken.field, kept)
    return _with(query, taken.field, _NOTHING.get(taken.field, ""))


def cleared(query: SearchQuery) -> SearchQuery:
    """The same words and order with no filter at all."""
    return SearchQuery(query.repo_type, query.text, query.sort, page_size=query.page_size)


def for_type(query: SearchQuery, repo_type: RepoType) -> SearchQuery:
    """The same search in another type: what both types know is kept, the rest is dropped."""
    if repo_type is query.repo_type:
        return query
    sort = query.sort if query.sort in SORTS[repo_type] else SortKey.TRENDING
    other = replace(cleared(query), repo_type=repo_type, sort=sort)
    for field in _SHARED_BY_TYPES.intersection(FIELDS[repo_type], FIELDS[query.repo_type]):
        other = _with(other, field, getattr(query, field))
    return other


def toggled(query: SearchQuery, field: str, value: str) -> SearchQuery:
    """The query with a value of a field chosen, or no longer chosen if it was."""
    if field not in SEVERAL:
        return _with(query, field, "" if getattr(query, field) == value else value)
    values: tuple[str, ...] = getattr(query, field)
    if value in values:
        return _with(query, field, tuple(kept for kept in values if kept != value))
    return _with(query, field, (*values, value))


def chosen_values(query: SearchQuery, field: str) -> tuple[str, ...]:
    """The chosen values of a text field, none, one or several."""
    values = getattr(query, field)
    if field in SEVERAL:
        return tuple(values)
    return (values,) if values else ()


def parse_parameters(text: str) -> int | None:
    """How many parameters `7B`, `500M`, `1.5` (billions) mean; None for nothing; ValueError for anything else."""
    if not text.strip():
        return None
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(text)
    return round(float(match[1].replace(",", ".")) * _UNITS[match[2].upper()])


def _with(query: SearchQuery, field: str, value: object) -> SearchQuery:
    changes: dict[str, Any] = {field: value}
    return replace(query, **changes)
