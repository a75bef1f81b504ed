"""The unfolded transfers: header and list, or a page that says why there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hubdesk.transfers.model import State, Transfer
from hubdesk.ui.context import UiContext
from hubdesk.ui.transfers.actions import Action
from hubdesk.ui.transfers.header import TransfersHeader
from hubdesk.ui.transfers.model import Group
from hubdesk.ui.transfers.movable import MovableTransferModel
from hubdesk.ui.transfers.summary import Summary
from hubdesk.ui.transfers.view import TransfersView
from hubdesk.ui.widgets.frames import rule
from hubdesk.ui.widgets.state_page import StatePage

_ENDED = frozenset({State.DONE, State.CANCELLED, State.FAILED})


class UnfoldedTransfers(QWidget):
    """Shows what the model holds; `header` and `view` tell what is wanted with all or with some."""

    action_requested = Signal(object, object)  # Action, list[Transfer]
    group_chosen = Signal(object)  # Group

    def __init__(self, ctx: UiContext, model: MovableTransferModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._model = model
        self.header = TransfersHeader(ctx.theme, ctx.settings, self)
        self.view = TransfersView(ctx.theme, model, self)
        self._empty = StatePage(ctx.theme, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(rule(self))
        column.addWidget(self._pages, 1)
        self.header.action_requested.connect(self._on_selection_action)
        self.header.group_chosen.connect(self.group_chosen)
        self.view.action_requested.connect(self.action_requested)
        self.view.selection_changed.connect(self._on_selection_changed)

    def take_focus(self) -> None:
        """The keyboard to the list, or to what folds it where there is none."""
        (self.view if self._model.rowCount() else self.header).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_summary(self, summary: Summary) -> None:
        """The sums, and the list or the reason why it is empty."""
        unfinished = [one for one in self._model.transfers() if one.state not in _ENDED]
        all_paused = bool(unfinished) and all(one.state is State.PAUSED for one in unfinished)
        self.header.show_summary(summary, all_paused=all_paused)
        self._on_selection_changed()
        self._show_page()

    def add_sample(self, speed_bps: float) -> None:
        """The speed of now, for the little curve."""
        self.header.sparkline.set_limit(self._ctx.settings.current.speed_limit_bps)
        self.header.sparkline.add(speed_bps)

    def retranslate(self) -> None:
        """The empty page; the parts do theirs."""
        self._show_page()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_page(self) -> None:
        if self._model.rowCount():
            self._pages.setCurrentWidget(self.view)
            return
        if self._model.group is Group.ALL:
            self._empty.show_empty(
                "arrow-down-to-line",
                self.tr("No transfers yet"),
                self.tr("Downloads and uploads appear here, with their progress. Drop files here to upload them."),
            )
        else:
            self._empty.show_empty(
                "list-filter", self.tr("Nothing in this state"), self.tr("Other transfers are hidden by the filter.")
            )
        self._pages.setCurrentWidget(self._empty)

    def _on_selection_changed(self) -> None:
        self.header.show_selection(self.view.selected())

    def _on_selection_action(self, action: Action) -> None:
        chosen: list[Transfer] = self.view.selected()
        self.action_requested.emit(action, chosen)
