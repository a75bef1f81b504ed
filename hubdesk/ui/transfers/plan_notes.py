"""What else is to be known before a download: access that is missing, and what other programs left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hubdesk.transfers.model import DownloadPlan
from hubdesk.ui.format import size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import make_label


class PlanNotes(QWidget):
    """Shows nothing where there is nothing to say."""

    page_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: DownloadPlan | None = None
        self._access = make_label(theme, "secondary", "warn", self)
        self._page = link_button(theme, "", self)
        self._page.setObjectName("planOpenPage")
        self._page.clicked.connect(self.page_wanted)
        self._orphans = make_label(theme, "secondary", "muted", self)
        self._remove = link_button(theme, "", self)
        self._remove.setObjectName("planRemoveOrphans")
        self._remove.clicked.connect(self.removal_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label, button in ((self._access, self._page), (self._orphans, self._remove)):
            column.addLayout(_line(label, button))
        self.retranslate()

    def show_plan(self, plan: DownloadPlan | None) -> None:
        """What there is to know about this plan."""
        self._plan = plan
        shut = plan is not None and plan.needs_access
        left = plan is not None and bool(plan.orphans)
        for part in (self._access, self._page):
            part.setVisible(shut)
        self._orphans.setVisible(left)
        self._remove.setVisible(left and plan is not None and not all(each.in_use for each in plan.orphans))
        self.setVisible(shut or left)
        self._show_texts()

    def retranslate(self) -> None:
        """Texts and names."""
        self._page.setText(self.tr("Ask for access"))
        self._page.setAccessibleName(self.tr("Ask for access on the repository's page"))
        self._remove.setText(self.tr("Remove"))
        self._remove.setAccessibleName(self.tr("Remove unfinished downloads of other programs"))
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_texts(self) -> None:
        self._access.setText(self.tr("You have no access yet. The download waits and starts once it is granted."))
        orphans = self._plan.orphans if self._plan is not None else ()
        if orphans and all(each.in_use for each in orphans):
            self._orphans.setText(self.tr("Another program is downloading some of these files right now."))
            return
        size = size_text(sum(each.size for each in orphans if not each.in_use))
        text = self.tr("{size} of unfinished downloads by other programs found: what fits is used.")
        self._orphans.setText(text.format(size=size))


def _line(label: QWidget, button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label)
    row.addWidget(button)
    row.addStretch(1)
    return row
