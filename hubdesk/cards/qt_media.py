"""Images, formulas, videos and galleries for a QTextBrowser."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence

from hubdesk.cards.formula import drawn
from hubdesk.cards.options import CardImage
from hubdesk.cards.tree import Element
from hubdesk.cards.urls import file_name, image_source, link_target
from hubdesk.cards.walk import Nodes, Walk, styles

_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)\s*(%|px|pt|em|rem)?\s*")
_PIXELS = {"px": 1.0, "": 1.0, "pt": 96 / 72, "em": 13.0, "rem": 13.0}
_X_HEIGHT = 0.545  # of a letter's size, about right for every sans face
_ON_THE_LINE = 1.1  # pixels below the base line that need no sinking
_MAX_IMAGES = 400
_MAX_GALLERY = 24


def image(walk: Walk, element: Element) -> Nodes:
    """An image at the size the card wants, or its words where it cannot be shown."""
    source = element.get("src")
    if source.endswith("#gh-light-mode-only" if walk.options.palette.dark else "#gh-dark-mode-only"):
        return []
    alt = element.get("alt").strip()
    url = image_source(source, walk.options.base_url)
    if not url or len(walk.images) >= _MAX_IMAGES:
        return [_muted(walk, alt)] if alt else []
    style = styles(element)
    width = _length(element.get("width") or style.get("width", ""), walk.width)
    height = _length(element.get("height") or style.get("height", ""), 0)
    if width is not None and width > walk.width:
        height = None if height is None else max(1, round(height * walk.width / width))
        width = walk.width
    found = CardImage(url, alt or file_name(url), width, height, walk.width)
    return [_placed(walk, found, element.get("title"))]


def picture(walk: Walk, element: Element) -> Nodes:
    """The source for this theme, else the image inside."""
    wanted = "dark" if walk.options.palette.dark else "light"
    inner = next((below for below in element.walk() if below.tag == "img"), None)
    if inner is None:
        return walk.children(element)
    for source in element.walk():
        media = source.get("media").replace(" ", "").lower()
        if source.tag == "source" and f"prefers-color-scheme:{wanted}" in media and source.get("srcset").strip():
            address = source.get("srcset").strip().split(",")[0].split()[0]
            return image(walk, Element("img", {**inner.attributes, "src": address}))
    return image(walk, inner)


def video(walk: Walk, element: Element) -> Nodes:
    """A link to the film or the sound: the page shows text and pictures only."""
    source = element.get("src") or next((below.get("src") for below in element.walk() if below.get("src")), "")
    url = link_target(source, walk.options.base_url).replace("/blob/", "/resolve/", 1)
    label = walk.options.labels.video if element.tag == "video" else walk.options.labels.audio
    if not url:
        return walk.children(element)
    return [
        Element(
            "p", {}, [Element("a", {"href": url, "style": walk.link_style()}, [f"▶ {label}: {file_name(url) or url}"])]
        )
    ]


def formula(walk: Walk, element: Element) -> Nodes:
    """A drawn formula on the base line of its text; what cannot be drawn is shown as it is written."""
    number = element.get("n")
    if not number.isdecimal() or int(number) >= len(walk.parsed.formulas):
        return []
    tex, display = walk.parsed.formulas[int(number)]
    picture_of = (
        drawn(tex, color=walk.options.palette.text, display=display) if len(walk.images) < _MAX_IMAGES else None
    )
    if picture_of is None:
        nodes: Nodes = [Element("code", {}, [tex])]
    else:
        url = "data:image/svg+xml;base64," + base64.b64encode(picture_of.svg.encode()).decode("ascii")
        shrink = min(1.0, walk.width / picture_of.width)
        width, height = max(1, round(picture_of.width * shrink)), max(1, round(picture_of.height * shrink))
        placed = _placed(walk, CardImage(url, tex, width, height, walk.width, is_formula=True), tex)
        if not display and picture_of.descent > _ON_THE_LINE:
            # WORKAROUND Qt puts a `middle` image (height - x-height / 2) / 2 below the base line, with the x-height of
            # the image's own font size, and knows no other way to sink it as far as the formula hangs down
            x_height = 2 * (height - 2 * picture_of.descent * shrink)
            placed.attributes["style"] = f"vertical-align:middle;font-size:{max(1, round(x_height / _X_HEIGHT))}px"
        nodes = [placed]
    return [Element("p", {"align": "center", "style": "line-height:100%"}, nodes)] if display else nodes


def gallery(walk: Walk, element: Element) -> Nodes:
    """The pictures of the front matter's `widget:` with what was asked for, two beside each other."""
    cells: list[Element] = []
    with walk.narrowed(walk.width // 2 - 24):
        for example in _widgets(walk.front_matter().get("widget")):
            output = example.get("output")
            url = output.get("url") if isinstance(output, Mapping) else None
            if not isinstance(url, str) or len(cells) >= _MAX_GALLERY:
                continue
            text = str(example.get("text") or "").strip()
            shown = image(walk, Element("img", {"src": url, "alt": text[:100]}))
            caption = Element("p", {"align": "center"}, [_muted(walk, text[:500])])
            cells.append(
                Element(
                    "td",
                    {"width": "50%", "valign": "top", "style": "padding:8px"},
                    [
                        Element("p", {"align": "center", "style": "line-height:100%"}, shown),
                        *([caption] if text else []),
                    ],
                )
            )
    if not cells:
        return []
    rows: Nodes = [Element("tr", {}, list(cells[start : start + 2])) for start in range(0, len(cells), 2)]
    return [Element("table", {"width": "100%", "cellspacing": "0", "border": "0"}, rows)]


def _widgets(value: object) -> Sequence[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _placed(walk: Walk, found: CardImage, title: str) -> Element:
    attributes = {"src": found.url, "alt": found.alt, "title": title}
    if walk.options.interactive:
        attributes["src"] = f"hd:image/{len(walk.images)}"
    walk.images.append(found)
    if found.width is not None:
        attributes["width"] = str(found.width)
    if found.height is not None:
        attributes["height"] = str(found.height)
    if found.width is None:
        attributes["style"] = "max-width:100%"
    return Element("img", attributes)


def _muted(walk: Walk, text: str) -> Element:
    return Element("span", {"style": f"color:{walk.options.palette.muted}"}, [text])


def _length(value: str, whole: int) -> int | None:
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    number = float(match[1])
    pixels = whole * min(number, 100) / 100 if match[2] == "%" else number * _PIXELS[match[2] or ""]
    return max(1, round(pixels)) if 0 < pixels <= 20_000 else None
