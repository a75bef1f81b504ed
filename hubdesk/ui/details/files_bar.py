"""The bar above the files: the filter and the total."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoFile
from hubdesk.ui.format import number_text, size_text
from hubdesk.ui.messages import message_for
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.search_field import SearchField

_FIELD_WIDTH = 260


class FilesBar(QWidget):
    """Says how many files there are, how many the filter found, or why that is not known."""

    filter_changed = Signal(str)
    count_requested = Signal()
    tick_found_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._top: tuple[RepoFile, ...] = ()
        self._all: tuple[RepoFile, ...] | None = None
        self._found: list[RepoFile] | None = None
        self._counting = False
        self._failure: HubDeskError | None = None
        self.field = SearchField(theme, self)
        self.field.setObjectName("filesFilter")
        self.field.setProperty("small", True)
        self.field.setMaximumWidth(_FIELD_WIDTH)
        self.field.setMinimumWidth(110)
        self.field.textChanged.connect(self.filter_changed)
        self._tick = link_button(theme, "", self)
        self._tick.setObjectName("tickFoundButton")
        self._tick.clicked.connect(self.tick_found_requested)
        self._count = link_button(theme, "", self)
        self._count.setObjectName("countFilesButton")
        self._count.clicked.connect(self.count_requested)
        self._total = make_label(theme, "secondary", "muted", self)
        self._total.setObjectName("filesTotal")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.field, 2)
        row.addWidget(self._tick)
        row.addStretch(1)
        row.addWidget(self._total)
        row.addWidget(self._count)
        self.retranslate()

    def show_top(self, files: tuple[RepoFile, ...]) -> None:
        """The first level is known, the rest not yet."""
        self._top, self._all, self._found = files, None, None
        self._counting, self._failure = False, None
        self.retranslate()

    def show_counting(self) -> None:
        """The whole list is on its way."""
        self._counting, self._failure = True, None
        self.retranslate()

    def show_listing(self, files: tuple[RepoFile, ...]) -> None:
        """The whole list is known."""
        self._all = files
        self._counting, self._failure = False, None
        self.retranslate()

    def show_failure(self, error: HubDeskError) -> None:
        """The whole list did not come."""
        self._counting, self._failure = False, error
        self.retranslate()

    def show_found(self, files: list[RepoFile] | None) -> None:
        """What the filter found; None without a filter."""
        self._found = files
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self.field.setPlaceholderText(self.tr("Filter files"))
        self.field.setAccessibleName(self.tr("Filter files by name"))
        self._tick.setText(self.tr("Tick all found"))
        self._tick.setAccessibleName(self.tr("Tick all files that the filter found"))
        self._tick.setVisible(bool(self._found))
        self._count.setText(self.tr("Try again") if self._failure is not None else self.tr("Count all"))
        self._count.setAccessibleName(self.tr("Count all files"))
        self._count.setVisible(self._all is None and not self._counting)
        self._total.setText(self._total_text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _total_text(self) -> str:
        if self._failure is not None:
            return message_for(self._failure).title
        if self._counting:
            return self.tr("Counting…")
        if self._all is None:
            text = self.tr("{count} entries at the top")
            return text.format(count=number_text(len(self._top)))
        if self._found is not None:
            text = self.tr("{count} of {total} files · {size}")
            size = size_text(sum(file.size for file in self._found))
            return text.format(count=number_text(len(self._found)), total=number_text(len(self._all)), size=size)
        size = size_text(sum(file.size for file in self._all))
        if len(self._all) == 1:
            return self.tr("1 file · {size}").format(size=size)
        return self.tr("{count} files · {size}").format(count=number_text(len(self._all)), size=size)
