"""Where the discussions of every repository are kept, numbered from 1 in each."""

from __future__ import annotations

from hubdesk.localhub.discussions.thread import Discussion, from_document, to_document
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.records import Records, key_of

_DISCUSSIONS, _NUMBERS = "discussions", "discussion-numbers"


class Book:
    """The discussions in the records; they follow a repository's name and go with it."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def all(self, facts: Facts) -> list[Discussion]:
        """The discussions of a repository, newest first."""
        rows = self._records.below(_DISCUSSIONS, key_of(facts))
        return [from_document(document) for _, document in reversed(rows)]

    def find(self, facts: Facts, num: int) -> Discussion | None:
        """The discussion of this number."""
        document = self._records.get(_DISCUSSIONS, key_of(facts), _place(num))
        return from_document(document) if document else None

    def opened_by(self, author: str) -> int:
        """How many somebody has opened, in all repositories."""
        return sum(document["author"] == author for _, document in self._records.below(_DISCUSSIONS))

    def next_number(self, facts: Facts) -> int:
        """A number that no discussion of the repository has had before."""
        counted = self._records.change(_NUMBERS, key_of(facts), by=lambda known: {"last": known.get("last", 0) + 1})
        return int(counted["last"])

    def put(self, facts: Facts, discussion: Discussion) -> Discussion:
        """Keep a discussion as it is now."""
        self._records.put(_DISCUSSIONS, key_of(facts), _place(discussion.num), content=to_document(discussion))
        return discussion

    def put_all(self, facts: Facts, discussions: list[Discussion]) -> None:
        """Keep the first discussions of a repository, all at once."""
        with self._records.together():
            self._records.put(_NUMBERS, key_of(facts), content={"last": len(discussions)})
            for each in discussions:
                self.put(facts, each)


def _place(num: int) -> str:
    return f"{num:09d}"  # so that the order of keys is that of numbers
