"""What stands behind a document tab, and the bar of tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar, QWidget

from hubdesk.core.types import RepoType
from hubdesk.ui.window_state import OpenTab

if TYPE_CHECKING:
    from hubdesk.ui.details.view import DetailsView

TAB_ICON_PX = 16
TYPE_ICONS = {RepoType.MODEL: "box", RepoType.DATASET: "database", RepoType.SPACE: "layout-grid"}
_TAB_PX = 40


@dataclass
class Document:
    """One tab. A repository's view is built when its tab is first shown."""

    icon: str
    tab: OpenTab | None = None  # None: the settings
    path: str = ""
    view: QWidget | None = None
    details: DetailsView | None = None  # the same view, where it shows a repository


class DocumentTabBar(QTabBar):
    """Closable, movable tabs; the middle button closes what it hits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("documentTabs")
        self.setTabsClosable(True)
        self.setMovable(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(TAB_ICON_PX, TAB_ICON_PX))
        self.setFixedHeight(_TAB_PX)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        index = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and index >= 0:
            self.tabCloseRequested.emit(index)
            return
        super().mouseReleaseEvent(event)
