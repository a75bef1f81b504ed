"""The dock of transfers: unfolded a header and a list, folded one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.log import redact
from hubdesk.transfers.model import DownloadRequest, Transfer, TransferEvent, TransferFile, WaitReason
from hubdesk.ui.context import UiContext
from hubdesk.ui.late_parts import make_history, make_plan_dialog, make_unfolded
from hubdesk.ui.transfers.actions import Action, TransferHands
from hubdesk.ui.transfers.confirm import CancelDialog, LeaveOutDialog
from hubdesk.ui.transfers.folded import FoldedTransfers
from hubdesk.ui.transfers.model import Group
from hubdesk.ui.transfers.movable import MovableTransferModel
from hubdesk.ui.transfers.summary import summary_of
from hubdesk.ui.transfers.upload_dock import UploadDock
from hubdesk.ui.widgets.drop_zone import DropArea

if TYPE_CHECKING:
    from hubdesk.ui.transfers.unfolded import UnfoldedTransfers
    from hubdesk.ui.transfers.view import TransfersView

_SAMPLE_MS = 1000
_LATE_MS = 500
_FEW = 200


class TransfersPanel(DropArea, QFrame):
    """Shows the queue and passes on what a person wants done with it."""

    folded_changed = Signal(bool)

    def __init__(self, ctx: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._queue = ctx.services.queue
        self._folded = True
        self.setProperty("kind", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.model = MovableTransferModel(self)
        self._hands = TransferHands(self._queue, ctx.tasks, ctx.notices)
        self._uploads = UploadDock(ctx, self)
        self.drops = self._uploads.zone
        self._uploads.cancel_requested.connect(self._hands.do)
        self._unfolded: UnfoldedTransfers | None = None
        self._line = FoldedTransfers(ctx.theme, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self._line)
        self._connect()
        self._sample = QTimer(self)
        self._sample.setInterval(_SAMPLE_MS)
        self._sample.timeout.connect(self._on_sample)
        self._late = QTimer(self)
        self._late.setInterval(_LATE_MS)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._on_counts_changed)
        self.model.reset(self._queue.transfers())
        self.retranslate()

    @property
    def view(self) -> TransfersView:
        """The list."""
        return self.prepare().view

    @property
    def folded(self) -> bool:
        """Whether only the summary line is shown."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold to one line or unfold."""
        if folded == self._folded:
            return
        self._folded = folded
        unfolded = self.prepare()
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._line.setVisible(folded)
        unfolded.setVisible(not folded)
        self.folded_changed.emit(folded)
        if not folded:
            unfolded.take_focus()
        elif had_focus:
            self._line.take_focus()

    def prepare(self) -> UnfoldedTransfers:
        """What is shown unfolded; made when first wanted, or ahead of that."""
        if self._unfolded is None:
            unfolded = self._unfolded = make_unfolded(self._ctx, self.model, self)
            unfolded.setVisible(not self._folded)
            unfolded.header.fold_requested.connect(self._on_fold)
            unfolded.header.pause_all_requested.connect(self._hands.pause_all)
            unfolded.header.resume_all_requested.connect(self._hands.resume_all)
            unfolded.header.clear_requested.connect(self._hands.clear_finished)
            unfolded.header.history_requested.connect(self.show_history)
            unfolded.action_requested.connect(self._on_action)
            unfolded.view.files_action_requested.connect(self._on_files_action)
            unfolded.group_chosen.connect(self._on_group_chosen)
            self._column.addWidget(unfolded, 1)
            unfolded.show_summary(summary_of(self.model.transfers()))
        return self._unfolded

    def show_history(self) -> None:
        """What was transferred before."""
        dialog = make_history(self._ctx, self.window())
        dialog.again_requested.connect(self._on_again)
        dialog.open()

    def retranslate(self) -> None:
        """The figures; the parts do their own."""
        self.model.retranslate()
        self._on_counts_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _connect(self) -> None:
        self._line.unfold_requested.connect(self._on_unfold)
        self.model.counts_changed.connect(self._on_rows_changed)
        self.model.move_requested.connect(self._hands.move)
        self.model.files_wanted.connect(self._on_files_wanted)
        self._unsubscribe = self._queue.subscribe(self._on_event)
        self.destroyed.connect(self._unsubscribe)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state)
        commands = self._ctx.commands
        commands.add("transfers.pauseAll", self._pause_all_text, self._hands.pause_all, icon="pause")
        commands.add("transfers.resumeAll", self._resume_all_text, self._hands.resume_all, icon="play")
        commands.add("transfers.clearFinished", self._clear_text, self._hands.clear_finished, icon="brush-cleaning")

        commands.add(
            "transfers.history", self._history_text, self.show_history, icon="rotate-ccw-clock", shortcut="Ctrl+Shift+J"
        )

    def _history_text(self) -> str:
        return self.tr("History of transfers")

    def _pause_all_text(self) -> str:
        return self.tr("Pause all transfers")

    def _resume_all_text(self) -> str:
        return self.tr("Resume all transfers")

    def _clear_text(self) -> str:
        return self.tr("Remove finished transfers from the list")

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        """A person is back, perhaps from the page where access is asked for."""
        waits = (WaitReason.ACCESS, WaitReason.NETWORK, WaitReason.SPACE)
        active = state is Qt.ApplicationState.ApplicationActive
        if active and any(transfer.wait_reason in waits for transfer in self.model.transfers()):
            self._queue.look_again()

    def _on_event(self, event: TransferEvent) -> None:
        self.model.apply(event)

    def _on_rows_changed(self) -> None:
        """Add up at once, or now and then where there is much to add up."""
        if len(self.model) <= _FEW:
            self._on_counts_changed()
        elif not self._late.isActive():
            self._late.start()

    def _on_counts_changed(self) -> None:
        summary = replace(summary_of(self.model.transfers()), rests_until=self._queue.rests_until)
        self._line.show_summary(summary)
        if self._unfolded is not None:
            self._unfolded.show_summary(summary)
        if summary.counts[Group.ACTIVE] and not self._sample.isActive():
            self._sample.start()

    def _on_sample(self) -> None:
        summary = summary_of(self.model.transfers())
        if self._unfolded is not None:
            self._unfolded.add_sample(summary.speed_bps)
        if not summary.counts[Group.ACTIVE]:
            self._sample.stop()

    def _on_fold(self) -> None:
        self.set_folded(True)

    def _on_unfold(self) -> None:
        self.set_folded(False)

    def _on_group_chosen(self, group: Group) -> None:
        self.model.set_group(group)
        self._on_counts_changed()

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
        elif action in (Action.DECIDE, Action.OPEN_COMMIT, Action.OPEN_PULL_REQUEST):
            self._uploads.act(action, transfers[0])
        elif action is Action.TOP:
            self.model.to_top([transfer.transfer_id for transfer in transfers])
        elif action is Action.BOTTOM:
            self.model.to_bottom([transfer.transfer_id for transfer in transfers])
        elif action is Action.AGAIN:
            self._on_again(transfers[0])
        elif action is Action.CANCEL and any(one.done_bytes and one.finished is None for one in transfers):
            dialog = CancelDialog(self._ctx.theme, transfers, self.window())
            dialog.agreed.connect(self._hands.do)
            dialog.open()
        else:
            self._hands.do(action, transfers)

    def _on_files_action(self, action: Action, transfer: Transfer, files: list[TransferFile]) -> None:
        if action is Action.CANCEL and any(file.done_bytes for file in files):
            dialog = LeaveOutDialog(self._ctx.theme, transfer, files, self.window())
            dialog.left_out.connect(self._hands.do_files)
            dialog.open()
        else:
            self._hands.do_files(action, transfer, files)

    def _on_again(self, transfer: Transfer) -> None:
        self._ctx.tasks.latest("transfer-again", self._plan_again(transfer))

    async def _plan_again(self, transfer: Transfer) -> None:
        """Show the plan for the same files at the same place; nothing moves before it is started."""
        try:
            files = await self._queue.files(transfer.transfer_id)
        except HubDeskError as error:
            self._ctx.notices.error(error)
            return
        request = DownloadRequest(
            transfer.ref,
            transfer.revision,
            files=tuple(file.path for file in files),
            local_dir=None if transfer.in_cache else transfer.target,
        )
        make_plan_dialog(self._ctx, request, self.window()).open()

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
