"""The line at the bottom: who, where the token is, which Hub, and how to find every command."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStatusBar, QWidget

from hubdesk.account.session import Session, SessionState
from hubdesk.core.types import Connection
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.labels import make_label

_ICON_PX = 13


class _Fact(QWidget):
    """An icon and a short text."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._icon = QLabel(self)
        self._text = make_label(theme, "caption", "muted", self)
        self._text.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        theme.changed.connect(self._show_icon)
        self._show_icon()

    def show_text(self, text: str, icon: str = "") -> None:
        """This text, and another icon if one is given."""
        self._icon_name = icon or self._icon_name
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._show_icon()

    def _show_icon(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, "muted", _ICON_PX, self.devicePixelRatioF()))


class StatusLine(QStatusBar):
    """Follows the session; the button at the right opens the command palette."""

    palette_requested = Signal()

    def __init__(self, theme: Theme, session: Session, connection: Connection, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._connection = connection
        self._shortcut = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self.setObjectName("statusLine")
        self.setSizeGripEnabled(False)
        self.setFixedHeight(28)
        body = QWidget(self)
        self._account = _Fact(theme, "user", "statusAccount", body)
        self._token = _Fact(theme, "key-round", "statusToken", body)
        self._hub = _Fact(theme, "server", "statusHub", body)
        self._commands = QPushButton(body)
        self._commands.setProperty("kind", "status")
        self._commands.setObjectName("commandsButton")
        self._commands.clicked.connect(self.palette_requested)
        row = QHBoxLayout(body)
        row.setContentsMargins(54, 0, 4, 4)
        row.setSpacing(16)
        for fact in (self._account, self._token, self._hub):
            row.addWidget(fact)
        row.addStretch(1)
        row.addWidget(self._commands)
        self.addWidget(body, 1)
        self._unsubscribe = session.subscribe(self.retranslate)
        self.destroyed.connect(self._unsubscribe, Qt.ConnectionType.DirectConnection)
        self.retranslate()

    def retranslate(self) -> None:
        """All texts, from the session as it is."""
        self._show_account()
        self._show_token()
        host = urlsplit(self._connection.endpoint).netloc
        practice = self.tr("Practice Hub on this computer")
        self._hub.show_text(practice if self._connection.is_practice else host)
        self._hub.setToolTip(self._connection.endpoint)
        self._commands.setText(self.tr("{shortcut}  Commands").format(shortcut=self._shortcut))
        self._commands.setAccessibleName(self.tr("All commands"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_account(self) -> None:
        identity = self._session.identity
        if identity is not None:
            self._account.show_text(identity.name)
        elif self._session.token() is not None:
            self._account.show_text(self.tr("Signed in"))
        else:
            self._account.show_text(self.tr("Not signed in"))

    def _show_token(self) -> None:
        texts = {
            SessionState.ANONYMOUS: ("key-round", ""),
            SessionState.KEYRING: ("key-round", self.tr("Token in the system keyring")),
            SessionState.SESSION_ONLY: ("key-round", self.tr("Token for this session only")),
            SessionState.LOCKED: ("lock", self.tr("The system keyring is locked")),
            SessionState.READ_FAILED: ("triangle-alert", self.tr("The system keyring does not answer")),
        }
        icon, text = texts[self._session.state]
        self._token.setVisible(bool(text))
        self._token.show_text(text, icon)
