"""Collections: what somebody put together, in an order, with notes."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from hubdesk.localhub.git.repo import iso
from hubdesk.localhub.records import Records

_COLLECTION, _SEEDED = "collections", "collections-seeded"
_TRAILING_ID = re.compile(r"(?:.*-)?([0-9a-f]{24})")
THEMES = ("orange", "blue", "green", "purple", "pink", "indigo")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a collection: `type` is model, dataset, space, paper or collection, `target` its id there."""

    id: str
    type: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; `position` orders those of one owner."""

    id: str
    owner: str
    title: str
    description: str = ""
    private: bool = False
    theme: str = THEMES[0]
    created: str = ""
    updated: str = ""
    position: int = 0
    upvotes: int = 0
    items: tuple[Item, ...] = ()

    @property
    def slug(self) -> str:
        """What its address ends in; the title of the day, and an id that stays."""
        return f"{self.owner}/{'-'.join(filter(None, (_slug(self.title), self.id)))}"

    def has(self, kind: str, target: str) -> bool:
        """Whether something is in it."""
        return any((item.type, item.target) == (kind, target) for item in self.items)

    def find(self, item_id: str) -> Item | None:
        """The item of this id."""
        return next((item for item in self.items if item.id == item_id), None)


class Collections:
    """All collections of a data dir."""

    def __init__(self, records: Records) -> None:
        self._records = records
        with records.together():
            if records.get(_SEEDED, "done") is None:
                records.put(_SEEDED, "done", content={})
                for each in _SEEDS:
                    self._put(each)

    def all(self) -> list[Collection]:
        """Every collection, private ones too; those of one owner in their order."""
        found = [_read(content) for _, content in self._records.below(_COLLECTION)]
        return sorted(found, key=lambda each: (each.owner, each.position, each.id))

    def find(self, slug: str) -> Collection | None:
        """The collection of an address: what counts is the id at its end, or without one the title."""
        owner, _, name = slug.partition("/")
        if matched := _TRAILING_ID.fullmatch(name):
            content = self._records.get(_COLLECTION, matched[1])
            known = _read(content) if content else None
            return known if known and known.owner == owner else None
        return next((each for each in self.all() if each.owner == owner and _slug(each.title) == name), None)

    def add(self, owner: str, title: str, *, description: str, private: bool) -> tuple[Collection, bool]:
        """A new collection; or the one of this title that the owner has, and False."""
        with self._records.together():
            own = [each for each in self.all() if each.owner == owner]
            if known := next((each for each in own if each.title == title), None):
                return known, False
            now, number = _now(), new_id()
            theme = THEMES[int(number, 16) % len(THEMES)]
            added = Collection(number, owner, title, description, private, theme, now, now, len(own))
            self._put(added)
            return added, True

    def change(self, collection: Collection, change: Callable[[Collection], Collection]) -> Collection | None:
        """Change a collection as it is now; None if it is gone."""
        with self._records.together():
            content = self._records.get(_COLLECTION, collection.id)
            if content is None:
                return None
            changed = replace(change(_read(content)), updated=_now())
            self._put(changed)
            return changed

    def move(self, collection: Collection, position: int) -> None:
        """Give a collection another place among those of its owner."""
        with self._records.together():
            own = [each for each in self.all() if each.owner == collection.owner and each.id != collection.id]
            own.insert(position, collection)
            for at, each in enumerate(own):
                content = self._records.get(_COLLECTION, each.id)
                if content is not None and content["position"] != at:
                    self._put(replace(_read(content), position=at))

    def remove(self, collection: Collection) -> bool:
        """Take a collection away; False if it was gone."""
        with self._records.together():
            known = self._records.get(_COLLECTION, collection.id) is not None
            self._records.delete(_COLLECTION, collection.id)
            return known

    def _put(self, collection: Collection) -> None:
        self._records.put(_COLLECTION, collection.id, content=asdict(collection))


def new_id() -> str:
    """An id of a collection or of an item."""
    return secrets.token_hex(12)


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:80].strip("-")


def _read(content: dict[str, Any]) -> Collection:
    known = {each.name for each in fields(Collection)}
    values = {key: value for key, value in content.items() if key in known}
    return Collection(**values | {"items": tuple(Item(**item) for item in values.get("items", ()))})


def _now() -> str:
    return iso(datetime.now(UTC))


def _seed(owner: str, title: str, description: str, *items: tuple[str, str, str], private: bool = False) -> Collection:
    def number(text: str) -> str:
        return hashlib.blake2b(f"{owner} {title} {text}".encode(), digest_size=12).hexdigest()

    date = "2026-07-09T03:00:00.000Z"
    shown = tuple(Item(number(f"{kind} {target}"), kind, target, note) for kind, target, note in items)
    upvotes = 0 if private else 3
    return Collection(number(""), owner, title, description, private, "indigo", date, date, 0, upvotes, shown)


_SEEDS = (
    _seed(
        "hangul-lab", "Korean, small and open", "Models and data to begin with",
        ("model", "hangul-lab/ko-embedding", "Ask for access first"),
        ("dataset", "hangul-lab/everyday-korean", ""),
        ("model", "minji/hangul-sentiment", ""),
        ("space", "minji/hangul-playground", "Try it here"),
        ("model", "hangul-lab/ko-tiny-llama-GGUF", ""),
        ("paper", "1706.03762", "Where it began"),
    ),
    _seed(
        "minji", "To read on the bus", "Nobody else sees this",
        ("model", "openai-community/gpt2", ""),
        ("model", "open-models/tiny-gpt", "How small can it be?"),
        private=True,
    ),
)  # fmt: skip
