"""What can be done with a repository's address: copy its id or link, open its page, follow a link of its card."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from hubdesk.core.types import RepoRef
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.links import inside_address, may_open_outside, page_url


class PageActions(QObject):
    """Nothing happens while no repository is shown."""

    address_requested = Signal(object)  # Address

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._ref = RepoRef("")
        self._revision = ""

    def be_about(self, ref: RepoRef, revision: str = "") -> None:
        """The repository that is meant."""
        self._ref, self._revision = ref, revision

    def copy_id(self) -> None:
        """Put the id on the clipboard, and say so."""
        self._copy(self._ref.repo_id)

    def copy_link(self) -> None:
        """Put the page's address on the clipboard, and say so."""
        self._copy(self._page_url() if self._ref.repo_id else "")

    def open_page(self) -> None:
        """Open the page in the browser."""
        if self._ref.repo_id:
            self.open_outside(self._page_url())

    def open_outside(self, url: str) -> None:
        """Hand pages and mail addresses to the system; nothing else."""
        if may_open_outside(url):
            QDesktopServices.openUrl(QUrl(url))

    def follow(self, url: str) -> None:
        """A link that was pressed: repositories of this Hub are shown here, all else in the browser."""
        address = inside_address(url, self._ctx.services.connection.endpoint)
        if address is None:
            self.open_outside(url)
        else:
            self.address_requested.emit(address)

    def _page_url(self) -> str:
        return page_url(self._ctx.services.connection.endpoint, self._ref, self._revision)

    def _copy(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self._ctx.notices.info(self.tr("Copied {text}").format(text=text), icon="copy-check")
