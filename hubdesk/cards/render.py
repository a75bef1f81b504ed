"""Renders a card: Markdown to HTML that is safe, and that a QTextBrowser draws well."""

from __future__ import annotations

import logging
import re

from hubdesk.cards.frontmatter import metadata, split_front_matter
from hubdesk.cards.markdown import to_dirty_html
from hubdesk.cards.options import DARK, LIGHT, RenderedCard, RenderOptions
from hubdesk.cards.qt_dom import HANDLERS, transform
from hubdesk.cards.sanitise import ALLOWED_ATTRIBUTES, ALLOWED_STYLES, ALLOWED_TAGS, clean
from hubdesk.cards.tree import parse, text_html, write
from hubdesk.cards.walk import Walk

__all__ = ["ALLOWED_ATTRIBUTES", "ALLOWED_STYLES", "ALLOWED_TAGS", "render_card", "to_safe_html"]

log = logging.getLogger("hubdesk.cards")

MAX_MARKDOWN = 600_000  # characters that are read as Markdown; what follows is shown as plain paragraphs
_MAX_TEXT = 4_000_000
_NOT_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_PARAGRAPH = 4_000


def to_safe_html(markdown: str, *, base_url: str = "", dark: bool = False) -> str:
    """A whole card, front matter left out, as HTML of `ALLOWED_TAGS` and `ALLOWED_ATTRIBUTES` only.

    Relative links and images are resolved against `base_url` (`https://host/owner/name/resolve/<revision>/`). Never
    raises for any text.
    """
    return render_card(markdown, RenderOptions(base_url=base_url, palette=DARK if dark else LIGHT)).html


def render_card(text: str, options: RenderOptions) -> RenderedCard:
    """A whole card with what its `hd:` names stand for. Never raises for any text."""
    text = _NOT_TEXT.sub("\ufffd", text[:_MAX_TEXT])
    body = split_front_matter(text).body
    markdown, rest = _cut(body)
    try:
        parsed = to_dirty_html(markdown)
        walk = Walk(options, parsed, lambda: metadata(text).values, HANDLERS, width=options.width)
        html = write(transform(walk, parse(clean(parsed.html))))
    except Exception as error:  # the last resort for four libraries fed by strangers: the words without the form
        log.warning("card shown as plain text: %s", type(error).__name__)
        return RenderedCard(_plain(body))
    return RenderedCard(html + _plain(rest), tuple(walk.images), tuple(walk.codes), walk.details)


def _cut(body: str) -> tuple[str, str]:
    if len(body) <= MAX_MARKDOWN:
        return body, ""
    end = body.rfind("\n\n", MAX_MARKDOWN // 2, MAX_MARKDOWN)
    end = MAX_MARKDOWN if end < 0 else end
    return body[:end], body[end:]


def _plain(text: str) -> str:
    pieces = (
        line[start : start + _PARAGRAPH]
        for line in re.split(r"\n\s*\n", text)
        for start in range(0, len(line), _PARAGRAPH)
    )
    return "".join(f"<p>{text_html(piece)}</p>" for piece in pieces if piece.strip())
