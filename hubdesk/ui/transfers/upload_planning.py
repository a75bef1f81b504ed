"""The plan behind the upload dialog: made, made again when something changes, and without what was taken out."""

from __future__ import annotations

from functools import partial
from itertools import count

import shiboken6
from PySide6.QtCore import QObject, Signal

from hubdesk.core.errors import HubDeskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, UploadPlan, UploadRequest
from hubdesk.ui.context import UiContext

_numbers = count(1)
_LOOK_AT = frozenset({Code.SECRET, Code.SECRET_FILE, Code.PICKLE})
_LEFT_OUT = frozenset({Code.SECRET, Code.SECRET_FILE})


class UploadPlanning(QObject):
    """Holds the plan as the person has it now; None while it is being made.

    A file with a secret starts as left out, until the person says otherwise.
    """

    begun = Signal()
    progressed = Signal(object, object)  # bytes hashed, bytes to hash: more than a C int holds
    planned = Signal()  # another list of files
    revised = Signal()  # the same files, of which others are left out
    failed = Signal(object)  # HubDeskError

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lane = f"upload-plan{next(_numbers)}"
        self._plan: UploadPlan | None = None
        self._is_settled = False
        self._left_out: frozenset[str] = frozenset()
        self._answered: set[str] = set()
        self.looks: tuple[Finding, ...] = ()  # secrets and pickles, whether their files are left out or not
        self.destroyed.connect(partial(_cancel, ctx.tasks, self._lane))

    @property
    def plan(self) -> UploadPlan | None:
        """The plan, as far as it is known; `is_settled` says whether what was taken out is counted in it."""
        return self._plan

    @property
    def is_settled(self) -> bool:
        """Whether the plan says what would be sent now."""
        return self._plan is not None and self._is_settled

    @property
    def left_out(self) -> frozenset[str]:
        """What the person took out."""
        return self._left_out

    def start(self, request: UploadRequest) -> None:
        """Make a plan of this; one that is being made is given up."""
        self._plan = None
        self._is_settled = False
        self.begun.emit()
        self._ctx.tasks.latest(self._lane, self._make(request))

    def stop(self) -> None:
        """Give up what is being made."""
        self._ctx.tasks.cancel(self._lane)

    def outdate(self) -> None:
        """The fields say something else than the plan: nothing may start by it."""
        self.stop()
        self._is_settled = False

    def leave_out(self, paths: frozenset[str]) -> None:
        """Take exactly these out."""
        if self._plan is None:
            return
        self._answered |= paths ^ self._left_out
        self._left_out = paths
        self._is_settled = False
        self._ctx.tasks.latest(self._lane, self._revise(self._plan))

    async def _make(self, request: UploadRequest) -> None:
        try:
            plan = await self._ctx.services.upload_planner.plan(request, self._on_progress)
            found = {file.path for file in plan.files}
            looks = tuple(finding for finding in plan.findings if finding.code in _LOOK_AT)
            secret = {finding.path for finding in looks if finding.code in _LEFT_OUT}
            left_out = frozenset((self._left_out & found) | (secret - self._answered))
            if left_out:
                plan = await self._without(plan, left_out)
        except HubDeskError as error:
            if shiboken6.isValid(self):
                self.failed.emit(error)
            return
        if shiboken6.isValid(self):
            self._plan, self._left_out, self.looks, self._is_settled = plan, left_out, looks, True
            self.planned.emit()

    async def _revise(self, plan: UploadPlan) -> None:
        revised = await self._without(plan, self._left_out)
        if shiboken6.isValid(self):
            self._plan, self._is_settled = revised, True
            self.revised.emit()

    async def _without(self, plan: UploadPlan, left_out: frozenset[str]) -> UploadPlan:
        services = self._ctx.services
        return await services.pool.run(partial(services.upload_planner.revise, plan, left_out), lane="upload-revise")

    def _on_progress(self, done: int, total: int) -> None:
        if shiboken6.isValid(self):
            self.progressed.emit(done, total)


def _cancel(tasks: TaskRunner, lane: str, _planning: object = None) -> None:
    """The dialog is gone."""
    tasks.cancel(lane)
