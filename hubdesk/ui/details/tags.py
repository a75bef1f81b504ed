"""The chips below the header: library, formats and tags; a click searches for more of the kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hubdesk.core.catalog import library_name
from hubdesk.core.types import RepoDetails, SearchQuery
from hubdesk.ui.details.chips import ChipFlow, Piece, make_chip
from hubdesk.ui.details.filters import shown_tags, tag_query, tag_text
from hubdesk.ui.theme import Theme


class TagRow(QWidget):
    """One line of chips that opens to all of them."""

    query_requested = Signal(object)  # SearchQuery

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._details: RepoDetails | None = None
        self._is_wanted = True
        self._has_chips = False
        self._flow = ChipFlow(self)
        self._flow.setObjectName("detailsTags")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._flow)

    def set_tab_anchor(self, widget: QWidget) -> None:
        """The control after which Tab reaches the chips."""
        self._flow.set_tab_anchor(widget)

    def show_details(self, details: RepoDetails) -> None:
        """Chips for this repository; none, no room."""
        self._details = details
        self.retranslate()

    def set_wanted(self, wanted: bool) -> None:
        """Whether there is room for the chips."""
        self._is_wanted = wanted
        self.setVisible(self._has_chips and wanted)

    def retranslate(self) -> None:
        """Texts in the language in force."""
        if self._details is None:
            return
        pieces = self._pieces(self._details)
        self._has_chips = bool(pieces)
        self._flow.set_pieces(pieces)
        self.setVisible(self._has_chips and self._is_wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _pieces(self, details: RepoDetails) -> list[Piece]:
        summary = details.summary
        repo_type = summary.ref.repo_type
        pieces: list[Piece] = []
        if summary.library:
            query = SearchQuery(repo_type=repo_type, libraries=(summary.library,))
            pieces.append((self._chip(library_name(summary.library), query),))
        known = frozenset(
            {summary.library, summary.task, f"task_categories:{summary.task}", summary.sdk, *details.languages}
        )
        said: set[str] = set()
        for tag in shown_tags(summary.tags, known=known):
            text = tag_text(tag) if tag_text(tag) not in said else tag  # two kinds of `crowdsourced` need their prefix
            said.add(text)
            pieces.append((self._chip(text, tag_query(repo_type, tag)),))
        return pieces

    def _chip(self, text: str, query: SearchQuery) -> QPushButton:
        chip = make_chip(text, self._flow, self.tr("Search for {tag}").format(tag=text))
        chip.setProperty("query", query)
        chip.clicked.connect(self._on_chip_clicked)
        return chip

    def _on_chip_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.query_requested.emit(sender.property("query"))
