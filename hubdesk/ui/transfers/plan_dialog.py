"""Before a download: which files, how much, what is here already, where to, and does it fit."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.tasks import TaskRunner
from hubdesk.transfers.model import DownloadPlan, DownloadRequest, Presence
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.links import page_url
from hubdesk.ui.transfers.plan_code import python_code, shell_command
from hubdesk.ui.transfers.plan_files import PlanFilesModel, PlanFilesView
from hubdesk.ui.transfers.plan_footer import PlanFooter
from hubdesk.ui.transfers.plan_notes import PlanNotes
from hubdesk.ui.transfers.plan_options import PlanOptions
from hubdesk.ui.transfers.texts import files_text
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.code_box import CodeBox
from hubdesk.ui.widgets.frames import box_frame
from hubdesk.ui.widgets.labels import ElidedLabel, make_label, set_tone
from hubdesk.ui.widgets.segmented import Segmented
from hubdesk.ui.widgets.state_page import StatePage

_SIZE = (760, 620)
_SHELL, _PYTHON = "shell", "python"
_CORRECTED_BY_FIELDS = frozenset({ErrorKind.BAD_PATTERN, ErrorKind.REVISION_NOT_FOUND})


class DownloadPlanDialog(QDialog):
    """Nothing moves before Start; closing it leaves everything as it was."""

    def __init__(self, ctx: UiContext, request: DownloadRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._connection = ctx.services.connection
        self._plan: DownloadPlan | None = None
        self._ref = request.ref
        self._lane = f"download-plan-{id(self)}"
        self.setObjectName("downloadPlan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = ctx.theme
        self._title = make_label(theme, "title", parent=self)
        self._about = ElidedLabel(parent=self)
        self._about.setFont(theme.font("secondary"))
        self._about.setProperty("tone", "muted")
        self._target = PlanOptions(theme, ctx.settings, self._connection, request, self)
        self._conflicts = make_label(theme, "secondary", "warn", self)
        self._conflicts.setWordWrap(True)
        self._notes = PlanNotes(theme, self)
        self._count = make_label(theme, "secondary", "muted", self)
        self._all = link_button(theme, "", self)
        self._all.setObjectName("planAll")
        self._none = link_button(theme, "", self)
        self._none.setObjectName("planNone")
        self._files = PlanFilesModel(self)
        self._view = PlanFilesView(theme, self._files, self)
        self._state = StatePage(theme, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._state)
        self._language = Segmented(theme, self)
        self._language.setObjectName("planCodeLanguage")
        self._language.add(_SHELL)
        self._language.add(_PYTHON)
        self._code = CodeBox(theme, "", self)
        self._code.setObjectName("codeView")
        self._footer = PlanFooter(theme, self)
        self._lay_out()
        self._connect()
        self._show_code(False)
        self.resize(*_SIZE)
        self.retranslate()
        self._load()
        self._footer.start.setFocus()
        self.destroyed.connect(partial(_cancel, ctx.tasks, self._lane))

    def retranslate(self) -> None:
        """Texts and names."""
        title = self.tr("Download {name}").format(name=self._ref.repo_id.replace("/", " / "))
        self.setWindowTitle(title)
        self._title.setText(title)
        self._view.setAccessibleName(self.tr("Files"))
        self._all.setText(self.tr("All"))
        self._all.setAccessibleName(self.tr("Choose all files"))
        self._none.setText(self.tr("None"))
        self._none.setAccessibleName(self.tr("Choose no file"))
        self._language.set_text(_SHELL, self.tr("Command line"))
        self._language.set_text(_PYTHON, "Python")
        self._language.setAccessibleName(self.tr("Language of the code"))
        self._files.retranslate()
        self._show_plan()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def done(self, result: int) -> None:
        """Closed: what still loads is not wanted any more."""
        self._ctx.tasks.cancel(self._lane)
        super().done(result)

    def _lay_out(self) -> None:
        count = QHBoxLayout()
        count.setSpacing(4)
        count.addWidget(self._count)
        count.addStretch(1)
        count.addWidget(self._all)
        count.addWidget(self._none)
        box = box_frame(self)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(8)
        column.addWidget(self._target)
        column.addSpacing(8)
        column.addLayout(count)
        column.addWidget(box, 1)
        column.addWidget(self._conflicts)
        column.addWidget(self._notes)
        column.addSpacing(4)
        column.addWidget(self._language)
        column.addWidget(self._code)
        column.addSpacing(8)
        column.addWidget(self._footer)

    def _connect(self) -> None:
        self._target.edited.connect(self._on_edited)
        self._target.changed.connect(self._load)
        self._target.target_changed.connect(self._on_target_changed)
        self._files.choice_changed.connect(self._show_plan)
        self._all.clicked.connect(self._on_all)
        self._none.clicked.connect(self._on_none)
        self._footer.show_code.toggled.connect(self._show_code)
        self._footer.cancel.clicked.connect(self.reject)
        self._footer.start.clicked.connect(self._on_start)
        self._language.chosen.connect(self._show_plan)
        self._notes.page_wanted.connect(self._open_page)
        self._notes.removal_wanted.connect(self._on_remove_orphans)

    # planning

    def _load(self) -> None:
        self._plan = None
        self._state.show_loading()
        self._pages.setCurrentWidget(self._state)
        self._show_plan()
        self._ctx.tasks.latest(self._lane, self._load_plan(self._target.request()))

    async def _load_plan(self, request: DownloadRequest) -> None:
        try:
            plan = await self._ctx.services.planner.plan_download(request)
        except HubDeskError as error:
            action = self._target.focus_include if error.kind in _CORRECTED_BY_FIELDS else None
            if error.kind is ErrorKind.GATED:
                action = self._open_page
            self._state.show_error(error, self._load, action=action)
            return
        self._plan = plan
        self._files.set_files(plan.files)
        if plan.files:
            self._state.clear()
            self._pages.setCurrentWidget(self._view)
        else:
            self._state.show_empty(
                "search-x",
                self.tr("No file matches"),
                self.tr("The patterns leave every file out. Change them to choose some."),
            )
        self._show_plan()

    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(page_url(self._connection.endpoint, self._ref)))

    def _on_remove_orphans(self) -> None:
        if self._plan is not None:
            self._ctx.tasks.latest(self._lane, self._remove_orphans(self._plan, self._target.request()))

    async def _remove_orphans(self, plan: DownloadPlan, request: DownloadRequest) -> None:
        try:
            await self._ctx.services.planner.remove_orphans(plan)
        except HubDeskError as error:
            self._ctx.notices.error(error)
        await self._load_plan(request)

    def _on_edited(self) -> None:
        """The plan is not what the fields say any more: nothing may start by it."""
        self._ctx.tasks.cancel(self._lane)
        self._plan = None
        self._show_plan()

    def _on_target_changed(self) -> None:
        self._files.forget()
        self._load()

    # showing

    def _show_plan(self) -> None:
        plan = self._chosen_plan()
        self._show_about()
        self._footer.show_plan(plan)
        self._show_conflicts()
        self._notes.show_plan(self._plan)
        has_files = self._plan is not None and bool(self._plan.files)
        for button in (self._all, self._none):
            button.setEnabled(has_files)
        if plan is None or self._plan is None:
            self._count.setText("")
        else:
            self._count.setText(
                self.tr("{chosen} of {files} chosen").format(
                    chosen=len(plan.files), files=files_text(len(self._plan.files) + self._plan.left_out)
                )
            )
        request = plan.request if plan is not None else self._target.request()
        maker = shell_command if self._language.value() == _SHELL else python_code
        self._code.set_text(maker(request, self._connection))

    def _show_about(self) -> None:
        request = self._target.request()
        if self._plan is None:
            self._about.setText(self.tr("Revision {revision}").format(revision=request.revision))
            return
        self._about.setText(
            self.tr("Revision {revision} at commit {commit} · to {folder}").format(
                revision=request.revision, commit=self._plan.commit[:7], folder=self._plan.target
            )
        )

    def _show_conflicts(self) -> None:
        conflicts = self._plan.conflicts if self._plan is not None else ()
        chosen = {file.path for file in self._files.chosen()}
        agreed = sum(file.path in chosen for file in conflicts)
        self._conflicts.setVisible(bool(conflicts))
        set_tone(self._conflicts, "bad" if agreed else "warn")
        if agreed:
            text = self.tr("{files} in the folder will be replaced: same name, other content.")
            self._conflicts.setText(text.format(files=files_text(agreed)))
        else:
            text = self.tr(
                "{files} in the folder: same name, other content. What is there stays as it is unless you check it."
            )
            self._conflicts.setText(text.format(files=files_text(len(conflicts))))

    def _show_code(self, shown: bool) -> None:
        self._language.setVisible(shown)
        self._code.setVisible(shown)

    # choosing

    def _chosen_plan(self) -> DownloadPlan | None:
        """The plan of the checked files; the plan itself where all are."""
        if self._plan is None or self._files.is_whole():
            return self._plan
        chosen = self._files.chosen()
        request = replace(self._plan.request, files=tuple(file.path for file in chosen), include=(), exclude=())
        left_out = self._plan.left_out + len(self._plan.files) - len(chosen)
        return replace(self._plan, request=request, files=chosen, left_out=left_out)

    def _on_all(self) -> None:
        self._files.set_all(True)

    def _on_none(self) -> None:
        self._files.set_all(False)

    def _on_start(self) -> None:
        plan = self._chosen_plan()
        if plan is None or not plan.files or not plan.fits:
            return
        self._footer.start.setEnabled(False)
        self._ctx.tasks.latest(self._lane, self._start(plan))

    async def _start(self, plan: DownloadPlan) -> None:
        agreed = frozenset(file.path for file in plan.files if file.presence is Presence.DIFFERENT)
        try:
            await self._ctx.services.queue.add(plan, replace=agreed)
        except HubDeskError as error:
            self._state.show_error(error, self._load)
            self._pages.setCurrentWidget(self._state)
            self._footer.start.setEnabled(True)
            return
        self._target.remember()
        self.accept()


def _cancel(tasks: TaskRunner, lane: str, _dialog: object = None) -> None:
    """The window closed with the dialog open."""
    tasks.cancel(lane)
