"""The lower part of the panel: notice, rows and their status line, or the page that stands instead of rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hubdesk.ui.messages import message_for
from hubdesk.ui.notices import Notice
from hubdesk.ui.search.controller import SearchController
from hubdesk.ui.search.model import ResultModel, Tail
from hubdesk.ui.search.pages import SearchPages
from hubdesk.ui.search.row_menu import RowMenu
from hubdesk.ui.search.state import Phase, SearchState
from hubdesk.ui.search.status_line import StatusLine
from hubdesk.ui.search.view import ResultsView
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.meters import ThinProgress
from hubdesk.ui.widgets.notice_bar import NoticeBar

_LINE_PX = 2
_EDGE_PX = 4  # as the other parts of the panel leave for focus rings


class ResultsArea(QWidget):
    """Draws the controller's state. `opened` and `opened_in_tab` carry the summary of the row."""

    opened = Signal(object)  # RepoSummary
    opened_in_tab = Signal(object)  # RepoSummary

    def __init__(
        self,
        theme: Theme,
        model: ResultModel,
        controller: SearchController,
        menu: RowMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._controller = controller
        self._line = ThinProgress(theme, self)
        self._notice = NoticeBar(theme, self)
        self._notice.setObjectName("searchNotice")
        self._stack = QStackedWidget(self)
        self._rows = QWidget(self._stack)
        self.view = ResultsView(theme, model, self._rows)
        self._status = StatusLine(theme, self._rows)
        self._pages = SearchPages(theme, controller, self._stack)
        self._menu = menu
        self._arrange()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """All texts again; the parts do theirs themselves."""
        self.view.setAccessibleName(self.tr("Search results"))
        self._model.retranslate()
        self.show_state()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_state(self) -> None:
        """Draw where the search stands."""
        state = self._controller.state
        if state.phase is not Phase.SEARCHING:
            self._line.hide()
            self.view.set_dimmed(False)
        self._status.show_state(state)
        if state.rows:
            self._show_notice(state)
            self._pages.leave()
            self._stack.setCurrentWidget(self._rows)
        else:
            self._close_notice()
            self._pages.show_state(state)
            self._stack.setCurrentWidget(self._pages)

    def focus_rows(self) -> bool:
        """Give the rows the keyboard focus; False where there are none."""
        if not self._model.summaries:
            return False
        self.view.focus_first()
        return True

    def _arrange(self) -> None:
        policy = self._line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._line.setSizePolicy(policy)
        self._line.setFixedHeight(_LINE_PX)
        self._line.set_fraction(-1)
        self._line.hide()
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(_EDGE_PX, 0, 0, _EDGE_PX)
        rows.setSpacing(0)
        rows.addWidget(self.view, 1)
        rows.addWidget(self._status)
        self._stack.addWidget(self._rows)
        self._stack.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._controller.state_changed.connect(self.show_state)
        self.view.opened.connect(self.opened)
        self.view.opened_in_tab.connect(self.opened_in_tab)
        self.view.end_neared.connect(self._controller.load_more)
        self.view.retry_requested.connect(self._controller.retry_more)
        self.view.menu_requested.connect(self._menu.open_for)
        self._menu.opened.connect(self.opened)
        self._menu.opened_in_tab.connect(self.opened_in_tab)
        self._status.grew_slow.connect(self._on_grew_slow)
        self._status.stop_requested.connect(self._controller.stop)
        self._status.again_requested.connect(self._controller.search_now)

    def _on_grew_slow(self) -> None:
        if self._controller.state.phase is Phase.SEARCHING and self._model.summaries:
            self.view.set_dimmed(True)
            self._line.show()

    def _show_notice(self, state: SearchState) -> None:
        if state.error is None or state.phase is Phase.READY:  # a page that failed says so in its own row
            self._close_notice()
            return
        message = message_for(state.error)
        action = self.tr("Try now") if state.retry_at is not None else self.tr("Try again")
        self._notice.show_notice(Notice(message.tone, message.title, message.icon, action, self._controller.search_now))
        self._notice.setToolTip(message.text)
        self._notice.setAccessibleDescription(message.text)

    def _close_notice(self) -> None:
        if self._notice.notice() is not None:
            self._notice.close_notice()


def tail_sentence(tail: Tail) -> str:
    """What the row at the end says."""
    if tail is Tail.LOADING:
        return QCoreApplication.translate("SearchResults", "More results are on the way.")
    return QCoreApplication.translate("SearchResults", "More results could not be loaded. Click to try again.")
