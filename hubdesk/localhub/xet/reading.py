"""How a file is put together again: the answer that leads a reader to the parts of xorbs it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hubdesk.localhub.xet.shard import Term
from hubdesk.localhub.xet.store import XetStore

Address = Callable[[str, int, int], str]  # of the bytes from, up to, of a xorb


def reconstruction(store: XetStore, terms: Sequence[Term], start: int, end: int, address: Address) -> dict[str, Any]:
    """What leads to the bytes from `start` up to `end` of a file."""
    skipped, wanted = wanted_terms(store, terms, start, end)
    fetched: dict[str, list[tuple[int, int]]] = {}
    for term in wanted:
        fetched.setdefault(term.xorb, []).append((term.start, term.end))
    return {
        "offset_into_first_range": skipped,
        "terms": [
            {"hash": term.xorb, "unpacked_length": term.length, "range": {"start": term.start, "end": term.end}}
            for term in wanted
        ],
        "fetch_info": {
            xorb: [_fetch(store, xorb, first, last, address) for first, last in joined(ranges)]
            for xorb, ranges in fetched.items()
        },
    }


def wanted_terms(store: XetStore, terms: Sequence[Term], start: int, end: int) -> tuple[int, list[Term]]:
    """The terms, cut to whole chunks, that hold the bytes from `start` up to `end` of a file.

    With them comes how many bytes of the first are not wanted.
    """
    at, skipped = 0, 0
    wanted: list[Term] = []
    for term in terms:
        if at < end and at + term.length > start:
            xorb = store.xorb(term.xorb)
            base = xorb.offsets[term.start] - at  # from places in the file to places in the unpacked xorb
            first = xorb.chunk_at(max(start, at) + base)
            last = xorb.chunk_at(min(end, at + term.length) + base - 1) + 1
            if not wanted:
                skipped = max(start, at) + base - xorb.offsets[first]
            wanted.append(Term(term.xorb, first, last, xorb.unpacked(first, last)))
        at += term.length
    return skipped, wanted


def joined(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that touch as one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _fetch(store: XetStore, name: str, first: int, last: int, address: Address) -> dict[str, Any]:
    places = store.xorb(name).places
    start, end = places[first], places[last]
    return {
        "range": {"start": first, "end": last},
        "url": address(name, start, end),
        "url_range": {"start": start, "end": end - 1},
    }
