"""Asks what becomes of running transfers when the window is closed."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.transfers.model import RUNNING, State
from hubdesk.ui.context import UiContext
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label

_UNDER_WAY = RUNNING | {State.QUEUED}
_WIDTH_PX = 470


class Quitting(StrEnum):
    """What becomes of transfers under way."""

    ASK = "ask"
    TRAY = "tray"
    PAUSE = "pause"
    STOP = "stop"


class Hiding(Protocol):
    """Whoever can go on without the window: the tray."""

    @property
    def can_hide(self) -> bool:
        """Whether a hidden window could be brought back."""

    def hide_window(self) -> None:
        """Go on without it."""

    def show_window(self) -> None:
        """Bring it back."""


class QuitDialog(QDialog):
    """Accepted with `choice`, one of those that are possible here."""

    def __init__(self, theme: Theme, running: int, *, can_hide: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._running = running
        self.choice = Quitting.ASK
        self.setObjectName("quitDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._icon = QLabel(self)
        self._icon.setPixmap(theme.pixmap("arrow-down-up", "accent", 24, self.devicePixelRatioF()))
        self._title = make_label(theme, "section", parent=self)
        self._text = make_label(theme, "body", "muted", self)
        self._text.setWordWrap(True)
        self._text.setFixedWidth(_WIDTH_PX)
        self._remember = QCheckBox(self)
        self._remember.setObjectName("quitRemember")
        self._stay = plain_button(theme, "", self)
        self._stay.setObjectName("quitStay")
        self._stay.clicked.connect(self.reject)
        self._stop = plain_button(theme, "square", self)
        self._pause = plain_button(theme, "pause", self) if can_hide else primary_button(theme, "pause", self)
        self._tray = primary_button(theme, "arrow-down-to-line", self) if can_hide else None
        buttons = [(self._stop, "quitStop"), (self._pause, "quitPause")]
        if self._tray is not None:
            buttons.append((self._tray, "quitTray"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._stay)
        foot.addStretch(1)
        for button, name in buttons:
            button.setObjectName(name)
            button.clicked.connect(self._on_chosen)
            foot.addWidget(button)
        (self._tray or self._pause).setDefault(True)
        (self._tray or self._pause).setFocus()
        self._lay_out(foot)
        self.retranslate()

    @property
    def remember(self) -> bool:
        """Whether it is not to be asked again."""
        return self._remember.isChecked()

    def retranslate(self) -> None:
        """All texts."""
        self.setWindowTitle(self.tr("Quit HubDesk"))
        if self._running == 1:
            self._title.setText(self.tr("A transfer is under way"))
        else:
            self._title.setText(self.tr("{count} transfers are under way").format(count=self._running))
        lines = [
            self.tr("Pause: they stay paused until you resume them, and what has arrived is kept."),
            self.tr("Stop: they go on by themselves when HubDesk is opened again."),
        ]
        if self._tray is not None:
            lines.insert(0, self.tr("Keep running: the window goes, and they go on in the tray."))
            self._tray.setText(self.tr("Keep running"))
        self._text.setText("\n".join(lines))
        self._text.setMinimumHeight(self._text.heightForWidth(_WIDTH_PX))
        self._remember.setText(self.tr("Remember my choice"))
        self._stay.setText(self.tr("Stay"))
        self._pause.setText(self.tr("Pause and quit"))
        self._stop.setText(self.tr("Stop and quit"))
        for button in (self._stay, self._pause, self._stop, self._tray, self._remember):
            if button is not None:
                button.setAccessibleName(button.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self, foot: QHBoxLayout) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._remember)
        column.addSpacing(8)
        column.addLayout(foot)

    def _on_chosen(self) -> None:
        self.choice = Quitting(self.sender().objectName().removeprefix("quit").lower())
        self.accept()


class Leaving(QObject):
    """Asks when transfers are under way; `allowed` comes once, when the window may go."""

    allowed = Signal()

    def __init__(self, ctx: UiContext, window: QWidget, hiding: Hiding | None = None) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._hiding = hiding
        self._dialog: QuitDialog | None = None
        self._done = False

    def ask(self, *, for_good: bool = False) -> None:
        """The window wants to close; `for_good` it is to end, and not to go on in the tray."""
        if self._done or self._dialog is not None:
            return
        running = sum(transfer.state in _UNDER_WAY for transfer in self._ctx.services.queue.transfers())
        if not running:
            self._allow()
            return
        can_hide = not for_good and self._hiding is not None and self._hiding.can_hide
        known = self._ctx.settings.current.when_quitting
        if known in {Quitting.PAUSE, Quitting.STOP} or (known == Quitting.TRAY and can_hide):
            self._do(Quitting(known))
            return
        if self._hiding is not None and not self._window.isVisible():
            self._hiding.show_window()  # nobody sees a question over a hidden window
        self._dialog = QuitDialog(self._ctx.theme, running, can_hide=can_hide, parent=self._window)
        self._dialog.finished.connect(self._on_answered)
        self._dialog.open()

    def ask_for_good(self) -> None:
        """HubDesk is to end."""
        self.ask(for_good=True)

    def _on_answered(self, answer: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None or answer != QDialog.DialogCode.Accepted:
            return
        if dialog.remember:
            self._ctx.settings.change(when_quitting=dialog.choice.value)
        self._do(dialog.choice)

    def _do(self, choice: Quitting) -> None:
        if choice is Quitting.TRAY and self._hiding is not None:
            self._hiding.hide_window()
        elif choice is Quitting.PAUSE:
            self._ctx.tasks.spawn(self._pause_and_allow(), name="window.quit")
        else:
            self._allow()

    async def _pause_and_allow(self) -> None:
        try:
            await self._ctx.services.queue.pause_all()
        except HubDeskError as error:
            self._ctx.notices.error(error)
        finally:
            self._allow()

    def _allow(self) -> None:
        if not self._done:
            self._done = True
            self.allowed.emit()
