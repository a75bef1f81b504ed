"""The walk over a card's elements: what every transform shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from hubdesk.cards.markdown import Parsed
from hubdesk.cards.options import CardImage, RenderOptions
from hubdesk.cards.sanitise import words
from hubdesk.cards.tree import Element

Nodes = list[Element | str]
Handler = Callable[["Walk", Element], Nodes]

BLOCKS = words(
    "blockquote center dd details div dl dt figure h1 h2 h3 h4 h5 h6 hd-alert hd-code hd-gallery hr li ol p pre"
    " section table ul"
)
_MAX_ANCHORS = 600
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


@dataclass(slots=True)
class Walk:
    """One pass over one card: the options, what was collected, and where the walk is."""

    options: RenderOptions
    parsed: Parsed
    front_matter: Callable[[], Mapping[str, object]]
    handlers: Mapping[str, Handler]
    images: list[CardImage] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    details: int = 0
    cells: int = 0
    highlighted: int = 0  # characters
    anchors: int = 0
    slugs: dict[str, int] = field(default_factory=dict)
    centered: bool = False
    table_depth: int = 0
    quote_depth: int = 0
    width: int = 0  # pixels available here
    kept_breaks: bool = False

    def children(self, element: Element) -> Nodes:
        """The transformed content of an element."""
        nodes: Nodes = []
        for child in element.children:
            if isinstance(child, str):
                nodes.append(child)
            else:
                nodes.extend(self.node(child))
        return nodes

    def node(self, element: Element) -> Nodes:
        """One transformed element; without a handler only its content is kept."""
        handler = self.handlers.get(element.tag)
        return handler(self, element) if handler is not None else self.children(element)

    @contextmanager
    def narrowed(self, width: int) -> Iterator[None]:
        """Work where only so many pixels are available."""
        before, self.width = self.width, max(40, width)
        try:
            yield
        finally:
            self.width = before

    @contextmanager
    def aligned(self, align: str) -> Iterator[None]:
        """Work inside an element with this alignment (empty: that of its parent)."""
        before = self.centered
        if align:
            self.centered = align == "center"
        try:
            yield
        finally:
            self.centered = before

    def link_style(self) -> str:
        """How a link looks."""
        return f"color:{self.options.palette.accent};text-decoration:none"

    def anchor(self, name: str) -> str:
        """The name of an anchor, as long as there are not too many: Qt needs the square of their number."""
        self.anchors += bool(name)
        return name if self.anchors <= _MAX_ANCHORS else ""

    def slug(self, text: str) -> str:
        """The anchor of a heading, as the Hub makes it, unique in this card."""
        slug = _NOT_IN_SLUG.sub("", text.strip().lower()).replace(" ", "-")[:200]
        count = self.slugs.get(slug, 0)
        self.slugs[slug] = count + 1
        return f"{slug}-{count}" if count else slug


def styles(element: Element) -> dict[str, str]:
    """The declarations of its style attribute."""
    pairs = (declaration.partition(":") for declaration in element.get("style").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}


def alignment(element: Element) -> str:
    """left, center, right or justify, by attribute or style; empty where it says nothing."""
    align = (element.get("align") or styles(element).get("text-align", "")).lower()
    return {"middle": "center", "start": "left", "end": "right"}.get(
        align, align if align in ("left", "center", "right", "justify") else ""
    )


def has_content(nodes: Nodes) -> bool:
    """Whether anything can be seen of it."""
    return any(
        node.strip() if isinstance(node, str) else node.tag in ("img", "hr", "table") or has_content(node.children)
        for node in nodes
    )


def has_image(nodes: Nodes) -> bool:
    """Whether an image stands in these lines."""
    return any(isinstance(node, Element) and any(below.tag == "img" for below in node.walk()) for node in nodes)


def is_inline(node: Element | str) -> bool:
    """Whether it stands within a line."""
    return isinstance(node, str) or node.tag not in BLOCKS
