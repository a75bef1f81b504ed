"""Real cards of the Hub: every one renders, nothing executes, and their words stay."""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path

import pytest

from helpers.html_watch import Watch
from hubdesk.cards.frontmatter import metadata, split_front_matter
from hubdesk.cards.options import RenderOptions
from hubdesk.cards.render import render_card, to_safe_html

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "cards"
CARDS = sorted(CORPUS.glob("*/*.md"))
BASE = "https://huggingface.co/owner/name/resolve/main/"

pytestmark = pytest.mark.skipif(not CARDS, reason="the corpus of real cards is not here")

_TAG_OR_COMMENT = re.compile(r"<!--.*?-->|<style.*?</style>|</?[A-Za-z][^<>]*>", re.S)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\))?[^()]*\)")
_WORD = re.compile(r"[^\W_]{4,}")


def read(card: Path) -> str:
    return card.read_text(encoding="utf-8", errors="surrogateescape")


def test_every_card_renders_and_nothing_else_is_in_it() -> None:
    wrong: dict[str, list[str]] = {}
    times: list[float] = []
    for card in CARDS:
        text = read(card)
        began = time.perf_counter()
        html = to_safe_html(text, base_url=BASE)
        times.append(time.perf_counter() - began)
        found = Watch(html).wrong + Watch(render_card(text, RenderOptions(base_url=BASE, interactive=True)).html).wrong
        if found:
            wrong[card.name] = found[:5]
    print(f"{len(times)} cards: median {statistics.median(times) * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms")
    assert wrong == {}
    assert max(times) < 20


def test_the_words_of_every_card_stay() -> None:
    """A rough reading of the Markdown as plain words, against the words of the page."""
    lost: dict[str, list[str]] = {}
    for card in CARDS:
        body = split_front_matter(read(card)).body
        plain = _LINK.sub(r" \1 ", _TAG_OR_COMMENT.sub(" ", body))
        wanted = set(_WORD.findall(plain))
        html = to_safe_html(read(card), base_url=BASE)
        shown = set(_WORD.findall(" ".join(Watch(html).words)))
        shown |= set(_WORD.findall(" ".join(re.findall(r'(?:href|src|alt|title)="([^"]*)"', html))))
        missing = {word for word in wanted if word not in shown}
        if len(missing) > 3 and len(missing) > 0.02 * len(wanted):
            lost[card.name] = sorted(missing)[:8]
    assert lost == {}


def test_every_front_matter_is_read() -> None:
    without = [
        card.name for card in CARDS if split_front_matter(read(card)).front_matter and not metadata(read(card)).values
    ]
    assert without == []
