"""What is wrong with a card, where, and what one click would do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: only an error keeps a card from being pushed."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replaces `text[start:end]` of a card by `new`; offsets count characters of the text before the edit."""

    start: int
    end: int
    new: str

    def apply(self, text: str) -> str:
        """The text with this edit made."""
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True, slots=True)
class Fix:
    """One click that mends a problem. `code` and `values` make its words in the window.

    Without an edit the window does what the code says: `add_file`, `similar_names`.
    """

    code: str
    values: tuple[str, ...] = ()
    edit: TextEdit | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: `line` is the 0-based line of the text, `start` and `end` the characters it is about.

    `code` and `values` make its sentence in the window; `message` is the English of it, for logs and without a window.
    `key` is the top-level metadata key, empty in the body.
    """

    line: int
    severity: Severity
    code: str
    message: str
    values: tuple[str, ...] = ()
    key: str = ""
    start: int = 0
    end: int = 0
    fixes: tuple[Fix, ...] = ()
