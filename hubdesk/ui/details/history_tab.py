"""The History tab: commits, page after page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QMenu, QTableView, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import Commit, RepoDetails
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.history_delegate import ROW_HEIGHT, HistoryDelegate
from hubdesk.ui.details.history_model import HistoryModel
from hubdesk.ui.details.tab import DetailsTab
from hubdesk.ui.messages import message_for
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import make_label


class HistoryTab(DetailsTab):
    """Enter or a double click shows the repository at that commit."""

    revision_requested = Signal(str)

    def __init__(self, ctx: UiContext, lane: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, lane, parent)
        self._cursor: str | None = None
        self._failure: HubDeskError | None = None
        self._model = HistoryModel(self)
        self._model.more_wanted.connect(self._on_more_wanted)
        self._content = QWidget(self)
        self._view = self._build_view()
        self._more = QWidget(self._content)
        self._more_text = make_label(ctx.theme, "secondary", "muted", self._more)
        self._more_retry = link_button(ctx.theme, "", self._more)
        self._more_retry.setObjectName("historyRetry")
        self._more_retry.clicked.connect(self._on_more_wanted)
        self._lay_out()
        ctx.theme.changed.connect(self._view.viewport().update)
        self.addWidget(self._content)
        self.retranslate()

    def load(self) -> None:
        """Ask for the first page."""
        if self._details is not None:
            self._show_loading()
            self._start(self._load_first(self._details))

    def forget(self) -> None:
        """Stop what runs for the repository before."""
        super().forget()
        self._cursor = None

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self._view.setAccessibleName(self.tr("Commits"))
        self._more_retry.setText(self.tr("Try again"))
        self._more_retry.setAccessibleName(self.tr("Load older commits again"))
        if self._failure is not None:
            self._more_text.setText(message_for(self._failure).title)
        else:
            self._more_text.setText(self.tr("Loading older commits…"))
        self._view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _build_view(self) -> QTableView:
        view = QTableView(self._content)
        view.setObjectName("historyView")
        view.setModel(self._model)
        view.setItemDelegate(HistoryDelegate(self._ctx.theme, self._model, view))
        view.horizontalHeader().hide()
        view.horizontalHeader().setStretchLastSection(True)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.setShowGrid(False)
        view.setMouseTracking(True)
        view.setTabKeyNavigation(False)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu_requested)
        view.activated.connect(self._on_activated)
        return view

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._more)
        row.setContentsMargins(16, 4, 16, 8)
        row.addWidget(self._more_text)
        row.addWidget(self._more_retry)
        row.addStretch(1)
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(0)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._more)
        self._more.hide()

    async def _load_first(self, details: RepoDetails) -> None:
        try:
            page = await self._ctx.services.details.commits(details.ref, details.commit)
        except HubDeskError as error:
            if self._is_about(details):
                self._show_error(error, self.reload)
            return
        if not self._is_about(details):
            return
        self._cursor = page.cursor
        self._failure = None
        self._more.hide()
        self._model.set_first(page.items, has_more=page.cursor is not None)
        self._show_content(self._content)

    async def _load_more(self, details: RepoDetails, cursor: str) -> None:
        try:
            page = await self._ctx.services.details.commits(details.ref, details.commit, cursor)
        except HubDeskError as error:
            if self._is_about(details):
                self._on_more_failed(error)
            return
        if self._is_about(details):
            self._cursor = page.cursor
            self._more.hide()
            self._model.append(page.items, has_more=page.cursor is not None)

    def _on_more_wanted(self) -> None:
        if self._details is not None and self._cursor is not None:
            self._failure = None
            self._more_retry.hide()
            self.retranslate()
            self._more.show()
            self._start(self._load_more(self._details, self._cursor))

    def _on_more_failed(self, error: HubDeskError) -> None:
        self._failure = error
        self._more_retry.show()
        self._more.show()
        self.retranslate()

    def _on_activated(self, index: QModelIndex) -> None:
        commit = self._model.commit_at(index)
        if commit is not None:
            self.revision_requested.emit(commit.commit_id)

    def _on_menu_requested(self, position: QPoint) -> None:
        commit = self._model.commit_at(self._view.indexAt(position)) or self._model.commit_at(self._view.currentIndex())
        if commit is not None:
            self._build_menu(commit).popup(self._view.viewport().mapToGlobal(position))

    def _build_menu(self, commit: Commit) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("historyMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        show = menu.addAction(self.tr("Show the repository at this commit"))
        copy = menu.addAction(self.tr("Copy the commit id"))
        for action, slot in ((show, self._on_show_chosen), (copy, self._on_copy_chosen)):
            action.setData(commit.commit_id)
            action.triggered.connect(slot)
        return menu

    def _on_show_chosen(self) -> None:
        self.revision_requested.emit(self._commit_of_action())

    def _on_copy_chosen(self) -> None:
        QGuiApplication.clipboard().setText(self._commit_of_action())

    def _commit_of_action(self) -> str:
        action = self.sender()
        return str(action.data()) if isinstance(action, QAction) else ""
