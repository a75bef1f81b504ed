"""The order of the queue: who runs first, and that it stays so."""

from __future__ import annotations

import random

import pytest

from hubdesk.transfers.order import moved

FOUR = {1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0}


def _order(positions: dict[int, float]) -> list[int]:
    return sorted(positions, key=lambda one: positions[one])


@pytest.mark.parametrize(
    ("ids", "before", "order"),
    [
        ({4}, 1, [4, 1, 2, 3]),
        ({1}, None, [2, 3, 4, 1]),
        ({4}, 2, [1, 4, 2, 3]),
        ({4, 1}, 3, [2, 1, 4, 3]),
        ({2, 3}, 2, [1, 2, 3, 4]),
        ({1, 3}, 3, [2, 1, 3, 4]),
        ({3, 4}, 4, [1, 2, 3, 4]),
        ({9}, 1, [1, 2, 3, 4]),
        ({1}, 9, [1, 2, 3, 4]),
        ({1, 2, 3, 4}, None, [1, 2, 3, 4]),
    ],
)
def test_moving(ids: set[int], before: int | None, order: list[int]) -> None:
    assert _order({**FOUR, **moved(FOUR, ids, before)}) == order


def test_only_what_moves_gets_a_new_place() -> None:
    assert moved(FOUR, {4}, 2) == {4: 1.5}
    assert moved(FOUR, {2}, 3) == {}


def test_the_room_never_runs_out() -> None:
    positions = dict(FOUR)
    for _ in range(500):
        first, second, third, last = _order(positions)
        positions |= moved({one: positions[one] for one in _order(positions)}, {last}, second)
        assert _order(positions) == [first, last, second, third]


def test_any_move_gives_the_order_that_was_asked_for() -> None:
    luck = random.Random(4)
    positions = {number: float(number) for number in range(1, 9)}
    for _ in range(300):
        order = _order(positions)
        ids, before = set(luck.sample(order, luck.randint(1, 4))), luck.choice([*order, None])
        positions |= moved({one: positions[one] for one in order}, ids, before)
        rest = [one for one in order if one not in ids]
        after = [] if before is None else [one for one in order[order.index(before) :] if one not in ids]
        at = rest.index(after[0]) if after else len(rest)
        assert _order(positions) == rest[:at] + [one for one in order if one in ids] + rest[at:]
