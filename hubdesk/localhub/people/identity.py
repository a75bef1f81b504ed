"""How people, organisations and tokens look on the wire: whoami, profiles, and entries of lists."""

from __future__ import annotations

from typing import Any

from hubdesk.localhub.people.cast import Person, account_id, organization_named, person_named
from hubdesk.localhub.people.tokens import Role, Scope, Token


def whoami(token: Token) -> dict[str, Any]:
    """The answer of whoami; what it tells depends on the kind of token."""
    person = token.person
    about: dict[str, Any] = {
        "type": "user",
        "id": account_id(person.name),
        "name": person.name,
        "fullname": person.fullname,
        "email": person.email,
        "emailVerified": True,
        "canPay": False,
        "billingMode": "prepaid",
        "periodEnd": None,
        "isPro": False,
        "avatarUrl": avatar(person.name),
        "orgs": [_membership(name, role) for name, role in person.roles.items()],
        "auth": _auth(token),
    }
    if not _shows_email(token):
        del about["email"], about["emailVerified"]
    return about


def profile(person: Person) -> dict[str, Any]:
    """A person as entries of lists show them."""
    return {
        "_id": account_id(person.name),
        "avatarUrl": avatar(person.name),
        "isPro": False,
        "fullname": person.fullname,
        "user": person.name,
        "type": "user",
    }


def organization(name: str) -> dict[str, Any]:
    """An organisation as entries of lists show it; every owner in the catalogue counts as one."""
    known = organization_named(name)
    return {
        "_id": account_id(name),
        "avatarUrl": avatar(name),
        "fullname": known.fullname if known else name,
        "name": name,
        "type": "org",
        "isHf": False,
        "isEnterprise": False,
    }


def author(name: str) -> dict[str, Any]:
    """Whoever did something, a person or not."""
    person = person_named(name)
    return profile(person) | {"name": name} if person else organization(name)


def avatar(name: str) -> str:
    """Where the picture of an account is."""
    return f"/avatars/{account_id(name)}.svg"


def _membership(name: str, role: str) -> dict[str, Any]:
    known = organization_named(name)
    return {
        "type": "org",
        "id": account_id(name),
        "name": name,
        "fullname": known.fullname if known else name,
        "email": None,
        "canPay": known is not None and known.can_pay,
        "billingMode": "postpaid",
        "periodEnd": None,
        "avatarUrl": avatar(name),
        "roleInOrg": role,
        "isEnterprise": False,
    }


def _shows_email(token: Token) -> bool:
    return token.role in (Role.READ, Role.WRITE) or "email" in token.oauth


def _auth(token: Token) -> dict[str, Any]:
    if token.role is Role.OAUTH:
        return {"type": "oauth"} | ({"expiresAt": token.expires} if token.expires else {})
    shown: dict[str, Any] = {"displayName": token.name, "role": token.role.value, "createdAt": token.created}
    if token.expires:
        shown["expiration"] = token.expires
    if token.role is Role.FINE_GRAINED:
        shown["fineGrained"] = {
            "canReadGatedRepos": token.can_read_gated,
            "global": sorted(token.everywhere),
            "scoped": [_scope(scope) for scope in token.scopes],
        }
    return {"type": "access_token", "accessToken": shown}


def _scope(scope: Scope) -> dict[str, Any]:
    entity = {"_id": account_id(scope.place), "type": scope.kind, "name": scope.name}
    return {"entity": entity, "permissions": sorted(scope.permissions)}
