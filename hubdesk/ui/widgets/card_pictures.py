"""Loads the pictures of one card, a few at a time, and draws what stands for those that are not there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from hubdesk.cards.options import CardImage
from hubdesk.core.errors import HubDeskError
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.card_images import Fit, data_content, decode

_AT_ONCE = 4
_MAX_KEPT = 32_000_000  # bytes of loaded images kept for the next rendering of the same card
_CHIP_PX = 24
_CHIP_MAX_PX = 320


class CardPictures:
    """Fetches and decodes; keeps the bytes so that a new theme or an unfolded part loads nothing again."""

    def __init__(self, load_image: Callable[[str], Awaitable[bytes]], theme: Theme) -> None:
        self._load_image = load_image
        self._theme = theme
        self._kept: dict[str, bytes | None] = {}  # None: it was tried and failed

    def forget(self) -> None:
        """Another card comes."""
        self._kept.clear()

    async def load(
        self, images: tuple[CardImage, ...], pixel_ratio: float, show: Callable[[int, QImage], None]
    ) -> None:
        """Show each as it comes; one that cannot be had is shown as its words."""
        waiting = asyncio.Semaphore(_AT_ONCE)

        async def one(index: int, image: CardImage) -> None:
            async with waiting:
                picture = await self._picture(image, pixel_ratio)
            show(index, picture if picture is not None else self._chip(image, pixel_ratio))

        async with asyncio.TaskGroup() as group:
            for index, image in enumerate(images):
                group.create_task(one(index, image))

    def placeholder(self, image: CardImage) -> QImage:
        """What holds the place: the reserved room, or a dot where the size is not known."""
        width = image.width or 1
        height = image.height or (max(1, min(width // 3, 160)) if image.width else 1)
        blank = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        blank.fill(Qt.GlobalColor.transparent)
        if not image.is_formula and width > 40 and height > 40:
            painter = QPainter(blank)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _fill(painter, QRectF(blank.rect()), self._theme.color("skeleton"))
            painter.end()
        return blank

    async def _picture(self, image: CardImage, pixel_ratio: float) -> QImage | None:
        content = data_content(image.url) if image.url.startswith("data:") else await self._content(image.url)
        if content is None:
            return None
        return await asyncio.to_thread(decode, content, Fit(image, pixel_ratio))

    async def _content(self, url: str) -> bytes | None:
        if url in self._kept:
            return self._kept[url]
        try:
            content: bytes | None = await self._load_image(url)
        except HubDeskError:
            content = None
        if sum(len(kept) for kept in self._kept.values() if kept) + len(content or b"") <= _MAX_KEPT:
            self._kept[url] = content
        return content

    def _chip(self, image: CardImage, pixel_ratio: float) -> QImage:
        """An icon and the image's words, in the room the image would have had."""
        font = self._theme.font("caption")
        metrics = QFontMetrics(font)
        label = metrics.elidedText(image.alt, Qt.TextElideMode.ElideRight, _CHIP_MAX_PX - 34)
        wide = 34 + metrics.horizontalAdvance(label) if label else 28
        width = max(image.width or wide, 1)
        height = max(image.height or _CHIP_PX, 1)
        chip = QImage(
            round(width * pixel_ratio), round(height * pixel_ratio), QImage.Format.Format_ARGB32_Premultiplied
        )
        chip.setDevicePixelRatio(pixel_ratio)
        chip.fill(Qt.GlobalColor.transparent)
        painter = QPainter(chip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, min(width, wide), min(height, _CHIP_PX))
        _fill(painter, area, self._theme.color("chip"))
        painter.drawPixmap(
            8, round(area.height() / 2) - 6, self._theme.pixmap("image", "muted_on_fill", 12, pixel_ratio)
        )
        painter.setPen(self._theme.color("muted_on_fill"))
        painter.setFont(font)
        painter.drawText(area.adjusted(26, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, label)
        painter.end()
        return chip


def _fill(painter: QPainter, area: QRectF, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(area, 6, 6)
