"""Waits, where a command without a window has the data dir, until it is free."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.labels import make_label


class WaitingDialog(QDialog):
    """Says why there is no window yet; rejected means: do not wait."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("waitingDialog")
        self.setWindowTitle("HubDesk")
        self.setWindowIcon(theme.window_icon())
        icon = QLabel(self)
        icon.setPixmap(theme.pixmap("hourglass", "accent", 24, self.devicePixelRatioF()))
        title = make_label(theme, "section", parent=self)
        title.setText(self.tr("A download is running without a window"))
        text = make_label(theme, "body", "muted", self)
        text.setWordWrap(True)
        text.setFixedWidth(400)
        text.setText(self.tr("HubDesk opens as soon as it has finished. It is not disturbed."))
        cancel = plain_button(theme, "", self)
        cancel.setObjectName("waitingCancel")
        cancel.setText(self.tr("Do not wait"))
        cancel.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(icon)
        head.addWidget(title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(text)
        column.addSpacing(8)
        column.addWidget(cancel, 0, Qt.AlignmentFlag.AlignRight)
