"""What a rendered card depends on besides its text: colours, words, width and what is unfolded."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a card, as `#rrggbb`."""

    dark: bool = False
    page: str = "#ffffff"
    text: str = "#18181b"
    muted: str = "#63636c"
    border: str = "#e4e4e7"
    accent: str = "#4f46e5"
    code: str = "#f4f4f5"
    good: str = "#16a34a"
    warn: str = "#d97706"
    bad: str = "#dc2626"
    good_text: str = "#13743a"
    warn_text: str = "#a34a07"
    bad_text: str = "#b91c1c"
    info: str = "#2563eb"
    warn_wash: str = "#fffbeb"


LIGHT = Palette()
DARK = Palette(
    dark=True,
    page="#18181b",
    text="#ededef",
    muted="#a1a1aa",
    border="#2c2c31",
    accent="#818cf8",
    code="#222226",
    good="#4ade80",
    warn="#fbbf24",
    bad="#f87171",
    good_text="#4ade80",
    warn_text="#fbbf24",
    bad_text="#f87171",
    info="#60a5fa",
    warn_wash="#2a2313",
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words a card gets from us; the window passes translated ones."""

    note: str = "Note"
    tip: str = "Tip"
    important: str = "Important"
    warning: str = "Warning"
    caution: str = "Caution"
    copy: str = "Copy"
    details: str = "Details"
    video: str = "Video"
    audio: str = "Audio"
    diagram: str = "Diagram source"
    more_rows: str = "More rows"


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render one card.

    `interactive` is for the window: folded `<details>`, copy links and images under `hd:` names that only its own
    widget resolves. Without it the HTML stands alone and shows everything.
    """

    base_url: str = ""
    palette: Palette = LIGHT
    labels: Labels = field(default_factory=Labels)
    width: int = 760  # pixels a full-width image may take
    interactive: bool = False
    toggled: frozenset[int] = frozenset()  # the `<details>` whose state differs from what the card says


@dataclass(frozen=True, slots=True)
class CardImage:
    """One place of an image: what to load and how large the card wants it, in pixels (None: as it is)."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None
    max_width: int = 760
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """A card as HTML for a QTextBrowser: `hd:image/N`, `hd:copy/N` and `hd:details/N` index the tuples."""

    html: str
    images: tuple[CardImage, ...] = ()
    codes: tuple[str, ...] = ()
    details: int = 0
