"""A place where files can be dropped: says where they would go while they hover, and outlines it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import paint_icon

_RADIUS = 10.0
_PAD = 14
_EDGE = 8
_ICON = 20
_WASH = 0.82
_CENTER = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a drop would go: a sentence that names it, the part that is meant, and whether it is allowed."""

    text: str
    area: QRect
    key: object = None  # handed over with the drop
    allowed: bool = True
    quiet: bool = False  # only the outline and the sentence: what stands below is to be seen


class DropOverlay(QWidget):
    """Drawn over the area while something hovers; the mouse goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._landing: Landing | None = None
        self.setObjectName("dropOverlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_landing(self, landing: Landing | None) -> None:
        """Outline this; None takes it away."""
        if landing == self._landing and self.isVisible() == (landing is not None):
            return
        self._landing = landing
        self.setVisible(landing is not None)
        if landing is not None:
            self.setGeometry(self.parentWidget().rect())  # type: ignore[union-attr]  # it is never without
            self.setAccessibleName(landing.text)
            self.raise_()
            self.update()

    @property
    def text(self) -> str:
        """The sentence shown; empty while nothing hovers."""
        return self._landing.text if self._landing is not None else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The wash, the outline, and the sentence."""
        landing = self._landing
        if landing is None:
            return
        token, wash = ("accent", "accent_wash") if landing.allowed else ("warn_text", "warn_wash")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(landing.area).adjusted(1.5, 1.5, -1.5, -1.5)
        ground = QColor(self._theme.color(wash))
        ground.setAlphaF(0.35 if landing.quiet else _WASH)
        painter.setBrush(ground)
        painter.setPen(QPen(self._theme.color(token), 2.0))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        self._paint_sentence(painter, landing, token)

    def _paint_sentence(self, painter: QPainter, landing: Landing, token: str) -> None:
        """In a box of its own: in the middle, or for a single row at the foot of the area."""
        font = self._theme.font("section")
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        widest = min(520, self.width() - 4 * _PAD) - _ICON - 10
        bounds = painter.fontMetrics().boundingRect(QRect(0, 0, widest, 400), _CENTER, landing.text)
        box = QRect(0, 0, bounds.width() + _ICON + 10 + 2 * _PAD, max(bounds.height(), _ICON) + 2 * _PAD)
        box.setHeight(min(box.height(), self.height() - _EDGE))  # the folded transfers are one line
        box.moveCenter(self.rect().center())
        if landing.quiet:
            box.moveBottom(self.rect().bottom() - _PAD)
        painter.setBrush(self._theme.color("panel"))
        painter.setPen(QPen(self._theme.color(token), 1.0))
        painter.drawRoundedRect(QRectF(box), 8, 8)
        at = QPointF(box.x() + _PAD, box.center().y() - _ICON / 2 + 1)
        paint_icon(painter, at, "upload" if landing.allowed else "ban", token, self._theme, _ICON)
        painter.setPen(self._theme.color("text"))
        painter.drawText(box.adjusted(_PAD + _ICON + 10, 0, -_PAD, 0), _CENTER, landing.text)


class DropZone(QObject):
    """Decides for one widget, a `DropArea`, and all that is in it.

    `landing(point)` says where a drop there would go, None where nothing can be dropped; `dropped` carries what the
    MIME data were read to, and the landing's key. It comes after the drag has ended, so that its source never waits.
    """

    dropped = Signal(object, object)
    refused = Signal(str)

    def __init__(
        self,
        theme: Theme,
        area: QWidget,
        accepts: Callable[[QMimeData], bool],
        read: Callable[[QMimeData], object],
        landing: Callable[[QPoint], Landing | None],
    ) -> None:
        super().__init__(area)
        self._accepts = accepts
        self._read = read
        self._landing = landing
        self._waiting: list[tuple[object, object]] = []
        self.overlay = DropOverlay(theme, area)
        area.setAcceptDrops(True)

    def hovered(self, event: QDragMoveEvent) -> None:
        """A drag came in, or moved."""
        if not self._accepts(event.mimeData()):
            event.ignore()
            return
        landing = self._landing(event.position().toPoint())
        self.overlay.show_landing(landing)
        if landing is None and event.type() == QEvent.Type.DragMove:
            event.ignore()
            return
        # what is not allowed is taken, too: else no more moves come, and nobody could read why
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def left(self) -> None:
        """The drag went elsewhere, or was given up."""
        self.overlay.show_landing(None)

    def let_go(self, event: QDropEvent) -> None:
        """It was dropped here."""
        self.overlay.show_landing(None)
        if not self._accepts(event.mimeData()):
            event.ignore()
            return
        landing = self._landing(event.position().toPoint())
        if landing is None or not landing.allowed:
            event.ignore()
            if landing is not None:
                self.refused.emit(landing.text)
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._waiting.append((self._read(event.mimeData()), landing.key))
        QTimer.singleShot(0, self, self._hand_over)

    def _hand_over(self) -> None:
        waiting, self._waiting = self._waiting, []
        for what, key in waiting:
            self.dropped.emit(what, key)


class DropArea:
    """Beside QWidget among the bases: hands drags over to its zone.

    No event filter: one written in Python would be asked while its widget is being deleted, and keep a dead one alive.
    """

    drops: DropZone | None = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt calls."""
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt calls."""
        if self.drops is not None:
            self.drops.hovered(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Qt calls."""
        if self.drops is not None:
            self.drops.left()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt calls."""
        if self.drops is not None:
            self.drops.let_go(event)
