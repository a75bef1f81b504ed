"""The context menu of a file or folder."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.preview import can_preview
from hubdesk.ui.theme import Theme


class FileMenu(QMenu):
    """One wish per entry; goes away with its closing."""

    preview_requested = Signal(object)  # RepoFile
    download_requested = Signal(object)
    copy_path_requested = Signal(object)
    copy_link_requested = Signal(object)
    page_requested = Signal(object)

    def __init__(self, theme: Theme, file: RepoFile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fileMenu")
        self._theme = theme
        self._file = file
        self.aboutToHide.connect(self.deleteLater)
        if can_preview(file):
            self._add(self.tr("Look at it"), "eye", self.preview_requested)
        folder, single = self.tr("Download this folder…"), self.tr("Download this file…")
        self._add(folder if file.is_folder else single, "download", self.download_requested)
        self.addSeparator()
        self._add(self.tr("Copy path"), "copy", self.copy_path_requested)
        self._add(self.tr("Copy link"), "link", self.copy_link_requested)
        self._add(self.tr("Open on the Hub"), "external-link", self.page_requested)

    def _add(self, text: str, icon: str, signal: object) -> None:
        action = QAction(self._theme.icon(icon, "muted", 16), text, self)
        action.setData(signal)
        action.triggered.connect(self._on_triggered)
        self.addAction(action)

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            action.data().emit(self._file)
