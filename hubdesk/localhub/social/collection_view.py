"""How a collection looks to somebody: its own facts, and of its items those they may see."""

from __future__ import annotations

from typing import Any

from hubdesk.localhub import present
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.people import identity
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.social.collections import Collection, Item

LISTED_ITEMS = 4  # how many a list shows of each
_KINDS = {kind.singular: kind for kind in Kind}
_KEYS = {
    Kind.MODEL: ["author", "downloads", "gated", "lastModified", "likes", "pipeline_tag", "private"],
    Kind.DATASET: ["author", "downloads", "gated", "lastModified", "likes", "private"],
    Kind.SPACE: ["author", "lastModified", "likes", "private", "sdk", "runtime", "tags"],
}


def may_see(viewer: Viewer, collection: Collection) -> bool:
    """Whether a collection exists, for this person."""
    return not collection.private or viewer.may(Permission.READ_COLLECTIONS, collection.owner)


def shown(hub: Hub, viewer: Viewer, collection: Collection, *, most: int | None = None) -> dict[str, Any]:
    """The JSON object of a collection."""
    items = (_item(hub, viewer, item, at) for at, item in enumerate(collection.items))
    return _about(collection) | {"items": [item for item in items if item is not None][:most]}


def listed(hub: Hub, viewer: Viewer, collection: Collection) -> dict[str, Any]:
    """The same in a list: a few items, and no position, which the list itself gives."""
    content = shown(hub, viewer, collection, most=LISTED_ITEMS)
    del content["position"]
    return content


def today(hub: Hub, kind: Kind, repo_id: str) -> Facts | None:
    """A repository of an item, by the name it has now."""
    return hub.peek(kind, repo_id) or hub.peek(kind, hub.names.today(kind, repo_id) or "")


def is_hidden(hub: Hub, viewer: Viewer, kind: str, target: str) -> bool:
    """Whether there is such a repository, but not for this person."""
    facts = today(hub, _KINDS[kind], target) if kind in _KINDS else None
    return facts is not None and not viewer.may_see(facts)


def _about(collection: Collection) -> dict[str, Any]:
    return {
        "slug": collection.slug,
        "title": collection.title,
        **({"description": collection.description} if collection.description else {}),
        "gating": False,
        "lastUpdated": collection.updated,
        "owner": identity.author(collection.owner),
        "theme": collection.theme,
        "private": collection.private,
        "position": collection.position,
        "upvotes": collection.upvotes,
        "isUpvotedByUser": False,
    }


def _item(hub: Hub, viewer: Viewer, item: Item, position: int) -> dict[str, Any] | None:
    """An item; None where its target is gone, or not for this person."""
    content: dict[str, Any] = {"type": item.type, "position": position}
    if item.note:
        content["note"] = {"text": item.note}
    if kind := _KINDS.get(item.type):
        facts = today(hub, kind, item.target)
        if facts is None or not viewer.may_see(facts):
            return None
        about = present.listed(facts, _KEYS[kind]) | {"repoType": item.type, "isLikedByUser": False}
        if kind is Kind.SPACE:
            about |= {"title": facts.title, "emoji": facts.emoji}
        return about | content | {"_id": item.id}
    if item.type == "collection":
        inner = hub.collections.find(item.target)
        if inner is None or not may_see(viewer, inner):
            return None
        about = _about(inner) | {"id": inner.id, "numberItems": len(inner.items)}
        return about | content | {"_id": item.id}
    return {"_id": item.id, "id": item.target, "title": f"arXiv:{item.target}", "upvotes": 0, **content}
