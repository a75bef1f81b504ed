"""Whoever sent a request, with which token, and what both together may see and do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.people.cast import Person
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.people.tokens import Token
from hubdesk.localhub.records import key_of

_WRITERS = ("write", "admin")


@dataclass(frozen=True)
class Viewer:
    """Whoever sent a request; without a token, nobody known."""

    token: Token | None = None

    @property
    def person(self) -> Person | None:
        """Whose token it is."""
        return self.token.person if self.token else None

    @property
    def anonymous(self) -> bool:
        """Whether no token came along."""
        return self.token is None

    @property
    def name(self) -> str:
        """The user's name; empty if anonymous."""
        return self.token.person.name if self.token else ""

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """Whose private things may be seen; of a narrow token also the `repo_key`s of single repositories."""
        return self.token.opens(Permission.READ) if self.token else frozenset()

    def role_in(self, owner: str) -> str:
        """What the person is in a namespace: admin, write, read, or nothing."""
        if self.token is None:
            return ""
        return "admin" if owner == self.name else self.token.person.roles.get(owner, "")

    def belongs_to(self, owner: str) -> bool:
        """Whether the owner is this person or an organisation of theirs where they may write."""
        return self.role_in(owner) in _WRITERS

    def may(self, permission: Permission, owner: str, repo: str = "") -> bool:
        """Whether the token allows something in a namespace of the person (or on one repository there)."""
        return self.token is not None and self.role_in(owner) != "" and self.token.allows(permission, owner, repo)

    def may_write(self, owner: str, permission: Permission = Permission.WRITE, repo: str = "") -> bool:
        """Whether person and token may change what the owner has."""
        return self.belongs_to(owner) and self.may(permission, owner, repo)

    def may_see(self, facts: Facts) -> bool:
        """Whether the repository exists, for this person."""
        return not facts.private or facts.author in self.namespaces or key_of(facts) in self.namespaces

    def may_discuss(self, facts: Facts) -> bool:
        """Whether the token lets the person take part in the community of a repository."""
        return self.token is not None and self.token.allows(Permission.DISCUSS, facts.author, key_of(facts))
