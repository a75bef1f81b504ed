"""Tables with drawn cells, bounded in size because Qt lays a table out in one go."""

from __future__ import annotations

from hubdesk.cards.markdown import CodeBlock
from hubdesk.cards.qt_boxes import code_box
from hubdesk.cards.tree import Element
from hubdesk.cards.walk import Nodes, Walk, alignment, has_content, has_image

_MAX_CELLS = 4_000  # in one card; what is beyond is shown as lines of text
_MAX_DEPTH = 3
_MAX_SPAN = 40


def table(walk: Walk, element: Element) -> Nodes:
    """A table with lines around its cells, or its content where tables are nested too deep."""
    if walk.table_depth >= _MAX_DEPTH:
        return _flat(walk, element)
    rows = _rows(element)
    columns = max((len(_cells(row)) for row in rows), default=0)
    if not columns:
        return [node for node in walk.children(element) if not isinstance(node, str) or node.strip()]
    shown: Nodes = []
    left_over: list[Element] = []
    walk.table_depth += 1
    try:
        for index, row in enumerate(rows):
            if walk.cells > _MAX_CELLS:
                left_over = rows[index:]
                break
            shown.append(_row(walk, row, columns, len(rows) - index))
    finally:
        walk.table_depth -= 1
    attributes = {
        "cellspacing": "0",
        "cellpadding": "0",
        "border": "1",
        "style": f"border-collapse:collapse;border-color:{walk.options.palette.border};border-style:solid;"
        "margin-top:8px;margin-bottom:14px",
    }
    if walk.centered or alignment(element) == "center":
        attributes["align"] = "center"
    caption = next((child for child in element.walk() if child.tag == "caption"), None)
    nodes: Nodes = [Element("p", {"align": "center"}, walk.children(caption))] if caption is not None else []
    nodes.append(Element("table", attributes, shown))
    if left_over:
        nodes.append(Element("p", {}, [walk.options.labels.more_rows]))
        lines = "\n".join(" | ".join(" ".join(cell.text().split()) for cell in _cells(row)) for row in left_over)
        nodes.extend(code_box(walk, CodeBlock("", lines)))
    return nodes


def _row(walk: Walk, row: Element, columns: int, rows_left: int) -> Element:
    cells: Nodes = []
    for cell in _cells(row)[:200]:
        walk.cells += 1
        align = alignment(cell) or alignment(row) or ("center" if walk.centered else "left")
        with walk.narrowed(walk.width // columns - 22), walk.aligned(align):
            content = walk.children(cell)
        attributes = {
            "align": align,
            "style": f"border:1px solid {walk.options.palette.border};padding:5px 10px",
            "colspan": _span(cell.get("colspan"), _MAX_SPAN),
            "rowspan": _span(cell.get("rowspan"), min(rows_left, _MAX_SPAN)),
        }
        if cell.get("valign") in ("top", "middle", "bottom"):
            attributes["valign"] = cell.get("valign")
        if cell.tag == "th":
            attributes["bgcolor"] = walk.options.palette.code
        if has_image(content):
            attributes["style"] += ";line-height:100%"
        cells.append(Element(cell.tag, attributes, content))
    return Element("tr", {}, cells)


def _rows(element: Element) -> list[Element]:
    rows: list[Element] = []
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "tr":
                rows.append(child)
            elif child.tag in ("thead", "tbody", "tfoot"):
                rows.extend(row for row in child.children if isinstance(row, Element) and row.tag == "tr")
    return rows


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]


def _span(value: str, largest: int) -> str:
    return str(max(1, min(int(value), largest))) if value.isdecimal() and len(value) < 6 and int(value) > 1 else ""


def _flat(walk: Walk, element: Element) -> Nodes:
    nodes: Nodes = []
    for row in _rows(element):
        for cell in _cells(row):
            content = walk.children(cell)
            if has_content(content):
                nodes.append(Element("div", {}, content))
    return nodes
