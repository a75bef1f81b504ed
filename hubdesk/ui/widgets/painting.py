"""What delegates paint: pills, initials, icons with text, rows."""

from __future__ import annotations

import zlib

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from hubdesk.ui.theme import Theme

PILL_HEIGHT = 20
_PILL_PADDING = 8
_PILL_ICON = 12
_ROW_RADIUS = 8.0
_ALIGN_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ALIGN_CENTER = Qt.AlignmentFlag.AlignCenter
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush
_TONE_TEXT = {"good": "good_text", "warn": "warn_text", "bad": "bad_text", "info": "info", "accent": "accent"}
_ON_FILL = {"info": "info_on_fill", "accent": "accent_on_fill"}


def pill_font(theme: Theme) -> QFont:
    """The font of pills: caption, medium."""
    font = theme.font("caption")
    font.setWeight(QFont.Weight.Medium)
    return font


def pill_width(text: str, font: QFont, *, icon: bool = False) -> int:
    """How wide a pill with this text is."""
    icon_width = _PILL_ICON + 4 if icon else 0
    return QFontMetrics(font).horizontalAdvance(text) + 2 * _PILL_PADDING + icon_width


def paint_pill(
    painter: QPainter,
    rect: QRect,
    text: str,
    tone: str,
    theme: Theme,
    *,
    icon: str = "",
    font: QFont | None = None,
) -> None:
    """A round pill; `tone` is good, warn, bad, info, accent, or muted. Make `rect` with `pill_width`."""
    token = _TONE_TEXT.get(tone, "")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    painter.setBrush(theme.pill_fill(token) if token else theme.pill_fill("muted"))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    text_token = _ON_FILL.get(token, token) or "muted_on_fill"
    area = rect.adjusted(_PILL_PADDING, 0, -_PILL_PADDING, 0)
    if icon:
        paint_icon(
            painter, QPointF(area.x(), rect.y() + (rect.height() - _PILL_ICON) / 2), icon, text_token, theme, _PILL_ICON
        )
        area.setLeft(area.left() + _PILL_ICON + 4)
    painter.setFont(font or pill_font(theme))
    painter.setPen(theme.color(text_token))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
    painter.drawText(area, _ALIGN_CENTER, shown)
    painter.restore()


def paint_icon(painter: QPainter, at: QPointF, name: str, token: str, theme: Theme, size: int = 16) -> None:
    """An icon with its upper left corner at this point."""
    device = painter.device()
    painter.drawPixmap(at, theme.pixmap(name, token, size, device.devicePixelRatioF() if device else 1.0))


def owner_color(owner: str, *, dark: bool) -> QColor:
    """The ground of an owner's initial: the hue comes from the name and is the same on every machine."""
    hue = zlib.crc32(owner.encode()) % 360
    return QColor.fromHslF(hue / 360, 0.34, 0.42 if dark else 0.48)


def paint_initial(painter: QPainter, rect: QRect, owner: str, theme: Theme, *, radius: float = 8.0) -> None:
    """The owner's first letter in a coloured square; a canonical repository without an owner gets a box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    painter.setBrush(owner_color(owner, dark=theme.dark))
    painter.drawRoundedRect(rect, radius, radius)
    font = theme.font("section")
    font.setPixelSize(max(10, round(rect.height() * 0.44)))
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(rect, _ALIGN_CENTER, owner[:1].upper() or "#")
    painter.restore()


def paint_icon_text(
    painter: QPainter,
    x: int,
    center_y: int,
    icon: str,
    text: str,
    theme: Theme,
    *,
    token: str = "muted",
    icon_size: int = 14,
    max_width: int = 10_000,
) -> int:
    """An icon and a text in the painter's font; answers where the next one may begin (12 px on)."""
    paint_icon(painter, QPointF(x, center_y - icon_size / 2), icon, token, theme, icon_size)
    left = x + icon_size + 5
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, max_width - icon_size - 5))
    width = metrics.horizontalAdvance(shown)
    painter.setPen(theme.color(token))
    height = metrics.height()
    painter.drawText(QRect(left, center_y - height // 2, width + 2, height), _ALIGN_LEFT, shown)
    return left + width + 12


def paint_owner_name(
    painter: QPainter, rect: QRect, owner: str, name: str, theme: Theme, *, role: str = "body", dimmed: bool = False
) -> None:
    """`owner / name`: the owner muted, the name semi-bold, elided at its end."""
    regular = theme.font(role)
    regular.setWeight(QFont.Weight.Normal)
    bold = theme.font(role)
    bold.setWeight(QFont.Weight.DemiBold)
    x = rect.x()
    if owner:
        painter.setFont(regular)
        painter.setPen(theme.color("muted"))
        metrics = painter.fontMetrics()
        prefix = metrics.elidedText(f"{owner} / ", Qt.TextElideMode.ElideMiddle, rect.width() // 2)
        painter.drawText(QRect(x, rect.y(), rect.width() // 2 + 2, rect.height()), _ALIGN_LEFT, prefix)
        x += metrics.horizontalAdvance(prefix)
    painter.setFont(bold)
    painter.setPen(theme.color("muted" if dimmed else "text"))
    area = QRect(x, rect.y(), rect.right() - x + 1, rect.height())
    painter.drawText(
        area, _ALIGN_LEFT, painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, area.width())
    )


def paint_row(
    painter: QPainter, rect: QRect, theme: Theme, *, selected: bool, hovered: bool, focused: bool = False
) -> None:
    """The ground of a row: accent wash and a line when selected, hover under the mouse, a ring for the keyboard."""
    if not (selected or hovered or focused):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = 2.0 if focused else 1.0
    has_line = focused or selected
    painter.setPen(QPen(theme.color("accent"), line) if has_line else _NO_PEN)
    painter.setBrush(theme.color("accent_wash") if selected else theme.color("hover") if hovered else _NO_BRUSH)
    inset = line / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), _ROW_RADIUS, _ROW_RADIUS)
    painter.restore()


def _figure_font(theme: Theme) -> QFont:
    font = theme.font("caption")
    font.setWeight(QFont.Weight.Bold)
    font.setPixelSize(10)
    return font


def paint_ring(
    painter: QPainter,
    rect: QRectF,
    fraction: float,
    theme: Theme,
    *,
    token: str = "accent",
    stroke: float = 3.0,
    text: str = "",
    font: QFont | None = None,
) -> None:
    """A ring filled clockwise from the top, with a text in its middle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = rect.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    painter.setBrush(_NO_BRUSH)
    painter.setPen(QPen(theme.color("border"), stroke))
    painter.drawEllipse(area)
    pen = QPen(theme.color(token), stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(area, 90 * 16, -round(max(0.0, min(1.0, fraction)) * 360 * 16))
    if text:
        painter.setFont(font or _figure_font(theme))
        painter.setPen(theme.color("text"))
        painter.drawText(rect, _ALIGN_CENTER, text)
    painter.restore()


def paint_bar(
    painter: QPainter, rect: QRect, fraction: float, theme: Theme, *, token: str = "accent", opacity: float = 1.0
) -> None:
    """A thin bar, round at both ends."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    radius = rect.height() / 2
    painter.setBrush(theme.color("border"))
    painter.drawRoundedRect(rect, radius, radius)
    width = max(0.0, min(1.0, fraction)) * rect.width()
    if width > 0:
        color = QColor(theme.color(token))
        color.setAlphaF(opacity)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(rect.x(), rect.y(), max(width, rect.height()), rect.height()), radius, radius)
    painter.restore()
