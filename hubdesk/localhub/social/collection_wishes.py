"""What somebody wants of a collection, read from the body of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.social import collection_view
from hubdesk.localhub.social.collections import THEMES

Body = Mapping[str, Any]
_LONGEST_TITLE, _LONGEST_DESCRIPTION, _LONGEST_NOTE = 60, 150, 500
_PAPER = re.compile(r"\d{4}\.\d{4,5}")


def changes(body: Body) -> dict[str, Any]:
    """The fields of a collection that a body gives.

    Raises:
        Refusal: 400, one cannot be so.
    """
    found: dict[str, Any] = {}
    if body.get("title") is not None:
        found["title"] = _text(body, "title", _LONGEST_TITLE)
        if not found["title"]:
            raise bad_request("A collection needs a title")
    if body.get("description") is not None:
        found["description"] = _text(body, "description", _LONGEST_DESCRIPTION)
    if (private := body.get("private")) is not None:
        if not isinstance(private, bool):
            raise bad_request("private must be true or false")
        found["private"] = private
    if (theme := body.get("theme")) is not None:
        if theme not in THEMES:
            raise bad_request(f"theme must be one of {', '.join(THEMES)}")
        found["theme"] = theme
    return found


def note(body: Body) -> str:
    """The note on an item.

    Raises:
        Refusal: 400, it is no text, or too long.
    """
    return _text(body, "note", _LONGEST_NOTE)


def position(body: Body) -> int | None:
    """Where something is to go; None where nothing is said.

    Raises:
        Refusal: 400, it is no number from 0.
    """
    value = body.get("position")
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise bad_request("position must be a number from 0")
    return value


def wanted(text: str) -> tuple[str, str]:
    """The type and the id of an item in a query, such as `models/owner/name`."""
    kinds, _, item = text.partition("/")
    return kinds.removesuffix("s"), item


def target(hub: Hub, viewer: Viewer, given: object) -> tuple[str, str]:
    """The type and the id of what is to be added.

    Raises:
        Refusal: 400, it is nothing a collection holds; 404, there is no such thing.
    """
    kind, item = (given.get("type"), given.get("id")) if isinstance(given, dict) else (None, None)
    if not isinstance(kind, str) or not isinstance(item, str):
        raise bad_request("item needs a type and an id")
    match kind:
        case "model" | "dataset" | "space":
            facts = collection_view.today(hub, Kind.of(kind), item.removeprefix(f"{kind}s/"))
            if facts is not None and viewer.may_see(facts):
                return kind, facts.id
        case "paper":
            if _PAPER.fullmatch(item):
                return kind, item
        case "collection":
            inner = hub.collections.find(item)
            if inner is not None and collection_view.may_see(viewer, inner):
                return kind, f"{inner.owner}/{inner.id}"
        case "bucket":
            pass  # there are none here
        case _:
            raise bad_request(f"There are no items of type {kind}")
    raise Refusal(404, f"There is no {kind} {item}")


def _text(body: Body, key: str, longest: int) -> str:
    value = body.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise bad_request(f"{key} must be text of up to {longest} characters")
    return value.strip()
