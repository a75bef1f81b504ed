"""The Files tab: the tree, the filter, and what is ticked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoDetails, RepoFile, RepoType
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.files_actions import FileActions
from hubdesk.ui.details.files_bar import FilesBar
from hubdesk.ui.details.files_chosen import ChosenFiles, count_below, folders_above
from hubdesk.ui.details.files_columns import FILE_ROLE
from hubdesk.ui.details.files_flat import FlatFilesModel, matching
from hubdesk.ui.details.files_footer import FilesFooter
from hubdesk.ui.details.files_model import FilesModel
from hubdesk.ui.details.files_view import FilesView
from hubdesk.ui.details.tab import DetailsTab
from hubdesk.ui.messages import message_for
from hubdesk.ui.notices import Notice
from hubdesk.ui.widgets.notice_bar import NoticeBar

_FILTER_AFTER_MS = 120
_LARGE = 1_000_000_000  # bytes


class FilesTab(DetailsTab):
    """Folders load on opening; the filter and a ticked folder need the whole list, which loads once."""

    download_requested = Signal(tuple, tuple)  # exact paths, patterns
    url_requested = Signal(str)

    def __init__(self, ctx: UiContext, lane: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, lane, parent)
        self._wanted_path = ""
        self._is_empty = False
        self._chosen = ChosenFiles(self)
        self._chosen.listing_wanted.connect(self._want_listing)
        self._tree = FilesModel(self._chosen, self)
        self._tree.folder_wanted.connect(self._on_folder_wanted)
        self._flat = FlatFilesModel(self._chosen, self)
        self._actions = FileActions(ctx, self)
        self._actions.download_requested.connect(self.download_requested)
        self._actions.url_requested.connect(self.url_requested)
        self._content = QWidget(self)
        self._access = NoticeBar(ctx.theme, self._content)
        self._access.setObjectName("accessNotice")
        self._bar = FilesBar(ctx.theme, self._content)
        self._bar.filter_changed.connect(self._on_filter_typed)
        self._bar.count_requested.connect(self._want_listing)
        self._bar.tick_found_requested.connect(self._on_tick_found)
        self._view = FilesView(ctx.theme, self._content)
        self._view.show_model(self._tree, as_tree=True)
        self._view.toggle_requested.connect(self._on_toggle_requested)
        self._view.row_activated.connect(self._on_row_activated)
        self._view.customContextMenuRequested.connect(self._on_menu_requested)
        self._footer = FilesFooter(ctx.theme, self._chosen, self._content)
        self._footer.download_requested.connect(self._on_download_chosen)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_FILTER_AFTER_MS)
        self._typing.timeout.connect(self._apply_filter)
        self._lay_out()
        self.addWidget(self._content)
        self.retranslate()

    @property
    def listing(self) -> tuple[RepoFile, ...]:
        """Every file, as far as known."""
        return self._chosen.listing or ()

    def load(self) -> None:
        """Ask for the first level."""
        if self._details is not None:
            self._is_empty = False
            self._actions.be_about(self._details)
            self._show_loading()
            self._start(self._load_top(self._details))

    def forget(self) -> None:
        """Stop what runs for the repository before, and forget its ticks."""
        super().forget()
        for part in (".all", ".reveal"):
            self._ctx.tasks.cancel(f"{self._lane}{part}")
        self._wanted_path = ""
        self._chosen.clear()
        self._bar.field.clear()

    def reveal(self, path: str) -> None:
        """Open the folders above this path and select it, now or once the files are here."""
        self._wanted_path = path
        if self._details is not None and self._tree.is_loaded("") and self.currentWidget() is self._content:
            self._start(self._open_way_to(self._details, path), ".reveal")

    def chosen_folder(self) -> str:
        """The folder that is selected, while it can be seen; empty for the top."""
        chosen = self._view.selected_files() if self._view.isVisible() else []
        return chosen[0].path if len(chosen) == 1 and chosen[0].is_folder else ""

    def drop_place(self, at: QPoint) -> tuple[str, QRect] | None:
        """The folder at a point of the screen, and its part of the screen; None outside the list."""
        return self._view.folder_at(at) if self._view.isVisible() else None

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self._view.setAccessibleName(self.tr("Files"))
        self._tree.retranslate()
        self._flat.retranslate()
        self._view.viewport().update()
        self._show_access()
        if self._is_empty:
            self._show_empty()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._access, self._bar):
            layout.addWidget(widget)
        inset = QVBoxLayout()
        inset.setContentsMargins(8, 0, 4, 0)
        inset.addWidget(self._view)
        layout.addLayout(inset, 1)
        layout.addWidget(self._footer)

    async def _load_top(self, details: RepoDetails) -> None:
        try:
            files = await self._ctx.services.details.files(details)
        except HubDeskError as error:
            if self._is_about(details):
                self._show_error(error, self.reload)
            return
        if not self._is_about(details):
            return
        self._tree.set_root(files)
        self._view.set_has_commits(any(file.last_commit_date for file in files))
        self._bar.show_top(files)
        self._is_empty = not files
        self.retranslate()
        if self._is_empty:
            return
        self._view.setCurrentIndex(QModelIndex())
        self._show_content(self._content)
        self._count(details, files)
        if self._wanted_path:
            self.reveal(self._wanted_path)

    def _count(self, details: RepoDetails, files: tuple[RepoFile, ...]) -> None:
        if not any(file.is_folder for file in files):
            self._take_listing(files, {})
        elif details.ref.repo_type is not RepoType.DATASET or (details.used_storage or _LARGE) < _LARGE:
            # a large dataset may hold a million files, at 1000 to a request: those are counted only when asked for
            self._want_listing()

    async def _load_folder(self, details: RepoDetails, folder: str) -> None:
        try:
            files = await self._ctx.services.details.files(details, folder)
        except HubDeskError as error:
            if self._is_about(details):
                self._tree.fail_folder(folder, message_for(error).title + ".")
            return
        if self._is_about(details):
            self._tree.set_folder(folder, files)

    async def _load_listing(self, details: RepoDetails) -> None:
        try:
            files = await self._ctx.services.details.all_files(details)
            below = await self._ctx.services.pool.run(count_below, files, lane="files")
        except HubDeskError as error:
            if self._is_about(details):
                self._bar.show_failure(error)
                self._chosen.listing_failed()
            return
        if self._is_about(details):
            self._take_listing(files, below)

    async def _open_way_to(self, details: RepoDetails, path: str) -> None:
        for folder in folders_above(path):
            index = self._tree.index_of_path(folder)
            if not index.isValid():
                return
            if not self._tree.is_loaded(folder):
                await self._load_folder(details, folder)
                if not self._is_about(details):
                    return
            self._view.expand(index)
        index = self._tree.index_of_path(path)
        if index.isValid():
            self._view.setCurrentIndex(index)
            self._view.scrollTo(index)

    def _take_listing(self, files: tuple[RepoFile, ...], below: Mapping[str, int]) -> None:
        self._chosen.set_listing(files, below)
        self._bar.show_listing(files)
        self._apply_filter()

    def _want_listing(self) -> None:
        if self._details is not None and self._chosen.listing is None:
            self._bar.show_counting()
            self._start(self._load_listing(self._details), ".all")

    def _on_folder_wanted(self, folder: str) -> None:
        if self._details is not None:
            self._ctx.tasks.spawn(self._load_folder(self._details, folder), name=f"{self._lane}.folder")

    def _on_filter_typed(self, text: str) -> None:
        if text.strip():
            self._want_listing()
            self._typing.start()
        else:
            self._typing.stop()
            self._apply_filter()

    def _apply_filter(self) -> None:
        text = self._bar.field.text()
        listing = self._chosen.listing
        if not text.strip() or listing is None:
            self._view.show_model(self._tree, as_tree=True)
            self._bar.show_found(None)
            return
        found = matching(listing, text)
        self._flat.set_files(found)
        self._view.show_model(self._flat, as_tree=False)
        self._view.scrollToTop()
        self._bar.show_found(found)

    def _on_tick_found(self) -> None:
        self._chosen.tick_only(self._flat.files, ticked=True)

    def _on_toggle_requested(self, files: list[RepoFile]) -> None:
        for file in files:
            self._chosen.toggle(file)

    def _on_row_activated(self, index: QModelIndex) -> None:
        file = index.data(FILE_ROLE)
        if isinstance(file, RepoFile):
            self._actions.open_file(file)
        else:
            self._tree.activate(index)

    def _on_download_chosen(self) -> None:
        self.download_requested.emit(self._chosen.paths, ())

    def _on_menu_requested(self, position: QPoint) -> None:
        index = self._view.indexAt(position)
        file = (index if index.isValid() else self._view.currentIndex()).data(FILE_ROLE)
        if isinstance(file, RepoFile):
            self._actions.open_menu(file, self._view.viewport().mapToGlobal(position))

    def _show_access(self) -> None:
        if self._details is None or not self._details.summary.gated:
            self._access.hide()
            return
        text = self.tr("The owner asks for consent before these files can be downloaded.")
        self._access.show_notice(
            Notice("warn", text, "lock-keyhole", self.tr("Open the page"), self.page_requested.emit)
        )

    def _show_empty(self) -> None:
        self.setCurrentWidget(self.state)
        text = self.tr("Nothing has been committed here yet.")
        self.state.show_empty("folder-open", self.tr("No files"), text)
