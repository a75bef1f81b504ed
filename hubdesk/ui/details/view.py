"""The details of one repository: header, revision, and the tabs Card, Files and History."""

from __future__ import annotations

from functools import partial
from itertools import count

import shiboken6
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoDetails, RepoRef
from hubdesk.hub.address import Address
from hubdesk.hub.snippets import use_snippets
from hubdesk.transfers.model import DownloadRequest
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.card_tab import CardTab
from hubdesk.ui.details.commands import add_commands, add_upload_commands
from hubdesk.ui.details.files_tab import FilesTab
from hubdesk.ui.details.filters import author_query
from hubdesk.ui.details.header import NARROW_PX, DetailsHeader
from hubdesk.ui.details.history_tab import HistoryTab
from hubdesk.ui.details.more_menu import MoreMenu
from hubdesk.ui.details.page_actions import PageActions
from hubdesk.ui.details.snippets_dialog import SnippetsDialog
from hubdesk.ui.details.tab import page_helps
from hubdesk.ui.details.tab_row import CARD, FILES, TabRow
from hubdesk.ui.details.uploading import Uploading
from hubdesk.ui.messages import message_for
from hubdesk.ui.transfers.plan_dialog import DownloadPlanDialog
from hubdesk.ui.widgets.drop_zone import DropArea
from hubdesk.ui.widgets.state_page import StatePage

_numbers = count(1)

_SHORT_PX = 340  # below this the header keeps only name and buttons
_SHORT_NARROW_PX = 440  # the same where the header is narrow, and so takes more lines


