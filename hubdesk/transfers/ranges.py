"""Which bytes of a file are there: sorted ranges that never touch each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator


class RangeSet:
    """A set of half-open byte ranges."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in ranges:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Put `start <= byte < end` in, joining what it touches."""
        if end <= start:
            return
        first = bisect_left(self._ends, start)
        last = first
        while last < len(self._starts) and self._starts[last] <= end:
            start = min(start, self._starts[last])
            end = max(end, self._ends[last])
            last += 1
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def frontier(self) -> int:
        """The number of bytes that are there from the first one on without a gap."""
        return self._ends[0] if self._starts and self._starts[0] == 0 else 0

    def total(self) -> int:
        """The number of bytes that are there."""
        return sum(self._ends) - sum(self._starts)

    def missing(self, size: int) -> Iterator[tuple[int, int]]:
        """The gaps below `size`, in order."""
        yield from self.missing_in(0, size)

    def missing_in(self, at: int, stop: int) -> Iterator[tuple[int, int]]:
        """The gaps between two offsets, in order."""
        for start, end in self:
            if start >= stop:
                break
            if start > at:
                yield at, start
            at = max(at, end)
        if at < stop:
            yield at, stop

    def within(self, size: int) -> RangeSet:
        """What of it lies below `size`."""
        return RangeSet((start, min(end, size)) for start, end in self if start < size)

    def copy(self) -> RangeSet:
        """An equal set of its own."""
        return RangeSet(self)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(list(zip(self._starts, self._ends, strict=True)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RangeSet) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # it changes
