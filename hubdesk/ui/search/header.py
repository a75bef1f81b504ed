"""The head of the search panel: field, type, filters in force, result count and order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.core.types import SearchQuery
from hubdesk.ui.search.active_filters import ActiveFilters
from hubdesk.ui.search.filters import active_filters
from hubdesk.ui.search.selectors import SortSelector, TypeSelector
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button
from hubdesk.ui.widgets.labels import ElidedLabel, make_label, set_tone
from hubdesk.ui.widgets.search_field import SearchField

_RING_PX = 4  # room for the focus ring, which is drawn outside its button
_WANTED_REASONS = frozenset(
    {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.TabFocusReason}
)


class QueryField(SearchField):
    """The search field; tells what its keys and its focus mean for the panel."""

    entered_list = Signal()  # Down
    gained_focus = Signal()  # because the person wanted it
    lost_focus = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Page Down go on to what is below."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.entered_list.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusInEvent(event)
        if event.reason() in _WANTED_REASONS:
            self.gained_focus.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusOutEvent(event)
        self.lost_focus.emit()


class SearchHeader(QWidget):
    """Arranges the parts; the panel connects them."""

    text_typed = Signal(str)
    filters_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QueryField(theme, self)
        self.field.setObjectName("searchField")
        self.hint = make_label(theme, "secondary", "muted", self)
        self.hint.setObjectName("searchHint")
        self.hint.setWordWrap(True)
        self.hint.hide()
        self.types = TypeSelector(theme, self)
        self.filter_button = flat_button(theme, "sliders-horizontal", self, small=True)
        self.filter_button.setObjectName("filterButton")
        self.filter_button.setCheckable(True)
        self.filter_button.toggled.connect(self.filters_toggled)
        self.active = ActiveFilters(theme, self)
        self.count = ElidedLabel("", self)
        self.count.setObjectName("resultCount")
        self.count.setFont(theme.font("secondary"))
        self.count.setProperty("tone", "muted")
        self.sorts = SortSelector(self)
        self._filters = 0
        self._is_showing = False
        self.field.textChanged.connect(self._on_text_changed)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        choose = QHBoxLayout()
        choose.setSpacing(8)
        choose.addWidget(self.types)
        choose.addStretch(1)
        choose.addWidget(self.filter_button)
        found = QHBoxLayout()
        found.setSpacing(8)
        found.addWidget(self.count, 1)
        found.addWidget(self.sorts)
        column = QVBoxLayout(self)
        column.setContentsMargins(_RING_PX, _RING_PX, _RING_PX, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        column.addLayout(choose)
        column.addWidget(self.active)
        column.addLayout(found)

    def retranslate(self) -> None:
        """All texts again."""
        self.field.setPlaceholderText(self.tr("Search models, datasets, Spaces…"))
        self.field.setAccessibleName(self.tr("Search the Hub"))
        self.field.setToolTip(self.tr("Words, a Hub address, or hf://owner/name"))
        self._show_badge()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_query(self, query: SearchQuery) -> None:
        """Show what is asked for; the field only where its words differ."""
        if self.field.text().strip() != query.text:
            self.show_text(query.text)
        self.types.set_value(query.repo_type)
        self.sorts.show_query(query)
        self.active.show_query(query)
        self._filters = len(active_filters(query))
        self._show_badge()

    def show_text(self, text: str) -> None:
        """Put words into the field as if nobody had typed them."""
        self._is_showing = True
        self.field.setText(text)
        self._is_showing = False

    def show_hint(self, text: str, tone: str = "muted") -> None:
        """A line below the field; empty takes it away."""
        self.hint.setText(text)
        set_tone(self.hint, tone)
        self.hint.setVisible(bool(text))

    def show_count(self, text: str) -> None:
        """Say how many results there are."""
        self.count.setText(text)
        self.count.setAccessibleName(text)

    def show_filters_open(self, is_open: bool) -> None:
        """Show the button pressed, without a signal."""
        self.filter_button.blockSignals(True)
        self.filter_button.setChecked(is_open)
        self.filter_button.blockSignals(False)
        self.count.setVisible(not is_open)
        self.sorts.setVisible(not is_open)

    def _on_text_changed(self, text: str) -> None:
        if not self._is_showing:
            self.text_typed.emit(text)

    def _show_badge(self) -> None:
        has_badge = self._filters > 0
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_badge else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.filter_button.setToolButtonStyle(style)
        self.filter_button.setText(str(self._filters) if has_badge else "")
        self.filter_button.setProperty("hasText", has_badge)
        self.filter_button.style().unpolish(self.filter_button)
        self.filter_button.style().polish(self.filter_button)
        name = self.tr("Filters")
        if has_badge:
            name = self.tr("Filters, {count} in force").format(count=self._filters)
        self.filter_button.setAccessibleName(name)
        self.filter_button.setToolTip(name)
