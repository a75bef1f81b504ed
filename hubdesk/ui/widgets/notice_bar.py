"""The bar across the top of a panel that shows one notice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from hubdesk.ui.notices import Notice
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button, link_button
from hubdesk.ui.widgets.labels import ElidedLabel, set_tone

_HEIGHT_PX = 40
_PASSING_MS = 6000
_TONE_TOKENS = {"info": "accent", "good": "good_text", "warn": "warn_text", "bad": "bad_text"}


class NoticeBar(QFrame):
    """Tone, text, one action, details to copy, and a cross. Hidden while there is nothing to say."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notice: Notice | None = None
        self.setObjectName("noticeBar")
        self.setProperty("kind", "notice")
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = QLabel(self)
        self._text = ElidedLabel("", self)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._action = link_button(theme, "", self)
        self._action.setObjectName("noticeAction")
        self._details = flat_button(theme, "copy", self, small=True)
        self._details.setObjectName("noticeDetails")
        self._close = flat_button(theme, "x", self, small=True)
        self._close.setObjectName("noticeClose")
        self._lay_out()
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(_PASSING_MS)
        self._passing.timeout.connect(self.close_notice)
        self._action.clicked.connect(self._on_action)
        self._details.clicked.connect(self._on_details)
        self._close.clicked.connect(self.close_notice)
        theme.changed.connect(self._show_icon)
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._details)
        row.addWidget(self._close)

    def show_notice(self, notice: Notice) -> None:
        """Show it instead of what is shown now."""
        self._notice = notice
        self._text.setText(notice.text)
        self._text.setAccessibleName(notice.text)
        self.setAccessibleName(notice.text)
        set_tone(self, notice.tone)
        set_tone(self._text, "" if notice.tone == "info" else notice.tone)
        self._action.setText(notice.action_text)
        self._action.setAccessibleName(notice.action_text)
        self._action.setVisible(bool(notice.action_text and notice.action))
        self._details.setVisible(bool(notice.details))
        self._details.set_icon("copy", "muted")
        self._show_icon()
        self.show()
        if notice.passing:
            self._passing.start()
        else:
            self._passing.stop()

    def close_notice(self) -> None:
        """Take it away."""
        self._passing.stop()
        self._notice = None
        self.hide()
        self.closed.emit()

    def notice(self) -> Notice | None:
        """What is shown."""
        return self._notice

    def retranslate(self) -> None:
        """The names of the buttons."""
        self._details.setToolTip(self.tr("Copy details"))
        self._details.setAccessibleName(self.tr("Copy details"))
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close this notice"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        """A passing notice stays while the mouse is over it."""
        self._passing.stop()
        super().enterEvent(event)  # type: ignore[arg-type]  # a QEnterEvent

    def leaveEvent(self, event: QEvent) -> None:
        """And goes some time after."""
        if self._notice is not None and self._notice.passing:
            self._passing.start()
        super().leaveEvent(event)

    def _on_action(self) -> None:
        notice = self._notice
        self.close_notice()
        if notice is not None and notice.action is not None:
            notice.action()

    def _on_details(self) -> None:
        if self._notice is not None:
            QGuiApplication.clipboard().setText(f"{self._notice.text}\n{self._notice.details}")
            self._details.set_icon("check", "good_text")

    def _show_icon(self) -> None:
        if self._notice is not None:
            token = _TONE_TOKENS.get(self._notice.tone, "accent")
            self._icon.setPixmap(self._theme.pixmap(self._notice.icon, token, 18, self.devicePixelRatioF()))
            self._icon.setFixedSize(QSize(18, 18))
