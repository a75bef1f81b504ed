"""The allow-lists: what of a card's HTML survives, and what the finished HTML may consist of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nh3


def words(text: str) -> frozenset[str]:
    """A set of names written as one line."""
    return frozenset(text.split())


# What may stand in the finished HTML. The serialiser drops everything else, whatever came before it.
ALLOWED_TAGS: frozenset[str] = words(
    "a b blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s span strong sub sup"
    " table tbody td tfoot th thead tr u ul"
)
ALLOWED_ATTRIBUTES: frozenset[str] = words(
    "align alt bgcolor border cellpadding cellspacing colspan height href id name rowspan src start style title"
    " type valign width"
)
ALLOWED_STYLES: frozenset[str] = words(
    "background-color border border-collapse border-color border-style border-width color font-family font-size"
    " font-style font-weight line-height list-style-type margin margin-bottom margin-left margin-right margin-top"
    " max-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration"
    " vertical-align white-space"
)

# Our own placeholders, put in by markdown.py and resolved by the transform. A card that forges one gets nothing.
CODE_TAG = "hd-code"
FORMULA_TAG = "hd-formula"
ALERT_TAG = "hd-alert"
GALLERY_TAG = "hd-gallery"
PLACEHOLDERS: frozenset[str] = frozenset({CODE_TAG, FORMULA_TAG, ALERT_TAG, GALLERY_TAG})

# What the transform understands of a card's HTML.
_TAGS: frozenset[str] = (
    ALLOWED_TAGS
    | PLACEHOLDERS
    | words(
        "abbr address article aside audio big bdi bdo caption center cite col colgroup del details dfn figcaption"
        " figure font footer header hgroup input ins kbd main mark nav picture q rp rt ruby samp section small source"
        " strike summary time tt var video wbr"
    )
)
_DROPPED_WITH_CONTENT = words(
    "applet canvas embed frame frameset head iframe math noembed noframes object script select style svg template"
    " textarea title xmp"
)
# Every element HTML ever had: a tag in angle brackets that is none of these was meant as text, such as `<mask>`.
HTML_ELEMENTS: frozenset[str] = (
    (_TAGS - PLACEHOLDERS)
    | _DROPPED_WITH_CONTENT
    | words(
        "acronym area base basefont bgsound blink body button data datalist dialog dir fieldset form frame html"
        " image isindex keygen label legend link listing map marquee menu menuitem meta meter nobr noscript"
        " optgroup option output param path g circle rect line polyline polygon defs use portal plaintext progress"
        " slot spacer track"
    )
)


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={
            "*": {"align", "dir", "height", "id", "style", "title", "valign", "width"},
            "a": {"href", "name"},
            "audio": {"src"},
            "col": {"span"},
            "details": {"open"},
            "font": {"color"},
            "img": {"alt", "src"},
            "input": {"checked", "type"},
            "li": {"value"},
            "ol": {"start", "type"},
            "source": {"media", "src", "srcset"},
            "table": {"border"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
            "video": {"src"},
            **{tag: {"n", "kind"} for tag in PLACEHOLDERS},
        },
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
        filter_style_properties={"color", "font-style", "font-weight", "height", "text-align", "width"},
        strip_comments=True,
    )


def clean(html: str) -> str:
    """The part of a card's HTML that is allowed to exist, well-formed."""
    return _cleaner().clean(html)
