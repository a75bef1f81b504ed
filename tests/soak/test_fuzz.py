"""Nothing that comes from outside may raise anything but our own errors, or run for long."""

from __future__ import annotations

import contextlib
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.soak import FUZZ
from hubdesk.cards.frontmatter import metadata, split_front_matter
from hubdesk.cards.render import ALLOWED_TAGS, to_safe_html
from hubdesk.core.errors import HubDeskError
from hubdesk.core.formats import read_gguf, read_safetensors
from hubdesk.hub.address import parse_address

pytestmark = pytest.mark.soak

PIECES = st.sampled_from(
    [
        "---\n", "tags: [a, b]\n", "license: mit\n", "# Title\n", "- item\n", "> quote\n", "> [!NOTE]\n", "```python\n",
        "| a | b |\n|---|---|\n", "<details><summary>x</summary>", "</details>", "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![p](http://127.0.0.1/p.svg)", "$$x^2$$",
        "\\\\(a\\\\)",        "<table><tr><td>", "</td></tr></table>", "<div style='position:fixed'>", "<a href='file:///etc/passwd'>f</a>",
        "&lt;b&gt;", "\x00", "\u202e", "한국어", "😀", "\r\n", "\t", "<!--", "-->", "<svg onload=x>",
        "<style>*{}</style>",
    ]
)  # fmt: skip
CARDS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.events: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it, and what could run."""
        self.seen.add(tag)
        self.events += [name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]


@FUZZ
@given(CARDS)
def test_no_card_runs_anything(text: str) -> None:
    tags = _Tags()
    tags.feed(to_safe_html(text))
    assert tags.seen <= set(ALLOWED_TAGS)
    assert tags.events == []


@FUZZ
@given(CARDS)
def test_front_matter_is_split_without_a_loss(text: str) -> None:
    parts = split_front_matter(text)
    assert parts.body in text or parts.body.strip() in text.replace("\r\n", "\n")
    metadata(text)


@FUZZ
@given(st.one_of(st.text(max_size=80), st.text(max_size=60).map(lambda rest: f"https://huggingface.co/{rest}")))
def test_any_text_is_an_address_or_not(text: str) -> None:
    with contextlib.suppress(HubDeskError):
        parse_address(text, endpoint="https://huggingface.co")


@FUZZ
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda rest: b"GGUF\x03\0\0\0" + rest)))
def test_broken_weight_files_are_refused(content: bytes) -> None:
    for read in (read_gguf, read_safetensors):
        with contextlib.suppress(HubDeskError):
            read(content)