class DetailsView(DropArea, QFrame):
    """Shows one repository at one revision; wishes that lead elsewhere are emitted."""

    repo_requested = Signal(object)  # RepoRef
    address_requested = Signal(object)  # Address, of another repository
    search_requested = Signal(object)  # SearchQuery
    title_changed = Signal(str)

    def __init__(self, ctx: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailsView")
        self._ctx = ctx
        self._lane = f"details{next(_numbers)}"
        self._ref = RepoRef("")
        self._revision = "main"
        self._path = ""
        self._details: RepoDetails | None = None
        self._page = PageActions(ctx, self)
        self._menu = MoreMenu(ctx.theme, self)
        self._header = DetailsHeader(ctx.theme, self._menu, self)
        # Each part is made inside its place: Qt styles a part again, with all that is in it, when it moves.
        self._stack = QStackedWidget(self)
        self._body = QWidget(self._stack)
        self._row = TabRow(ctx.theme, self._body)
        self._pages = QStackedWidget(self._body)
        self._card = CardTab(ctx, f"{self._lane}.card", self._pages)
        self._files = FilesTab(ctx, f"{self._lane}.files", self._pages)
        self._history = HistoryTab(ctx, f"{self._lane}.history", self._pages)
        for tab in (self._card, self._files, self._history):
            self._pages.addWidget(tab)
        self._state = StatePage(ctx.theme, self._stack)
        self._state.setContentsMargins(16, 8, 16, 8)
        self._lay_out()
        self._connect()
        self._card.set_tab_anchor(self._row.revision)
        self.drops = Uploading(ctx, self, self._header.upload, self._files).zone
        self._show_nothing()

    @property
    def ref(self) -> RepoRef:
        """The repository it shows, or is loading."""
        return self._ref

    @property
    def details(self) -> RepoDetails | None:
        """What is shown; None until it is here."""
        return self._details

    def show_repo(self, ref: RepoRef, revision: str = "main", path: str = "") -> None:
        """Show a repository; with a path, its Files tab at that path."""
        revision = revision or "main"
        if not self._ref.repo_id:
            self._add_commands()
        if ref != self._ref:
            self._details = None
            self._header.show_ref(ref)
            self._row.revision.reset(revision)
            self._row.choose(CARD)
            self.title_changed.emit(ref.name)
        elif revision == self._revision and self._details is not None:
            self._reveal(path)  # it is shown already: keep its place, its ticks and its filter
            return
        self._ref, self._revision, self._path = ref, revision, path
        self._page.be_about(ref, self._revision)
        self._load()

    def reload(self) -> None:
        """Ask the Hub again: a branch may have moved on."""
        if self._ref.repo_id:
            self._row.revision.reset(self._revision)
            self._load()

    def retranslate(self) -> None:
        """Texts in the language in force; the parts see to their own."""
        if not self._ref.repo_id:
            self._show_nothing()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The content needs some height more than the header does."""
        super().resizeEvent(event)
        needed = _SHORT_NARROW_PX if event.size().width() < NARROW_PX else _SHORT_PX
        self._header.set_short(event.size().height() < needed)

    def _lay_out(self) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._row)
        body.addWidget(self._pages, 1)
        self._stack.addWidget(self._state)
        self._stack.addWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._header.author_requested.connect(self._on_author_requested)
        self._header.copy_id_requested.connect(self._page.copy_id)
        self._header.download_requested.connect(self._download)
        self._header.code_requested.connect(self._show_code)
        self._menu.page_requested.connect(self._page.open_page)
        self._menu.copy_id_requested.connect(self._page.copy_id)
        self._menu.copy_link_requested.connect(self._page.copy_link)
        self._row.tab_chosen.connect(self._pages.setCurrentIndex)
        self._row.revision.refs_wanted.connect(self._on_refs_wanted)
        self._row.revision.revision_chosen.connect(self._on_revision_chosen)
        for source in (self._header, self._card):
            source.query_requested.connect(self.search_requested)
            source.repo_requested.connect(self.repo_requested)
        for tab in (self._card, self._files, self._history):
            tab.page_requested.connect(self._page.open_page)
        self._card.link_activated.connect(self._page.follow)
        self._page.address_requested.connect(self._on_address_requested)
        self._files.download_requested.connect(self._download_files)
        self._files.url_requested.connect(self._page.open_outside)
        self._history.revision_requested.connect(self._on_commit_chosen)
        lanes = [
            f"{self._lane}{part}"
            for part in ("", ".refs", ".card", ".files", ".files.all", ".files.reveal", ".history")
        ]
        self.destroyed.connect(partial(_cancel, self._ctx.tasks, lanes))

    def _add_commands(self) -> None:
        """Offer what can be done with a repository: only now there is one."""
        add_commands(
            self._ctx.commands,
            download=self._download,
            show_code=self._show_code,
            choose_revision=self._row.revision.open_list,
            copy_id=self._page.copy_id,
            copy_link=self._page.copy_link,
            open_page=self._page.open_page,
            reload=self.reload,
        )
        add_upload_commands(self._ctx.commands, self._header.upload)

    def _show_nothing(self) -> None:
        self._header.hide()
        self._stack.setCurrentWidget(self._state)
        text = self.tr("Choose a repository in the list, or paste its address into the search field.")
        self._state.show_empty("mouse-pointer-click", self.tr("Nothing chosen yet"), text)

    def _load(self) -> None:
        self._header.show()
        if self._details is None:
            self._stack.setCurrentWidget(self._state)
            self._state.show_loading()
        self._ctx.tasks.latest(self._lane, self._load_details(self._ref, self._revision))

    async def _load_details(self, ref: RepoRef, revision: str) -> None:
        try:
            details = await self._ctx.services.details.load(ref, revision)
        except HubDeskError as error:
            if self._is_about(ref, revision):
                self._on_load_failed(error)
            return
        if self._is_about(ref, revision):
            self._show_details(details)

    def _is_about(self, ref: RepoRef, revision: str = "") -> bool:
        """After an await: whether the answer is still wanted, and anyone is left to show it."""
        return shiboken6.isValid(self) and ref == self._ref and revision in ("", self._revision)

    def _on_load_failed(self, error: HubDeskError) -> None:
        if self._details is not None:  # another revision of what is shown: keep that
            self._revision = self._details.revision
            self._row.revision.set_revision(self._revision)
            self._page.be_about(self._ref, self._revision)
            self._ctx.notices.error(error)
            return
        self._stack.setCurrentWidget(self._state)
        self._state.show_error(error, self._load, action=self._page.open_page if page_helps(error) else None)

    def _show_details(self, details: RepoDetails) -> None:
        self._details = details
        self._state.clear()
        self._header.show_details(details)
        self._row.revision.set_revision(details.revision)
        for tab in (self._card, self._files, self._history):
            tab.show_details(details)
        self._stack.setCurrentWidget(self._body)
        path, self._path = self._path, ""
        self._reveal(path)

    def _reveal(self, path: str) -> None:
        if path:
            self._row.choose(FILES)
            self._files.reveal(path)

    def _on_refs_wanted(self) -> None:
        self._ctx.tasks.latest(f"{self._lane}.refs", self._load_refs(self._ref))

    async def _load_refs(self, ref: RepoRef) -> None:
        try:
            refs = await self._ctx.services.details.refs(ref)
        except HubDeskError as error:
            if self._is_about(ref):
                self._row.revision.set_failure(message_for(error).title)
            return
        if self._is_about(ref):
            self._row.revision.set_refs(refs)

    def _on_revision_chosen(self, revision: str) -> None:
        self.show_repo(self._ref, revision)

    def _on_commit_chosen(self, commit: str) -> None:
        self._row.choose(FILES)
        self.show_repo(self._ref, commit)

    def _on_author_requested(self) -> None:
        self.search_requested.emit(author_query(self._ref))

    def _on_address_requested(self, address: Address) -> None:
        if address.ref != self._ref:
            self.address_requested.emit(address)
        elif self._details is not None and (address.path or address.revision):
            is_here = address.revision in ("", self._details.commit)
            self.show_repo(self._ref, self._revision if is_here else address.revision, address.path)

    def _show_code(self) -> None:
        if self._details is not None:
            snippets = use_snippets(self._details, self._files.listing)
            SnippetsDialog(self._ctx.theme, self._ref, snippets, self).open()

    def _download(self) -> None:
        self._download_files((), ())

    def _download_files(self, files: tuple[str, ...], include: tuple[str, ...]) -> None:
        if self._details is not None:
            # the revision by name, so that the cache learns what `main` stands for; the plan pins the commit
            request = DownloadRequest(self._ref, self._details.revision, files=files, include=include)
            DownloadPlanDialog(self._ctx, request, self).open()


def _cancel(tasks: TaskRunner, lanes: list[str], _view: object = None) -> None:
    for lane in lanes:
        tasks.cancel(lane)
