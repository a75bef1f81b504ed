"""Likes: who likes what, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.repo import iso
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.people.cast import Person, person_named


@dataclass(frozen=True, slots=True)
class Like:
    """One like."""

    person: Person
    facts: Facts
    date: str


def like(hub: Hub, facts: Facts, name: str) -> None:
    """Somebody likes a repository; who does already goes on to."""

    def change(known: Facts) -> Facts:
        if name in _names(known):
            return known
        return replace(known, likers=(*known.likers, f"{name} {iso(datetime.now(UTC))}"), likes=known.likes + 1)

    hub.change(facts, change)


def unlike(hub: Hub, facts: Facts, name: str) -> None:
    """Somebody likes a repository no more; who never did goes on not to."""

    def change(known: Facts) -> Facts:
        if name not in _names(known):
            return known
        left = tuple(each for each in known.likers if each.partition(" ")[0] != name)
        return replace(known, likers=left, likes=max(0, known.likes - 1))

    hub.change(facts, change)


def likes_on(facts: Facts) -> list[Like]:
    """Who likes a repository, of the people here; the latest first."""
    return _sorted(_likes(facts))


def likes_of(hub: Hub, name: str) -> list[Like]:
    """The public repositories somebody likes, the latest first; private ones are nobody's business."""
    rows = (row for shelf in hub.shelves.values() for row in shelf.all() if row.likers and not row.private)
    return _sorted(each for row in rows for each in _likes(row) if each.person.name == name)


def _likes(facts: Facts) -> list[Like]:
    pairs = (each.partition(" ") for each in facts.likers)
    return [Like(person, facts, date) for name, _, date in pairs if (person := person_named(name))]


def _names(facts: Facts) -> frozenset[str]:
    return frozenset(each.partition(" ")[0] for each in facts.likers)


def _sorted(likes: Iterable[Like]) -> list[Like]:
    return sorted(likes, key=lambda each: (each.date, each.facts.id), reverse=True)
