"""Whoever sent a request, and what they may see and do."""

from __future__ import annotations

from dataclasses import dataclass

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.people.cast import Person


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever sent a request; no person is anonymous."""

    person: Person | None = None

    @property
    def anonymous(self) -> bool:
        """Whether no token came along."""
        return self.person is None

    @property
    def name(self) -> str:
        """The user's name; empty if anonymous."""
        return self.person.name if self.person else ""

    @property
    def namespaces(self) -> frozenset[str]:
        """Whose private repositories may be seen."""
        return frozenset({self.person.name, *self.person.roles}) if self.person else frozenset()

    def belongs_to(self, owner: str) -> bool:
        """Whether the owner is this person or an organisation of theirs where they may write."""
        if self.person is None:
            return False
        return owner == self.person.name or self.person.roles.get(owner) in ("write", "admin")

    def may_write(self, owner: str) -> bool:
        """Whether the token may change what the owner has."""
        return self.person is not None and self.person.role == "write" and self.belongs_to(owner)

    def may_see(self, facts: Facts) -> bool:
        """Whether the repository exists, for this person."""
        return not facts.private or facts.author in self.namespaces

    def may_read_files(self, facts: Facts) -> bool:
        """Whether the person was let in to a gated repository."""
        return not facts.gated or self.belongs_to(facts.author) or self.name in facts.granted
