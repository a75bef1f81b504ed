"""Where the parts of the window stand: the splitter, and the transfers' dock, folded or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSplitter, QVBoxLayout, QWidget

from hubdesk.ui.transfers.panel import TransfersPanel

FOLDED_PX = 36
_GAP_PX = 8
_UNFOLDED_PX = 232
_SMALLEST_PX = 148
_MAX_PX = 16_777_215
_SIDE_PX = 400
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
_RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


class Arrangement(QObject):
    """Side panel beside documents, transfers below or at the right."""

    changed = Signal()

    def __init__(self, window: QMainWindow, make_transfers: Callable[[QWidget], TransfersPanel]) -> None:
        super().__init__(window)
        self._window = window
        self._height = _UNFOLDED_PX
        self.splitter = QSplitter(Qt.Orientation.Horizontal, window)
        self.splitter.setObjectName("mainSplitter")
        self.splitter.setHandleWidth(_GAP_PX)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.splitterMoved.connect(self.changed)
        self.dock = QDockWidget(window)
        self.dock.setObjectName("transfersDock")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.dock.setTitleBarWidget(QWidget(self.dock))
        self._frame = QWidget(self.dock)
        self.transfers = make_transfers(self._frame)
        self._box = QVBoxLayout(self._frame)
        self._box.setContentsMargins(0, 0, _GAP_PX, 0)
        self._box.addWidget(self.transfers)
        self.dock.setWidget(self._frame)
        window.addDockWidget(_BOTTOM, self.dock)
        self.transfers.folded_changed.connect(self._on_folded_changed)
        self.dock.dockLocationChanged.connect(self._on_moved)
        self._on_folded_changed(self.transfers.folded)

    def fill(self, side: QWidget, documents: QWidget) -> None:
        """Put the two panels into the splitter."""
        self.splitter.addWidget(side)
        self.splitter.addWidget(documents)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([_SIDE_PX, 1000])

    def toggle_transfers(self) -> None:
        """Fold or unfold the transfers."""
        self.transfers.set_folded(not self.transfers.folded)

    def dock_bottom(self) -> None:
        """Put the transfers below the panels."""
        self._window.addDockWidget(_BOTTOM, self.dock)
        self._on_moved()

    def dock_right(self) -> None:
        """Put the transfers at the right, unfolded: there is no line to fold to."""
        self.transfers.set_folded(False)
        self._window.addDockWidget(_RIGHT, self.dock)
        self._on_moved()

    def transfers_height(self) -> int:
        """The height of the unfolded transfers at the bottom."""
        if not self.transfers.folded and self._is_at_bottom() and self.dock.isVisible():
            self._height = self.dock.height()
        return self._height

    def set_transfers_height(self, height: int) -> None:
        """Take up what an earlier run remembered."""
        if height >= _SMALLEST_PX:
            self._height = height
            self._on_folded_changed(self.transfers.folded)

    def _is_at_bottom(self) -> bool:
        return self._window.dockWidgetArea(self.dock) == _BOTTOM

    def _on_moved(self) -> None:
        self._on_folded_changed(self.transfers.folded)

    def _on_folded_changed(self, folded: bool) -> None:
        at_bottom = self._is_at_bottom()
        self._box.setContentsMargins(0, 0 if at_bottom else _GAP_PX, _GAP_PX, 0)
        if folded and at_bottom:
            self._frame.setFixedHeight(FOLDED_PX)
        else:
            self._frame.setMinimumHeight(_SMALLEST_PX)
            self._frame.setMaximumHeight(_MAX_PX)
            if at_bottom:
                self._window.resizeDocks([self.dock], [self._height], Qt.Orientation.Vertical)
        self.changed.emit()
