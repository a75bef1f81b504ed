"""The revision selector: a button with the branch in force, and the list it opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hubdesk.core.types import RepoRefs
from hubdesk.ui.details.history_model import short_id
from hubdesk.ui.details.revision_delegate import ROW_HEIGHT, RevisionDelegate
from hubdesk.ui.details.revision_model import RevisionModel
from hubdesk.ui.theme import Theme

_WIDTH = 340
_SHOWN_ROWS = 9
_FULL_ID = 40
_MOVES = {
    int(Qt.Key.Key_Down): 1,
    int(Qt.Key.Key_Up): -1,
    int(Qt.Key.Key_PageDown): _SHOWN_ROWS,
    int(Qt.Key.Key_PageUp): -_SHOWN_ROWS,
}
_ENTER = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


class RevisionPopup(QFrame):
    """A field to type in and the refs that match; arrows move, Enter takes, Esc leaves."""

    chosen = Signal(str)
    retry_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("revisionPopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._failed = False
        self._model = RevisionModel(self)
        self._field = QLineEdit(self)
        self._field.setObjectName("revisionFilter")
        self._field.textChanged.connect(self._on_text_changed)
        self._field.installEventFilter(self)
        self._status = QLabel(self)
        self._status.setObjectName("revisionStatus")
        self._status.setWordWrap(True)
        self._status.setContentsMargins(8, 8, 8, 8)
        self._retry = QPushButton(self)
        self._retry.setObjectName("revisionRetry")
        self._retry.clicked.connect(self.retry_requested)
        self._delegate = RevisionDelegate(theme, self)
        self._list = self._build_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        for widget in (self._field, self._status, self._retry, self._list):
            layout.addWidget(widget)
        self.setFixedWidth(_WIDTH)
        self.show_loading()
        self.retranslate()

    def show_loading(self) -> None:
        """The refs are on their way."""
        self._failed = False
        self._retry.hide()
        self._list.hide()
        self._status.setText(self.tr("Loading branches and tags…"))
        self._status.show()

    def show_refs(self, refs: RepoRefs, current: str) -> None:
        """Offer these; the one in force is marked."""
        self._failed = False
        self._delegate.current = current
        self._model.set_refs(refs)
        self._retry.hide()
        self._show_rows(current)

    def show_failure(self, reason: str) -> None:
        """The refs did not come; a commit can still be typed."""
        self._failed = True
        self._model.set_refs(RepoRefs())
        self._show_rows("")
        self._status.setText(reason)
        self._status.show()
        self._retry.show()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self._field.setPlaceholderText(self.tr("Branch, tag, pull request or commit"))
        self._field.setAccessibleName(self.tr("Find a branch, tag, pull request or commit"))
        self._list.setAccessibleName(self.tr("Branches, tags and pull requests"))
        self._retry.setText(self.tr("Try again"))
        self._model.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Start with an empty field that takes typing at once."""
        self._field.clear()
        self._field.setFocus()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's arrows and Enter drive the list."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._choose(self._list.currentIndex())
                return True
            step = _MOVES.get(event.key())
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _build_list(self) -> QTableView:
        view = QTableView(self)
        view.setObjectName("revisionList")
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.horizontalHeader().hide()
        view.horizontalHeader().setStretchLastSection(True)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._choose)
        view.activated.connect(self._choose)
        return view

    def _show_rows(self, current: str) -> None:
        rows = self._model.rowCount()
        self._list.setVisible(rows > 0)
        self._list.setFixedHeight(min(max(rows, 1), _SHOWN_ROWS) * ROW_HEIGHT + 2)
        if not self._failed:
            self._status.setVisible(rows == 0)
            self._status.setText(self.tr("Nothing matches. A commit needs at least 7 digits of its id."))
        index = self._model.find(current)
        self._list.setCurrentIndex(index if index.isValid() else self._model.find(""))
        self.adjustSize()

    def _move(self, step: int) -> None:
        last = self._model.rowCount() - 1
        row = max(0, min(last, self._list.currentIndex().row() + step))
        while 0 <= row <= last:
            found = self._model.row_at(self._model.index(row, 0))
            if found is not None and found.revision:
                self._list.setCurrentIndex(self._model.index(row, 0))
                return
            row += 1 if step > 0 else -1

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None and row.revision:
            self.hide()
            self.chosen.emit(row.revision)

    def _on_text_changed(self, text: str) -> None:
        self._model.set_filter(text)
        if self._model.rowCount() or not self._failed:
            self._show_rows("")


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
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

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

    def _on_clicked(self) -> None:
        corner = self.mapToGlobal(QPoint(self.width() - _WIDTH, self.height() + 4))
        screen = self.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - _WIDTH)))
        self._popup.move(corner)
        self._popup.show()
        if not self._have_refs:
            self._ask()

    def _on_chosen(self, revision: str) -> None:
        if revision != self._revision:
            self.revision_chosen.emit(revision)

    def _on_theme_changed(self) -> None:
        self.setIcon(self._theme.icon("git-branch", "muted", 16))
