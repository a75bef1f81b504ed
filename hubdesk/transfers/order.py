"""Places in the queue: numbers with room between them, so that moving a few writes only a few."""

from __future__ import annotations

from collections.abc import Collection, Mapping

SMALLEST_GAP = 1e-6


def moved(positions: Mapping[int, float], ids: Collection[int], before: int | None) -> dict[int, float]:
    """New places for what changes when `ids` go, in their present order, before another one; None is the end.

    `positions` are the places of all in order. Where the room between two neighbours is used up, all get new places.
    """
    going = [one for one in positions if one in ids]
    staying = [one for one in positions if one not in ids]
    if not going or (before is not None and before not in positions):
        return {}
    at = _place_in(staying, list(positions), before)
    if list(positions) == staying[:at] + going + staying[at:]:
        return {}
    first = positions[staying[at - 1]] if at else positions[staying[at]] - len(going) - 1
    last = positions[staying[at]] if at < len(staying) else first + len(going) + 1
    step = (last - first) / (len(going) + 1)
    if step < SMALLEST_GAP:
        return {one: float(place) for place, one in enumerate(staying[:at] + going + staying[at:], 1)}
    return {one: first + step * number for number, one in enumerate(going, 1)}


def _place_in(staying: list[int], all_of_them: list[int], before: int | None) -> int:
    """Where among those that stay; one that goes itself stands for the next that stays."""
    if before is None:
        return len(staying)
    stay = set(staying)
    for one in all_of_them[all_of_them.index(before) :]:
        if one in stay:
            return staying.index(one)
    return len(staying)
