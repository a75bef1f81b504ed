"""Somebody committed while an upload was under way: the person decides how it goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.transfers.model import Transfer
from hubdesk.transfers.uploads.model import Decision
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.texts import files_text
from hubdesk.ui.widgets.buttons import link_button, plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label

_WIDTH = 520


class DecisionDialog(QDialog):
    """`decided` carries the decision, `cancel_requested` that the upload is to end; closing it decides nothing."""

    decided = Signal(int, object)  # transfer id, Decision
    cancel_requested = Signal(object)  # Transfer
    history_requested = Signal(object)  # Transfer: show what the others committed

    def __init__(self, theme: Theme, transfer: Transfer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transfer = transfer
        self.setObjectName("uploadDecision")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = make_label(theme, "section", parent=self)
        self._title.setWordWrap(True)
        self._text = make_label(theme, "body", parent=self)
        self._text.setWordWrap(True)
        self._what = make_label(theme, "secondary", "muted", self)
        self._what.setWordWrap(True)
        self._history = link_button(theme, "rotate-ccw-clock", self)
        self._history.setObjectName("decisionHistory")
        self._cancel = plain_button(theme, "", self)
        self._cancel.setObjectName("decisionCancel")
        self._offer = plain_button(theme, "git-pull-request", self)
        self._offer.setObjectName("decisionPullRequest")
        self._rebase = primary_button(theme, "git-commit-horizontal", self)
        self._rebase.setObjectName("decisionRebase")
        self._history.clicked.connect(self._on_history)
        self._cancel.clicked.connect(self._on_cancel)
        self._offer.clicked.connect(self._on_offer)
        self._rebase.clicked.connect(self._on_rebase)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        buttons.addWidget(self._offer)
        buttons.addWidget(self._rebase)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for label in (self._title, self._text, self._what):
            column.addWidget(label)
        column.addWidget(self._history, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)
        self.retranslate()
        self._offer.setFocus()

    def retranslate(self) -> None:
        """What happened, and what can be done."""
        transfer = self._transfer
        values = {
            "name": transfer.ref.repo_id,
            "branch": transfer.revision.removeprefix("refs/"),
            "before": transfer.commit[:7],
            "files": files_text(transfer.file_count),
        }
        title = self.tr("{name} has changed meanwhile").format(**values)
        self.setWindowTitle(title)
        self._title.setText(title)
        self._text.setText(
            self.tr(
                "Somebody committed to {branch} after your upload was planned on top of {before}. "
                "Nothing was overwritten, and your {files} are not in the repository yet."
            ).format(**values)
        )
        self._what.setText(
            self.tr(
                "On top: your files replace those of the same name, all else of theirs stays. "
                "Pull request: their version stays until somebody merges yours."
            )
        )
        self._history.setText(self.tr("Show what they committed"))
        self._cancel.setText(self.tr("Cancel the upload"))
        self._offer.setText(self.tr("Open a pull request"))
        self._rebase.setText(self.tr("Put mine on top"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_history(self) -> None:
        self.accept()
        self.history_requested.emit(self._transfer)

    def _on_cancel(self) -> None:
        self.accept()
        self.cancel_requested.emit(self._transfer)

    def _on_offer(self) -> None:
        self.accept()
        self.decided.emit(self._transfer.transfer_id, Decision.PULL_REQUEST)

    def _on_rebase(self) -> None:
        self.accept()
        self.decided.emit(self._transfer.transfer_id, Decision.REBASE)
