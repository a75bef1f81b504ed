"""What is searched and in which order: the chips of the types and the box of the orders."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from hubdesk.core.types import RepoType, SearchQuery, SortKey
from hubdesk.ui.search.filters import SORTS
from hubdesk.ui.search.labels import sort_name, type_name
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.chip import Chip


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
