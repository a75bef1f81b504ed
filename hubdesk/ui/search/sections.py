"""The parts of the filter page: each shows one field of the query and emits the query that is wanted instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk.core.types import RepoType, SearchQuery
from hubdesk.ui.search.filters import chosen_values, toggled
from hubdesk.ui.search.labels import choices_for, field_title, value_name
from hubdesk.ui.search.row_button import RowButton
from hubdesk.ui.search.suggest_field import Suggest, SuggestField
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.flow import FlowLayout
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.segmented import Segmented

_ROW_PX = 30
_RING_PX = 4  # room for the focus ring, which is drawn outside its button


class Section(QWidget):
    """One field of the query. `show_query` shows it; `wanted` carries the whole changed query."""

    wanted = Signal(object)  # SearchQuery

    def __init__(self, theme: Theme, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = field
        self._query = SearchQuery()
        self.setObjectName(f"filter_{field}")

    def show_query(self, query: SearchQuery) -> None:
        """Show what this query says about the field."""
        self._query = query
        self._refresh()

    def retranslate(self) -> None:
        """All texts again."""
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _refresh(self) -> None:
        raise NotImplementedError


class ListSection(Section):
    """A field with a long list of values, which opens on its own page."""

    opened = Signal(str)

    def __init__(self, theme: Theme, field: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, field, parent)
        self._row = RowButton(theme, self, leads_on=True, height=_ROW_PX)
        self._row.setObjectName(f"filterOpen_{field}")
        column = QVBoxLayout(self)
        column.setContentsMargins(_RING_PX, _RING_PX, _RING_PX, _RING_PX)
        column.addWidget(self._row)
        self._row.clicked.connect(self._on_clicked)
        self._refresh()

    def focus(self) -> None:
        """Take the focus back from the list's page."""
        self._row.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _refresh(self) -> None:
        names = [value_name(self.field, value) for value in chosen_values(self._query, self.field)]
        self._row.set_texts(field_title(self.field, self._query.repo_type), ", ".join(names))

    def _on_clicked(self) -> None:
        self.opened.emit(self.field)


class TitledSection(Section):
    """A field whose title stands above what one can do with it."""

    def __init__(self, theme: Theme, field: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, field, parent)
        self._title = make_label(theme, "secondary", "muted", self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 4)
        self._column.setSpacing(6)
        self._column.addWidget(self._title)

    def _refresh(self) -> None:
        self._title.setText(field_title(self.field, self._query.repo_type))


class ChipSection(TitledSection):
    """A field with few values: one chip each."""

    def __init__(self, theme: Theme, field: str, repo_type: RepoType, parent: QWidget | None = None) -> None:
        super().__init__(theme, field, parent)
        self._chips: dict[str, Chip] = {}
        flow = FlowLayout(spacing=6)
        self._column.addLayout(flow)
        for choice in choices_for(field, repo_type):
            chip = Chip(theme, choice.name, self, checkable=True)
            chip.setObjectName(f"filterChip_{field}_{choice.value}")
            chip.setProperty("value", choice.value)
            chip.clicked.connect(self._on_clicked)
            self._chips[choice.value] = chip
            flow.addWidget(chip)
        self._refresh()

    def _refresh(self) -> None:
        super()._refresh()
        chosen = chosen_values(self._query, self.field)
        for value, chip in self._chips.items():
            chip.setText(value_name(self.field, value))
            chip.setAccessibleName(f"{field_title(self.field, self._query.repo_type)}: {chip.text()}")
            chip.setChecked(value in chosen)

    def _on_clicked(self) -> None:
        value = str(self.sender().property("value"))
        self.wanted.emit(toggled(self._query, self.field, value))


class GatedSection(TitledSection):
    """Any, only gated, only open."""

    _VALUES: ClassVar[dict[str, bool | None]] = {"any": None, "open": False, "gated": True}

    def __init__(self, theme: Theme, field: str = "gated", parent: QWidget | None = None) -> None:
        super().__init__(theme, field, parent)
        self._choice = Segmented(theme, self)
        for value in self._VALUES:
            self._choice.add(value).setObjectName(f"filterChip_gated_{value}")
        self._column.addWidget(self._choice)
        self._choice.chosen.connect(self._on_chosen)
        self._refresh()

    def _refresh(self) -> None:
        super()._refresh()
        self._choice.setAccessibleName(field_title(self.field, self._query.repo_type))
        self._choice.set_text("any", self.tr("Any"))
        self._choice.set_text("open", self.tr("Only open"))
        self._choice.set_text("gated", self.tr("Only gated"))
        self._choice.set_value(next(name for name, value in self._VALUES.items() if value is self._query.gated))

    def _on_chosen(self, value: str) -> None:
        self.wanted.emit(replace(self._query, gated=self._VALUES[value]))


class TextSection(TitledSection):
    """A field that takes any text, with suggestions; what is chosen stands below as chips."""

    def __init__(self, theme: Theme, field: str, suggest: Suggest, parent: QWidget | None = None) -> None:
        super().__init__(theme, field, parent)
        self._field = SuggestField(suggest, self)
        self._field.setObjectName(f"filterText_{field}")
        self._column.addWidget(self._field)
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, spacing=6)
        self._column.addWidget(self._row)
        self._field.entered.connect(self._on_entered)
        self._refresh()

    def _refresh(self) -> None:
        super()._refresh()
        self._field.setAccessibleName(field_title(self.field, self._query.repo_type))
        hints: dict[str, Callable[[], str]] = {
            "author": self._author_hint,
            "datasets": self._dataset_hint,
            "models": self._model_hint,
        }
        self._field.setPlaceholderText(hints[self.field]())
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        chosen = chosen_values(self._query, self.field)
        for value in chosen:
            chip = Chip(self._theme, value, self._row, removable=True)
            chip.setProperty("value", value)
            chip.setAccessibleName(f"{field_title(self.field, self._query.repo_type)}: {value}")
            chip.removed.connect(self._on_removed)
            self._flow.addWidget(chip)
            chip.show()
        self._row.setVisible(bool(chosen))

    def _author_hint(self) -> str:
        return self.tr("A user or an organisation")

    def _dataset_hint(self) -> str:
        return self.tr("The id of a dataset")

    def _model_hint(self) -> str:
        return self.tr("The id of a model")

    def _on_entered(self, value: str) -> None:
        self._field.clear()
        if value not in chosen_values(self._query, self.field):
            self.wanted.emit(toggled(self._query, self.field, value))

    def _on_removed(self) -> None:
        self.wanted.emit(toggled(self._query, self.field, str(self.sender().property("value"))))
