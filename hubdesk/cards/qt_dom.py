"""Turns a card's elements into the ones a QTextBrowser draws well."""

from __future__ import annotations

from hubdesk.cards import qt_boxes, qt_media, qt_tables
from hubdesk.cards.contrast import readable_color
from hubdesk.cards.sanitise import ALERT_TAG, CODE_TAG, FORMULA_TAG, GALLERY_TAG, words
from hubdesk.cards.tree import Element
from hubdesk.cards.urls import link_target
from hubdesk.cards.walk import Handler, Nodes, Walk, alignment, has_content, has_image, is_inline, styles

_RENAMED = {
    "del": "s",
    "strike": "s",
    "ins": "u",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "var": "i",
    "cite": "i",
    "dfn": "i",
}
_PIECE_ITEMS = 400


def transform(walk: Walk, root: Element) -> Nodes:
    """The whole card."""
    return walk.children(root)


def _same(walk: Walk, element: Element) -> Nodes:
    """The element as it is, with the attributes that mean something to us."""
    attributes = {"id": walk.anchor(element.get("id"))}
    return [Element(_RENAMED.get(element.tag, element.tag), attributes, walk.children(element))]


def _block(walk: Walk, element: Element) -> Nodes:
    """A paragraph or a division; an empty one goes, one with an image gets lines of the image's own height."""
    align = "center" if element.tag == "center" else alignment(element)
    with walk.aligned(align):
        content = walk.children(element)
    if not has_content(content):
        return _anchor(walk, element)
    tag = "p" if element.tag in ("p", "dt") else "div"
    attributes = {"id": walk.anchor(element.get("id")), "align": align}
    if has_image([node for node in content if is_inline(node)]):
        attributes["style"] = "line-height:100%"
    return [Element(tag, attributes, content)]


def _anchor(walk: Walk, element: Element) -> Nodes:
    name = walk.anchor(element.get("id"))
    return [Element("a", {"name": name})] if name else []


def _heading(walk: Walk, element: Element) -> Nodes:
    align = alignment(element)
    with walk.aligned(align):
        content = walk.children(element)
    if not has_content(content):
        return []
    attributes = {"align": align, "id": walk.anchor(element.get("id") or walk.slug(element.text()))}
    if has_image(content):
        attributes["style"] = "line-height:100%"
    heading = Element(element.tag, attributes, content)
    return [heading, _rule(walk, element)[0]] if element.tag in ("h1", "h2") else [heading]


def _rule(walk: Walk, element: Element) -> Nodes:
    return [Element("hr", {"style": f"background-color:{walk.options.palette.border}"})]


def _link(walk: Walk, element: Element) -> Nodes:
    content = walk.children(element)
    href = link_target(element.get("href"), walk.options.base_url)
    attributes = {
        "name": walk.anchor(element.get("name") or element.get("id")),
        "href": href,
        "title": element.get("title"),
    }
    if not href:
        return [Element("a", {"name": attributes["name"]}), *content] if attributes["name"] else content
    attributes["style"] = walk.link_style()
    return [Element("a", attributes, content)]


def _colored(walk: Walk, element: Element) -> Nodes:
    """A span or font: its colour only where it can be read on this page."""
    declared = styles(element)
    kept: dict[str, str] = {name: declared[name] for name in ("font-weight", "font-style") if name in declared}
    color = readable_color(element.get("color") or declared.get("color", ""), walk.options.palette.page)
    if color:
        kept["color"] = color
    content = walk.children(element)
    style = ";".join(f"{name}:{value}" for name, value in kept.items())
    return (
        [*_anchor(walk, element), Element("span", {"style": style}, content)]
        if style
        else [*_anchor(walk, element), *content]
    )


def _mark(walk: Walk, element: Element) -> Nodes:
    style = f"background-color:{walk.options.palette.warn_wash};color:{walk.options.palette.text}"
    return [Element("span", {"style": style}, walk.children(element))]


def _small(walk: Walk, element: Element) -> Nodes:
    return [Element("span", {"style": "font-size:small"}, walk.children(element))]


def _quoted(walk: Walk, element: Element) -> Nodes:
    return ["“", *walk.children(element), "”"]


def _caption(walk: Walk, element: Element) -> Nodes:
    muted = Element("span", {"style": f"color:{walk.options.palette.muted}"}, walk.children(element))
    return [Element("p", {"align": "center"}, [muted])]


def _list(walk: Walk, element: Element) -> Nodes:
    with walk.narrowed(walk.width - 40), walk.aligned("left"):
        nodes: Nodes = [node for node in walk.children(element) if not isinstance(node, str) or node.strip()]
    if not nodes:
        return []
    attributes = {name: element.get(name) for name in ("start", "type")}
    items = [item for item in element.children if isinstance(item, Element) and item.tag == "li"]
    is_task_list = all(
        any(isinstance(part, Element) and part.tag == "input" for part in item.children) for item in items
    )
    if is_task_list and element.tag == "ul":
        attributes["style"] = "list-style-type:none"
    return _pieces(element, attributes, nodes)


def _pieces(element: Element, attributes: dict[str, str], nodes: Nodes) -> Nodes:
    """One list, or a very long one as several: Qt needs the square of a list's length."""
    if len(nodes) <= _PIECE_ITEMS:
        return [Element(element.tag, attributes, nodes)]
    start = attributes.get("start", "")
    first = int(start) if start.isdecimal() and len(start) < 9 else 1
    return [
        Element(
            element.tag,
            {**attributes, **({"start": str(first + index)} if element.tag == "ol" else {})},
            nodes[index : index + _PIECE_ITEMS],
        )
        for index in range(0, len(nodes), _PIECE_ITEMS)
    ]


def _checkbox(walk: Walk, element: Element) -> Nodes:
    if element.get("type").lower() != "checkbox":
        return []
    return ["☑\ufe0e " if "checked" in element.attributes else "☐\ufe0e "]


def _nothing(walk: Walk, element: Element) -> Nodes:
    return []


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(words("b code dd dl em i li s strong sub sup u br del strike ins kbd samp tt var cite dfn"), _same),
    **dict.fromkeys(
        words("p div center section article aside main header footer nav figure hgroup address dt"), _block
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("span", "font"), _colored),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(("video", "audio"), qt_media.video),
    **dict.fromkeys(("source", "rp", "col", "colgroup", "caption"), _nothing),
    "hr": _rule,
    "a": _link,
    "mark": _mark,
    "small": _small,
    "q": _quoted,
    "figcaption": _caption,
    "input": _checkbox,
    "img": qt_media.image,
    "picture": qt_media.picture,
    "table": qt_tables.table,
    "pre": qt_boxes.preformatted,
    "blockquote": qt_boxes.quote,
    "details": qt_boxes.details,
    "summary": qt_boxes.lone_summary,
    CODE_TAG: qt_boxes.code_block,
    ALERT_TAG: qt_boxes.alert,
    FORMULA_TAG: qt_media.formula,
    GALLERY_TAG: qt_media.gallery,
}
