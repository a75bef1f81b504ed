"""Markdown as the Hub reads it: GFM with alerts, footnotes and `$$` formulas, to HTML with placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from hubdesk.cards.sanitise import ALERT_TAG, CODE_TAG, FORMULA_TAG, GALLERY_TAG, HTML_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]*)([^<>]*)>")
_MAX_FORMULA = 4_000  # characters looked through for the closing mark
_MAX_FORMULA_LINES = 100
_MAX_LINE = 20_000  # the inline rules go quadratic on longer paragraphs


class CodeBlock(NamedTuple):
    """A fenced or indented block."""

    language: str
    source: str


class Formula(NamedTuple):
    """A TeX formula, set apart (`$$` on its own) or within a line."""

    tex: str
    display: bool


@dataclass(slots=True)
class Parsed:
    """Dirty HTML, and what its placeholders stand for."""

    html: str = ""
    codes: list[CodeBlock] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)


def to_dirty_html(body: str) -> Parsed:
    """Markdown without front matter to HTML that must be sanitised before anything else is done with it."""
    parser = _parser()
    parsed = Parsed()
    environment: dict[str, Any] = {"card": parsed}
    tokens = _without_alert_titles(parser.parse(_shorten_lines(body), environment))
    parsed.html = parser.renderer.render(tokens, parser.options, environment)
    return parsed


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.gfm import gfm_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).use(gfm_plugin)
    parser.inline.ruler.before("escape", "hub_formula", _inline_formula)
    parser.block.ruler.before(
        "fence", "hub_formula", _block_formula, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.add_render_rule("fence", _render_code)
    parser.add_render_rule("code_block", _render_code)
    parser.add_render_rule("hub_formula", _render_formula)
    parser.add_render_rule("html_inline", _render_html)
    parser.add_render_rule("html_block", _render_html)
    parser.add_render_rule("alert_open", _render_alert)
    parser.add_render_rule("alert_close", _render_alert_end)
    return parser


def _shorten_lines(body: str) -> str:
    if len(body) <= _MAX_LINE:
        return body
    return "\n".join(
        line if len(line) <= _MAX_LINE else "\n\n".join(_pieces(line)) for line in re.split(r"\r\n|\r|\n", body)
    )


def _pieces(line: str) -> list[str]:
    return [line[start : start + _MAX_LINE] for start in range(0, len(line), _MAX_LINE)]


def _without_alert_titles(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    in_title = False
    for token in tokens:
        if token.type == "alert_title_open":
            in_title = True
        elif token.type == "alert_title_close":
            in_title = False
        elif not in_title:
            kept.append(token)
    return kept


def _inline_formula(state: StateInline, silent: bool) -> bool:
    for opening, closing in (("$$", "$$"), ("\\\\(", "\\\\)")):
        if state.src.startswith(opening, state.pos):
            start = state.pos + len(opening)
            end = state.src.find(closing, start, min(state.posMax, start + _MAX_FORMULA))
            if end <= start or not state.src[start:end].strip():
                return False
            if not silent:
                token = state.push("hub_formula", "", 0)
                token.content = state.src[start:end].strip()
            state.pos = end + len(closing)
            return True
    return False


def _block_formula(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    first = _line(state, start_line)
    if not first.startswith("$$"):
        return False
    lines: list[str] = []
    for number in range(start_line, min(end_line, start_line + _MAX_FORMULA_LINES)):
        if number > start_line and state.sCount[number] < state.blkIndent:
            return False
        line = _line(state, number)
        rest = line[2:] if number == start_line else line
        if "$$" in rest:
            before, _, after = rest.partition("$$")
            if after.strip() or not "".join([*lines, before]).strip():
                return False
            if not silent:
                token = state.push("hub_formula", "", 0)
                token.block = True
                token.content = "\n".join([*lines, before]).strip()
                token.map = [start_line, number + 1]
                state.line = number + 1
            return True
        lines.append(rest)
    return False


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _render_code(_: object, tokens: Sequence[Token], index: int, options: object, environment: dict[str, Any]) -> str:
    parsed: Parsed = environment["card"]
    token = tokens[index]
    language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
    parsed.codes.append(CodeBlock(language.strip("{}.").lower(), token.content))
    return f'<{CODE_TAG} n="{len(parsed.codes) - 1}"></{CODE_TAG}>\n'


def _render_formula(
    _: object, tokens: Sequence[Token], index: int, options: object, environment: dict[str, Any]
) -> str:
    parsed: Parsed = environment["card"]
    token = tokens[index]
    parsed.formulas.append(Formula(token.content, token.block))
    return f'<{FORMULA_TAG} n="{len(parsed.formulas) - 1}"></{FORMULA_TAG}>'


def _render_html(_: object, tokens: Sequence[Token], index: int, options: object, environment: object) -> str:
    return _TAG.sub(_escape_unknown, tokens[index].content)


def _escape_unknown(match: re.Match[str]) -> str:
    name = match[2].lower()
    if name in HTML_ELEMENTS:
        return match[0]
    if name == "gallery":
        return "" if match[1] else f"<{GALLERY_TAG}></{GALLERY_TAG}>"
    return f"&lt;{match[1]}{match[2]}{escape(match[3], quote=False)}&gt;"


def _render_alert(_: object, tokens: Sequence[Token], index: int, options: object, environment: object) -> str:
    kind = str(tokens[index].meta.get("kind", "note")).lower()
    return f'<{ALERT_TAG} kind="{escape(kind)}">\n'


def _render_alert_end(*_: object) -> str:
    return f"</{ALERT_TAG}>\n"
