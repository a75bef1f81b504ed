"""Turns an image's bytes, which nobody vouches for, into a picture of the size it is shown at. Runs in any thread."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from hubdesk.cards.options import CardImage

MAX_DECODED_MB = 64
_MAX_SIDE = 4096  # pixels of what is drawn
_FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"webp", b"bmp", b"ico"})
_SVG_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.S
)
_XML_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_SVG_IMAGE = re.compile(r"<(?P<name>(?:[\w.-]+:)?(?:image|feImage))\b[^>]*?(?:/>|>.*?</(?P=name)\s*>)", re.I | re.S)
_FOREIGN_HREF = re.compile(r"""\s[\w.:-]*href\s*=\s*(?:"\s*(?!#)[^"]*"|'\s*(?!#)[^']*')""", re.I)
_FOREIGN_URL = re.compile(r"""url\(\s*['"]?\s*(?!#)[^)]*\)""", re.I)
_REFUSED = re.compile(
    r"<!ENTITY|<!\[CDATA\[[^\]]*@import|@import|<(?:[\w.-]+:)?(?:image|feimage|script|foreignobject|font-face-uri|iframe)\b",
    re.I,
)
_USED = re.compile(r"<(?:[\w.-]+:)?use\b[^>]*?href\s*=\s*[\"']\s*#([^\"']+)", re.I | re.S)
_SHAPES = r"path|rect|circle|ellipse|line|polygon|polyline|text"
_MAX_GROUP_USES = 20  # more could stand for thousands of millions of shapes
_MAX_SVG = 2_000_000


@dataclass(frozen=True, slots=True)
class Fit:
    """How large a picture is to be: pixels of the page, and real pixels for each of them."""

    image: CardImage
    pixel_ratio: float


def decode(content: bytes, fit: Fit) -> QImage | None:
    """The picture, smoothly scaled; None where the bytes are no picture or ask for too much."""
    if _SVG_START.match(content[:4096]):
        return _decode_svg(content, fit)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or not size.isValid():
        return None
    if size.width() * size.height() * 4 > MAX_DECODED_MB * 1_000_000:
        return None
    image = reader.read()
    if image.isNull():
        return None
    shown = _shown_size(image.size(), fit.image)
    wanted = QSize(round(shown.width() * fit.pixel_ratio), round(shown.height() * fit.pixel_ratio))
    if wanted != image.size():
        image = image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(fit.pixel_ratio)
    return image


def data_content(url: str) -> bytes | None:
    """The bytes inside a `data:` address."""
    head, comma, body = url.partition(",")
    if not comma:
        return None
    raw = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return raw
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except ValueError:
        return None


def tame_svg(content: bytes) -> bytes | None:
    """The drawing without anything that could reach outside of it; None where that cannot be made sure.

    QtSvg opens local files that an `<image>` names by an absolute path, so no reference but `#inside` is left.
    """
    if len(content) > _MAX_SVG:
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = _XML_DECLARATION.sub("", text)
    text = _SVG_IMAGE.sub("", text)
    text = _FOREIGN_URL.sub("none", _FOREIGN_HREF.sub("", text))
    if _REFUSED.search(text) or sum(1 for _ in _group_uses(text)) > _MAX_GROUP_USES:
        return None
    return text.encode("utf-8")


def _group_uses(text: str) -> Iterator[str]:
    uses = _USED.findall(text)
    if len(uses) > _MAX_GROUP_USES:
        shapes = set(re.findall(rf"<(?:[\w.-]+:)?(?:{_SHAPES})\b[^>]*?\sid\s*=\s*[\"']([^\"']+)", text, re.I | re.S))
        yield from (target for target in uses if target not in shapes)


def _decode_svg(content: bytes, fit: Fit) -> QImage | None:
    from PySide6.QtSvg import QSvgRenderer  # costs 10 ms and most pages need none

    tame = tame_svg(content)
    if tame is None:
        return None
    renderer = QSvgRenderer(QByteArray(tame))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return None
    shown = _shown_size(size, fit.image)
    image = QImage(
        max(1, round(shown.width() * fit.pixel_ratio)),
        max(1, round(shown.height() * fit.pixel_ratio)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(fit.pixel_ratio)
    return image


def _shown_size(natural: QSize, image: CardImage) -> QSize:
    """The size on the page: as the card says, its proportions kept, never wider than there is room."""
    width, height = float(natural.width()), float(natural.height())
    if image.width and image.height:
        width, height = float(image.width), float(image.height)
    elif image.width:
        width, height = float(image.width), height * image.width / max(1.0, width)
    elif image.height:
        width, height = width * image.height / max(1.0, height), float(image.height)
    shrink = min(1.0, image.max_width / width, _MAX_SIDE / width, _MAX_SIDE / height)
    return QSize(max(1, round(width * shrink)), max(1, round(height * shrink)))
