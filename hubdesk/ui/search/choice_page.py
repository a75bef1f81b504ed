"""One long list of the filter page: a way back, a search field, and the choices."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hubdesk.ui.search.choices import ROW_PX, Choice, ChoiceDelegate, ChoiceModel
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.search_field import SearchField

_TAKE_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_RING_PX = 4  # room for the focus ring, which is drawn outside its button
_CURRENT = QItemSelectionModel.SelectionFlag.NoUpdate


class ChoiceView(QTableView):
    """A one-column list; a click, Enter or Space takes a choice."""

    taken = Signal(str)
    left_upwards = Signal()

    def __init__(self, theme: Theme, model: ChoiceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = ChoiceDelegate(theme, self)
        self.setObjectName("filterChoices")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._take)

    def go_to(self, row: int) -> None:
        """Make a row current and show it."""
        if row >= 0:
            index = self._model.index(row, 0)
            self.selectionModel().setCurrentIndex(index, _CURRENT)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space take; Up on the first row goes back to the search field."""
        self._show_focus(True)
        if event.key() in _TAKE_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take(self.currentIndex())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= self._model.first_row():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row is current unless another one is."""
        self._show_focus(event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(self._model.first_row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse leads now."""
        self._show_focus(False)
        super().mousePressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        choice = self._model.choice_at(index)
        if choice is not None:
            self.taken.emit(choice.value)

    def _show_focus(self, shows: bool) -> None:
        if self._delegate.shows_focus != shows:
            self._delegate.shows_focus = shows
            self.viewport().update()


class ChoicePage(QWidget):
    """The choices of one field. `taken` says which was clicked, `left` that the person goes back."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ChoiceModel(self)
        self._back = flat_button(theme, "arrow-left", self, small=True)
        self._back.setObjectName("filterBack")
        self._title = make_label(theme, "section", parent=self)
        self._field = SearchField(theme, self)
        self._field.setObjectName("filterSearch")
        self._view = ChoiceView(theme, self._model, self)
        self._nothing = make_label(theme, "body", "muted", self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 32, 12, 12)
        self._arrange()
        self._back.clicked.connect(self.left)
        self._field.textChanged.connect(self._on_searched)
        self._field.returnPressed.connect(self._on_return)
        self._view.taken.connect(self.taken)
        self._view.left_upwards.connect(self._field.setFocus)
        self.retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_RING_PX, _RING_PX, _RING_PX, 0)
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        body = QWidget(self)
        self._body = QStackedLayout(body)
        self._body.addWidget(self._view)
        self._body.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        field = QHBoxLayout()
        field.setContentsMargins(_RING_PX, 0, _RING_PX, 0)
        field.addWidget(self._field)
        column.addLayout(field)
        column.addWidget(body, 1)

    def retranslate(self) -> None:
        """All texts again."""
        self._back.setToolTip(self.tr("Back to all filters"))
        self._back.setAccessibleName(self.tr("Back to all filters"))
        self._field.setPlaceholderText(self.tr("Search this list"))
        self._field.setAccessibleName(self.tr("Search this list"))
        self._nothing.setText(self.tr("Nothing in this list matches these words."))
        self._view.setAccessibleName(self._title.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, Down from the field enters the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and self._field.hasFocus():
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def open_with(self, title: str, choices: list[Choice], chosen: tuple[str, ...]) -> None:
        """Show these choices, the chosen ones marked and in sight; the search field takes the focus."""
        self._title.setText(title)
        self._view.setAccessibleName(title)
        self._field.clear()
        self._model.set_choices(choices)
        self._model.set_chosen(chosen)
        self._view.go_to(self._model.row_of(chosen[0]) if chosen else self._model.first_row())
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_chosen(self, chosen: tuple[str, ...]) -> None:
        """Mark other choices."""
        self._model.set_chosen(chosen)

    def _on_searched(self, text: str) -> None:
        self._model.search(text)
        self._body.setCurrentWidget(self._view if self._model.rowCount() else self._nothing)

    def _on_return(self) -> None:
        choice = self._model.choice_at(self._model.index(max(self._model.first_row(), 0), 0))
        if choice is not None and self._field.text().strip():
            self.taken.emit(choice.value)
