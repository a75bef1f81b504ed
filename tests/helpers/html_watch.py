"""Looks through finished HTML for what must not be in it."""

from __future__ import annotations

from html.parser import HTMLParser

from hubdesk.cards.render import ALLOWED_ATTRIBUTES, ALLOWED_STYLES, ALLOWED_TAGS


class Watch(HTMLParser):
    """Lists what must not be in finished HTML, and keeps its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in ALLOWED_ATTRIBUTES:
                self.wrong.append(f"{tag} {name}")
            if name == "style":
                self._style(value or "")
            if name == "href":
                self.links.append(value or "")
                if not (value or "").startswith(("http://", "https://", "mailto:", "#", "hd:")):
                    self.wrong.append(f"href {value}")
            if name == "src" and not (value or "").startswith(("http://", "https://", "data:image/", "hd:")):
                self.wrong.append(f"src {value}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def _style(self, style: str) -> None:
        for declaration in style.split(";"):
            name, _, value = declaration.partition(":")
            if name not in ALLOWED_STYLES or "(" in value:
                self.wrong.append(f"style {declaration}")
