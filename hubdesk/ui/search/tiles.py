"""The coloured tile with an owner's initial, or a Space's emoji, as a cached pixmap."""

from __future__ import annotations

import zlib

from PySide6.QtCore import QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from hubdesk.core.types import RepoSummary
from hubdesk.ui.theme import Theme

TILE_PX = 36
_RADIUS_PX = 8.0
_LETTER_PX = 15
_EMOJI_PX = 19
_SATURATION = 0.42
_CONTRAST = 4.6  # of the white letter on the tile
_CACHE_LIMIT = 600


class TileCache:
    """Makes each tile once for a theme and a pixel ratio."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._tiles: dict[tuple[str, str, bool, float], QPixmap] = {}

    def tile(self, summary: RepoSummary, dpr: float) -> QPixmap:
        """The tile of a repository."""
        owner = summary.ref.owner or summary.ref.name
        sign = first_sign(summary.emoji) or owner[:1].upper()
        key = (owner if not summary.emoji else "", sign, self._theme.dark, dpr)
        found = self._tiles.get(key)
        if found is None:
            if len(self._tiles) >= _CACHE_LIMIT:
                self._tiles.clear()
            found = self._tiles[key] = self._draw(owner, sign, bool(summary.emoji), dpr)
        return found

    def _draw(self, owner: str, sign: str, is_emoji: bool, dpr: float) -> QPixmap:
        pixmap = QPixmap(round(TILE_PX * dpr), round(TILE_PX * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("skeleton") if is_emoji else owner_color(owner, dark=self._theme.dark))
        area = QRectF(0, 0, TILE_PX, TILE_PX)
        painter.drawRoundedRect(area, _RADIUS_PX, _RADIUS_PX)
        font = self._theme.font("body")
        font.setPixelSize(_EMOJI_PX if is_emoji else _LETTER_PX)
        font.setWeight(QFont.Weight.Normal if is_emoji else QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.color("text") if is_emoji else QColor("white"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, sign)
        painter.end()
        return pixmap


def first_sign(text: str) -> str:
    """The first of several emoji; one may be made of several code points."""
    end = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text).toNextBoundary()
    return text[: _code_points(text, end)] if end > 0 else ""


def _code_points(text: str, utf16_units: int) -> int:
    """How many code points the first so many UTF-16 units are."""
    return len(text.encode("utf-16-le")[: 2 * utf16_units].decode("utf-16-le", "ignore"))


def owner_color(owner: str, *, dark: bool) -> QColor:
    """A hue of the owner's own, dark enough for a white letter."""
    hue = (zlib.crc32(owner.lower().encode()) % 360) / 360
    lightness = 0.42 if dark else 0.60
    color = QColor.fromHslF(hue, _SATURATION, lightness)
    while 1.05 / (_luminance(color) + 0.05) < _CONTRAST:
        lightness -= 0.02
        color = QColor.fromHslF(hue, _SATURATION, lightness)
    return color


def _luminance(color: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
