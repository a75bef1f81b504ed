"""Whom the made-up people like before anybody does anything here."""

from __future__ import annotations

from dataclasses import replace

from hubdesk.localhub.facts import Facts, Kind

_LIKERS = {
    (Kind.MODEL, "minji/hangul-sentiment"): ("joon 2026-06-11T08:00:00.000Z", "sora 2026-05-02T12:30:00.000Z"),
    (Kind.MODEL, "open-models/tiny-gpt"): ("minji 2026-07-20T21:10:00.000Z", "joon 2026-07-01T07:45:00.000Z"),
    (Kind.MODEL, "openai-community/gpt2"): ("minji 2026-04-18T10:00:00.000Z",),
    (Kind.DATASET, "minji/seoul-bus-reviews"): ("haneul 2026-08-01T15:20:00.000Z",),
    (Kind.SPACE, "minji/hangul-playground"): ("minji 2026-08-02T09:00:00.000Z", "joon 2026-08-03T09:00:00.000Z"),
}  # the likes of these repositories count them


def with_likers(facts: Facts) -> Facts:
    """A repository, with the people who like it from the beginning."""
    likers = _LIKERS.get((facts.kind, facts.id))
    return replace(facts, likers=likers) if likers else facts
