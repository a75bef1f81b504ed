"""Byte ranges against the plainest model: a set of numbers."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.transfers.ranges import RangeSet

SIZE = 40
RANGES = st.lists(st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)), max_size=12)


def _bytes(ranges: list[tuple[int, int]]) -> set[int]:
    return {byte for start, end in ranges for byte in range(start, end)}


@settings(deadline=None)
@given(RANGES)
def test_it_holds_what_was_put_in(ranges: list[tuple[int, int]]) -> None:
    found = RangeSet(ranges)
    assert _bytes(list(found)) == _bytes(ranges)
    assert found.total() == len(_bytes(ranges))


@settings(deadline=None)
@given(RANGES)
def test_its_ranges_are_sorted_and_do_not_touch(ranges: list[tuple[int, int]]) -> None:
    found = list(RangeSet(ranges))
    assert all(start < end for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))


@settings(deadline=None)
@given(RANGES)
def test_the_gaps_are_the_rest(ranges: list[tuple[int, int]]) -> None:
    found = RangeSet(ranges)
    assert _bytes(list(found.missing(SIZE))) == set(range(SIZE)) - _bytes(ranges)


@settings(deadline=None)
@given(RANGES, st.integers(0, SIZE), st.integers(0, SIZE))
def test_the_gaps_of_a_part(ranges: list[tuple[int, int]], start: int, end: int) -> None:
    gaps = list(RangeSet(ranges).missing_in(start, end))
    assert _bytes(gaps) == set(range(start, end)) - _bytes(ranges)


@settings(deadline=None)
@given(RANGES)
def test_the_frontier_is_the_first_missing_byte(ranges: list[tuple[int, int]]) -> None:
    assert RangeSet(ranges).frontier() == min(set(range(SIZE + 1)) - _bytes(ranges))


@settings(deadline=None)
@given(RANGES, st.integers(0, SIZE))
def test_within_cuts_off(ranges: list[tuple[int, int]], size: int) -> None:
    assert _bytes(list(RangeSet(ranges).within(size))) == {byte for byte in _bytes(ranges) if byte < size}


def test_a_copy_is_its_own() -> None:
    first = RangeSet([(0, 3)])
    second = first.copy()
    second.add(5, 7)
    assert first == RangeSet([(0, 3)])
    assert first != second
