"""The head of the search panel: field, type, filters in force, result count and order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hubdesk.core.types import RepoType, SearchQuery, SortKey
from hubdesk.ui.search.filters import SORTS, ActiveFilter, active_filters
from hubdesk.ui.search.labels import filter_label, sort_name, type_name
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button, link_button
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.flow import FlowLayout
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


class TypeSelector(QWidget):
    """Models, datasets, Spaces: chips of which one holds."""

    chosen = Signal(object)  # RepoType

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("typeSelector")
        self._group = QButtonGroup(self)
        self._chips: dict[RepoType, Chip] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for repo_type in RepoType:
            chip = Chip(theme, "", self, checkable=True)
            chip.setObjectName(f"type_{repo_type.value}")
            chip.setProperty("repoType", repo_type.value)
            self._group.addButton(chip)
            self._chips[repo_type] = chip
            row.addWidget(chip)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self.set_value(RepoType.MODEL)
        self.retranslate()

    def retranslate(self) -> None:
        """All texts again."""
        self.setAccessibleName(self.tr("What to search"))
        for repo_type, chip in self._chips.items():
            chip.setText(type_name(repo_type))
            chip.setAccessibleName(type_name(repo_type))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        chips = list(self._chips.values())
        place = next(place for place, chip in enumerate(chips) if chip.isChecked()) + step
        if step and 0 <= place < len(chips):
            chips[place].setFocus(Qt.FocusReason.TabFocusReason)
            chips[place].click()
        else:
            super().keyPressEvent(event)

    def set_value(self, repo_type: RepoType) -> None:
        """Let this type hold, without a signal."""
        self._chips[repo_type].setChecked(True)

    def _on_clicked(self, chip: Chip) -> None:
        self.chosen.emit(RepoType(str(chip.property("repoType"))))


class SortSelector(QComboBox):
    """The orders that a type knows."""

    sort_chosen = Signal(object)  # SortKey

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sortSelector")
        self.setProperty("small", True)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._shown: tuple[SortKey, ...] = ()
        self.activated.connect(self._on_activated)

    def show_query(self, query: SearchQuery) -> None:
        """Offer the orders of its type and show the one in force."""
        if self._shown != SORTS[query.repo_type]:
            self._shown = SORTS[query.repo_type]
            self.retranslate()
        self.setCurrentIndex(self._shown.index(query.sort))

    def retranslate(self) -> None:
        """All texts again."""
        place = self.currentIndex()
        self.clear()
        self.addItems([sort_name(key) for key in self._shown])
        self.setCurrentIndex(place)
        self.setAccessibleName(self.tr("Sort by"))
        self.setToolTip(self.tr("Sort by"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_activated(self, place: int) -> None:
        self.sort_chosen.emit(self._shown[place])


class ActiveFilters(QWidget):
    """A removable chip for each filter in force, and a way to clear them all."""

    removed = Signal(object)  # ActiveFilter
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._active: tuple[ActiveFilter, ...] = ()
        self._chips: list[Chip] = []
        self.setObjectName("activeFilters")
        self._flow = FlowLayout(self, spacing=6)
        self._clear = link_button(theme, "", self)
        self._clear.setObjectName("clearFilters")
        self._clear.clicked.connect(self.cleared)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.retranslate()
        self.hide()

    def show_query(self, query: SearchQuery) -> None:
        """One chip for each of its filters."""
        if active_filters(query) != self._active:
            self._active = active_filters(query)
            self._fill()

    def retranslate(self) -> None:
        """All texts again."""
        self.setAccessibleName(self.tr("Active filters"))
        self._clear.setText(self.tr("Clear"))
        self._clear.setAccessibleName(self.tr("Clear all filters"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fill(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make_chip(place, active) for place, active in enumerate(self._active)]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self._clear)
        self.setVisible(bool(self._active))
        if had_focus and self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.TabFocusReason)

    def _make_chip(self, place: int, active: ActiveFilter) -> Chip:
        chip = Chip(self._theme, filter_label(active).replace("&", "&&"), self, removable=True)
        chip.setObjectName(f"activeFilter_{active.field}")
        chip.setProperty("place", place)
        chip.setAccessibleName(self.tr("Filter: {name}").format(name=filter_label(active)))
        chip.removed.connect(self._on_removed)
        return chip

    def _on_removed(self) -> None:
        self.removed.emit(self._active[int(self.sender().property("place"))])


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
