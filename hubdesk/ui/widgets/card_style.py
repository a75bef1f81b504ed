"""A card's colours and document style sheet, from the theme's tokens."""

from __future__ import annotations

from hubdesk.cards.options import Palette
from hubdesk.ui.theme import Theme

_HEADINGS = {
    "h1": (22, 8, 0),
    "h2": (18, 20, 0),
    "h3": (15, 18, 6),
    "h4": (14, 14, 4),
    "h5": (13, 12, 4),
    "h6": (12, 12, 4),
}


def palette_of(theme: Theme) -> Palette:
    """The theme's tokens as the renderer wants them."""
    return Palette(
        dark=theme.dark,
        page=theme.hex("panel"),
        text=theme.hex("text"),
        muted=theme.hex("muted"),
        border=theme.hex("border"),
        accent=theme.hex("accent"),
        code=theme.hex("code_bg"),
        good=theme.hex("good"),
        warn=theme.hex("warn"),
        bad=theme.hex("bad"),
        good_text=theme.hex("good_text"),
        warn_text=theme.hex("warn_text"),
        bad_text=theme.hex("bad_text"),
        info=theme.hex("info"),
        warn_wash=theme.hex("warn_wash"),
    )


def style_sheet(theme: Theme, zoom: float) -> str:
    """The document's CSS at this zoom."""
    families = ", ".join(f"'{family}'" for family in theme.font("code").families())
    code = f"font-family: {families}; font-size: {round(12 * zoom)}px;"
    rules = [
        f"body {{ color: {theme.hex('text')}; }}",
        "p { margin-top: 0; margin-bottom: 10px; line-height: 150%; }",
        "li { margin-bottom: 4px; line-height: 145%; }",
        "ul, ol { margin-top: 0; margin-bottom: 10px; }",
        "li ul, li ol { margin-bottom: 0; }",
        "td, th { line-height: 130%; }",
        "th { font-weight: 600; }",
        "hr { margin-top: 2px; margin-bottom: 12px; }",
        "dd { margin-left: 20px; margin-bottom: 8px; }",
        f"code {{ {code} background-color: {theme.hex('code_bg')}; }}",
        f"pre {{ {code} line-height: 140%; }}",
    ]
    for tag, (size, above, below) in _HEADINGS.items():
        rules.append(
            f"{tag} {{ font-size: {round(size * zoom)}px; font-weight: 600; margin-top: {above}px;"
            f" margin-bottom: {below}px; }}"
        )
    return "\n".join(rules)
