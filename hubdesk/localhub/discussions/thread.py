"""One discussion or pull request, and how it grows event by event."""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

Document = dict[str, Any]
HIDDEN = "This comment has been hidden"  # all that is left of one


class Status(StrEnum):
    """Where a discussion stands; only a pull request is ever a draft or merged."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"

    @property
    def ongoing(self) -> bool:
        """Whether it still waits for something."""
        return self in (Status.DRAFT, Status.OPEN)


@dataclass(frozen=True, slots=True)
class Wording:
    """A comment as somebody left it."""

    raw: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said, in all its wordings; a hidden one has none left."""

    id: str
    author: str
    date: str
    wordings: tuple[Wording, ...]
    hidden_by: str = ""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """Somebody closed, reopened, published or merged it."""

    id: str
    author: str
    date: str
    status: Status


@dataclass(frozen=True, slots=True)
class TitleChange:
    """Somebody gave it another title."""

    id: str
    author: str
    date: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """Somebody added a commit to the branch of a pull request."""

    id: str
    author: str
    date: str
    subject: str
    oid: str


Event: TypeAlias = Comment | StatusChange | TitleChange | Commit
_TYPES: dict[str, type[Event]] = {
    "comment": Comment, "status-change": StatusChange, "title-change": TitleChange, "commit": Commit,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pull:
    """What makes a discussion a pull request."""

    base: str  # the full name of the branch it is for
    start: str  # the commit its own branch began at
    merge_commit: str = ""
    merging_onto: str = ""  # while it is being merged: where the base was


@dataclass(frozen=True, slots=True)
class Discussion:
    """A discussion; with `pull` it is a pull request."""

    num: int
    title: str
    author: str
    date: str
    status: Status
    events: tuple[Event, ...] = ()
    pull: Pull | None = None

    @property
    def ref(self) -> str:
        """The branch that holds the commits of a pull request."""
        return f"refs/pr/{self.num}"

    @property
    def comments(self) -> tuple[Comment, ...]:
        """What people said."""
        return tuple(event for event in self.events if isinstance(event, Comment))

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits that people added."""
        return tuple(event for event in self.events if isinstance(event, Commit))

    def comment(self, event_id: str) -> Comment | None:
        """The comment of this id."""
        return next((each for each in self.comments if each.id == event_id), None)

    def with_event(self, event: Event) -> Discussion:
        """With one more event at the end, and what it changes."""
        grown = replace(self, events=(*self.events, event))
        match event:
            case StatusChange():
                return replace(grown, status=event.status)
            case TitleChange():
                return replace(grown, title=event.after)
            case _:
                return grown

    def with_comment(self, comment: Comment) -> Discussion:
        """With a comment in place of the one that has its id."""
        return replace(self, events=tuple(comment if each.id == comment.id else each for each in self.events))


def say(event_id: str, author: str, date: str, raw: str) -> Comment:
    """A new comment."""
    return Comment(event_id, author, date, (Wording(raw, author, date),))


def new_id() -> str:
    """An id for an event; later ones sort behind earlier ones."""
    return f"{int(time.time()):08x}{secrets.token_hex(8)}"


def to_document(discussion: Discussion) -> Document:
    """As the records keep it."""
    names = {kind: name for name, kind in _TYPES.items()}
    events = [{"type": names[type(event)], **asdict(event)} for event in discussion.events]
    return {**asdict(discussion), "events": events}


def from_document(document: Document) -> Discussion:
    """As the records kept it."""
    pull = document["pull"]
    return Discussion(
        **{**document, "status": Status(document["status"]), "pull": Pull(**pull) if pull else None,
           "events": tuple(_event(dict(each)) for each in document["events"])}
    )  # fmt: skip


def _event(values: Document) -> Event:
    kind = _TYPES[values.pop("type")]
    if kind is Comment:
        values["wordings"] = tuple(Wording(**each) for each in values["wordings"])
    elif kind is StatusChange:
        values["status"] = Status(values["status"])
    return kind(**values)
