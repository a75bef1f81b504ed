"""The revision selector: a button with the branch in force, which opens the list of others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hubdesk.core.types import RepoRefs
from hubdesk.ui.details.history_model import short_id
from hubdesk.ui.details.revision_popup import WIDTH, RevisionPopup
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import paint_icon

_FULL_ID = 40
_ARROW = 14
_MAX_WIDTH = 220


class RevisionSelector(QPushButton):
    """Shows the revision in force; opening it asks for the refs once per repository."""

    revision_chosen = Signal(str)
    refs_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("revisionSelector")
        self._theme = theme
        self._revision = "main"
        self._have_refs = False
        self._popup = RevisionPopup(theme, self)
        self._popup.chosen.connect(self._on_chosen)
        self._popup.retry_requested.connect(self._ask)
        self.setProperty("small", True)
        self.setStyleSheet(f"QPushButton {{ text-align: left; padding-right: {_ARROW + 12}px; }}")
        self.setMaximumWidth(_MAX_WIDTH)
        self.clicked.connect(self.open_list)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and an arrow that says there is a list."""
        super().paintEvent(event)
        at = QPointF(self.width() - _ARROW - 8, (self.height() - _ARROW) / 2)
        paint_icon(QPainter(self), at, "chevron-down", "muted", self._theme, _ARROW)

    @property
    def popup(self) -> RevisionPopup:
        """The list."""
        return self._popup

    def reset(self, revision: str) -> None:
        """Another repository: its refs are not known."""
        self._have_refs = False
        self.set_revision(revision)

    def set_revision(self, revision: str) -> None:
        """Say which revision is in force."""
        self._revision = revision
        self.retranslate()

    def set_refs(self, refs: RepoRefs) -> None:
        """Answer `refs_wanted`."""
        self._have_refs = True
        self._popup.show_refs(refs, self._revision)

    def set_failure(self, reason: str) -> None:
        """Answer `refs_wanted` with what went wrong."""
        self._have_refs = False
        self._popup.show_failure(reason)

    def open_list(self) -> None:
        """Show the list below the button; its refs are asked for when they are not known."""
        if not self.isVisible():
            return
        corner = self.mapToGlobal(QPoint(self.width() - WIDTH, self.height() + 4))
        screen = self.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - WIDTH)))
        self._popup.move(corner)
        self._popup.show()
        if not self._have_refs:
            self._ask()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        is_commit = len(self._revision) == _FULL_ID and "/" not in self._revision
        text = short_id(self._revision) if is_commit else self._revision.removeprefix("refs/")
        self.setText(text)
        self.setAccessibleName(self.tr("Revision {revision}").format(revision=text))
        self.setToolTip(self.tr("Show another branch, tag, pull request or commit"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _ask(self) -> None:
        self._popup.show_loading()
        self.refs_wanted.emit()

    def _on_chosen(self, revision: str) -> None:
        if revision != self._revision:
            self.revision_chosen.emit(revision)

    def _on_theme_changed(self) -> None:
        self.setIcon(self._theme.icon("git-branch", "muted", 16))
