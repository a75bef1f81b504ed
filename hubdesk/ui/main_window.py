"""The window: rail, side panel, documents, transfers, status line, and what leads from one to another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.settings import Settings
from hubdesk.core.types import RepoRef, SearchQuery
from hubdesk.hub.address import Address
from hubdesk.transfers.model import Change, State, TransferEvent
from hubdesk.ui.ahead import Ahead
from hubdesk.ui.arrangement import Arrangement
from hubdesk.ui.background import Background
from hubdesk.ui.closing import Leaving
from hubdesk.ui.context import UiContext
from hubdesk.ui.documents import Documents
from hubdesk.ui.late_parts import late_imports, make_details, make_settings
from hubdesk.ui.menu_bar import AltMenuBar
from hubdesk.ui.notices import Notice
from hubdesk.ui.palette_opener import PaletteOpener
from hubdesk.ui.panel_steps import step_field, step_panel
from hubdesk.ui.rail import Rail
from hubdesk.ui.search.panel import SearchPanel
from hubdesk.ui.status_line import StatusLine
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.panel import TransfersPanel
from hubdesk.ui.widgets.frames import panel_frame
from hubdesk.ui.widgets.notice_bar import NoticeBar
from hubdesk.ui.widgets.state_page import StatePage
from hubdesk.ui.window_commands import WindowCommands
from hubdesk.ui.window_memory import WindowMemory

_SIZE = QSize(1440, 900)
_FRAME = QSize(32, 64)  # room for the frame and title bar of the desktop
_SMALLEST = QSize(820, 560)
_GAP_PX = 8


class MainWindow(QMainWindow):
    """Built once. It does not quit by itself: `closing` asks whoever runs it."""

    closing = Signal()

    def __init__(self, ctx: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._background = Background(ctx, self)
        self._leaving = Leaving(ctx, self, self._background)
        self._banner_closed = False
        self._started = False
        self._settings = ctx.settings.current
        self.setObjectName("mainWindow")
        self.setWindowIcon(ctx.theme.window_icon())
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))  # its own frame comes on top
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._ahead = Ahead([*late_imports(), *self._later_parts()], self)
        self._memory = WindowMemory(ctx, self, self.arrangement, self.documents)
        self._connect()
        self._memory.restore_arrangement()
        self.retranslate()

    @property
    def theme(self) -> Theme:
        """The look of the window and of dialogs over it."""
        return self._ctx.theme

    # building

    def _build(self) -> None:
        ctx = self._ctx
        self.arrangement = Arrangement(self, partial(TransfersPanel, ctx))
        self._side = panel_frame(self)
        self._side.setObjectName("sidePanel")
        self._side.setMinimumWidth(300)
        self._side_pages = QStackedWidget(self._side)
        self._search = SearchPanel(ctx, self._side_pages)
        self._side_pages.addWidget(self._search)
        self._search.controller.hold()  # until `start`; what is typed before is asked then
        _fill(self._side, self._side_pages)
        self.documents = Documents(ctx.theme, partial(make_details, ctx), partial(make_settings, ctx), self)
        self.arrangement.fill(self._side, self.documents)
        self._notice = NoticeBar(ctx.theme, self)
        self._practice = NoticeBar(ctx.theme, self)
        self._practice.setObjectName("practiceBanner")
        for bar in (self._notice, self._practice):
            bar.setProperty("floating", True)
        self.setCentralWidget(self._center())
        self.commands = WindowCommands(ctx, self)
        self.rail = Rail(ctx.theme, self.commands.menu, self)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.rail)
        self.status = StatusLine(ctx.theme, ctx.services.session, ctx.services.connection, self)
        self.setStatusBar(self.status)
        self._menu_bar = AltMenuBar(self)
        self.setMenuBar(self._menu_bar)
        self.commands.fill_menu_bar(self._menu_bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # no menu to hide the rail with
        self._palette = PaletteOpener(ctx, self)

    def _later_parts(self) -> list[Callable[[], object]]:
        """What is hidden at first; made ahead, so that it opens at once."""
        return [
            self.documents.prepare,
            self._search.prepare,
            self.arrangement.transfers.prepare,
            self._palette.prepare,
        ]

    def _center(self) -> QWidget:
        center = QWidget(self)
        column = QVBoxLayout(center)
        column.setContentsMargins(0, _GAP_PX, _GAP_PX, 0)
        column.setSpacing(_GAP_PX)
        column.addWidget(self._practice)
        column.addWidget(self._notice)
        column.addWidget(self.arrangement.splitter, 1)
        return center

    def _connect(self) -> None:
        ctx = self._ctx
        self._search.repo_opened.connect(self._on_repo_opened)
        self._search.repo_opened_in_tab.connect(self._on_repo_opened_in_tab)
        self._search.address_opened.connect(self.open_address)
        self.documents.query_requested.connect(self._on_query_requested)
        self.documents.welcome_search_requested.connect(self.show_discover)
        self.documents.palette_requested.connect(self.open_palette)
        self.documents.changed.connect(self._on_documents_changed)
        self.arrangement.changed.connect(self._memory.changed)
        self.rail.chosen.connect(self._on_activity_chosen)
        self.status.palette_requested.connect(self.open_palette)
        self._palette.search_requested.connect(self._on_search_requested)
        self._palette.address_requested.connect(self.open_address)
        self._palette.refused.connect(self.show_error)
        self._leaving.allowed.connect(self.leave)
        self._background.quit_requested.connect(self._leaving.ask_for_good)
        ctx.notices.posted.connect(self._notice.show_notice)
        ctx.commands.attach(self)
        self._practice.closed.connect(self._on_banner_closed)
        self._forget_settings = ctx.settings.subscribe(self._on_settings_changed)
        self._forget_transfers = ctx.services.queue.subscribe(self._on_transfer_changed)

    # what others ask of it

    def start(self) -> None:
        """The services are up: search, and open what was open."""
        self._ahead.start()
        self._started = True
        self._search.controller.release()
        self._memory.restore_tabs()
        self._ctx.tasks.spawn(self._ctx.services.session.identify(), name="window.identify")
        if not self.documents.tabs() or QApplication.focusWidget() is None:
            self._search.focus_search()

    def open_address(self, address: Address) -> None:
        """Show what an address names; nothing more than that happens."""
        self.documents.open_repo(address.ref, address.revision or "main", address.path)

    def show_error(self, error: HubDeskError) -> None:
        """Tell it in the notice bar; before the services are up, in the side panel."""
        if not self._started:
            page = StatePage(self._ctx.theme, self._side_pages)
            self._side_pages.setCurrentIndex(self._side_pages.addWidget(page))
            page.show_error(error, None)
        self._ctx.notices.error(error)

    def leave(self) -> None:
        """Remember the arrangement and ask to be closed, without asking about transfers: they go on next time."""
        self._memory.save_now()
        self._background.stop()
        self._forget_settings()
        self._forget_transfers()
        self.closing.emit()

    def open_palette(self) -> None:
        """The command palette."""
        self._palette.open_palette()

    def show_discover(self) -> None:
        """To the search field."""
        self.rail.set_current("discover")
        self._search.focus_search()

    def next_panel(self) -> None:
        """The keyboard to the next panel."""
        step_panel(self._panels(), 1)

    def previous_panel(self) -> None:
        """The keyboard to the panel before."""
        step_panel(self._panels(), -1)

    # Qt's events

    def retranslate(self) -> None:
        """The window's own texts; every part does its own."""
        self._show_title()
        self._side.setAccessibleName(self.tr("Side panel"))
        self.documents.setAccessibleName(self.tr("Documents"))
        self.arrangement.dock.setWindowTitle(self.tr("Transfers"))
        self.commands.retranslate()
        self._show_practice_banner()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size."""
        self._memory.changed()
        super().resizeEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place."""
        self._memory.changed()
        super().moveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt alone shows the menu bar."""
        self._menu_bar.key_pressed(event)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Alt let go: show or hide the menu bar."""
        self._menu_bar.key_released(event)
        super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never close at once: whoever runs the window shuts down in order."""
        event.ignore()
        self._leaving.ask()

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Tab goes through the documents to their end before it goes on."""
        return step_field(self, self.documents, forward=forward) or super().focusNextPrevChild(forward)

    # moving about

    def _on_repo_opened(self, ref: RepoRef) -> None:
        self.documents.open_repo(ref)

    def _on_repo_opened_in_tab(self, ref: RepoRef) -> None:
        self.documents.open_repo(ref, own_tab=True)

    def _on_query_requested(self, query: SearchQuery) -> None:
        self.rail.set_current("discover")
        self._search.set_query(query)

    def _on_search_requested(self, text: str) -> None:
        self._on_query_requested(SearchQuery(text=text))

    def _on_activity_chosen(self, activity: str) -> None:
        if activity == "settings":
            self.documents.open_settings()
        else:
            self.show_discover()

    def _on_documents_changed(self) -> None:
        self.rail.set_current("settings" if self.documents.settings_shown() else "discover")
        self._show_title()
        self._memory.changed()

    def _panels(self) -> list[QWidget]:
        return [self._side, self.documents, self.arrangement.dock, self.status, self.rail]

    def _show_title(self) -> None:
        tab = self.documents.current_tab()
        self.setWindowTitle(f"{tab.ref.repo_id} — HubDesk" if tab is not None else "HubDesk")

    def _show_practice_banner(self) -> None:
        if self._ctx.services.connection.is_practice and not self._banner_closed:
            text = self.tr("Practice Hub: its contents are made up, and nothing here reaches the real Hub.")
            self._practice.show_notice(Notice("info", text, "flask-conical"))

    def _on_banner_closed(self) -> None:
        self._banner_closed = True

    # settings and the end

    def _on_settings_changed(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings.theme != before.theme:  # an option of the command line holds until the setting is changed
            self._ctx.theme.set_preference(settings.theme)

    def _on_transfer_changed(self, event: TransferEvent) -> None:
        if event.change is Change.UPDATED and event.transfer.state is State.DONE and event.transfer.in_cache:
            self._search.refresh_local()


def _fill(frame: QFrame, content: QWidget) -> None:
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
