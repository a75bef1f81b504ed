"""The pages above repositories: the Hub itself, a person or organisation, a collection."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.pages.html import Child, document, element, link, row, table
from hubdesk.localhub.pages.repository import address
from hubdesk.localhub.people.cast import ORGANIZATIONS, PEOPLE, organization_named, person_named
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.social.collection_view import today
from hubdesk.localhub.social.collections import Collection

_MOST_ROWS = 500
_HEADS = {Kind.MODEL: "Models", Kind.DATASET: "Datasets", Kind.SPACE: "Spaces"}


def front() -> bytes:
    """The first page of all: who is here."""
    rows = [row(link(f"/{each.name}", each.name), each.fullname) for each in (*PEOPLE, *ORGANIZATIONS)]
    return document("Practice Hub", element("p", "People and organizations:"), table(*rows))


def profile(hub: Hub, viewer: Viewer, name: str) -> bytes | None:
    """What somebody has; None if there is nobody of this name."""
    parts: list[Child] = []
    known = person_named(name) or organization_named(name)
    if known:
        parts.append(element("p", f"{known.fullname}. {known.details}".strip()))
    for kind, head in _HEADS.items():
        found = [facts for facts in hub.shelves[kind].of(name) if viewer.may_see(facts)]
        if found:
            shown = [row(link(address(facts), facts.name), _about(facts)) for facts in found[:_MOST_ROWS]]
            parts += [element("h2", f"{head} ({len(found)})"), table(*shown)]
    return document(name, *parts) if parts else None


def collection(hub: Hub, viewer: Viewer, found: Collection) -> bytes:
    """What somebody put together."""
    rows = []
    for item in found.items:
        if item.type in ("model", "dataset", "space"):
            facts = today(hub, Kind.of(item.type), item.target)
            if facts is not None and viewer.may_see(facts):
                rows.append(row(item.type, link(address(facts), facts.id), item.note))
        elif item.type == "paper":
            rows.append(row(item.type, item.target, item.note))
    owner = element("p", "Collection of ", link(f"/{found.owner}", found.owner))
    return document(found.title, owner, element("p", found.description), table(*rows))


def _about(facts: Facts) -> str:
    marks = ["private" if facts.private else "", f"gated ({facts.gated})" if facts.gated else "", facts.task, facts.sdk]
    return ", ".join(filter(None, marks))
