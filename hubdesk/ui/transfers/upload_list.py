"""The left side of an upload plan: how many files of each kind, a filter, and the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hubdesk.transfers.uploads.model import Verdict
from hubdesk.ui.format import number_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.upload_files_model import ORDER, UploadFilesModel
from hubdesk.ui.transfers.upload_files_view import LOOKS, UploadFilesView
from hubdesk.ui.transfers.upload_planning import UploadPlanning
from hubdesk.ui.transfers.upload_progress import UploadProgress
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.flow import FlowLayout
from hubdesk.ui.widgets.frames import box_frame
from hubdesk.ui.widgets.search_field import SearchField
from hubdesk.ui.widgets.state_page import StatePage


class UploadList(QWidget):
    """Shows the files, the progress of planning, or why there is no plan."""

    choice_changed = Signal(object)  # frozenset of the paths left out

    def __init__(self, theme: Theme, planning: UploadPlanning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._planning = planning
        self._files = UploadFilesModel(self)
        self.view = UploadFilesView(theme, self._files, self)
        self.progress = UploadProgress(theme, self)
        self.state = StatePage(theme, self)
        self._pages = QStackedWidget(self)
        for page in (self.progress, self.view, self.state):
            self._pages.addWidget(page)
        self._chips = {verdict: Chip(theme, "", self, checkable=True, icon=LOOKS[verdict][0]) for verdict in ORDER}
        for verdict, chip in self._chips.items():
            chip.setObjectName(f"upload_{verdict}")
            chip.clicked.connect(self._on_filter)
            chip.hide()
        self._filter = SearchField(theme, self)
        self._filter.setObjectName("uploadFilter")
        self._filter.setProperty("small", True)
        self._filter.setAcceptDrops(False)
        self._filter.textChanged.connect(self._on_filter)
        self._files.choice_changed.connect(self._on_choice_changed)
        self._lay_out()
        self.retranslate()

    def show_progress(self) -> None:
        """A plan is being made."""
        self.progress.begin()
        self.state.clear()
        self._pages.setCurrentWidget(self.progress)
        self._show_counts()

    def show_state(self) -> StatePage:
        """Instead of the list; the caller says what it shows."""
        self._files.set_files((), frozenset(), ())
        self._pages.setCurrentWidget(self.state)
        self._show_counts()
        return self.state

    def show_plan(self) -> None:
        """Another plan is here."""
        plan = self._planning.plan
        if plan is None:
            return
        self._files.set_files(plan.files, self._planning.left_out, (*self._planning.looks, *plan.findings))
        self.state.clear()
        self._pages.setCurrentWidget(self.view)
        self._show_counts()
        if plan.files:
            self.view.setCurrentIndex(self._files.index(0, 0))

    def show_path(self, path: str) -> None:
        """Select this file, whatever the filter says."""
        if self._files.row_of(path) < 0:
            self._filter.clear()
            for chip in self._chips.values():
                chip.setChecked(False)
            self._on_filter()
        self.view.show_row(self._files.row_of(path))
        self.view.setFocus()

    def set_left_out(self, path: str, left_out: bool) -> None:
        """A finding was answered."""
        self._files.set_chosen([path], not left_out)

    def retranslate(self) -> None:
        """Texts and names."""
        self.view.setAccessibleName(self.tr("Files"))
        self._filter.setPlaceholderText(self.tr("Filter files"))
        self._filter.setAccessibleName(self.tr("Filter files by name"))
        self._files.retranslate()
        self._show_counts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        chips = FlowLayout()
        for chip in self._chips.values():
            chips.addWidget(chip)
        box = box_frame(self)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(chips)
        column.addWidget(self._filter)
        column.addWidget(box, 1)

    def _show_counts(self) -> None:
        counts = self._files.counts() if self._pages.currentWidget() is self.view else {}
        words = {
            Verdict.ADDED: self.tr("{count} added"),
            Verdict.CHANGED: self.tr("{count} changed"),
            Verdict.UNCHANGED: self.tr("{count} unchanged"),
            Verdict.IGNORED: self.tr("{count} ignored"),
            Verdict.DELETED: self.tr("{count} deleted"),
        }
        for verdict, chip in self._chips.items():
            text = words[verdict].format(count=number_text(counts.get(verdict, 0)))
            chip.setText(text)
            chip.setAccessibleName(text)
            chip.setVisible(bool(counts.get(verdict)) or chip.isChecked())
        self._filter.setEnabled(bool(counts))

    def _on_filter(self) -> None:
        wanted = frozenset(verdict for verdict, chip in self._chips.items() if chip.isChecked())
        self._files.set_filter(self._filter.text(), wanted)

    def _on_choice_changed(self) -> None:
        self.choice_changed.emit(self._files.left_out())
