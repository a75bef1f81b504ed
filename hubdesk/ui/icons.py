"""Icons: lucide's shapes and our own mark, tinted and rendered for a screen's pixel ratio when first needed."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from hubdesk.core.resources import resource

OWN_MARK = "hubdesk"
STROKE_WIDTH = "1.75"


@cache
def _shape(name: str) -> QByteArray:
    """The SVG of a lucide icon, drawn in black."""
    from lucide import lucide_icon  # type: ignore[import-untyped]  # costs 40 ms: only once something is painted

    return QByteArray(lucide_icon(name, stroke="#000000", stroke_width=STROKE_WIDTH).encode())


@cache
def _mark() -> QByteArray:
    return QByteArray(resource("icons", "hubdesk.svg").read_bytes())


def _render(svg: QByteArray, size: int, dpr: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # loaded with the first icon

    pixels = max(1, round(size * dpr))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(svg).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap


class IconRenderer:
    """Renders each shape once per size and tints copies of it."""

    def __init__(self) -> None:
        self._masks: dict[tuple[str, int, float], QPixmap] = {}
        self._tinted: dict[tuple[str, int, float, int], QPixmap] = {}

    def pixmap(self, name: str, color: QColor, size: int, dpr: float) -> QPixmap:
        """The icon in this colour; our own mark keeps its own."""
        key = (name, size, dpr, color.rgba())
        found = self._tinted.get(key)
        if found is None:
            found = self._tinted[key] = self._tint(self._mask(name, size, dpr), None if name == OWN_MARK else color)
            found.setDevicePixelRatio(dpr)
        return found

    def _mask(self, name: str, size: int, dpr: float) -> QPixmap:
        key = (name, size, dpr)
        found = self._masks.get(key)
        if found is None:
            found = self._masks[key] = _render(_mark() if name == OWN_MARK else _shape(name), size, dpr)
        return found

    @staticmethod
    def _tint(mask: QPixmap, color: QColor | None) -> QPixmap:
        pixmap = QPixmap(mask)
        if color is not None:
            painter = QPainter(pixmap)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), color)
            painter.end()
        return pixmap
