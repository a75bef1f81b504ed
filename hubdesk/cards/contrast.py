"""Whether a colour that a card asks for can be read on our page."""

from __future__ import annotations

import re

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)", re.IGNORECASE)
_NAMED = {
    "aqua": "#00ffff", "black": "#000000", "blue": "#0000ff", "brown": "#a52a2a", "cyan": "#00ffff",
    "darkblue": "#00008b", "darkgreen": "#006400", "darkred": "#8b0000", "fuchsia": "#ff00ff", "gold": "#ffd700",
    "gray": "#808080", "green": "#008000", "grey": "#808080", "hotpink": "#ff69b4", "indigo": "#4b0082",
    "lightblue": "#add8e6", "lightgreen": "#90ee90", "lime": "#00ff00", "magenta": "#ff00ff", "maroon": "#800000",
    "navy": "#000080", "olive": "#808000", "orange": "#ffa500", "pink": "#ffc0cb", "purple": "#800080",
    "red": "#ff0000", "royalblue": "#4169e1", "silver": "#c0c0c0", "skyblue": "#87ceeb", "teal": "#008080",
    "tomato": "#ff6347", "violet": "#ee82ee", "white": "#ffffff", "yellow": "#ffff00",
}  # fmt: skip
_READABLE = 3.0  # colour is used for emphasis; our own texts have 4.5


def readable_color(color: str, page: str) -> str:
    """The colour as `#rrggbb` if it stands out from the page, else nothing."""
    found = _as_hex(color.strip().lower())
    return found if found and contrast(found, page) >= _READABLE else ""


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _as_hex(color: str) -> str:
    if color in _NAMED:
        return _NAMED[color]
    if match := _HEX.fullmatch(color):
        digits = match[1]
        return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * digit for digit in digits)
    if match := _RGB.fullmatch(color):
        return "#" + "".join(f"{min(255, int(part)):02x}" for part in match.groups())
    return ""


def _luminance(color: str) -> float:
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
