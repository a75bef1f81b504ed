"""What can be done with one file: look at it, download it, copy its path or link, open its page."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hubdesk.core.types import RepoDetails, RepoFile
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.files_menu import FileMenu
from hubdesk.ui.details.links import file_url
from hubdesk.ui.details.preview import PreviewDialog, can_preview


class FileActions(QObject):
    """Carries out the context menu and the opening of a row; downloads and pages are the receiver's."""

    download_requested = Signal(tuple, tuple)  # exact paths, patterns
    url_requested = Signal(str)

    def __init__(self, ctx: UiContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx = ctx
        self._owner = owner
        self._details: RepoDetails | None = None

    def be_about(self, details: RepoDetails) -> None:
        """The repository whose files are meant."""
        self._details = details

    def open_menu(self, file: RepoFile, at: QPoint) -> None:
        """Show the context menu; `at` is a point of the screen."""
        menu = FileMenu(self._ctx.theme, file, self._owner)
        menu.preview_requested.connect(self.open_file)
        menu.download_requested.connect(self._on_download_requested)
        menu.copy_path_requested.connect(self._on_copy_path_requested)
        menu.copy_link_requested.connect(self._on_copy_link_requested)
        menu.page_requested.connect(self._on_page_requested)
        menu.popup(at)

    def open_file(self, file: RepoFile) -> None:
        """Show a small text; anything else is left alone."""
        if self._details is not None and can_preview(file):
            PreviewDialog(self._ctx, self._details, file, self._owner).open()

    def _on_download_requested(self, file: RepoFile) -> None:
        if file.is_folder:
            self.download_requested.emit((), (f"{file.path}/*",))
        else:
            self.download_requested.emit((file.path,), ())

    def _on_copy_path_requested(self, file: RepoFile) -> None:
        QGuiApplication.clipboard().setText(file.path)

    def _on_copy_link_requested(self, file: RepoFile) -> None:
        QGuiApplication.clipboard().setText(self._url_of(file))

    def _on_page_requested(self, file: RepoFile) -> None:
        self.url_requested.emit(self._url_of(file))

    def _url_of(self, file: RepoFile) -> str:
        return file_url(self._ctx.services.connection.endpoint, self._details, file) if self._details else ""
