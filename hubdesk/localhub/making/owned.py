"""How the repositories of the made-up people are written down, and what the simplest of them begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.making.models import plan_model
from hubdesk.localhub.making.plan import GITATTRIBUTES, Content, Plan, Step
from hubdesk.localhub.making.yaml_text import front_matter

CREATED, UPDATED = "2026-03-02T01:20:00.000Z", "2026-08-18T09:30:00.000Z"


@dataclass(frozen=True, slots=True)
class Owned:
    """A repository of somebody here, and how its files are made."""

    facts: Facts
    plan: Callable[[Facts], Plan]


def model(
    repo_id: str,
    plan: Callable[[Facts], Plan] = plan_model,
    *,
    tags: tuple[str, ...] = (),
    **values: Any,  # noqa: ANN401 - the fields are typed in Facts
) -> Owned:
    """A model of somebody here."""
    return Owned(Facts(Kind.MODEL, repo_id, CREATED, UPDATED, own=True, tags=("practice", *tags), **values), plan)


def dataset(
    repo_id: str,
    plan: Callable[[Facts], Plan],
    *,
    tags: tuple[str, ...] = (),
    **values: Any,  # noqa: ANN401 - the fields are typed in Facts
) -> Owned:
    """A dataset of somebody here."""
    facts = Facts(Kind.DATASET, repo_id, CREATED, UPDATED, own=True, tags=(*tags, "region:us"), **values)
    return Owned(facts, plan)


def space(
    repo_id: str,
    plan: Callable[[Facts], Plan],
    *,
    sdk: str = "gradio",
    **values: Any,  # noqa: ANN401 - the fields are typed in Facts
) -> Owned:
    """A Space of somebody here."""
    facts = Facts(Kind.SPACE, repo_id, CREATED, UPDATED, own=True, sdk=sdk, tags=(sdk, "region:us"), **values)
    return Owned(facts, plan)


def new_plan(facts: Facts) -> Plan:
    """What a repository begins with that somebody just created."""
    files: dict[str, Content] = {".gitattributes": GITATTRIBUTES}
    if facts.kind is Kind.SPACE:
        metadata = {"title": facts.name, "emoji": "🌱", "colorFrom": "green", "colorTo": "blue", "sdk": facts.sdk}
        files["README.md"] = f"{front_matter(metadata)}# {facts.name}\n".encode()
    return Plan((Step("initial commit", files),))


def card(facts: Facts, *paragraphs: str) -> bytes:
    """A README that says what a repository is there for."""
    metadata = {"license": facts.license, "language": list(facts.languages), "pretty_name": facts.title}
    text = "\n\n".join(paragraphs)
    note = "> [!NOTE]\n> This repository belongs to a practice Hub on your own machine; everything in it is made up."
    known = {key: value for key, value in metadata.items() if value}
    return f"{front_matter(known)}# {facts.title or facts.name}\n\n{note}\n\n{text}\n".encode()
