"""Tables with drawn cells, bounded in size because Qt lays a table out in one go."""

from __future__ import annotations

from hubdesk.cards.markdown import CodeBlock
from hubdesk.cards.qt_boxes import code_box
from hubdesk.cards.tree import Element
from hubdesk.cards.walk import Nodes, Walk, alignment, has_content, has_image

_MAX_CELLS = 4_000  # in one card; what is beyond is shown as lines of text
_MAX_DEPTH = 3
_MAX_SPAN = 40
_PIECE_ROWS = 30
_MAX_LETTERS = 60
_PADDING_PX = 22


def table(walk: Walk, element: Element) -> Nodes:
    """A table with lines around its cells, or its content where tables are nested too deep."""
    if walk.table_depth >= _MAX_DEPTH:
        return _flat(walk, element)
    rows = _rows(element)
    columns = max((len(_cells(row)) for row in rows), default=0)
    if not columns:
        return [node for node in walk.children(element) if not isinstance(node, str) or node.strip()]
    shown: list[Element] = []
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
    caption = next((child for child in element.walk() if child.tag == "caption"), None)
    nodes: Nodes = [Element("p", {"align": "center"}, walk.children(caption))] if caption is not None else []
    nodes.extend(_tables(walk, shown, centered=walk.centered or alignment(element) == "center"))
    if left_over:
        nodes.append(Element("p", {}, [walk.options.labels.more_rows]))
        lines = "\n".join(" | ".join(" ".join(cell.text().split()) for cell in _cells(row)) for row in left_over)
        nodes.extend(code_box(walk, CodeBlock("", lines)))
    return nodes


def _tables(walk: Walk, rows: list[Element], *, centered: bool) -> Nodes:
    """One table, or a long one as several that join: Qt lays out one at a time, and the window must not wait."""
    border = walk.options.palette.border
    pieces = [rows]
    if len(rows) > _PIECE_ROWS and not any(cell.get("rowspan") for row in rows for cell in _cells(row)):
        pieces = [rows[start : start + _PIECE_ROWS] for start in range(0, len(rows), _PIECE_ROWS)]
        for piece in pieces:
            _fix_widths(piece[0], _column_widths(rows, walk.width))
    tables: Nodes = []
    for piece in pieces:
        above = 8 if piece is pieces[0] else 0
        below = 14 if piece is pieces[-1] else 0
        attributes = {
            "cellspacing": "0",
            "cellpadding": "0",
            "border": "1",
            "align": "center" if centered else "",
            "style": f"border-collapse:collapse;border-color:{border};border-style:solid;"
            f"margin-top:{above}px;margin-bottom:{below}px",
        }
        tables.append(Element("table", attributes, list(piece)))
    return tables


def _column_widths(rows: list[Element], room: int) -> list[int]:
    """Pixels for each column, by its longest text."""
    letters: list[int] = []
    for row in rows:
        for column, cell in enumerate(_cells(row)):
            text = cell.text().strip()
            wide = len(text) + sum(character >= "\u1100" for character in text)
            if column == len(letters):
                letters.append(0)
            letters[column] = max(letters[column], min(wide, _MAX_LETTERS))
    pixels = [_PADDING_PX + 8 * count for count in letters]
    shrink = min(1.0, room / max(1, sum(pixels)))
    return [max(40, round(width * shrink)) for width in pixels]


def _fix_widths(row: Element, widths: list[int]) -> None:
    for cell, width in zip(_cells(row), widths, strict=False):
        if not cell.get("colspan"):
            cell.attributes["width"] = str(width)


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
    span = min(int(value), largest) if value.isdecimal() and len(value) < 7 else 1
    return str(span) if span > 1 else ""


def _flat(walk: Walk, element: Element) -> Nodes:
    nodes: Nodes = []
    for row in _rows(element):
        for cell in _cells(row):
            content = walk.children(cell)
            if has_content(content):
                nodes.append(Element("div", {}, content))
    return nodes
