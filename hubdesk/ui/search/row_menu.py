"""The context menu of a row of results."""

from __future__ import annotations

from urllib.parse import quote

from PySide6.QtCore import QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from hubdesk.core.types import RepoRef, RepoSummary
from hubdesk.ui.theme import Theme


def page_url(endpoint: str, ref: RepoRef) -> str:
    """The address of a repository's page."""
    return f"{endpoint}/{quote(ref.web_path)}"


class RowMenu(QObject):
    """Opens the menu for one row; opening and searching are wishes, copying and the browser it does itself."""

    opened = Signal(object)  # RepoSummary
    opened_in_tab = Signal(object)  # RepoSummary
    author_wanted = Signal(str)

    def __init__(self, theme: Theme, endpoint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._endpoint = endpoint
        self._panel = parent
        self._summary: RepoSummary | None = None

    def open_for(self, summary: RepoSummary, place: QPoint) -> None:
        """Show the menu at this place of the screen."""
        self._summary = summary
        menu = QMenu(self._panel)
        menu.setObjectName("resultMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        self._add(menu, "open", self.tr("Open"), "arrow-right").triggered.connect(self._on_open)
        self._add(menu, "openInTab", self.tr("Open in a new tab"), "square-plus").triggered.connect(self._on_open_tab)
        menu.addSeparator()
        self._add(menu, "copyId", self.tr("Copy the id"), "copy").triggered.connect(self._on_copy_id)
        self._add(menu, "copyLink", self.tr("Copy the link"), "link").triggered.connect(self._on_copy_link)
        self._add(menu, "openOnHub", self.tr("Open on the Hub"), "external-link").triggered.connect(self._on_browse)
        if summary.ref.owner:
            menu.addSeparator()
            text = self.tr("Search everything by {author}").format(author=summary.ref.owner)
            self._add(menu, "searchAuthor", text, "user-search").triggered.connect(self._on_search_author)
        menu.popup(place)

    def _add(self, menu: QMenu, name: str, text: str, icon: str) -> QAction:
        action = QAction(self._theme.icon(icon, "muted", 16), text, menu)
        action.setObjectName(name)
        menu.addAction(action)
        return action

    def _on_open(self) -> None:
        self.opened.emit(self._summary)

    def _on_open_tab(self) -> None:
        self.opened_in_tab.emit(self._summary)

    def _on_copy_id(self) -> None:
        if self._summary is not None:
            QGuiApplication.clipboard().setText(self._summary.ref.repo_id)

    def _on_copy_link(self) -> None:
        if self._summary is not None:
            QGuiApplication.clipboard().setText(page_url(self._endpoint, self._summary.ref))

    def _on_browse(self) -> None:
        if self._summary is not None:
            QDesktopServices.openUrl(QUrl(page_url(self._endpoint, self._summary.ref)))

    def _on_search_author(self) -> None:
        if self._summary is not None:
            self.author_wanted.emit(self._summary.ref.owner)
