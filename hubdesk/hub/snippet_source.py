"""The facts about a repository that its snippets are made from, quoted so that they stay data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

from hubdesk.core.types import RepoDetails, RepoFile

_IMPLIED = ("sentence-transformers", "diffusers", "peft", "timm", "transformers", "mlx", "transformers.js")


@dataclass(frozen=True)
class Source:
    """One repository and, where they are known, its files."""

    details: RepoDetails
    files: tuple[RepoFile, ...] = ()

    @property
    def repo_id(self) -> str:
        """Its id."""
        return self.details.ref.repo_id

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        return self.details.summary.tags

    @property
    def task(self) -> str:
        """Its task; empty where it has none."""
        return self.details.summary.task

    @cached_property
    def libraries(self) -> tuple[str, ...]:
        """The library it names, then those its tags name."""
        own = self.details.summary.library
        return (*([own] if own else []), *(name for name in _IMPLIED if name in self.tags and name != own))

    @property
    def revision(self) -> str:
        """The revision that has to be named; empty for the default one."""
        return "" if self.details.revision in {"", "main"} else self.details.revision

    @property
    def at_revision(self) -> str:
        """The revision as hf:// paths have it."""
        return f"@{self.revision.replace('/', '%2F')}" if self.revision else ""

    @property
    def needs_own_code(self) -> bool:
        """Whether it brings Python code of its own, which runs only if allowed."""
        return "custom_code" in self.tags or "auto_map" in self.details.config

    @property
    def is_conversational(self) -> bool:
        """Whether it takes a list of chat messages."""
        return "conversational" in self.tags or "chat_template" in str(self.details.config.get("tokenizer_config", ""))

    @property
    def base_model(self) -> str:
        """The first model it was made from; empty where it names none."""
        return next(iter(self.details.base_models), "")

    def paths(self, suffix: str) -> tuple[str, ...]:
        """Its files with this suffix."""
        return tuple(file.path for file in self.files if file.path.lower().endswith(suffix))

    def quoted(self, text: str) -> str:
        """A Python string literal."""
        return json.dumps(text, ensure_ascii=False)

    def pinned(self, *arguments: str) -> str:
        """The arguments of a loading function: the id, the revision if it must be named, and these."""
        given = [self.quoted(self.repo_id)]
        if self.revision:
            given.append(f"revision={self.quoted(self.revision)}")
        return ", ".join([*given, *arguments])
