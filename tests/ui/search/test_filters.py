"""Filters of a query as plain values."""

from __future__ import annotations

import pytest

from hubdesk.core.types import RepoType, SearchQuery, SortKey
from hubdesk.ui.search.filters import (
    SORTS,
    ActiveFilter,
    active_filters,
    cleared,
    for_type,
    parse_parameters,
    toggled,
    without,
)

QUERY = SearchQuery(
    text="korean",
    task="text-generation",
    libraries=("transformers", "peft"),
    license="mit",
    min_parameters=1,
    gated=False,
    author="upstage",
)


def test_every_filter_is_listed_and_can_be_taken_away() -> None:
    found = active_filters(QUERY)
    assert [active.field for active in found] == [
        "task",
        "parameters",
        "libraries",
        "libraries",
        "license",
        "gated",
        "author",
    ]
    query = QUERY
    for active in found:
        query = without(query, active)
        assert active not in active_filters(query)
    assert query == cleared(QUERY)
    assert query.text == "korean"


def test_one_of_several_values_goes_alone() -> None:
    assert without(QUERY, ActiveFilter("libraries", "peft")).libraries == ("transformers",)


def test_toggling_adds_and_takes_away() -> None:
    query = toggled(SearchQuery(), "languages", "ko")
    query = toggled(query, "languages", "en")
    assert query.languages == ("ko", "en")
    assert toggled(query, "languages", "ko").languages == ("en",)
    assert toggled(toggled(query, "task", "translation"), "task", "translation").task == ""


def test_another_type_keeps_only_what_it_knows() -> None:
    query = SearchQuery(text="qa", task="text-generation", languages=("ko",), author="a", sort=SortKey.DOWNLOADS)
    dataset = for_type(query, RepoType.DATASET)
    assert dataset == SearchQuery(RepoType.DATASET, "qa", SortKey.DOWNLOADS, author="a", languages=("ko",))
    assert for_type(query, RepoType.SPACE) == SearchQuery(RepoType.SPACE, "qa", author="a")


def test_spaces_are_not_sorted_by_downloads() -> None:
    assert SortKey.DOWNLOADS not in SORTS[RepoType.SPACE]
    assert set(SORTS[RepoType.MODEL]) == set(SortKey)


@pytest.mark.parametrize(
    ("text", "parameters"),
    [("7B", 7_000_000_000), ("500m", 500_000_000), ("1,5", 1_500_000_000), (" 10 k ", 10_000), ("", None)],
)
def test_parameters_are_read_as_people_write_them(text: str, parameters: int | None) -> None:
    assert parse_parameters(text) == parameters


@pytest.mark.parametrize("text", ["many", "7BB", "-1B", "1e9"])
def test_other_texts_are_no_parameters(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_parameters(text)
