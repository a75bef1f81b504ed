"""Finds repositories, people and organisations by a part of their names."""

from __future__ import annotations

from typing import Any

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.people import identity
from hubdesk.localhub.people.cast import ORGANIZATIONS, PEOPLE
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.query import Query


def quick_search(hub: Hub, viewer: Viewer, text: str, most: int) -> dict[str, Any]:
    """The best of each kind, and how many there are."""
    found: dict[str, Any] = {"q": text}
    query = Query(searches=(text.lower(),) if text else (), limit=most)
    for kind in Kind:
        rows = hub.shelves[kind].search(query, viewer.namespaces)
        found[kind.value] = [{"id": row.id, "private": row.private} | _title(row.title) for row in rows.rows]
        found[f"{kind.value}Count"] = rows.total
    people = [each for each in PEOPLE if _matches(text, each.name, each.fullname)]
    organizations = [each for each in ORGANIZATIONS if _matches(text, each.name, each.fullname)]
    found["users"] = [identity.profile(each) for each in people[:most]]
    found["usersCount"] = len(people)
    found["orgs"] = [identity.organization(each.name) for each in organizations[:most]]
    found["orgsCount"] = len(organizations)
    return found


def _title(title: str) -> dict[str, str]:
    return {"title": title} if title else {}


def _matches(text: str, *names: str) -> bool:
    return any(text.lower() in name.lower() for name in names)
