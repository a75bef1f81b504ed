"""The list that the revision selector opens: branches, tags, pull requests, and a commit to type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
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
from hubdesk.ui.details.revision_delegate import ROW_HEIGHT, RevisionDelegate
from hubdesk.ui.details.revision_model import RevisionModel
from hubdesk.ui.theme import Theme

WIDTH = 340
_SHOWN_ROWS = 9
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
        self._theme = theme
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
        self.setFixedWidth(WIDTH)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
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

    def _on_theme_changed(self) -> None:
        ground, line = self._theme.hex("panel"), self._theme.hex("control_border")
        self.setStyleSheet(f"QFrame#revisionPopup {{ background: {ground}; border: 1px solid {line}; }}")

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None and row.revision:
            self.hide()
            self.chosen.emit(row.revision)

    def _on_text_changed(self, text: str) -> None:
        self._model.set_filter(text)
        if self._model.rowCount() or not self._failed:
            self._show_rows("")
