"""The card's metadata above the card: names in grey, values as chips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from hubdesk.ui.details.badge import TextPill
from hubdesk.ui.details.chips import ChipFlow, Piece, make_chip
from hubdesk.ui.details.metadata import MetadataChip, MetadataGroup
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.labels import make_label


class MetadataRow(QWidget):
    """A value that names a repository offers to open it or to search by it; another value searches at once."""

    query_requested = Signal(object)  # SearchQuery
    repo_requested = Signal(object)  # RepoRef

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._flow = ChipFlow(self)
        self._flow.setObjectName("cardMetadata")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.addWidget(self._flow)

    def set_tab_anchor(self, widget: QWidget) -> None:
        """The control after which Tab reaches the chips."""
        self._flow.set_tab_anchor(widget)

    def show_groups(self, groups: Sequence[MetadataGroup]) -> None:
        """Show these; none, no room."""
        pieces: list[Piece] = []
        for group in groups:
            for number, chip in enumerate(group.chips):
                widget = self._chip(group, chip)
                pieces.append((self._label(group.title), widget) if number == 0 else (widget,))
        self._flow.set_pieces(pieces)
        self.setVisible(bool(pieces))

    def _label(self, title: str) -> QLabel:
        label = make_label(self._theme, "secondary", "muted", self._flow)
        label.setText(title)
        return label

    def _chip(self, group: MetadataGroup, chip: MetadataChip) -> QWidget:
        if chip.query is None and chip.ref is None:
            return TextPill(self._theme, chip.text, self._flow)
        spoken = self.tr("{key}: {value}").format(key=group.title, value=chip.text)
        tip = self.tr("Open it, or search by it") if chip.ref else self.tr("Search for {tag}").format(tag=chip.text)
        button = make_chip(chip.text, self._flow, tip, spoken)
        button.setProperty("chip", chip)
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        button = self.sender()
        chip = button.property("chip") if button is not None else None
        if not isinstance(button, QPushButton) or not isinstance(chip, MetadataChip):
            return
        if chip.ref is None:
            self.query_requested.emit(chip.query)
            return
        menu = QMenu(self)
        menu.setObjectName("metadataMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        for text, slot in (
            (self.tr("Open {name}").format(name=chip.text), self._on_open_chosen),
            (self.tr("Search by {name}").format(name=chip.text), self._on_search_chosen),
        ):
            action = menu.addAction(text.replace("&", "&&"))
            action.setData(chip)
            action.triggered.connect(slot)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _chip_of_action(self) -> MetadataChip | None:
        action = self.sender()
        chip = action.data() if isinstance(action, QAction) else None
        return chip if isinstance(chip, MetadataChip) else None

    def _on_open_chosen(self) -> None:
        chip = self._chip_of_action()
        if chip is not None:
            self.repo_requested.emit(chip.ref)

    def _on_search_chosen(self) -> None:
        chip = self._chip_of_action()
        if chip is not None:
            self.query_requested.emit(chip.query)
