"""Drags and drops files over a widget, as Qt tells it of those of other programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_COPY = Qt.DropAction.CopyAction
_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def files_mime(paths: Iterable[Path]) -> QMimeData:
    """What a file manager offers."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


class Drag:
    """One drag over one widget."""

    def __init__(self, widget: QWidget, paths: Iterable[Path]) -> None:
        self._widget = widget
        self._mime = files_mime(paths)

    def enter(self, at: QPoint | None = None) -> bool:
        """Come in; whether it is taken."""
        event = QDragEnterEvent(self._point(at), _COPY, self._mime, _LEFT, _NONE)
        QApplication.sendEvent(self._widget, event)
        return event.isAccepted()

    def move(self, at: QPoint) -> bool:
        """Move; whether it is taken."""
        event = QDragMoveEvent(at, _COPY, self._mime, _LEFT, _NONE)
        QApplication.sendEvent(self._widget, event)
        return event.isAccepted()

    def leave(self) -> None:
        """Go elsewhere, or press Escape."""
        QApplication.sendEvent(self._widget, QDragLeaveEvent())

    def drop(self, at: QPoint | None = None) -> bool:
        """Let go; whether it was taken."""
        event = QDropEvent(QPointF(self._point(at)), _COPY, self._mime, _LEFT, _NONE)
        QApplication.sendEvent(self._widget, event)
        return event.isAccepted()

    def _point(self, at: QPoint | None) -> QPoint:
        return at if at is not None else self._widget.rect().center()


def drop(widget: QWidget, *paths: Path, at: QPoint | None = None) -> None:
    """Come in, and let go."""
    drag = Drag(widget, paths)
    assert drag.enter(at)
    assert drag.drop(at)
