"""Uploads among the transfers: drops that ask for a repository, decisions, and the page of what was committed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import State, Transfer, TransferEvent, WaitReason
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.links import page_url
from hubdesk.ui.late_parts import make_decision, make_upload_dialog, make_upload_target
from hubdesk.ui.transfers.actions import Action
from hubdesk.ui.transfers.texts import action_text
from hubdesk.ui.transfers.upload_access import Access, access_to, refusal_text
from hubdesk.ui.transfers.upload_sources import has_files, local_paths, sources_of
from hubdesk.ui.widgets.drop_zone import DropZone, Landing

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import Decision

_ANY = RepoRef("")


class UploadDock(QObject):
    """Bound to the panel of transfers for its life."""

    cancel_requested = Signal(object, object)  # Action, list[Transfer]

    def __init__(self, ctx: UiContext, panel: QWidget) -> None:
        super().__init__(panel)
        self._ctx = ctx
        self._paths: tuple[Path, ...] = ()
        self.zone = DropZone(ctx.theme, panel, has_files, local_paths, self._landing)
        self.zone.dropped.connect(self._on_dropped)
        self.zone.refused.connect(ctx.notices.warning)
        self._asked: set[int] = set()
        self.destroyed.connect(ctx.services.queue.subscribe(self._on_transfer))

    def act(self, action: Action, transfer: Transfer) -> None:
        """Open the page of an upload, or ask how it goes on."""
        if action is not Action.DECIDE:
            QDesktopServices.openUrl(QUrl(transfer.url))
            return
        dialog = make_decision(self._ctx, transfer, self._panel().window())
        dialog.decided.connect(self._on_decided)
        dialog.cancel_requested.connect(self._on_cancel_requested)
        dialog.history_requested.connect(self._on_history_requested)
        dialog.open()

    def _on_transfer(self, event: TransferEvent) -> None:
        """Say once that an upload waits for a decision: the transfers may be folded."""
        transfer = event.transfer
        waits = transfer.state is State.WAITING and transfer.wait_reason is WaitReason.DECISION
        if not waits:
            self._asked.discard(transfer.transfer_id)
        elif transfer.transfer_id not in self._asked:
            self._asked.add(transfer.transfer_id)
            text = QCoreApplication.translate("DecisionDialog", "{name} has changed meanwhile")
            self._ctx.notices.warning(
                text.format(name=transfer.ref.repo_id),
                action_text=action_text(Action.DECIDE),
                action=partial(self.act, Action.DECIDE, transfer),
            )

    def _on_decided(self, transfer_id: int, decision: Decision) -> None:
        self._ctx.tasks.spawn(self._decide(transfer_id, decision), name="upload-decide")

    async def _decide(self, transfer_id: int, decision: Decision) -> None:
        try:
            await self._ctx.services.queue.decide(transfer_id, decision)
        except HubDeskError as error:
            self._ctx.notices.error(error)

    def _on_cancel_requested(self, transfer: Transfer) -> None:
        self.cancel_requested.emit(Action.CANCEL, [transfer])

    def _on_history_requested(self, transfer: Transfer) -> None:
        page = page_url(self._ctx.services.connection.endpoint, transfer.ref)
        QDesktopServices.openUrl(QUrl(f"{page}/commits/{quote(transfer.revision, safe='/')}"))

    def _panel(self) -> QWidget:
        """Asked for each time: kept, it would outlive its widget in a circle."""
        return cast("QWidget", self.parent())

    def _landing(self, _at: QPoint) -> Landing:
        refusal = refusal_text(access_to(_ANY, self._ctx.services.session))
        text = refusal or self.tr("Drop to upload: you choose the repository next")
        return Landing(text, self._panel().rect(), allowed=not refusal)

    def _on_dropped(self, paths: tuple[Path, ...], _key: object) -> None:
        if not paths:
            return
        self._paths = paths
        what = paths[0].name if len(paths) == 1 else self.tr("{count} files and folders").format(count=len(paths))
        dialog = make_upload_target(self._ctx, what, self._panel().window())
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, ref: RepoRef) -> None:
        offer = access_to(ref, self._ctx.services.session) is Access.OFFER
        make_upload_dialog(
            self._ctx, ref, "main", sources_of(self._paths), window=self._panel().window(), as_pull_request=offer
        )
