"""Asks what becomes of running transfers when the window is closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hubdesk.transfers.model import RUNNING, State
from hubdesk.ui.context import UiContext
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label

_UNDER_WAY = RUNNING | {State.QUEUED}


class QuitDialog(QDialog):
    """Accepted means: pause and quit."""

    def __init__(self, theme: Theme, running: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._running = running
        self.setObjectName("quitDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._icon = QLabel(self)
        self._icon.setPixmap(theme.pixmap("arrow-down-up", "accent", 24, self.devicePixelRatioF()))
        self._title = make_label(theme, "section", parent=self)
        self._text = make_label(theme, "body", "muted", self)
        self._text.setWordWrap(True)
        self._text.setFixedWidth(400)
        self._stay = plain_button(theme, "", self)
        self._stay.setObjectName("quitStay")
        self._stay.clicked.connect(self.reject)
        self._quit = primary_button(theme, "pause", self)
        self._quit.setObjectName("quitPause")
        self._quit.setDefault(True)
        self._quit.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self._stay)
        foot.addWidget(self._quit)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """All texts."""
        self.setWindowTitle(self.tr("Quit HubDesk"))
        if self._running == 1:
            self._title.setText(self.tr("A transfer is under way"))
        else:
            self._title.setText(self.tr("{count} transfers are under way").format(count=self._running))
        self._text.setText(
            self.tr("They are paused, and what has arrived is kept. Next time they can go on from where they stopped.")
        )
        self._stay.setText(self.tr("Stay"))
        self._quit.setText(self.tr("Pause and quit"))
        for button in (self._stay, self._quit):
            button.setAccessibleName(button.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Leaving(QObject):
    """Asks when transfers are under way; `allowed` comes once, when the window may go."""

    allowed = Signal()

    def __init__(self, ctx: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._dialog: QuitDialog | None = None
        self._done = False

    def ask(self) -> None:
        """The window wants to close."""
        if self._done or self._dialog is not None:
            return
        running = sum(transfer.state in _UNDER_WAY for transfer in self._ctx.services.queue.transfers())
        if not running:
            self._allow()
            return
        self._dialog = QuitDialog(self._ctx.theme, running, self._window)
        self._dialog.finished.connect(self._on_answered)
        self._dialog.open()

    def _on_answered(self, answer: int) -> None:
        self._dialog = None
        if answer == QDialog.DialogCode.Accepted:
            self._ctx.tasks.spawn(self._pause_and_allow(), name="window.quit")

    async def _pause_and_allow(self) -> None:
        try:
            await self._ctx.services.queue.pause_all()
        finally:
            self._allow()

    def _allow(self) -> None:
        if not self._done:
            self._done = True
            self.allowed.emit()
