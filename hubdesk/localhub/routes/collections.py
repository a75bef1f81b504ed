"""Collections and what is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub import refusal
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.query import parse_limit
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.repositories.wishes import check_no_group
from hubdesk.localhub.routing import get, on, post
from hubdesk.localhub.social import collection_view
from hubdesk.localhub.social import collection_wishes as wishes
from hubdesk.localhub.social.collections import Collection, Item, new_id
from hubdesk.localhub.web import answer, hub_of, json_body, page, viewer_of

COLLECTION = "/api/collections/{owner:one}/{name:one}"
ITEM = f"{COLLECTION}/items/{{item:one}}"
_MOST_ITEMS, _PAGE = 1000, 100
_SORTS: dict[str, Callable[[Collection], Any]] = {
    "lastModified": lambda each: each.updated,
    "trending": lambda each: (each.upvotes, each.updated),
    "upvotes": lambda each: each.upvotes,
}


def list_collections(request: Request) -> Response:
    """GET /api/collections."""
    hub, viewer, given = hub_of(request), viewer_of(request), request.query_params
    sort = given.get("sort") or "trending"
    if sort not in _SORTS:
        raise bad_request(f"Invalid sort parameter: {sort}")
    owners, wanted = frozenset(given.getlist("owner")), [wishes.wanted(text) for text in given.getlist("item")]
    text = (given.get("q") or "").lower()
    found = [
        each
        for each in hub.collections.all()
        if collection_view.may_see(viewer, each)
        and (not owners or each.owner in owners)
        and all(each.has(*item) and not collection_view.is_hidden(hub, viewer, *item) for item in wanted)
        and text in each.title.lower()
    ]
    found.sort(key=_SORTS[sort], reverse=True)
    shown, headers = page(request, found, parse_limit(given.get("limit"), _PAGE, _PAGE))
    return answer([collection_view.listed(hub, viewer, each) for each in shown], headers=headers)


def show(request: Request) -> Response:
    """GET /api/collections/{slug}."""
    return _shown(request, _find(request))


async def create(request: Request) -> Response:
    """POST /api/collections; 409 with the slug, where there is one of this title."""
    body = await json_body(request)

    def run() -> Response:
        hub, viewer = hub_of(request), viewer_of(request)
        owner = body.get("namespace") or viewer.name
        if not isinstance(owner, str):
            raise bad_request("namespace must be a name")
        hub.check_write(owner, viewer, Permission.WRITE_COLLECTIONS)
        check_no_group(body)
        given = wishes.changes(body)
        if not given.get("title"):
            raise bad_request("A collection needs a title")
        collection, new = hub.collections.add(
            owner, given["title"], description=given.get("description", ""), private=given.get("private", False)
        )
        if not new:
            raise Refusal(409, "This collection already exists", body={"slug": collection.slug})
        return _shown(request, collection)

    return await run_in_threadpool(run)


async def update(request: Request) -> Response:
    """PATCH /api/collections/{slug}; another title is another slug, but the old one goes on to lead here."""
    body = await json_body(request)

    def run() -> Response:
        hub, collection = hub_of(request), _find_to_write(request)
        changes, position = wishes.changes(body), wishes.position(body)
        changed = _changed(request, collection, lambda known: replace(known, **changes))
        if position is not None:
            hub.collections.move(changed, position)
            changed = hub.collections.find(changed.slug) or changed
        return answer({"success": True, "data": collection_view.shown(hub, viewer_of(request), changed)})

    return await run_in_threadpool(run)


def delete(request: Request) -> Response:
    """DELETE /api/collections/{slug}."""
    if not hub_of(request).collections.remove(_find_to_write(request)):
        raise _missing()
    return answer({"success": True})


async def add_item(request: Request) -> Response:
    """POST …/items."""
    body = await json_body(request)

    def run() -> Response:
        collection = _find_to_write(request)
        kind, target = wishes.target(hub_of(request), viewer_of(request), body.get("item"))
        item = Item(new_id(), kind, target, wishes.note(body))

        def change(known: Collection) -> Collection:
            if known.has(kind, target):
                raise Refusal(409, f"{target} is already in this collection")
            if len(known.items) >= _MOST_ITEMS:
                raise bad_request(f"A collection has at most {_MOST_ITEMS} items")
            return replace(known, items=(*known.items, item))

        return _shown(request, _changed(request, collection, change))

    return await run_in_threadpool(run)


async def update_item(request: Request) -> Response:
    """PATCH …/items/{id}: another note, another place."""
    body = await json_body(request)

    def run() -> Response:
        collection, position = _find_to_write(request), wishes.position(body)
        note = wishes.note(body) if "note" in body else None

        def change(known: Collection) -> Collection:
            item = _item(request, known)
            at = known.items.index(item)
            items = [each for each in known.items if each.id != item.id]
            changed = item if note is None else replace(item, note=note)
            items.insert(at if position is None else position, changed)
            return replace(known, items=tuple(items))

        _changed(request, collection, change)
        return answer({"success": True})

    return await run_in_threadpool(run)


def delete_item(request: Request) -> Response:
    """DELETE …/items/{id}."""

    def change(known: Collection) -> Collection:
        item = _item(request, known)
        return replace(known, items=tuple(each for each in known.items if each.id != item.id))

    _changed(request, _find_to_write(request), change)
    return answer({"success": True})


async def resource_group(request: Request) -> Response:
    """POST …/resource-group: there are no groups here, so all that can be asked for is to be in none."""
    body = await json_body(request)

    def run() -> Response:
        _find_to_write(request)
        check_no_group(body)
        return answer({"success": True})

    return await run_in_threadpool(run)


def _find(request: Request) -> Collection:
    """The collection of the path, if whoever asks may see it."""
    collection = hub_of(request).collections.find(f"{request.path_params['owner']}/{request.path_params['name']}")
    if collection is None or not collection_view.may_see(viewer_of(request), collection):
        raise _missing()
    return collection


def _find_to_write(request: Request) -> Collection:
    """The collection of the path, if whoever asks may change it."""
    collection, viewer = _find(request), viewer_of(request)
    if viewer.anonymous:
        raise refusal.sign_in()
    if not viewer.may_write(collection.owner, Permission.WRITE_COLLECTIONS):
        raise refusal.read_only()
    return collection


def _changed(request: Request, collection: Collection, change: Callable[[Collection], Collection]) -> Collection:
    changed = hub_of(request).collections.change(collection, change)
    if changed is None:
        raise _missing()
    return changed


def _item(request: Request, collection: Collection) -> Item:
    item = collection.find(request.path_params["item"])
    if item is None:
        raise Refusal(404, "There is no such item in this collection")
    return item


def _missing() -> Refusal:
    return Refusal(404, "Collection not found")


def _shown(request: Request, collection: Collection) -> Response:
    return answer(collection_view.shown(hub_of(request), viewer_of(request), collection))


ROUTES = [
    get("/api/collections", list_collections),
    post("/api/collections", create),
    get(COLLECTION, show),
    on("PATCH", COLLECTION, update),
    on("DELETE", COLLECTION, delete),
    post(f"{COLLECTION}/items", add_item),
    on("PATCH", ITEM, update_item),
    on("DELETE", ITEM, delete_item),
    post(f"{COLLECTION}/resource-group", resource_group),
]
