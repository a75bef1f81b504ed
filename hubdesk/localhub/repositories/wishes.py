"""What somebody wants of a new or changed repository, read from the body of a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import iso
from hubdesk.localhub.refusal import bad_request

Body = Mapping[str, Any]
_SDKS = ("gradio", "streamlit", "docker", "static")
_REGIONS = ("us", "eu")
_GATES = ("auto", "manual", False)


def kind_in(body: Body) -> Kind:
    """The kind of repository a body is about.

    Raises:
        Refusal: 400, there is no such kind.
    """
    try:
        return Kind.of(text(body, "type") or "model")
    except ValueError:
        raise bad_request(f"There is no type {body.get('type')}") from None


def full_id(body: Body, user: str) -> str:
    """The id that `name` and `organization` make.

    Raises:
        Refusal: 400, they are not texts.
    """
    name = text(body, "name")
    return name if "/" in name else f"{text(body, 'organization') or user}/{name}"


def new_facts(kind: Kind, repo_id: str, body: Body) -> Facts:
    """A new repository as its body wants it.

    Raises:
        Refusal: 400, it cannot be so.
    """
    sdk, region = text(body, "sdk"), text(body, "region") or "us"
    if kind is Kind.SPACE and sdk not in _SDKS:
        raise bad_request(f"sdk must be one of {', '.join(_SDKS)}")
    if region not in _REGIONS:
        raise bad_request(f"region must be one of {', '.join(_REGIONS)}")
    check_no_group(body)
    now = iso(datetime.now(UTC))
    facts = Facts(
        kind, repo_id, now, now, own=True, card={}, sdk=sdk if kind is Kind.SPACE else "",
        title=repo_id.rpartition("/")[2] if kind is not Kind.MODEL else "",
        stage="NO_APP_FILE" if kind is Kind.SPACE else "",
        tags=tuple(filter(None, (sdk if kind is Kind.SPACE else "", f"region:{region}"))),
    )  # fmt: skip
    return with_visibility(facts, body)


def copied_facts(source: Facts, repo_id: str, body: Body) -> Facts:
    """A new repository like another, as far as nobody has had to do with it.

    Raises:
        Refusal: 400, it cannot be so.
    """
    check_no_group(body)
    now = iso(datetime.now(UTC))
    title = repo_id.rpartition("/")[2] if source.title == source.name else source.title
    facts = replace(
        source, id=repo_id, created_at=now, updated_at=now, own=True, title=title, likes=0, likers=(), downloads=0,
        trending=0, gated="", stage="NO_APP_FILE" if source.kind is Kind.SPACE else "", runtime=None,
    )  # fmt: skip
    return with_visibility(facts, body)


def with_settings(facts: Facts, body: Body) -> Facts:
    """A repository with its settings changed as a body says.

    Raises:
        Refusal: 400, it cannot be so.
    """
    if "gated" in body:
        if not any(body["gated"] is gate or body["gated"] == gate != 0 for gate in _GATES):
            raise bad_request("gated must be one of auto, manual, false")
        if facts.kind is Kind.SPACE and body["gated"]:
            raise bad_request("Spaces cannot be gated")
        facts = replace(facts, gated=body["gated"] or "")
    return with_visibility(facts, body)


def with_visibility(facts: Facts, body: Body) -> Facts:
    """A repository that may be seen as a body says; where it says nothing, as before.

    Raises:
        Refusal: 400, it cannot be so.
    """
    visibility, private = body.get("visibility"), body.get("private")
    if private is not None and not isinstance(private, bool):
        raise bad_request("private must be true or false")
    if visibility is None and private is None:
        return facts
    if visibility is None:
        visibility = "private" if private else "public"
    if visibility not in ("public", "private", "protected"):
        raise bad_request("visibility must be one of public, private, protected")
    if visibility == "protected" and facts.kind is not Kind.SPACE:
        raise bad_request("Only Spaces can be protected")
    return replace(facts, private=visibility != "public", protected=visibility == "protected")


def visibility_of(facts: Facts) -> str:
    """Who may see a repository; of a protected Space others may use the app, but see nothing of the repository."""
    return "protected" if facts.protected else "private" if facts.private else "public"


def check_no_group(body: Body) -> None:
    """Refuse what needs an Enterprise organisation.

    Raises:
        Refusal: 400, a resource group is given.
    """
    if body.get("resourceGroupId") is not None:
        raise bad_request("Resource groups are only available to Enterprise organizations; there is none here")


def text(body: Body, key: str) -> str:
    """A text in a body; empty where it is not given.

    Raises:
        Refusal: 400, it is something else.
    """
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise bad_request(f"{key} must be a string")
    return value or ""
