"""TeX formulas to SVG that QtSvg can draw."""

from __future__ import annotations

import logging
import math
import re
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ziamath.zmath import Latex

log = logging.getLogger("hubdesk.cards")

MAX_TEX = 1_500  # characters; longer formulas are shown as they are written
_SIZE = 15.0  # pixels of its letters
_MAX_SIDE = 4_000
_VIEW_BOX = re.compile(r'viewBox="[-\d.e]+ ([-\d.e]+) ([-\d.e]+) ([-\d.e]+)"')


@dataclass(frozen=True, slots=True)
class DrawnFormula:
    """A formula's picture; sizes are pixels, `descent` is how much of it hangs below the line of text."""

    svg: str
    width: int
    height: int
    descent: float


@cache
def _latex_class() -> type[Latex]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its way of finding its fonts
        from ziamath.config import config
        from ziamath.zmath import Latex

    config.svg2 = False  # QtSvg knows no <symbol>
    return Latex


@lru_cache(maxsize=512)
def drawn(tex: str, *, color: str, display: bool) -> DrawnFormula | None:
    """Draw it; None where the TeX is too long or not understood."""
    if len(tex) > MAX_TEX:
        return None
    try:
        svg = _latex_class()(tex, size=_SIZE, color=color, inline=not display, margin=0).svg()
    except Exception as error:  # two parsers and a font engine, fed with whatever people write
        log.debug("formula not drawn: %s", type(error).__name__)
        return None
    box = _VIEW_BOX.search(svg)
    if box is None:
        return None
    top, width, height = (float(number) for number in box.groups())
    if not (0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE):
        return None
    return DrawnFormula(svg, math.ceil(width), math.ceil(height), max(0.0, top + height))
