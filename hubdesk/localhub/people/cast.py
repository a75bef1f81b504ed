"""The made-up users and organisations of the practice Hub."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass


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


def new_token() -> str:
    """A token that looks like the Hub's and opens nothing but one practice Hub."""
    return "hf_" + "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(34))
