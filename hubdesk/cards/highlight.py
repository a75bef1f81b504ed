"""Code to coloured HTML, by Pygments' lexers and a handful of colours of our own that can be read on our pages."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from hubdesk.cards.tree import text_html

if TYPE_CHECKING:
    from pygments.lexer import Lexer  # type: ignore[import-untyped]  # has no types

MAX_HIGHLIGHTED = 40_000  # characters of one block; longer ones stay plain

_ALSO_CALLED = {"shell": "bash", "console": "console", "jsonc": "json", "bib": "bibtex", "py3": "python", "txt": "text"}
# token type -> (light, dark, extra style); at least 4.5:1 on the code background
_STYLES: dict[str, tuple[str, str, str]] = {
    "Comment": ("#5c6370", "#9aa2ad", "font-style:italic"),
    "Comment.Preproc": ("#8a3b00", "#ffa657", ""),
    "Keyword": ("#b3193e", "#ff8f87", ""),
    "Keyword.Constant": ("#0550ae", "#79c0ff", ""),
    "Operator.Word": ("#b3193e", "#ff8f87", ""),
    "Literal.Number": ("#0550ae", "#79c0ff", ""),
    "Literal.String": ("#0a5c36", "#8ddb8c", ""),
    "Name.Function": ("#6b2fc0", "#d2a8ff", ""),
    "Name.Class": ("#6b2fc0", "#d2a8ff", "font-weight:600"),
    "Name.Decorator": ("#6b2fc0", "#d2a8ff", ""),
    "Name.Builtin": ("#8a3b00", "#ffa657", ""),
    "Name.Exception": ("#8a3b00", "#ffa657", ""),
    "Name.Tag": ("#0b6125", "#7ee787", ""),
    "Name.Attribute": ("#0550ae", "#79c0ff", ""),
    "Name.Variable": ("#8a3b00", "#ffa657", ""),
    "Generic.Prompt": ("#5c6370", "#9aa2ad", ""),
    "Generic.Inserted": ("#0b6125", "#7ee787", ""),
    "Generic.Deleted": ("#b3193e", "#ff8f87", ""),
    "Generic.Heading": ("#0550ae", "#79c0ff", "font-weight:600"),
}


def highlighted(source: str, language: str, *, dark: bool) -> str:
    """The code as HTML spans; plain where the language is unknown, the block too long or the lexer fails."""
    lexer = _lexer(_ALSO_CALLED.get(language, language)) if len(source) <= MAX_HIGHLIGHTED else None
    if lexer is None:
        return text_html(source)
    parts: list[str] = []
    try:
        for token_type, text in lexer.get_tokens(source):
            style = _style(str(token_type)[len("Token.") :], dark)
            html = text_html(text)
            parts.append(f'<span style="{style}">{html}</span>' if style and not text.isspace() else html)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError):  # a lexer's own bug
        return text_html(source)
    return "".join(parts)


@cache
def _style(token_type: str, dark: bool) -> str:
    name = token_type
    while name:
        if name in _STYLES:
            light_color, dark_color, extra = _STYLES[name]
            return f"color:{dark_color if dark else light_color}" + (f";{extra}" if extra else "")
        name = name.rpartition(".")[0]
    return ""


@cache
def _lexer_classes() -> dict[str, tuple[str, str]]:
    from pygments.lexers import LEXERS  # type: ignore[import-untyped]  # has no types

    return {alias.lower(): (entry[0], name) for name, entry in LEXERS.items() for alias in entry[2]}


@cache
def _lexer(language: str) -> Lexer | None:
    # WORKAROUND https://github.com/pygments/pygments: `get_lexer_by_name` imports every plug-in of the installation
    # when it does not know the name, so the table of built-in lexers is asked instead
    found = _lexer_classes().get(language)
    if found is None or language in ("text", "plain"):
        return None
    lexer: Lexer = getattr(import_module(found[0]), found[1])(stripnl=False, ensurenl=False)
    return lexer
