"""How requests for access look on the wire, and what is said about those that make no sense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hubdesk.localhub.people.cast import person_named
from hubdesk.localhub.people.identity import profile
from hubdesk.localhub.people.requests import AccessRequest
from hubdesk.localhub.refusal import Refusal, bad_request


def item(request: AccessRequest) -> dict[str, Any]:
    """One entry of the lists for the authors; the reason of a rejection is not told there."""
    shown: dict[str, Any] = {
        "requestId": request.id,
        "user": _user(request),
        "timestamp": request.asked,
        "reviewedAt": request.reviewed or None,
        "status": request.status,
        "grantedBy": _profile(request.granted_by) if request.granted_by else None,
        "fields": request.fields,
    }
    return {key: value for key, value in shown.items() if value is not None}


def reported(request: AccessRequest) -> dict[str, Any]:
    """One entry of the report."""
    person = person_named(request.user)
    granted_by = person_named(request.granted_by)
    shown: dict[str, Any] = {
        "fullname": person.fullname if person else request.user,
        "user": request.user,
        "email": person.email if person and request.shares_email else None,
        "time": request.asked,
        "reviewedAt": request.reviewed or None,
        "status": request.status,
        "grantedBy": {"fullname": granted_by.fullname, "user": granted_by.name} if granted_by else None,
        "fields": request.fields,
    }
    return {key: value for key, value in shown.items() if value is not None}


def invalid(message: str, at: str = "") -> Refusal:
    """A part of the request is not what it should be, in the form of the Hub's validation."""
    where = (f"\n  → at {at}", f" * at {at}") if at else ("", "")
    return Refusal(400, f"✖ {message}{where[0]}", headers={"X-Error-Message": f"* {message}{where[1]}"})


def no_option(options: Sequence[str], at: str) -> Refusal:
    """A word that is none of those to choose from."""
    words = "|".join(f'"{each}"' for each in ("accepted", "rejected", "pending", "reset") if each in options)
    return invalid(f"Invalid option: expected one of {words}", at)


def too_long(limit: int, at: str) -> Refusal:
    """A text with more characters than allowed."""
    return invalid(f"Too big: expected string to have <={limit} characters", at)


def one_of(names: str) -> Refusal:
    """None or several of the ways to say who is meant."""
    return invalid(f"Either {names} must be provided, but not both")


def whole_number(text: str, low: int, high: int, at: str) -> int:
    """A number within its limits.

    Raises:
        Refusal: 400, it is not.
    """
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise invalid("Invalid input: expected number, received NaN", at)
    number = int(text)
    if number < low:
        raise invalid(f"Too small: expected number to be >={low}", at)
    if number > high:
        raise invalid(f"Too big: expected number to be <={high}", at)
    return number


def not_gated() -> Refusal:
    """There is no gate to pass."""
    return bad_request("This repository is not gated")


def no_request() -> Refusal:
    """Nobody asked, or it is decided that way already."""
    return Refusal(404, "No access request found matching your criteria")


def _user(request: AccessRequest) -> dict[str, Any]:
    person = person_named(request.user)
    shown = _profile(request.user) | {"verifiedOrgNames": []}
    return shown | {"email": person.email} if person and request.shares_email else shown


def _profile(name: str) -> dict[str, Any]:
    person = person_named(name)
    return profile(person) if person else {"user": name}
