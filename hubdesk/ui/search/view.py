"""The list of results: keyboard, mouse, dragging, the context menu, and asking for more near the end."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from hubdesk.core.types import RepoRef, RepoSummary
from hubdesk.ui.search.delegate import ResultDelegate
from hubdesk.ui.search.model import TAIL_ROLE, ResultModel, Tail
from hubdesk.ui.theme import Theme

_ROWS_AHEAD = 15
_OPEN_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYBOARD_REASONS = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class ResultsView(QTableView):
    """One column of painted rows. A click or Enter opens; with Ctrl, or the middle button, in a new tab."""

    opened = Signal(object)  # RepoSummary
    opened_in_tab = Signal(object)  # RepoSummary
    menu_requested = Signal(object, QPoint)  # RepoSummary, global position
    end_neared = Signal()
    retry_requested = Signal()
    left_upwards = Signal()

    def __init__(self, theme: Theme, model: ResultModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._typed = ""
        self._typed_clock = QElapsedTimer()
        self._opened: RepoRef | None = None
        self._delegate = ResultDelegate(theme, self)
        self.setObjectName("resultsView")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.clicked.connect(self._on_clicked)
        model.modelReset.connect(self._on_reset)
        model.dataChanged.connect(self._delegate.forget)
        self.verticalScrollBar().valueChanged.connect(self._check_end)
        self.verticalScrollBar().rangeChanged.connect(self._check_end)
        theme.changed.connect(self._on_theme_changed)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStyleSheet("selection-background-color: transparent")  # the delegate paints the selection
        self._set_row_height()

    def set_dimmed(self, is_dimmed: bool) -> None:
        """Fade the rows while newer ones are on the way."""
        if self._delegate.is_dimmed != is_dimmed:
            self._delegate.is_dimmed = is_dimmed
            self.viewport().update()

    def selected(self) -> RepoSummary | None:
        """The selected repository."""
        index = self.currentIndex()
        return self._model.summary_at(index) if index.isValid() else None

    def focus_first(self) -> None:
        """Take the keyboard focus; the first row is current unless another one in sight is."""
        is_in_sight = self.viewport().rect().intersects(self.visualRect(self.currentIndex()))
        if not is_in_sight and self._model.summaries:
            self.selectionModel().setCurrentIndex(self._model.index(0, 0), _SELECT)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyboardSearch(self, search: str) -> None:
        """Typing jumps to the next row whose name, or whose id, begins so."""
        waited = self._typed_clock.isValid() and self._typed_clock.elapsed()
        if not self._typed_clock.isValid() or waited > QApplication.keyboardInputInterval():
            self._typed = ""
        self._typed_clock.start()
        is_repeat = self._typed == search
        self._typed = search.lower() if is_repeat else self._typed + search.lower()
        here = max(self.currentIndex().row(), 0)
        start = here + 1 if len(self._typed) == 1 else here
        rows = self._model.summaries
        for step in range(len(rows)):
            row = (start + step) % len(rows)
            ref = rows[row].ref
            if ref.name.lower().startswith(self._typed) or ref.repo_id.lower().startswith(self._typed):
                self.selectionModel().setCurrentIndex(self._model.index(row, 0), _SELECT)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+Enter in a new tab; Up on the first row goes back to the field."""
        self._show_focus(True)
        if event.key() in _OPEN_KEYS:
            self._activate(self.currentIndex(), in_tab=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, if it came by the keyboard."""
        self._show_focus(event.reason() in _KEYBOARD_REASONS)
        super().focusInEvent(event)
        if event.reason() in _KEYBOARD_REASONS and not self.currentIndex().isValid() and self._model.summaries:
            self.selectionModel().setCurrentIndex(self._model.index(0, 0), _SELECT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse leads now; its middle button opens in a new tab."""
        self._show_focus(False)
        if event.button() == Qt.MouseButton.MiddleButton:
            self._activate(self.indexAt(event.position().toPoint()), in_tab=True)
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse for the row below it, by the key for the current row."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        summary = self._model.summary_at(index) if index.isValid() else None
        if summary is not None:
            place = event.pos() if by_mouse else self.visualRect(index).center()
            self.menu_requested.emit(summary, self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A higher view may need more rows."""
        super().resizeEvent(event)
        self._check_end()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another language or font."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._delegate.forget()
        super().changeEvent(event)

    def selectAll(self) -> None:
        """One row at a time; Qt would walk all of them."""

    def _on_clicked(self, index: QModelIndex) -> None:
        ctrl = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        self._activate(index, in_tab=bool(ctrl))

    def _activate(self, index: QModelIndex, *, in_tab: bool) -> None:
        if not index.isValid():
            return
        summary = self._model.summary_at(index)
        if summary is not None:
            self._opened = summary.ref
            (self.opened_in_tab if in_tab else self.opened).emit(summary)
        elif index.data(TAIL_ROLE) is Tail.FAILED:
            self.retry_requested.emit()

    def _check_end(self) -> None:
        rows = len(self._model.summaries)
        if not rows or not self.isVisible():
            return
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0 or last >= rows - _ROWS_AHEAD:
            self.end_neared.emit()

    def _on_reset(self) -> None:
        self._delegate.forget()
        self.scrollToTop()
        refs = [summary.ref for summary in self._model.summaries]
        if self._opened in refs:  # what was opened last stays marked; the view does not scroll to it
            index = self._model.index(refs.index(self._opened), 0)
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollToTop()

    def _show_focus(self, shows: bool) -> None:
        if self._delegate.shows_focus != shows:
            self._delegate.shows_focus = shows
            self.viewport().update()

    def _set_row_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)

    def _on_theme_changed(self) -> None:
        self._set_row_height()
        self.viewport().update()
