"""The icon in the desktop's tray: what the transfers do, and what can be done with all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.summary import Summary, summary_text

_ICON_PX = 64
_RING_PX = 9
_STEPS = 40  # the ring is drawn anew only when it would look different


class Tray(QObject):
    """Shown while there is a tray; `available` says whether there is one now."""

    open_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    limit_requested = Signal(bool)
    quit_requested = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._drawn = -1
        self._summary: Summary | None = None
        self._menu = QMenu(window)
        self._menu.setObjectName("trayMenu")
        self._open = self._menu.addAction("", self.open_requested.emit)
        self._menu.addSeparator()
        self._pause = self._menu.addAction("", self.pause_requested.emit)
        self._resume = self._menu.addAction("", self.resume_requested.emit)
        self._limit = self._menu.addAction("")
        self._limit.setCheckable(True)
        self._limit.triggered.connect(self.limit_requested)
        self._menu.addSeparator()
        self._quit = self._menu.addAction("", self.quit_requested.emit)
        names = ("trayOpen", self._open), ("trayPause", self._pause), ("trayResume", self._resume)
        for name, action in (*names, ("trayLimit", self._limit), ("trayQuit", self._quit)):
            action.setObjectName(name)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.open_requested)
        self._menu.installEventFilter(self)
        self._show_icon(-1.0)
        self.retranslate()

    @staticmethod
    def available() -> bool:
        """Whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Take a place in the tray."""
        self._icon.show()

    def hide(self) -> None:
        """Leave it."""
        self._icon.hide()

    def notify(self, title: str, text: str, *, bad: bool) -> None:
        """Tell something beside the tray; a click opens the window."""
        kind = QSystemTrayIcon.MessageIcon.Warning if bad else QSystemTrayIcon.MessageIcon.Information
        self._icon.showMessage(title, text, kind)

    def show_summary(self, summary: Summary, *, pausable: bool, resumable: bool) -> None:
        """How far all of it is, and what the menu may offer."""
        self._summary = summary
        self._icon.setToolTip(f"HubDesk · {summary_text(summary)}")
        self._pause.setEnabled(pausable)
        self._resume.setEnabled(resumable)
        self._show_icon(summary.fraction if summary.is_busy else -1.0)

    def show_limit(self, text: str, *, limited: bool) -> None:
        """Whether the speed is limited, and to what switching it on would limit it."""
        self._limit.setText(text)
        self._limit.setChecked(limited)

    def retranslate(self) -> None:
        """The menu."""
        self._open.setText(self.tr("Open HubDesk"))
        self._pause.setText(self.tr("Pause all transfers"))
        self._resume.setText(self.tr("Resume all transfers"))
        self._quit.setText(self.tr("Quit"))
        if self._summary is not None:
            self._icon.setToolTip(f"HubDesk · {summary_text(self._summary)}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The menu is told of a change of language; this object is not."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return False

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()

    def _show_icon(self, fraction: float) -> None:
        """The window's icon; while something is under way with a ring that closes."""
        step = round(fraction * _STEPS) if fraction >= 0 else -1
        if step == self._drawn and not self._icon.icon().isNull():
            return
        self._drawn = step
        plain = self._theme.window_icon()
        self._icon.setIcon(plain if step < 0 else _with_ring(plain, step / _STEPS, self._theme))


def _with_ring(icon: QIcon, fraction: float, theme: Theme) -> QIcon:
    pixmap = QPixmap(_ICON_PX, _ICON_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = _ICON_PX - 2 * _RING_PX - 6
    painter.drawPixmap(QPointF(_RING_PX + 3, _RING_PX + 3), icon.pixmap(inner, inner))
    area = QRectF(_RING_PX / 2, _RING_PX / 2, _ICON_PX - _RING_PX, _ICON_PX - _RING_PX)
    for token, share in (("border", 1.0), ("accent", fraction)):
        painter.setPen(QPen(theme.color(token), _RING_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(area, 90 * 16, -round(share * 360 * 16))
    painter.end()
    return QIcon(pixmap)
