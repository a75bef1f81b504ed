"""Before an upload: what happens to each file, what to look at, where it goes. Nothing is sent before Start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoRef
from hubdesk.transfers.uploads.model import UploadPlan, UploadRequest, UploadSource
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.links import page_url
from hubdesk.ui.transfers.upload_code import is_folder
from hubdesk.ui.transfers.upload_findings import UploadFindings
from hubdesk.ui.transfers.upload_footer import UploadFooter
from hubdesk.ui.transfers.upload_head import UploadCode, UploadHead
from hubdesk.ui.transfers.upload_list import UploadList
from hubdesk.ui.transfers.upload_options import UploadOptions
from hubdesk.ui.transfers.upload_planning import UploadPlanning
from hubdesk.ui.transfers.upload_sentences import default_message
from hubdesk.ui.transfers.upload_sources import has_files, local_paths, merged, placed, sources_of, titled
from hubdesk.ui.transfers.upload_trouble import show_nothing, show_stopped, show_trouble

_SIZE = QSize(980, 680)
_SIDE_PX = 320
_COMMIT_ID = 40


def open_upload_dialog(
    ctx: UiContext,
    ref: RepoRef,
    revision: str,
    sources: Sequence[UploadSource],
    folder: str = "",
    *,
    parent: QWidget | None = None,
    as_pull_request: bool = False,
) -> UploadDialog:
    """Show what an upload of these would do; `path_in_repo` of a source is seen from `folder`."""
    dialog = UploadDialog(ctx, ref, revision, sources, folder, parent)
    dialog.begin(as_pull_request=as_pull_request)
    dialog.open()
    return dialog


class UploadDialog(QDialog):
    """Closing it leaves everything as it was. More files may be dropped on it."""

    def __init__(
        self,
        ctx: UiContext,
        ref: RepoRef,
        revision: str,
        sources: Sequence[UploadSource],
        folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._ref = ref
        self._revision = "main" if len(revision) == _COMMIT_ID or not revision else revision
        self._sources = tuple(sources)
        self._lane = f"upload-start-{id(self)}"
        self.setObjectName("uploadPlan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        theme = ctx.theme
        self._planning = UploadPlanning(ctx, self)
        self._head = UploadHead(theme, ref, self)
        self._list = UploadList(theme, self._planning, self)
        self._side = QScrollArea(self)
        self._content = QWidget(self._side)
        self._findings = UploadFindings(theme, self._content)
        self._options = UploadOptions(theme, folder, self._revision, self._content)
        self._code = UploadCode(theme, ctx.services.connection, self)
        self._code.hide()
        self._footer = UploadFooter(theme, self)
        self._lay_out()
        self._connect()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - QSize(40, 80)))
        self.retranslate()
        self.destroyed.connect(partial(_cancel, ctx.tasks, self._lane))

    def begin(self, *, as_pull_request: bool = False) -> None:
        """Ask for the branches, then plan."""
        if as_pull_request:
            self._options.blockSignals(True)
            self._options.offer_pull_request()
            self._options.blockSignals(False)
        single = titled(self._sources)
        self._options.set_bare(bool(single) and single == self._ref.name and self._sources[0].local is not None)
        self._list.show_progress()
        self._footer.cancel.setFocus()
        self._ctx.tasks.latest(self._lane, self._load_branches())

    def add_sources(self, sources: Sequence[UploadSource]) -> None:
        """More for the same upload."""
        self._sources = merged(self._sources, sources)
        self._options.set_bare(False)
        self._make_plan()

    def retranslate(self) -> None:
        """Texts and names."""
        self.setWindowTitle(self._head.title())
        self._show_plan()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """More files may be dropped."""
        if has_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them up."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add_sources(sources_of(local_paths(event.mimeData())))

    def done(self, result: int) -> None:
        """Closed: what still runs is not wanted any more."""
        self._planning.stop()
        self._ctx.tasks.cancel(self._lane)
        super().done(result)

    def _lay_out(self) -> None:
        side = QVBoxLayout(self._content)
        side.setContentsMargins(0, 0, 10, 0)
        side.setSpacing(12)
        side.addWidget(self._findings)
        side.addWidget(self._options)
        side.addStretch(1)
        self._content.setProperty("kind", "content")
        self._side.setWidget(self._content)
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFixedWidth(_SIDE_PX)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._list, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addLayout(body, 1)
        column.addWidget(self._code)
        column.addWidget(self._footer)

    def _connect(self) -> None:
        planning = self._planning
        planning.begun.connect(self._on_begun)
        planning.progressed.connect(self._list.progress.show_hashed)
        planning.planned.connect(self._on_planned)
        planning.revised.connect(self._show_plan)
        planning.failed.connect(self._on_failed)
        self._list.choice_changed.connect(self._on_choice_changed)
        self._list.progress.stop_requested.connect(self._on_stopped)
        self._findings.answered.connect(self._list.set_left_out)
        self._findings.shown.connect(self._list.show_path)
        self._options.edited.connect(self._on_edited)
        self._options.changed.connect(self._make_plan)
        self._options.worded.connect(self._show_plan)
        self._head.again.clicked.connect(self._make_plan)
        self._footer.show_code.toggled.connect(self._code.setVisible)
        self._footer.cancel.clicked.connect(self.reject)
        self._footer.start.clicked.connect(self._on_start)

    # planning

    async def _load_branches(self) -> None:
        try:
            refs = await self._ctx.services.gateway.refs(self._ref)
        except HubDeskError:
            names: list[str] = []  # the plan says what is wrong
        else:
            names = [branch.name for branch in refs.branches] + [request.ref for request in refs.pull_requests]
        if not shiboken6.isValid(self):
            return
        if names:
            self._options.set_branches(names, self._revision if self._revision in names else "main")
        self._make_plan()

    def _request(self) -> UploadRequest:
        sources = placed(self._sources, self._options.folder, bare=self._options.bare)
        return self._options.applied(UploadRequest(self._ref, sources), default_message(self._planning.plan))

    def _make_plan(self) -> None:
        self._planning.start(self._request())

    def _on_begun(self) -> None:
        self._list.show_progress()
        self._show_plan()

    def _on_planned(self) -> None:
        plan = self._planning.plan
        if plan is None:
            return
        self._options.set_folders(plan.evidence.remote)
        single = self._sources[0] if len(self._sources) == 1 else None
        folder = (
            single is not None and single.local is not None and (self._options.bare or is_folder(single.local, plan))
        )
        self._options.offer_bare(single.path_in_repo if single is not None and folder else "")
        if self._footer.cancel.hasFocus():
            self._options.focus_message()
        self._list.show_plan()
        if not plan.files:
            show_nothing(self._list.show_state())
        self._show_plan()

    def _on_failed(self, error: HubDeskError) -> None:
        show_trouble(
            self._list.show_state(),
            self._ctx.theme,
            self._ref,
            error,
            again=self._make_plan,
            correct=self._options.focus_folder,
            open_page=self._open_page,
            offer=None if self._options.as_pull_request else self._options.offer_pull_request,
        )
        self._show_plan()

    def _on_stopped(self) -> None:
        self._planning.stop()
        show_stopped(self._list.show_state(), self._ctx.theme, self._make_plan)

    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(page_url(self._ctx.services.connection.endpoint, self._ref)))

    def _on_edited(self) -> None:
        self._planning.outdate()
        self._show_plan()

    def _on_choice_changed(self, left_out: frozenset[str]) -> None:
        self._planning.leave_out(left_out)
        self._show_plan()

    # showing

    def _final_plan(self) -> UploadPlan | None:
        """The plan with the message as it is written now; None while there is none to start by."""
        plan = self._planning.plan
        if plan is None or not self._planning.is_settled:
            return None
        return replace(plan, request=self._options.applied(plan.request, default_message(plan)))

    def _show_plan(self) -> None:
        plan = self._final_plan()
        known = self._planning.plan
        self._options.set_default_message(default_message(known))
        self._footer.show_plan(plan)
        self._head.again.setEnabled(known is not None)
        findings = known.findings if known is not None else ()
        looks = self._planning.looks if known is not None else ()
        self._findings.show_findings(looks, findings, self._planning.left_out)
        self._head.show_way(self._sources, self._options.folder)
        self._code.show_request(plan.request if plan is not None else self._request(), known)

    # starting

    def _on_start(self) -> None:
        plan = self._final_plan()
        if plan is None or plan.is_empty or plan.blocked:
            return
        self._footer.start.setEnabled(False)
        self._ctx.tasks.latest(self._lane, self._start(plan))

    async def _start(self, plan: UploadPlan) -> None:
        try:
            await self._ctx.services.queue.add_upload(plan)
        except HubDeskError as error:
            if shiboken6.isValid(self):
                self._on_failed(error)
            return
        if shiboken6.isValid(self):
            self.accept()


def _cancel(tasks: TaskRunner, lane: str, _dialog: object = None) -> None:
    """The window closed with the dialog open."""
    tasks.cancel(lane)
