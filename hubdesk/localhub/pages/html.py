"""HTML that cannot be broken out of: every text is escaped unless an element was made of it here."""

from __future__ import annotations

import base64
import hashlib
from html import escape

_STYLE = """
:root { color-scheme: light dark; --line: #9ca3af66; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid var(--line); padding: .3rem .5rem;
text-align: start; vertical-align: top; overflow-wrap: anywhere; } td.size { text-align: end; white-space: nowrap; }
pre { border: 1px solid var(--line); border-radius: 8px; padding: 1rem; overflow-x: auto; white-space: pre-wrap; }
footer { margin: 3rem 0 1rem; border-top: 1px solid var(--line); padding-top: .5rem; font-size: .85rem; opacity: .75; }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = Html | str


def element(name: str, *children: Child, **attributes: str) -> Html:
    """An element; children that are not HTML are shown as they are."""
    given = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return Html(f"<{name}{given}>{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """Several one after the other."""
    return Html("".join(each if isinstance(each, Html) else escape(each) for each in children))


def link(address: str, text: str) -> Html:
    """A link within the Hub."""
    return element("a", text, href=address)


def table(*rows: Html) -> Html:
    """A table of rows; nothing, where there are none."""
    return element("table", *rows) if rows else Html("")


def row(*cells: Child) -> Html:
    """A row of a table."""
    return element("tr", *(element("td", cell) for cell in cells))


def document(title: str, *parts: Child) -> bytes:
    """A whole page."""
    head = joined(
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
        Html(f"<style>{_STYLE}</style>"),
    )
    note = "This is a practice Hub on your own machine. Nothing here is on the internet."
    body = element("body", element("main", element("h1", title), *parts), element("footer", note))
    page = f'<!doctype html>\n<html lang="en"><head>{head}</head>{body}</html>\n'
    return page.encode("utf-8", "replace")
