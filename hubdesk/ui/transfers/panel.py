"""The dock of transfers: header, list and states; folded it is one line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.log import redact
from hubdesk.transfers.model import State, Transfer, TransferEvent
from hubdesk.ui.context import UiContext
from hubdesk.ui.transfers.actions import Action, TransferHands
from hubdesk.ui.transfers.confirm import CancelDialog
from hubdesk.ui.transfers.folded import FoldedTransfers
from hubdesk.ui.transfers.header import TransfersHeader
from hubdesk.ui.transfers.model import Group, TransferModel
from hubdesk.ui.transfers.summary import summary_of
from hubdesk.ui.transfers.view import TransfersView
from hubdesk.ui.widgets.frames import rule
from hubdesk.ui.widgets.state_page import StatePage

_SAMPLE_MS = 1000


class TransfersPanel(QFrame):
    """Shows the queue and passes on what a person wants done with it."""

    folded_changed = Signal(bool)

    def __init__(self, ctx: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._queue = ctx.services.queue
        self._folded = True
        self.setProperty("kind", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.model = TransferModel(self)
        self._hands = TransferHands(self._queue, ctx.tasks, ctx.notices)
        self._header = TransfersHeader(ctx.theme, ctx.settings, self)
        self._rule = rule(self)
        self.view = TransfersView(ctx.theme, self.model, self)
        self._empty = StatePage(ctx.theme, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        self._line = FoldedTransfers(ctx.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (self._line, self._header, self._rule):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        self._connect()
        self._sample = QTimer(self)
        self._sample.setInterval(_SAMPLE_MS)
        self._sample.timeout.connect(self._on_sample)
        self.model.reset(self._queue.transfers())
        self._show_parts()
        self.retranslate()

    @property
    def folded(self) -> bool:
        """Whether only the summary line is shown."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold to one line or unfold."""
        if folded == self._folded:
            return
        self._folded = folded
        self._show_parts()
        self.folded_changed.emit(folded)
        if not folded:
            self.view.setFocus()

    def retranslate(self) -> None:
        """The empty page and the figures."""
        self.model.retranslate()
        self._on_counts_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _connect(self) -> None:
        self._header.fold_requested.connect(self._on_fold)
        self._header.pause_all_requested.connect(self._hands.pause_all)
        self._header.resume_all_requested.connect(self._hands.resume_all)
        self._header.clear_requested.connect(self._hands.clear_finished)
        self._header.action_requested.connect(self._on_selection_action)
        self._header.group_chosen.connect(self._on_group_chosen)
        self._line.unfold_requested.connect(self._on_unfold)
        self.view.action_requested.connect(self._on_action)
        self.view.selection_changed.connect(self._on_selection_changed)
        self.model.counts_changed.connect(self._on_counts_changed)
        self.model.files_wanted.connect(self._on_files_wanted)
        self._unsubscribe = self._queue.subscribe(self._on_event)
        self.destroyed.connect(self._unsubscribe)
        commands = self._ctx.commands
        commands.add("transfers.pauseAll", self._pause_all_text, self._hands.pause_all, icon="pause")
        commands.add("transfers.resumeAll", self._resume_all_text, self._hands.resume_all, icon="play")
        commands.add("transfers.clearFinished", self._clear_text, self._hands.clear_finished, icon="brush-cleaning")

    def _pause_all_text(self) -> str:
        return self.tr("Pause all transfers")

    def _resume_all_text(self) -> str:
        return self.tr("Resume all transfers")

    def _clear_text(self) -> str:
        return self.tr("Remove finished transfers from the list")

    def _show_parts(self) -> None:
        self._line.setVisible(self._folded)
        for widget in (self._header, self._rule, self._pages):
            widget.setVisible(not self._folded)

    def _on_event(self, event: TransferEvent) -> None:
        self.model.apply(event)

    def _on_counts_changed(self) -> None:
        transfers = self.model.transfers()
        summary = summary_of(transfers)
        unfinished = [one for one in transfers if one.state not in (State.DONE, State.CANCELLED, State.FAILED)]
        self._header.show_summary(
            summary, all_paused=bool(unfinished) and all(one.state is State.PAUSED for one in unfinished)
        )
        self._line.show_summary(summary)
        self._header.show_selection(self.view.selected())
        if summary.counts[Group.ACTIVE] and not self._sample.isActive():
            self._sample.start()
        self._show_page()

    def _show_page(self) -> None:
        if self.model.rowCount():
            self._pages.setCurrentWidget(self.view)
            return
        if self.model.group is Group.ALL:
            self._empty.show_empty(
                "arrow-down-to-line",
                self.tr("No transfers yet"),
                self.tr("Downloads you start appear here, with their progress."),
            )
        else:
            self._empty.show_empty(
                "list-filter", self.tr("Nothing in this state"), self.tr("Other transfers are hidden by the filter.")
            )
        self._pages.setCurrentWidget(self._empty)

    def _on_sample(self) -> None:
        summary = summary_of(self.model.transfers())
        self._header.sparkline.set_limit(self._ctx.settings.current.speed_limit_bps)
        self._header.sparkline.add(summary.speed_bps)
        if not summary.counts[Group.ACTIVE]:
            self._sample.stop()

    def _on_fold(self) -> None:
        self.set_folded(True)

    def _on_unfold(self) -> None:
        self.set_folded(False)

    def _on_group_chosen(self, group: Group) -> None:
        self.model.set_group(group)
        self._on_counts_changed()

    def _on_selection_changed(self) -> None:
        self._header.show_selection(self.view.selected())

    def _on_selection_action(self, action: Action) -> None:
        self._on_action(action, self.view.selected())

    def _on_action(self, action: Action, transfers: list[Transfer]) -> None:
        if not transfers:
            return
        if action is Action.OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(_existing(transfers[0].target))))
        elif action is Action.COPY_PATH:
            QGuiApplication.clipboard().setText("\n".join(str(transfer.target) for transfer in transfers))
        elif action is Action.COPY_ERROR:
            details = "\n".join(f"{one.ref.repo_id}: {one.error}: {one.error_detail}" for one in transfers if one.error)
            QGuiApplication.clipboard().setText(redact(details))
        elif action is Action.CANCEL and any(transfer.done_bytes for transfer in transfers):
            dialog = CancelDialog(self._ctx.theme, transfers, self.window())
            dialog.agreed.connect(self._hands.do)
            dialog.open()
        else:
            self._hands.do(action, transfers)

    def _on_files_wanted(self, transfer_id: int) -> None:
        self._ctx.tasks.latest(f"transfer-files-{transfer_id}", self._load_files(transfer_id))

    async def _load_files(self, transfer_id: int) -> None:
        try:
            files = await self._queue.files(transfer_id)
        except HubDeskError as error:
            self._ctx.notices.error(error)
            return
        self.model.set_files(transfer_id, files)


def _existing(folder: Path) -> Path:
    """The folder, or where it will come to be."""
    return next((path for path in (folder, *folder.parents) if path.is_dir()), folder)
