"""The page of filters: every field of the type at a glance, long lists one step further; choices apply at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.types import RepoType, SearchQuery
from hubdesk.ui.search.choice_page import ChoicePage
from hubdesk.ui.search.filters import PARAMETERS, SEVERAL, active_filters, chosen_values, cleared, toggled
from hubdesk.ui.search.labels import choices_for, field_title
from hubdesk.ui.search.parameter_section import ParameterSection
from hubdesk.ui.search.sections import (
    ChipSection,
    GatedSection,
    ListSection,
    Section,
    TextSection,
)
from hubdesk.ui.search.suggestions import Suggestions
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button, link_button, primary_button
from hubdesk.ui.widgets.labels import make_label

_RING_PX = 4  # room for the focus ring, which is drawn outside its button
LIST_FIELDS: dict[RepoType, tuple[str, ...]] = {
    RepoType.MODEL: ("task", "libraries", "languages", "license", "apps"),
    RepoType.DATASET: ("task", "languages", "license"),
    RepoType.SPACE: (),
}
_OTHER_FIELDS: dict[RepoType, tuple[str, ...]] = {
    RepoType.MODEL: (PARAMETERS, "formats", "gated", "datasets", "author"),
    RepoType.DATASET: ("size", "formats", "author"),
    RepoType.SPACE: ("sdk", "models", "datasets", "author"),
}


class FilterOverview(QWidget):
    """All sections of one type, below each other."""

    wanted = Signal(object)  # SearchQuery
    list_opened = Signal(str)

    def __init__(
        self, theme: Theme, repo_type: RepoType, suggestions: Suggestions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "content")
        self._theme = theme
        self._type = repo_type
        self._suggestions = suggestions
        self.sections: dict[str, Section] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        lists = QVBoxLayout()
        lists.setSpacing(0)
        for field in LIST_FIELDS[repo_type]:
            lists.addWidget(self._add(ListSection(theme, field, self)))
        column.addLayout(lists)
        for field in _OTHER_FIELDS[repo_type]:
            column.addWidget(self._add(self._make(field)))
        column.addStretch(1)

    def show_query(self, query: SearchQuery) -> None:
        """Show what is chosen."""
        for section in self.sections.values():
            section.show_query(query)

    def focus_list(self, field: str) -> None:
        """Give the focus back to the row that opened a list."""
        section = self.sections.get(field)
        if isinstance(section, ListSection):
            section.focus()

    def _make(self, field: str) -> Section:
        if field == PARAMETERS:
            return ParameterSection(self._theme, field, self)
        if field == "gated":
            return GatedSection(self._theme, field, self)
        if field in ("datasets", "models", "author"):
            return TextSection(self._theme, field, self._suggestions.source(field, self._type), self)
        return ChipSection(self._theme, field, self._type, self)

    def _add(self, section: Section) -> Section:
        section.wanted.connect(self.wanted)
        if isinstance(section, ListSection):
            section.opened.connect(self.list_opened)
        self.sections[section.field] = section
        return section


class FilterPage(QWidget):
    """Emits each wanted query at once; `closed` when the person is done."""

    wanted = Signal(object)  # SearchQuery
    closed = Signal()

    def __init__(self, theme: Theme, suggestions: Suggestions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterPage")
        self._theme = theme
        self._suggestions = suggestions
        self._query = SearchQuery()
        self._open_field = ""
        self._title = make_label(theme, "section", parent=self)
        self._clear = link_button(theme, "", self)
        self._clear.setObjectName("clearAllFilters")
        self._close = flat_button(theme, "x", self, small=True)
        self._close.setObjectName("closeFilters")
        self._done = primary_button(theme, "", self)
        self._done.setObjectName("showResults")
        self._count = ""
        self._stack = QStackedWidget(self)
        self._overview_page = QWidget(self)
        self._types = QStackedWidget(self)
        self._overviews: dict[RepoType, FilterOverview] = {}
        self._areas: dict[RepoType, QScrollArea] = {}
        self._choices = ChoicePage(theme, self)
        self._arrange()
        self._clear.clicked.connect(self._on_clear)
        self._close.clicked.connect(self.closed)
        self._done.clicked.connect(self.closed)
        self._choices.taken.connect(self._on_taken)
        self._choices.left.connect(self._close_list)
        self.retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_RING_PX, 0, _RING_PX, 0)
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._clear)
        head.addWidget(self._close)
        overview = QVBoxLayout(self._overview_page)
        overview.setContentsMargins(0, _RING_PX, 0, 0)
        overview.setSpacing(8)
        overview.addLayout(head)
        overview.addWidget(self._types, 1)
        self._stack.addWidget(self._overview_page)
        self._stack.addWidget(self._choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(_RING_PX, 0, _RING_PX, _RING_PX)
        foot.addWidget(self._done)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """All texts again."""
        self.setAccessibleName(self.tr("Filters"))
        self._title.setText(self.tr("Filters"))
        self._clear.setText(self.tr("Clear all"))
        self._clear.setAccessibleName(self.tr("Clear all filters"))
        self._close.setToolTip(self.tr("Close the filters"))
        self._close.setAccessibleName(self.tr("Close the filters"))
        self.set_count(self._count)
        if self._open_field:
            self._open_list(self._open_field)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_query(self, query: SearchQuery) -> None:
        """Show what is chosen; another type shows its own fields."""
        if query.repo_type is not self._query.repo_type and self._open_field:
            self._close_list()
        self._query = query
        overview = self._overview(query.repo_type)
        overview.show_query(query)
        self._clear.setEnabled(bool(active_filters(query)))
        if self._open_field:
            self._choices.set_chosen(chosen_values(query, self._open_field))

    def set_count(self, text: str) -> None:
        """Say on the button how many results there are; empty while that is not known."""
        self._count = text
        label = self.tr("Show {count}").format(count=text) if text else self.tr("Show results")
        self._done.setText(label)
        self._done.setAccessibleName(label)

    def focus_start(self) -> None:
        """Take the keyboard focus."""
        self._close_list()
        first = next(iter(self._overview(self._query.repo_type).sections.values()))
        if isinstance(first, ListSection):
            first.focus()
        else:
            self._close.setFocus(Qt.FocusReason.TabFocusReason)

    def _overview(self, repo_type: RepoType) -> FilterOverview:
        found = self._overviews.get(repo_type)
        if found is None:
            found = self._overviews[repo_type] = FilterOverview(self._theme, repo_type, self._suggestions)
            found.wanted.connect(self.wanted)
            found.list_opened.connect(self._open_list)
            area = QScrollArea(self._types)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(found)
            self._types.addWidget(area)
            self._areas[repo_type] = area
        self._types.setCurrentWidget(self._areas[repo_type])
        return found

    def _open_list(self, field: str) -> None:
        self._open_field = field
        choices = list(choices_for(field, self._query.repo_type))
        self._choices.open_with(field_title(field, self._query.repo_type), choices, chosen_values(self._query, field))
        self._stack.setCurrentWidget(self._choices)

    def _close_list(self) -> None:
        field, self._open_field = self._open_field, ""
        self._stack.setCurrentWidget(self._overview_page)
        if field:
            self._overview(self._query.repo_type).focus_list(field)

    def _on_taken(self, value: str) -> None:
        field = self._open_field
        self.wanted.emit(toggled(self._query, field, value))
        if field not in SEVERAL:
            self._close_list()

    def _on_clear(self) -> None:
        self.wanted.emit(cleared(self._query))
