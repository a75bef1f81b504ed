"""Uploads to the repository that a details view shows: its button, drops on it, and news once one has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QRect

from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import Change, Direction, State, TransferEvent
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.upload_button import UploadButton
from hubdesk.ui.transfers.upload_access import Access, access_to, landing_text
from hubdesk.ui.transfers.upload_sources import has_files, local_paths
from hubdesk.ui.transfers.upload_ways import UploadWays
from hubdesk.ui.widgets.drop_zone import DropZone, Landing

if TYPE_CHECKING:
    from hubdesk.ui.details.files_tab import FilesTab
    from hubdesk.ui.details.view import DetailsView

_REFUSED = (Access.ANONYMOUS, Access.READ_ONLY)


class Uploading(QObject):
    """Bound to one view for its life."""

    def __init__(self, ctx: UiContext, view: DetailsView, button: UploadButton, files: FilesTab) -> None:
        super().__init__(view)
        self._ctx = ctx
        self._files = files
        self._ways = UploadWays(ctx, view, self._target)
        self.zone = DropZone(ctx.theme, view, has_files, local_paths, self._landing)
        self.zone.dropped.connect(self._ways.take_paths)
        self.zone.refused.connect(ctx.notices.warning)
        button.files_requested.connect(self._ways.choose_files)
        button.folder_requested.connect(self._ways.choose_folder)
        button.text_requested.connect(self._ways.write_text)
        button.paste_requested.connect(self._ways.paste)
        self.destroyed.connect(ctx.services.queue.subscribe(self._on_transfer))

    def _view(self) -> DetailsView:
        """Asked for each time: kept, it would outlive its widget in a circle."""
        return cast("DetailsView", self.parent())

    def _target(self) -> tuple[RepoRef, str, str] | None:
        details = self._view().details
        if details is None or details.disabled:
            return None
        return details.ref, details.revision, self._files.chosen_folder()

    def _landing(self, at: QPoint) -> Landing | None:
        target = self._target()
        if target is None:
            return None
        ref = target[0]
        access = access_to(ref, self._ctx.services.session)
        place = self._files.drop_place(self._view().mapToGlobal(at))
        if place is None or access in _REFUSED:
            return Landing(landing_text(access, ref, ""), self._view().rect(), "", allowed=access not in _REFUSED)
        folder, row = place
        area = QRect(self._view().mapFromGlobal(row.topLeft()), row.size())
        return Landing(landing_text(access, ref, folder), area, folder, quiet=True)

    def _on_transfer(self, event: TransferEvent) -> None:
        transfer = event.transfer
        if (
            event.change is Change.UPDATED
            and transfer.direction is Direction.UPLOAD
            and transfer.state is State.DONE
            and transfer.ref == self._view().ref
        ):
            self._view().reload()
