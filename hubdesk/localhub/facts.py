"""What the practice Hub knows about one repository without opening it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The three kinds of repositories; the values are what API paths call them."""

    MODEL = "models"
    DATASET = "datasets"
    SPACE = "spaces"

    @property
    def singular(self) -> str:
        """What JSON bodies call it: `model`, `dataset`, `space`."""
        return self.value[:-1]

    @property
    def prefix(self) -> str:
        """What stands before the id in a page address."""
        return "" if self is Kind.MODEL else f"{self.value}/"

    @classmethod
    def of(cls, singular: str) -> Kind:
        """The kind that JSON bodies call `singular`.

        Raises:
            ValueError: there is no such kind.
        """
        return cls(f"{singular}s")


@dataclass(frozen=True, slots=True)
class Facts:
    """One repository. Dates are `YYYY-MM-DDTHH:MM:SS.mmmZ`, as on the wire."""

    kind: Kind
    id: str
    created_at: str
    updated_at: str
    tags: tuple[str, ...] = ()
    likes: int = 0
    downloads: int = 0
    trending: int = 0
    license: str = ""
    task: str = ""  # of a model: pipeline_tag
    library: str = ""
    languages: tuple[str, ...] = ()
    parameters: int | None = None
    storage: int | None = None  # bytes
    base_model: str = ""
    formats: tuple[str, ...] = ()
    gated: str = ""  # "", auto, manual
    private: bool = False
    protected: bool = False  # of a private Space: others may use the app
    disabled: bool = False
    title: str = ""
    description: str = ""
    emoji: str = ""
    sdk: str = ""
    stage: str = ""
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    card: Mapping[str, Any] | None = None  # where a README of its own says so; else it follows from the rest
    weights: Mapping[str, int] | None = None  # how many numbers of each dtype, where files were read
    gguf: Mapping[str, Any] | None = None  # what a GGUF file says about itself, where one was read
    config: Mapping[str, Any] | None = None  # what config.json says about the network, where it was read
    own: bool = False  # made by people of the practice Hub, not from the catalogue
    likers: tuple[str, ...] = ()  # `name date` of who liked it here; `likes` counts them too
    runtime: Mapping[str, Any] | None = None  # of a Space that somebody set up or restarted: see `spaces.runtime`

    @property
    def author(self) -> str:
        """The user or organisation; empty for a canonical id."""
        return self.id.rpartition("/")[0]

    @property
    def base_models(self) -> list[str]:
        """The ids in `base_model`, of which the catalogue joins several by commas."""
        return [name.strip() for name in self.base_model.split(",") if name.strip()]

    @property
    def name(self) -> str:
        """The id without its owner."""
        return self.id.rpartition("/")[2]


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


def draw(seed: str, below: int) -> int:
    """A number from 0 to `below` - 1 that depends on the seed alone."""
    return int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=8).digest(), "big") % below
