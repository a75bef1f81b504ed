"""Which lines differ between two texts: Myers' shortest edit script, as git finds it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MOST_EDITS = 1500  # beyond, the search would take seconds: unique lines are anchors then


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines `start` to `end` of the old text became lines `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def split_lines(content: bytes) -> list[bytes]:
    """The lines with their ends; only a line feed ends one, as in git."""
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def hunks(old: Sequence[bytes], new: Sequence[bytes]) -> list[Hunk]:
    """The differences in order; between two of them lies at least one line that stayed."""
    numbers: dict[bytes, int] = {}
    left = [numbers.setdefault(line, len(numbers)) for line in old]
    right = [numbers.setdefault(line, len(numbers)) for line in new]
    gone, came = [False] * len(left), [False] * len(right)
    _mark(left, right, (0, len(left), 0, len(right)), gone, came, anchored=False)
    return _slide_down(list(_hunks(gone, came)), left, right)


def _mark(
    left: list[int], right: list[int], part: tuple[int, int, int, int], gone: list[bool], came: list[bool],
    *, anchored: bool,
) -> None:  # fmt: skip
    """Mark what went and what came within one part of both texts."""
    start, end, new_start, new_end = part
    while start < end and new_start < new_end and left[start] == right[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and left[end - 1] == right[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    kept = _kept(left[start:end], right[new_start:new_end])
    if kept is None and not anchored:
        parts = list(_between_anchors(left[start:end], right[new_start:new_end]))
        for a, b, c, d in parts:
            inner = (start + a, start + b, new_start + c, new_start + d)
            _mark(left, right, inner, gone, came, anchored=len(parts) == 1)
        return
    gone[start:end] = [True] * (end - start)
    came[new_start:new_end] = [True] * (new_end - new_start)
    for one, other, length in kept or ():
        gone[start + one : start + one + length] = [False] * length
        came[new_start + other : new_start + other + length] = [False] * length


def _kept(left: list[int], right: list[int]) -> list[tuple[int, int, int]] | None:
    """The runs that stayed (where, where, how long) on a shortest path; None if it takes too many edits."""
    if not left or not right or not set(left) & set(right):
        return []
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(len(left) + len(right), _MOST_EDITS) + 1):
        trail.append(dict(furthest))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (
                diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1]
            )  # fmt: skip
            x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            y = x - diagonal
            while x < len(left) and y < len(right) and left[x] == right[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            if x >= len(left) and y >= len(right):
                return _runs(trail, len(left), len(right))
    return None


def _runs(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int, int]]:
    runs = []
    for edits in range(len(trail) - 1, -1, -1):
        furthest, diagonal = trail[edits], x - y
        down = diagonal == -edits or (diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        came_x = furthest[before] if edits else 0
        came_y = came_x - before if edits else 0
        length = min(x - came_x, y - came_y)
        if length:
            runs.append((x - length, y - length, length))
        x, y = came_x, came_y
    return runs


def _between_anchors(left: list[int], right: list[int]) -> Iterator[tuple[int, int, int, int]]:
    """The parts between lines that are once in each text, as long as those keep their order."""
    once = {line for line, count in Counter(left).items() if count == 1}
    places = {line: at for at, line in enumerate(right)}
    once &= {line for line, count in Counter(right).items() if count == 1}
    pairs = [(at, places[line]) for at, line in enumerate(left) if line in once]
    start = new_start = 0
    for at, there in _rising(pairs):
        yield start, at, new_start, there
        start, new_start = at + 1, there + 1
    yield start, len(left), new_start, len(right)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest run of pairs that rises in both places."""
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, there) in enumerate(pairs):
        at = bisect_left(ends, there)
        before[number] = last[at - 1] if at else -1
        ends[at:at + 1] = [there]  # fmt: skip
        last[at:at + 1] = [number]  # fmt: skip
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _slide_down(found: list[Hunk], old: Sequence[int], new: Sequence[int]) -> list[Hunk]:
    """Show what only went or only came as far down as equal lines let it go, as git does."""
    result: list[Hunk] = []
    for hunk in reversed(found):
        following = result[-1] if result else Hunk(len(old), len(old), len(new), len(new))
        while hunk.end < following.start and _can_slide(hunk, old, new):
            hunk = Hunk(hunk.start + 1, hunk.end + 1, hunk.new_start + 1, hunk.new_end + 1)
        if result and hunk.end == following.start:
            result.pop()
            hunk = Hunk(hunk.start, following.end, hunk.new_start, following.new_end)
        result.append(hunk)
    return result[::-1]


def _can_slide(hunk: Hunk, old: Sequence[int], new: Sequence[int]) -> bool:
    if hunk.new_start == hunk.new_end:
        return old[hunk.start] == old[hunk.end]
    return hunk.start == hunk.end and new[hunk.new_start] == new[hunk.new_end]


def _hunks(gone: list[bool], came: list[bool]) -> Iterator[Hunk]:
    at = there = 0
    while at < len(gone) or there < len(came):
        start, new_start = at, there
        while at < len(gone) and gone[at]:
            at += 1
        while there < len(came) and came[there]:
            there += 1
        if (at, there) != (start, new_start):
            yield Hunk(start, at, new_start, there)
        else:
            at, there = at + 1, there + 1
