"""The parts of the filter page: each shows one field of the query and emits the query that is wanted instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.core.types import RepoType, SearchQuery
from hubdesk.ui.search.filters import Bounds, chosen_values, parse_parameters, toggled
from hubdesk.ui.search.labels import bounds_text, choices_for, field_title, value_name
from hubdesk.ui.search.row_button import RowButton
from hubdesk.ui.search.suggest_field import Suggest, SuggestField
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.flow import FlowLayout
from hubdesk.ui.widgets.labels import make_label, set_tone
from hubdesk.ui.widgets.segmented import Segmented

_BILLION = 1_000_000_000
PARAMETER_RANGES: tuple[Bounds, ...] = (
    (None, _BILLION),
    (_BILLION, 3 * _BILLION),
    (3 * _BILLION, 8 * _BILLION),
    (8 * _BILLION, 15 * _BILLION),
    (15 * _BILLION, 40 * _BILLION),
    (40 * _BILLION, 100 * _BILLION),
    (100 * _BILLION, None),
)
_ROW_PX = 36


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
        column.setContentsMargins(0, 0, 0, 0)
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
        self._column.setContentsMargins(8, 4, 8, 4)
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


class ParameterSection(TitledSection):
    """How many parameters: chips for usual ranges, and two fields for any other."""

    def __init__(self, theme: Theme, field: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, field, parent)
        self._chips: dict[Bounds, Chip] = {}
        flow = FlowLayout(spacing=6)
        self._column.addLayout(flow)
        for place, bounds in enumerate(PARAMETER_RANGES):
            chip = Chip(theme, "", self, checkable=True)
            chip.setObjectName(f"filterChip_parameters_{place}")
            chip.setProperty("place", place)
            chip.clicked.connect(self._on_clicked)
            self._chips[bounds] = chip
            flow.addWidget(chip)
        self._low = self._make_bound("parametersMin")
        self._high = self._make_bound("parametersMax")
        self._to = make_label(theme, "secondary", "muted", self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._low, 1)
        row.addWidget(self._to)
        row.addWidget(self._high, 1)
        self._column.addLayout(row)
        self._problem = make_label(theme, "secondary", "", self)
        set_tone(self._problem, "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._column.addWidget(self._problem)
        self._refresh()

    def _make_bound(self, name: str) -> SuggestField:
        field = SuggestField(None, self)
        field.setProperty("small", True)
        field.setObjectName(name)
        field.editingFinished.connect(self._on_typed)
        return field

    def _refresh(self) -> None:
        super()._refresh()
        bounds = (self._query.min_parameters, self._query.max_parameters)
        for offered, chip in self._chips.items():
            chip.setText(bounds_text(offered))
            chip.setAccessibleName(self.tr("Parameters: {range}").format(range=chip.text()))
            chip.setChecked(offered == bounds)
        self._to.setText(self.tr("to"))
        for field, value, hint, name in (
            (self._low, bounds[0], self.tr("500M"), self.tr("Fewest parameters")),
            (self._high, bounds[1], self.tr("8B"), self.tr("Most parameters")),
        ):
            field.setPlaceholderText(hint)
            field.setAccessibleName(name)
            if not field.hasFocus():
                field.setText(_short(value))
        self._problem.setText(self.tr("Write a number such as 7B or 500M, the smaller one first."))

    def _on_clicked(self) -> None:
        bounds = PARAMETER_RANGES[int(self.sender().property("place"))]
        if bounds == (self._query.min_parameters, self._query.max_parameters):
            bounds = (None, None)
        self._problem.hide()
        self._want(bounds)

    def _on_typed(self) -> None:
        try:
            low, high = parse_parameters(self._low.text()), parse_parameters(self._high.text())
        except ValueError:
            self._problem.show()
            return
        is_wrong = low is not None and high is not None and low > high
        self._problem.setVisible(is_wrong)
        if not is_wrong and (low, high) != (self._query.min_parameters, self._query.max_parameters):
            self._want((low, high))

    def _want(self, bounds: Bounds) -> None:
        self.wanted.emit(replace(self._query, min_parameters=bounds[0], max_parameters=bounds[1]))


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


def _short(parameters: int | None) -> str:
    if parameters is None:
        return ""
    for unit, letter in ((_BILLION, "B"), (1_000_000, "M"), (1_000, "K")):
        if parameters >= unit:
            return f"{parameters / unit:g}{letter}"
    return f"{parameters / 1000:g}K"
