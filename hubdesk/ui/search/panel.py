"""The search panel: field, filters and results. It shows the controller's state and hands it wishes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoSummary, SearchQuery
from hubdesk.ui.context import UiContext
from hubdesk.ui.late_parts import make_filters
from hubdesk.ui.messages import message_for
from hubdesk.ui.search.controller import SearchController, looks_like_address
from hubdesk.ui.search.counts import count_sentence
from hubdesk.ui.search.header import SearchHeader
from hubdesk.ui.search.model import ResultModel
from hubdesk.ui.search.recent import RecentSearches
from hubdesk.ui.search.results import ResultsArea, tail_sentence
from hubdesk.ui.search.row_facts import sentence
from hubdesk.ui.search.row_menu import RowMenu, page_url
from hubdesk.ui.search.state import Phase

if TYPE_CHECKING:
    from hubdesk.ui.search.filter_page import FilterPage

_MARGIN_PX = 8  # with the 4 px that each part leaves for focus rings
_PASTED_LETTERS = 5  # an address that grows by more at once was not typed


class SearchPanel(QWidget):
    """What the Discover activity shows at the side."""

    repo_opened = Signal(object)  # RepoRef
    repo_opened_in_tab = Signal(object)  # RepoRef
    address_opened = Signal(object)  # Address

    def __init__(self, ctx: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        services = ctx.services
        endpoint = services.connection.endpoint
        model = ResultModel(sentence, tail_sentence, partial(page_url, endpoint), self)
        self._controller = SearchController(services.search, services.local, endpoint, ctx.tasks, model, self)
        self._menu = RowMenu(ctx.theme, endpoint, self)
        self._header = SearchHeader(ctx.theme, self)
        self._stack = QStackedWidget(self)
        self._results = ResultsArea(ctx.theme, model, self._controller, self._menu, self._stack)
        self._filters: FilterPage | None = None
        self._recent = RecentSearches(ctx.theme, self)
        self._typed = ""
        self._count = ""
        self._arrange()
        self._connect_header()
        self._connect_rest()
        self._add_commands()
        self.retranslate()
        self._on_query_changed()

    @property
    def query(self) -> SearchQuery:
        """What is asked for."""
        return self._controller.query

    @property
    def controller(self) -> SearchController:
        """Who decides what is searched."""
        return self._controller

    def set_query(self, query: SearchQuery) -> None:
        """Search for exactly this."""
        self._close_filters()
        self._controller.apply(query)

    def focus_search(self) -> None:
        """Put the cursor into the field, what is there selected."""
        self._header.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._header.field.selectAll()

    def prepare(self) -> None:
        """Make what is shown later, so that it comes at once then."""
        self._filter_page()

    def refresh_local(self) -> None:
        """Look again which repositories are on this computer."""
        self._controller.refresh_local()

    def retranslate(self) -> None:
        """All texts again; the parts do theirs themselves."""
        self.setAccessibleName(self.tr("Search"))
        self._on_state_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The first search starts when the panel is first seen."""
        super().showEvent(event)
        self._controller.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what lies over the results, then the filters, else goes back to the field."""
        if event.key() == Qt.Key.Key_Escape and self._recent.isVisible():
            self._recent.hide()
        elif event.key() == Qt.Key.Key_Escape and self._is_filtering():
            self._close_filters()
        elif event.key() == Qt.Key.Key_Escape and not self._header.field.hasFocus():
            self._header.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self._stack.addWidget(self._results)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        column.setSpacing(4)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)

    def _connect_header(self) -> None:
        header, controller = self._header, self._controller
        header.text_typed.connect(self._on_text_typed)
        header.field.returnPressed.connect(self._on_return)
        header.field.entered_list.connect(self._on_down)
        header.field.gained_focus.connect(self._offer_recent)
        header.field.lost_focus.connect(self._on_field_left)
        header.types.chosen.connect(controller.set_type)
        header.sorts.sort_chosen.connect(controller.set_sort)
        header.active.removed.connect(controller.remove_filter)
        header.active.cleared.connect(controller.clear_filters)
        header.filters_toggled.connect(self._on_filters_toggled)

    def _connect_rest(self) -> None:
        controller = self._controller
        controller.query_changed.connect(self._on_query_changed)
        controller.state_changed.connect(self._on_state_changed)
        controller.address_opened.connect(self._on_address_opened)
        controller.address_refused.connect(self._on_address_refused)
        self._results.opened.connect(self._on_opened)
        self._results.opened_in_tab.connect(self._on_opened_in_tab)
        self._results.view.left_upwards.connect(self._header.field.setFocus)
        self._menu.author_wanted.connect(self._on_author_wanted)
        self._recent.chosen.connect(self._on_recent_chosen)
        self._recent.forgotten.connect(self._on_forgotten)
        self._recent.left_upwards.connect(self._header.field.setFocus)

    def _add_commands(self) -> None:
        add = self._ctx.commands.add
        add("search.focus", self._focus_text, self.focus_search, shortcut="Ctrl+F|Ctrl+L", icon="search")
        add("search.filters", self._filters_text, self._toggle_filters, icon="sliders-horizontal")
        add("search.clear_filters", self._clear_text, self._controller.clear_filters, icon="x")
        add("search.again", self._again_text, self._controller.search_now, icon="rotate-cw")

    def _focus_text(self) -> str:
        return self.tr("Search the Hub")

    def _filters_text(self) -> str:
        return self.tr("Filter the results")

    def _clear_text(self) -> str:
        return self.tr("Clear all filters")

    def _again_text(self) -> str:
        return self.tr("Search again")

    def _on_query_changed(self) -> None:
        query = self._controller.query
        self._header.show_query(query)
        self._header.show_hint("")
        self._typed = self._header.field.text()
        if self._filters is not None:
            self._filters.show_query(query)

    def _on_state_changed(self) -> None:
        state = self._controller.state
        if state.phase is not Phase.SEARCHING:  # until then the number of before stays
            self._count = count_sentence(state)
        self._header.show_count(self._count)
        if self._filters is not None:
            self._filters.set_count(self._count if state.phase is Phase.READY else "")

    def _on_text_typed(self, text: str) -> None:
        grown, self._typed = len(text) - len(self._typed), text
        self._header.show_hint("")
        self._controller.type_text(text)
        if looks_like_address(text):
            if grown >= _PASTED_LETTERS:
                self._controller.open_address(text)
            else:
                self._header.show_hint(self.tr("Press Enter to open this address."))
        if text:
            self._recent.hide()
        elif self._header.field.hasFocus():
            self._offer_recent()

    def _on_return(self) -> None:
        self._recent.hide()
        self._controller.submit(self._header.field.text())

    def _on_down(self) -> None:
        if self._recent.focus_first():
            return
        if self._is_filtering():
            self._filter_page().focus_start()
        else:
            self._results.focus_rows()

    def _on_field_left(self) -> None:
        if not self._recent.holds_focus():
            self._recent.hide()

    def _offer_recent(self) -> None:
        if not self._header.field.text():
            self._recent.show_below(self._header.field, self._ctx.services.search.recent())

    def _on_recent_chosen(self, text: str) -> None:
        self._header.show_text(text)
        self._header.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._controller.submit(text)

    def _on_forgotten(self) -> None:
        self._ctx.services.search.forget_recent()
        self._header.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_address_opened(self, address: object) -> None:
        self._header.show_hint("")
        self._header.show_text(self._controller.query.text)
        self._typed = self._header.field.text()
        self.address_opened.emit(address)

    def _on_address_refused(self, error: HubDeskError) -> None:
        message = message_for(error)
        self._header.show_hint(f"{message.title}. {message.text}", "bad")

    def _on_opened(self, summary: RepoSummary) -> None:
        self._controller.remember()
        self.repo_opened.emit(summary.ref)

    def _on_opened_in_tab(self, summary: RepoSummary) -> None:
        self._controller.remember()
        self.repo_opened_in_tab.emit(summary.ref)

    def _on_filters_wanted(self, query: SearchQuery) -> None:
        # the words may have been typed after the filters were told of the query
        self._controller.apply(replace(query, text=self._controller.query.text))

    def _on_author_wanted(self, author: str) -> None:
        query = self._controller.query
        self.set_query(SearchQuery(query.repo_type, sort=query.sort, author=author))

    def _is_filtering(self) -> bool:
        return self._stack.currentWidget() is not self._results

    def _filter_page(self) -> FilterPage:
        """Made when first wanted."""
        if self._filters is None:
            page = self._filters = make_filters(self._ctx, self._stack)
            self._stack.addWidget(page)
            page.wanted.connect(self._on_filters_wanted)
            page.closed.connect(self._close_filters)
            page.show_query(self._controller.query)
            self._on_state_changed()
        return self._filters

    def _toggle_filters(self) -> None:
        self._header.filter_button.click()

    def _close_filters(self) -> None:
        if self._is_filtering():
            self._header.filter_button.click()

    def _on_filters_toggled(self, is_open: bool) -> None:
        self._header.show_filters_open(is_open)
        self._stack.setCurrentWidget(self._filter_page() if is_open else self._results)
        if is_open:
            self._filter_page().focus_start()
        else:
            target = self._results.view if self._results.view.isVisible() else self._header.filter_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)
