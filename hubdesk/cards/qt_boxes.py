"""Code blocks, quotes, alerts and foldable details, built of one- and two-cell tables."""

from __future__ import annotations

from hubdesk.cards.highlight import highlighted
from hubdesk.cards.markdown import CodeBlock
from hubdesk.cards.tree import Element, parse
from hubdesk.cards.walk import Nodes, Walk, has_content

_MAX_HIGHLIGHTED = 150_000  # characters in one card
_MAX_QUOTES = 4  # bars beside each other; deeper quotes stay at that depth
_PIECE_LINES = 200  # a table is laid out in one go: long code becomes several, so that the window never waits


def code_block(walk: Walk, element: Element) -> Nodes:
    """The placeholder of a fenced or indented block."""
    number = element.get("n")
    if not number.isdecimal() or int(number) >= len(walk.parsed.codes):
        return []
    language, source = walk.parsed.codes[int(number)]
    box = code_box(walk, CodeBlock(language, source))
    if language != "mermaid":
        return box
    caption = Element("span", {"style": f"color:{walk.options.palette.muted}"}, [walk.options.labels.diagram])
    return [Element("p", {"style": "margin-bottom:0"}, [caption]), *box]


def preformatted(walk: Walk, element: Element) -> Nodes:
    """HTML's own `<pre>`."""
    return code_box(walk, CodeBlock("", element.text()))


def code_box(walk: Walk, code: CodeBlock) -> Nodes:
    """Code on a ground of its own, wrapped where it is too wide, with a link that copies it."""
    source = code.source.strip("\n").expandtabs(4)
    if not source.strip():
        return []
    palette = walk.options.palette
    walk.highlighted += len(source)
    language = code.language if walk.highlighted <= _MAX_HIGHLIGHTED else ""
    lines = highlighted(source, language, dark=palette.dark).split("\n")
    boxes: Nodes = []
    starts = range(0, len(lines), _PIECE_LINES)
    last = starts[-1]
    for start in starts:
        shown = parse("\n".join(lines[start : start + _PIECE_LINES])).children
        pre = Element("pre", {"style": "white-space:pre-wrap;margin:0"}, shown)
        cells: Nodes = [Element("td", {"align": "left", "style": "padding:10px 12px 5px 12px"}, [pre])]
        if walk.options.interactive and start == 0:
            cells.append(_copy_cell(walk, source))
        boxes.append(
            Element(
                "table",
                {
                    "width": "100%",
                    "bgcolor": palette.code,
                    "cellspacing": "0",
                    "cellpadding": "0",
                    "border": "0",
                    "style": f"margin-top:{8 if start == 0 else 0}px;margin-bottom:{14 if start == last else 0}px",
                },
                [Element("tr", {}, cells)],
            )
        )
    return boxes


def _copy_cell(walk: Walk, source: str) -> Element:
    walk.codes.append(source)
    style = f"text-decoration:none;color:{walk.options.palette.muted};font-size:small;white-space:nowrap"
    link = Element("a", {"href": f"hd:copy/{len(walk.codes) - 1}", "style": style}, [walk.options.labels.copy])
    return Element(
        "td",
        {"align": "right", "valign": "top", "style": "padding:8px 10px"},
        [Element("div", {"style": "white-space:nowrap"}, [link])],
    )


def quote(walk: Walk, element: Element) -> Nodes:
    """A quotation beside a grey bar."""
    return _barred(walk, element, walk.options.palette.border, None)


def alert(walk: Walk, element: Element) -> Nodes:
    """A note, tip, important, warning or caution: its word above it and its colour beside it."""
    palette, labels = walk.options.palette, walk.options.labels
    color, text_color, word = {
        "tip": (palette.good, palette.good_text, labels.tip),
        "important": (palette.accent, palette.accent, labels.important),
        "warning": (palette.warn, palette.warn_text, labels.warning),
        "caution": (palette.bad, palette.bad_text, labels.caution),
    }.get(element.get("kind"), (palette.info, palette.info, labels.note))
    title = Element("p", {"style": f"color:{text_color};margin-bottom:2px"}, [Element("b", {}, [word])])
    return _barred(walk, element, color, title)


def _barred(walk: Walk, element: Element, color: str, title: Element | None) -> Nodes:
    if walk.quote_depth >= _MAX_QUOTES:
        return walk.children(element)
    walk.quote_depth += 1
    try:
        with walk.narrowed(walk.width - 20), walk.aligned("left"):
            content = walk.children(element)
    finally:
        walk.quote_depth -= 1
    if not has_content(content):
        return []
    inner = (
        content if title is not None else [Element("div", {"style": f"color:{walk.options.palette.muted}"}, content)]
    )
    bar = Element("td", {"width": "4", "bgcolor": color}, [])
    text = Element("td", {"align": "left", "style": "padding:2px 12px"}, [*([title] if title else []), *inner])
    attributes = {
        "width": "100%",
        "cellspacing": "0",
        "cellpadding": "0",
        "border": "0",
        "style": "margin-top:8px;margin-bottom:14px",
    }
    return [Element("table", attributes, [Element("tr", {}, [bar, text])])]


def details(walk: Walk, element: Element) -> Nodes:
    """A foldable part: in the window its summary is a link that folds it, elsewhere it stands open."""
    number = walk.details
    walk.details += 1
    summary = next((c for c in element.children if isinstance(c, Element) and c.tag == "summary"), None)
    word = " ".join(summary.text().split()) if summary is not None else ""
    word = word or walk.options.labels.details
    opened = ("open" in element.attributes) != (number in walk.options.toggled)
    rest = Element("div", {}, [child for child in element.children if child is not summary])
    before = walk.details, len(walk.images), len(walk.codes)
    with walk.narrowed(walk.width - 20):
        content = walk.children(rest)
    if walk.options.interactive:
        sign = "▾" if opened else "▸"
        style = f"text-decoration:none;color:{walk.options.palette.text}"
        link = Element("a", {"href": f"hd:details/{number}", "style": style}, [f"{sign} ", Element("b", {}, [word])])
        head = Element("p", {}, [link])
        if not opened:
            del walk.images[before[1] :], walk.codes[before[2] :]
            return [head]
    else:
        head = Element("p", {}, [Element("b", {}, [word])])
    return [head, Element("div", {"style": "margin-left:18px"}, content)]


def lone_summary(walk: Walk, element: Element) -> Nodes:
    """A summary outside of details."""
    return [Element("p", {}, [Element("b", {}, walk.children(element))])]
