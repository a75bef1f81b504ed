"""What stands in the panel instead of rows: loading, nothing found, stopped, or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from hubdesk.core.types import RepoType, SearchQuery
from hubdesk.ui.search.controller import SearchController
from hubdesk.ui.search.filters import active_filters
from hubdesk.ui.search.labels import suggestion_label, type_name
from hubdesk.ui.search.state import Phase, SearchState, Suggestion
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.state_page import StatePage


class SearchPages(StatePage):
    """Shows a state that has no rows; its buttons are wishes to the controller."""

    def __init__(self, theme: Theme, controller: SearchController, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self._controller = controller
        self._state = SearchState()
        self._suggestions: tuple[Suggestion, ...] = ()

    def show_state(self, state: SearchState) -> None:
        """Show this; the same state again changes nothing, so that clocks go on."""
        if state is self._state:
            return
        was_searching = self._state.phase is Phase.SEARCHING
        self._state = state
        if state.phase is Phase.SEARCHING:
            if not was_searching:
                self.show_loading(self._controller.stop)
        elif state.phase is Phase.READY:
            self._show_nothing_found(state)
        elif state.phase is Phase.STOPPED:
            self._show_stopped()
        elif state.error is not None:
            self._controller.leave_retry_to_view()
            self.show_error(state.error, self._controller.search_now)

    def leave(self) -> None:
        """Rows are shown instead."""
        self._state = SearchState()
        self.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Say again what the base class does not say again by itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self._state.phase is Phase.READY:
                self._show_nothing_found(self._state)
            elif self._state.phase is Phase.STOPPED:
                self._show_stopped()

    def _show_nothing_found(self, state: SearchState) -> None:
        has_filters = bool(active_filters(state.query))
        self._suggestions = state.suggestions
        buttons = self._filter_buttons() if has_filters else self._type_buttons(state.query)
        text = self.tr("Check the spelling, use fewer words, or look among the others.")
        if has_filters:
            text = self.tr("Take one away, or search among the other types.")
        self.show_empty("search-x", self._title(state.query, has_filters=has_filters), text, *buttons)

    def _title(self, query: SearchQuery, *, has_filters: bool) -> str:
        if has_filters:
            titles = {
                RepoType.MODEL: self.tr("No model matches all filters"),
                RepoType.DATASET: self.tr("No dataset matches all filters"),
                RepoType.SPACE: self.tr("No Space matches all filters"),
            }
        else:
            titles = {
                RepoType.MODEL: self.tr("No model matches these words"),
                RepoType.DATASET: self.tr("No dataset matches these words"),
                RepoType.SPACE: self.tr("No Space matches these words"),
            }
        return titles[query.repo_type]

    def _filter_buttons(self) -> list[QAbstractButton]:
        buttons: list[QAbstractButton] = []
        for place, suggestion in enumerate(self._suggestions):
            text = suggestion_label(suggestion)
            chip = Chip(self._theme, text.replace("&", "&&"), self)
            chip.setObjectName("withoutFilter")
            chip.setAccessibleName(text)
            chip.setProperty("place", place)
            chip.clicked.connect(self._on_without)
            buttons.append(chip)
        clear = plain_button(self._theme, "x", self)
        clear.setObjectName("clearFiltersAction")
        _name(clear, self.tr("Clear filters"))
        clear.clicked.connect(self._controller.clear_filters)
        return [*buttons, clear]

    def _type_buttons(self, query: SearchQuery) -> list[QAbstractButton]:
        buttons: list[QAbstractButton] = []
        for repo_type in RepoType:
            if repo_type is not query.repo_type:
                button = plain_button(self._theme, "", self)
                button.setObjectName(f"searchIn_{repo_type.value}")
                button.setProperty("repoType", repo_type.value)
                _name(button, self.tr("Search in {type}").format(type=type_name(repo_type)))
                button.clicked.connect(self._on_type)
                buttons.append(button)
        return buttons

    def _show_stopped(self) -> None:
        again = primary_button(self._theme, "rotate-cw", self)
        again.setObjectName("searchAgain")
        _name(again, self.tr("Search again"))
        again.clicked.connect(self._controller.search_now)
        text = self.tr("Nothing was changed. You can search again whenever you like.")
        self.show_empty("circle-stop", self.tr("The search was stopped"), text, again, tone="muted")

    def _on_without(self) -> None:
        self._controller.remove_filter(self._suggestions[int(self.sender().property("place"))].filter)

    def _on_type(self) -> None:
        self._controller.set_type(RepoType(str(self.sender().property("repoType"))))


def _name(button: QPushButton, text: str) -> None:
    button.setText(text)
    button.setAccessibleName(text)
