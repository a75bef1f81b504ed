"""The foot of the upload plan: what it comes to, why it cannot start, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.transfers.uploads.model import UploadPlan, Verdict
from hubdesk.ui.format import size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.texts import files_text
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import ElidedLabel, set_tone


class UploadFooter(QWidget):
    """`plan` is what would start now; None while there is none, or while it is being made again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: UploadPlan | None = None
        self._send = ElidedLabel(parent=self)
        font = theme.font("body")
        font.setWeight(font.Weight.DemiBold)
        self._send.setFont(font)
        self._send.setObjectName("uploadTotals")
        self._about = ElidedLabel(parent=self)
        self._about.setFont(theme.font("secondary"))
        self._about.setProperty("tone", "muted")
        self.show_code = plain_button(theme, "terminal", self)
        self.show_code.setObjectName("showCodeButton")
        self.show_code.setCheckable(True)
        self.cancel = plain_button(theme, "", self)
        self.cancel.setObjectName("uploadPlanCancel")
        self.start = primary_button(theme, "upload", self)
        self.start.setObjectName("uploadPlanStart")
        self.start.setDefault(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._send)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self.show_code, self.cancel, self.start):
            row.addWidget(button)
        self.show_plan(None)
        self.retranslate()

    def show_plan(self, plan: UploadPlan | None) -> None:
        """The plan of the ticked files."""
        self._plan = plan
        self.start.setEnabled(plan is not None and not plan.is_empty and not plan.blocked)
        self._show_texts()

    def retranslate(self) -> None:
        """Texts and names."""
        self.show_code.setText(self.tr("Show code"))
        self.cancel.setText(self.tr("Cancel"))
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_texts(self) -> None:
        plan = self._plan
        is_offer = plan is not None and plan.request.create_pr
        self.start.setText(self.tr("Open pull request") if is_offer else self.tr("Start upload"))
        self._send.setText(self._send_text(plan) if plan is not None else "")
        reason = self._reason(plan)
        self._about.setText(reason or (self._about_text(plan) if plan is not None else ""))
        set_tone(self._about, "bad" if reason and plan is not None and plan.blocked else "muted")
        self.start.setToolTip(reason)

    def _send_text(self, plan: UploadPlan) -> str:
        deleted = len(plan.of(Verdict.DELETED))
        if not plan.to_send and deleted:
            return self.tr("{files} to delete").format(files=files_text(deleted))
        values = {"size": size_text(plan.send_bytes), "files": files_text(len(plan.to_send))}
        if deleted:
            return self.tr("{size} to send in {files}, {deleted} to delete").format(**values, deleted=deleted)
        return self.tr("{size} to send in {files}").format(**values)

    def _about_text(self, plan: UploadPlan) -> str:
        values = {"commit": plan.parent[:7], "branch": plan.request.revision.removeprefix("refs/")}
        if plan.request.create_pr:
            return self.tr("A pull request for {branch}, on top of {commit}").format(**values)
        if plan.commits == 1:
            return self.tr("One commit on {branch}, on top of {commit}").format(**values)
        return self.tr("{commits} commits on {branch}, on top of {commit}").format(**values, commits=plan.commits)

    def _reason(self, plan: UploadPlan | None) -> str:
        """Why it cannot start; empty where it can."""
        if plan is None:
            return ""
        if plan.blocked:
            return self.tr("Something must be mended first: see “Needs a look”")
        if plan.is_empty:
            left_out = any(file.taken_from is not None for file in plan.files)
            if left_out:
                return self.tr("Every file is left out")
            return self.tr("The repository has all of this already: nothing to send")
        return ""
