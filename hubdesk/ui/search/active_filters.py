"""The filters in force, as chips below the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.core.types import SearchQuery
from hubdesk.ui.search.filters import ActiveFilter, active_filters
from hubdesk.ui.search.labels import filter_label
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.flow import FlowLayout


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
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
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
