"""A small element tree over clean HTML: read, walk, write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from hubdesk.cards.sanitise import ALLOWED_ATTRIBUTES, ALLOWED_STYLES, ALLOWED_TAGS

_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
_NO_TEXT = frozenset({"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "colgroup"})
_MAX_DEPTH = 60  # deeper elements become part of their parent, so that the walk cannot run out of stack
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Element:
    """One element; children are elements and text."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(
        self, tag: str, attributes: dict[str, str] | None = None, children: list[Element | str] | None = None
    ) -> None:
        self.tag = tag
        self.attributes = attributes if attributes is not None else {}
        self.children: list[Element | str] = children if children is not None else []

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, default)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def text(self) -> str:
        """The text below, as it stands."""
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                parts.append(node)
            elif node.tag == "br":
                parts.append("\n")
            else:
                waiting.extend(reversed(node.children))
        return "".join(parts)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self._open = [self.root]
        self._too_deep: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID and len(self._open) >= _MAX_DEPTH:
            self._too_deep.append(tag)
            return
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._too_deep:
            if self._too_deep[-1] == tag:
                self._too_deep.pop()
            return
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if self._too_deep and parent.tag in _NO_TEXT:
            parent = next(element for element in reversed(self._open) if element.tag not in _NO_TEXT)
        parent.children.append(data)


def parse(html: str) -> Element:
    """The tree of well-formed HTML under a root element of its own."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def write(nodes: list[Element | str]) -> str:
    """HTML of nothing but allowed tags, attributes and styles; a tag that is not allowed gives way to its content."""
    parts: list[str] = []
    waiting: list[Element | str | _Verbatim] = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Verbatim):
            parts.append(node.html)
        elif isinstance(node, str):
            parts.append(text_html(node))
        elif node.tag in ALLOWED_TAGS:
            parts.append(f"<{node.tag}{''.join(_attributes(node))}>")
            if node.tag not in _VOID:
                waiting.append(_Verbatim(f"</{node.tag}>"))
                waiting.extend(reversed(node.children))
        else:
            waiting.extend(reversed(node.children))
    return "".join(parts)


def text_html(text: str) -> str:
    """Text as HTML, without the characters a document cannot hold."""
    return escape(_CONTROL.sub("\ufffd", text), quote=False)


class _Verbatim:
    __slots__ = ("html",)

    def __init__(self, html: str) -> None:
        self.html = html


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.attributes.items():
        if name not in ALLOWED_ATTRIBUTES:
            continue
        kept = _style(value) if name == "style" else _CONTROL.sub("", value)
        if kept or name == "alt":
            yield f' {name}="{escape(kept)}"'


def _style(style: str) -> str:
    kept = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in ALLOWED_STYLES and value.strip() and "(" not in value:
            kept.append(f"{name.strip()}:{value.strip()}")
    return ";".join(kept)
