"""Asks before a transfer is cancelled whose part on this computer would be lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.transfers.model import Direction, Transfer, TransferFile
from hubdesk.ui.format import size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.actions import Action
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label


class CancelDialog(QDialog):
    """Opened, never executed; `agreed` carries the action and its transfers."""

    agreed = Signal(object, object)

    def __init__(self, theme: Theme, transfers: list[Transfer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transfers = transfers
        self.setObjectName("cancelTransfers")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = make_label(theme, "section", parent=self)
        self._text = make_label(theme, "body", "muted", self)
        self._text.setWordWrap(True)
        self._keep = plain_button(theme, "", self)
        self._keep.setObjectName("keepTransfers")
        self._cancel = primary_button(theme, "", self)
        self._cancel.setObjectName("confirmCancel")
        self._keep.clicked.connect(self.reject)
        self._cancel.clicked.connect(self._on_cancel)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._keep)
        buttons.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(buttons)
        self.setMinimumWidth(400)
        self.retranslate()
        self._keep.setFocus()

    def retranslate(self) -> None:
        """The question."""
        uploads = sum(transfer.direction is Direction.UPLOAD for transfer in self._transfers)
        is_upload = uploads == len(self._transfers)
        if uploads and not is_upload:
            title = self.tr("Cancel {count} transfers?").format(count=len(self._transfers))
        elif is_upload and uploads == 1:
            title = self.tr("Cancel the upload to {name}?").format(name=self._transfers[0].ref.repo_id)
        elif is_upload:
            title = self.tr("Cancel {count} uploads?").format(count=uploads)
        elif len(self._transfers) == 1:
            title = self.tr("Cancel the download of {name}?").format(name=self._transfers[0].ref.repo_id)
        else:
            title = self.tr("Cancel {count} downloads?").format(count=len(self._transfers))
        self.setWindowTitle(title)
        self._title.setText(title)
        self._text.setText(self._upload_loss_text() if is_upload else self._loss_text())
        self._keep.setText(self.tr("Go on") if uploads else self.tr("Keep downloading"))
        cancel = self.tr("Cancel upload") if is_upload else self.tr("Cancel them")
        self._cancel.setText(cancel if uploads else self.tr("Cancel download"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _loss_text(self) -> str:
        """How much goes; unknown where some files are complete, which stay."""
        if any(transfer.done_files for transfer in self._transfers):
            return self.tr(
                "What has arrived of unfinished files is deleted. Files that are complete stay. "
                "To go on later, pause instead."
            )
        arrived = size_text(sum(transfer.done_bytes for transfer in self._transfers))
        return self.tr("{size} that have arrived are deleted. To go on later, pause instead.").format(size=arrived)

    def _upload_loss_text(self) -> str:
        """What stays where."""
        if any(transfer.url for transfer in self._transfers):
            return self.tr(
                "What was committed stays in the repository; the rest is not sent. Your files stay as they are."
            )
        return self.tr(
            "Nothing was committed yet: the repository and your files stay as they are. To go on later, pause instead."
        )

    def _on_cancel(self) -> None:
        self.agreed.emit(Action.CANCEL, self._transfers)
        self.accept()


class LeaveOutDialog(CancelDialog):
    """Asks before single files are left out whose part on this computer would be lost; `left_out` says which."""

    left_out = Signal(object, object, object)  # Action, Transfer, list[TransferFile]

    def __init__(
        self, theme: Theme, transfer: Transfer, files: list[TransferFile], parent: QWidget | None = None
    ) -> None:
        self._files = files
        super().__init__(theme, [transfer], parent)

    def retranslate(self) -> None:
        """The question."""
        if len(self._files) == 1:
            title = self.tr("Leave {name} out of the download?").format(name=self._files[0].path)
        else:
            title = self.tr("Leave {count} files out of the download?").format(count=len(self._files))
        self.setWindowTitle(title)
        self._title.setText(title)
        self._title.setWordWrap(True)
        arrived = size_text(sum(file.done_bytes for file in self._files))
        text = self.tr("{size} that have arrived are deleted. To go on later, pause instead.")
        self._text.setText(text.format(size=arrived))
        self._keep.setText(self.tr("Keep downloading"))
        self._cancel.setText(self.tr("Leave out"))

    def _on_cancel(self) -> None:
        self.left_out.emit(Action.CANCEL, self._transfers[0], self._files)
        self.accept()
