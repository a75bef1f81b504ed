"""What a new Space can begin with instead of nothing: the files of one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Template:
    """A Space to begin with."""

    name: str
    repo_id: str
    sdk: str
    private: bool = False


TEMPLATES = (
    Template("Hello Gradio", "open-models/gradio-template", "gradio"),
    Template("Hello Docker", "open-models/docker-template", "docker", private=True),
)


def listed() -> list[dict[str, Any]]:
    """The templates as the Hub lists them."""
    return [
        {"name": each.name, "repoId": each.repo_id, "sdk": each.sdk, "preferredPrivate": each.private}
        for each in TEMPLATES
    ]


def is_template(repo_id: object) -> bool:
    """Whether a Space is one of them."""
    return any(each.repo_id == repo_id for each in TEMPLATES)
