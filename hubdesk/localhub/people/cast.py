"""The made-up users and organisations of the practice Hub."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Organization:
    """A group that owns repositories."""

    name: str
    fullname: str
    details: str = ""
    can_pay: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up user, what they are in organisations (admin, write, read), and whom they follow."""

    name: str
    fullname: str
    roles: Mapping[str, str] = field(default_factory=dict)
    follows: tuple[str, ...] = ()
    details: str = ""

    @property
    def email(self) -> str:
        """An address that cannot exist."""
        return f"{self.name}@practice.invalid"


ORGANIZATIONS = (
    Organization("hangul-lab", "Hangul Lab", "Models and datasets for Korean", can_pay=True),
    Organization("open-models", "Open Models", "Small models that everybody may read"),
)
PEOPLE = (
    Person("minji", "Kim Minji", {"hangul-lab": "write", "open-models": "read"}, ("joon", "hangul-lab"), "Night buses"),
    Person("joon", "Park Joon", {"open-models": "read"}, ("minji", "hangul-lab", "open-models")),
    Person("sora", "Lee Sora", {"hangul-lab": "admin"}, ("minji",)),
    Person("haneul", "Choi Haneul", {"open-models": "admin"}, ("minji", "sora")),
)
_PEOPLE = {person.name: person for person in PEOPLE}
_ORGANIZATIONS = {each.name: each for each in ORGANIZATIONS}


def person_named(name: str) -> Person | None:
    """The user of this name."""
    return _PEOPLE.get(name)


def person_with_id(account: str) -> Person | None:
    """The user with this id."""
    return next((person for person in PEOPLE if account_id(person.name) == account), None)


def organization_named(name: str) -> Organization | None:
    """The organisation of this name, of those that are made up here."""
    return _ORGANIZATIONS.get(name)


def members_of(organization: str) -> list[Person]:
    """Everybody in an organisation."""
    return [person for person in PEOPLE if organization in person.roles]


def account_id(name: str) -> str:
    """The id of a user or organisation: 24 hexadecimal digits, as on the Hub."""
    return hashlib.blake2b(f"account {name}".encode(), digest_size=12).hexdigest()
