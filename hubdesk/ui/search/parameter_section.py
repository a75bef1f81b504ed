"""The filter for the number of parameters: usual ranges, or any other."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hubdesk.ui.search.filters import Bounds, parse_parameters
from hubdesk.ui.search.labels import bounds_text
from hubdesk.ui.search.sections import TitledSection
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.flow import FlowLayout
from hubdesk.ui.widgets.labels import make_label

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
        self._problem = make_label(theme, "secondary", "bad", self)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._column.addWidget(self._problem)
        self._refresh()

    def _make_bound(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
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


def _short(parameters: int | None) -> str:
    if parameters is None:
        return ""
    for unit, letter in ((_BILLION, "B"), (1_000_000, "M"), (1_000, "K")):
        if parameters >= unit:
            return f"{parameters / unit:g}{letter}"
    return f"{parameters / 1000:g}K"
