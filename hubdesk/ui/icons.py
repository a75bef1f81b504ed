"""Icons: lucide's shapes and our own mark, tinted and rendered for a screen's pixel ratio when first needed."""

from __future__ import annotations

import importlib.util
import logging
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from hubdesk.core.resources import resource
from hubdesk.core.store import shipped_rows

OWN_MARK = "hubdesk"
STROKE_WIDTH = "1.75"
_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'

log = logging.getLogger("hubdesk.icons")


@cache
def _shapes() -> Path:
    """Where lucide keeps its shapes. Asking the package itself for them costs a tenth of the start."""
    spec = importlib.util.find_spec("lucide")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("lucide")
    return Path(spec.origin).parent / "data" / "lucide-icons.db"


@cache
def _shape(name: str) -> QByteArray:
    """The SVG of a lucide icon, drawn in black."""
    rows = shipped_rows(_shapes(), "SELECT svg FROM icons WHERE name = ?", (name,))
    if not rows:
        log.warning("no icon is named %s", name)
    svg: str = rows[0][0] if rows else _BLANK
    svg = svg.replace('stroke-width="2"', f'stroke-width="{STROKE_WIDTH}"', 1)
    return QByteArray(svg.replace("currentColor", "#000000").encode())


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
