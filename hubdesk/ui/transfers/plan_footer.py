"""The foot of the plan: what it comes to, whether it fits, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.transfers.model import DownloadPlan, Presence
from hubdesk.ui.format import size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.texts import files_text
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label, set_tone


class PlanFooter(QWidget):
    """`plan` is what would start now; None while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: DownloadPlan | None = None
        self._fetch = make_label(theme, "body", parent=self)
        font = theme.font("body")
        font.setWeight(font.Weight.DemiBold)
        self._fetch.setFont(font)
        self._space = make_label(theme, "secondary", "muted", self)
        self.show_code = plain_button(theme, "terminal", self)
        self.show_code.setObjectName("showCodeButton")
        self.show_code.setCheckable(True)
        self.cancel = plain_button(theme, "", self)
        self.cancel.setObjectName("planCancel")
        self.start = primary_button(theme, "download", self)
        self.start.setObjectName("downloadPlanStart")
        self.start.setDefault(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._fetch)
        words.addWidget(self._space)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self.show_code, self.cancel, self.start):
            row.addWidget(button)
        self.show_plan(None)
        self.retranslate()

    def show_plan(self, plan: DownloadPlan | None) -> None:
        """The plan of the chosen files."""
        self._plan = plan
        self.start.setEnabled(plan is not None and bool(plan.files) and plan.fits)
        self._show_texts()

    def retranslate(self) -> None:
        """Texts and names."""
        self.show_code.setText(self.tr("Show code"))
        self.cancel.setText(self.tr("Cancel"))
        self.start.setText(self.tr("Start download"))
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_texts(self) -> None:
        plan = self._plan
        if plan is None:
            self._fetch.setText("")
            self._space.setText("")
            self.start.setToolTip("")
            return
        if plan.files and not plan.fetch_bytes:
            self._fetch.setText(self.tr("Everything is here already"))
        else:
            text = self.tr("{size} to download in {files}")
            waiting = sum(file.presence is not Presence.PRESENT for file in plan.files)
            self._fetch.setText(text.format(size=size_text(plan.fetch_bytes), files=files_text(waiting)))
        self._space.setText(self._space_text(plan))
        set_tone(self._space, "muted" if plan.fits else "bad")
        self.start.setToolTip(self._reason(plan))

    def _space_text(self, plan: DownloadPlan) -> str:
        free = size_text(plan.free_bytes)
        if not plan.fits:
            missing = size_text(plan.fetch_bytes - plan.free_bytes)
            return self.tr("Does not fit: {free} are free there, {missing} are missing").format(
                free=free, missing=missing
            )
        here = plan.total_bytes - plan.fetch_bytes
        if here > 0:
            return self.tr("{here} already here · {free} free there").format(here=size_text(here), free=free)
        return self.tr("{free} free there").format(free=free)

    def _reason(self, plan: DownloadPlan) -> str:
        if not plan.files:
            return self.tr("No file is chosen")
        if not plan.fits:
            return self.tr("There is not enough space on that disk")
        return ""
