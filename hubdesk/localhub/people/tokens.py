"""The tokens of the made-up people, and what each of them allows."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass
from enum import StrEnum

from hubdesk.localhub.people.cast import Person, person_named
from hubdesk.localhub.people.permissions import EVERYTHING, OAUTH, READING, Permission, with_implied


class Role(StrEnum):
    """The kinds of tokens; the values are what whoami calls them."""

    WRITE = "write"
    READ = "read"
    FINE_GRAINED = "fineGrained"
    OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a fine-grained token allows on one entity: a user, an organisation, or one repository."""

    kind: str  # user, org, model, dataset, space
    name: str
    permissions: frozenset[Permission]

    @property
    def place(self) -> str:
        """The namespace, or the `repo_key` of the repository."""
        return self.name if self.kind in ("user", "org") else f"{self.kind}s/{self.name}"


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. Dates are `YYYY-MM-DDTHH:MM:SS.mmmZ`."""

    key: str  # what the data dir calls it
    name: str
    person: Person
    role: Role
    created: str = ""
    expires: str = ""
    scopes: tuple[Scope, ...] = ()
    everywhere: frozenset[Permission] = frozenset()  # of a fine-grained token: on what everybody can see
    can_read_gated: bool = False  # of a fine-grained token
    oauth: tuple[str, ...] = ()  # the scopes of an OAuth token

    @property
    def reads_gated(self) -> bool:
        """Whether it opens public gated repositories that its person was let in to."""
        match self.role:
            case Role.FINE_GRAINED:
                return self.can_read_gated
            case Role.OAUTH:
                return "gated-repos" in self.oauth
            case _:
                return True

    def allows(self, permission: Permission, owner: str, repo: str = "") -> bool:
        """Whether it may be used for this in a namespace, or on one repository there (its `repo_key`).

        What the person themselves may do is not asked here.
        """
        match self.role:
            case Role.WRITE:
                return permission in EVERYTHING
            case Role.READ:
                return permission in READING
            case Role.OAUTH:
                return permission in with_implied(
                    frozenset(each for scope in self.oauth for each in OAUTH.get(scope, ()))
                )
            case Role.FINE_GRAINED:
                here = [scope.permissions for scope in self.scopes if scope.place in (owner, repo)]
                return permission in with_implied(self.everywhere.union(*here))

    def opens(self, permission: Permission) -> frozenset[str]:
        """Where it may be used for this: namespaces of its person, and `repo_key`s of single repositories."""
        namespaces = {name for name in (self.person.name, *self.person.roles) if self.allows(permission, name)}
        return frozenset(namespaces) | {
            scope.place for scope in self.scopes if permission in with_implied(scope.permissions)
        }


def _person(name: str) -> Person:
    person = person_named(name)
    assert person is not None, name  # each is in the cast
    return person


_SENTIMENT = frozenset({Permission.READ, Permission.WRITE, Permission.DISCUSS})
TOKENS = (
    Token("minji", "practice-write", _person("minji"), Role.WRITE),
    Token("joon", "practice-read", _person("joon"), Role.READ),
    Token(
        "minji/fine-grained", "practice-fine-grained", _person("minji"), Role.FINE_GRAINED,
        expires="2099-12-31T00:00:00.000Z",
        scopes=(
            Scope("model", "minji/hangul-sentiment", _SENTIMENT),
            Scope("org", "hangul-lab", frozenset({Permission.READ})),
        ),
    ),
    Token("minji/expired", "practice-expired", _person("minji"), Role.WRITE, expires="2026-01-31T00:00:00.000Z"),
    Token("minji/oauth", "practice-oauth", _person("minji"), Role.OAUTH, oauth=tuple(OAUTH)),
)  # fmt: skip


def new_secret(role: Role) -> str:
    """A token that looks like the Hub's and opens nothing but one practice Hub."""
    letters = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(34))
    return f"hf_oauth_{letters}" if role is Role.OAUTH else f"hf_{letters}"
