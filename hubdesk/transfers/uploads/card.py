"""The card that an upload brings: whether it names a licence, and what the Hub says about its metadata."""

from __future__ import annotations

from collections.abc import Iterable

from hubdesk.cards.frontmatter import metadata
from hubdesk.core.types import CardFinding
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, Severity

MAX_CARD_BYTES = 1_000_000


def has_licence(text: str) -> bool:
    """Whether a card's metadata names a licence."""
    return bool(metadata(text).values.get("license"))


def card_findings(path: str, found: Iterable[CardFinding]) -> list[Finding]:
    """What the Hub said, as findings of a plan."""
    return [
        Finding(
            Severity.ERROR if each.is_error else Severity.WARNING,
            Code.CARD_ERROR if each.is_error else Code.CARD_WARNING,
            path,
            each.line or 0,
            (each.message,),
        )
        for each in found
    ]
