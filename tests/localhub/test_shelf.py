"""The index finds what a plain walk over all rows finds."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.query import Query
from hubdesk.localhub.shelf import Shelf

DAY = "2026-01-01T00:00:00.000Z"
TAGS = ("gguf", "en", "license:mit", "dataset:x")
rows = st.lists(
    st.builds(
        Facts,
        kind=st.just(Kind.MODEL),
        id=st.from_regex(r"[ab]/[abc]{1,4}", fullmatch=True),
        created_at=st.just(DAY),
        updated_at=st.just(DAY),
        tags=st.lists(st.sampled_from(TAGS), unique=True).map(tuple),
        likes=st.integers(0, 3),
        downloads=st.integers(0, 3),
        parameters=st.none() | st.integers(1, 5),
        private=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda facts: facts.id,
)
queries = st.builds(
    Query,
    filters=st.lists(st.sampled_from((*TAGS, "nope")), max_size=2).map(tuple),
    author=st.sampled_from(("", "a", "b", "c")),
    searches=st.lists(st.sampled_from(("a", "b", "ab", "/c")), max_size=2).map(tuple),
    min_parameters=st.none() | st.integers(1, 5),
    sort=st.sampled_from(("likes", "downloads")),
    limit=st.integers(1, 7),
)


def _expected(facts: list[Facts], query: Query, owners: frozenset[str]) -> set[str]:
    return {
        row.id
        for row in facts
        if set(query.filters) <= set(row.tags)
        and (not query.author or row.author == query.author)
        and all(text in row.id for text in query.searches)
        and (query.min_parameters is None or (row.parameters or 0) >= query.min_parameters)
        and (not row.private or row.author in owners)
    }


@given(rows, queries, st.sampled_from((frozenset(), frozenset({"a"}))))
def test_pages_hold_what_matches_once_and_in_order(facts: list[Facts], query: Query, owners: frozenset[str]) -> None:
    shelf = Shelf(Kind.MODEL, facts)
    found, cursor = [], ""
    while True:
        page = shelf.search(replace(query, cursor=cursor), owners)
        found += page.rows
        cursor = page.cursor
        if not cursor:
            break
    assert len(found) == page.total
    assert sorted(row.id for row in found) == sorted(_expected(facts, query, owners))
    values = [getattr(row, query.sort) for row in found]
    assert values == sorted(values, reverse=True)


@given(rows, rows)
def test_changes_leave_nothing_behind(before: list[Facts], after: list[Facts]) -> None:
    shelf = Shelf(Kind.MODEL, before)
    for row in before:
        shelf.remove(row.id)
    for row in after:
        shelf.put(replace(row, tags=(), likes=9))
        shelf.put(row)
    assert len(shelf) == len(after)
    assert {row.id for row in shelf.all()} == {row.id for row in after}
    everyone = frozenset({"a", "b"})
    assert shelf.search(Query(), everyone).total == len(after)
    assert shelf.search(Query(filters=("gguf",)), everyone).total == sum("gguf" in row.tags for row in after)
