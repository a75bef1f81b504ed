"""Who uses the practice Hub, and what each may do."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass

from hubdesk.localhub.facts import Facts


@dataclass(frozen=True, slots=True)
class Organization:
    """A group that owns repositories."""

    name: str
    fullname: str


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up user: the role of their token and of themselves in organisations (admin, write, read)."""

    name: str
    fullname: str
    role: str
    token_name: str
    roles: Mapping[str, str]


ORGANIZATIONS = (Organization("hangul-lab", "Hangul Lab"), Organization("open-models", "Open Models"))
PEOPLE = (
    Person("minji", "Kim Minji", "write", "practice-write", {"hangul-lab": "write", "open-models": "read"}),
    Person("joon", "Park Joon", "read", "practice-read", {"open-models": "read"}),
)


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


def new_token() -> str:
    """A token that looks like the Hub's and opens nothing but one practice Hub."""
    return "hf_" + "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(34))


def identity(person: Person, token_created: str) -> dict[str, object]:
    """The answer of whoami."""
    fullnames = {each.name: each.fullname for each in ORGANIZATIONS}
    return {
        "type": "user",
        "id": person.name.encode().hex().ljust(24, "0")[:24],
        "name": person.name,
        "fullname": person.fullname,
        "email": f"{person.name}@practice.invalid",
        "emailVerified": True,
        "canPay": False,
        "billingMode": "prepaid",
        "periodEnd": None,
        "isPro": False,
        "avatarUrl": "",
        "orgs": [
            {
                "type": "org",
                "id": name.encode().hex().ljust(24, "0")[:24],
                "name": name,
                "fullname": fullnames[name],
                "email": None,
                "canPay": False,
                "avatarUrl": "",
                "roleInOrg": role,
                "isEnterprise": False,
            }
            for name, role in person.roles.items()
        ],
        "auth": {
            "type": "access_token",
            "accessToken": {"displayName": person.token_name, "role": person.role, "createdAt": token_created},
        },
    }
