"""The command palette: every command by a few letters of its name, and a way to search or open an address."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hubdesk.ui.commands import Commands
from hubdesk.ui.palette_delegate import ROW_PX, PaletteDelegate
from hubdesk.ui.palette_model import Entry, PaletteModel, filtered
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.frames import rule
from hubdesk.ui.widgets.search_field import SearchField

_WIDTH_PX = 580
_TOP_PX = 72
_MAX_ROWS = 10
_FRAME_PX = 8
_FIELD_PX = 40
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_MAX_ROWS, Qt.Key.Key_PageDown: _MAX_ROWS}


class CommandPalette(QFrame):
    """Floats over its window while it has the focus. `search_requested` carries what was typed."""

    search_requested = Signal(str)
    open_requested = Signal(str)

    def __init__(self, theme: Theme, commands: Commands, is_address: Callable[[str], bool], window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._commands = commands
        self._is_address = is_address
        self._before: QWidget | None = None
        self.setObjectName("commandPalette")
        self.setProperty("kind", "palette")
        self._field = SearchField(theme, self, icon="command")
        self._field.setObjectName("paletteField")
        self._field.setProperty("kind", "bare")
        self._field.setMinimumHeight(_FIELD_PX)
        self._model = PaletteModel(self)
        self._view = QTableView(self)
        self._set_up_view()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_FRAME_PX, 4, _FRAME_PX, _FRAME_PX)
        column.setSpacing(4)
        column.addWidget(self._field)
        column.addWidget(rule(self))
        column.addWidget(self._view)
        self._add_shadow()
        self._field.textChanged.connect(self._refill)
        self._field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()
        self.retranslate()

    def _set_up_view(self) -> None:
        view = self._view
        view.setObjectName("paletteView")
        view.setModel(self._model)
        view.setItemDelegate(PaletteDelegate(self._theme, view))
        view.horizontalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_PX)
        view.setShowGrid(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard
        view.clicked.connect(self._on_clicked)

    def _add_shadow(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 36 if not self._theme.dark else 120))
        self.setGraphicsEffect(shadow)

    def open_palette(self, text: str = "") -> None:
        """Show it, and remember where the keyboard was."""
        self._before = QApplication.focusWidget()
        self._field.setText(text)
        self._field.selectAll()
        self._refill()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Hide it, and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def entries(self) -> list[str]:
        """The texts shown, in order."""
        rows = (self._model.entry(row) for row in range(self._model.rowCount()))
        return [entry.text for entry in rows if entry is not None]

    def retranslate(self) -> None:
        """The texts."""
        self.setAccessibleName(self.tr("Command palette"))
        self._field.setPlaceholderText(self.tr("Type a command, a search, or a Hub address"))
        self._field.setAccessibleName(self.tr("Command, search, or Hub address"))
        self._view.setAccessibleName(self.tr("Commands"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys move in the list; losing the focus closes; the window's size moves it."""
        kind = event.type()
        if watched is self._field:
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if kind == QEvent.Type.FocusOut and self.isVisible():
                self.close_palette()
        elif kind == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._view.currentIndex().row())
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _move(self, step: int) -> None:
        last = self._model.rowCount() - 1
        row = max(0, min(last, self._view.currentIndex().row() + step))
        self._view.selectRow(row)
        self._view.scrollTo(self._model.index(row, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index.row())

    def _run(self, row: int) -> None:
        entry = self._model.entry(row)
        if entry is not None:
            self.close_palette()
            entry.run()

    def _refill(self) -> None:
        typed = self._field.text().strip()
        entries = filtered([self._entry(action) for action in self._ordered()], typed)
        if typed:
            entries.append(self._entry_for_text(typed))
            if self._is_address(typed):
                entries.insert(0, entries.pop())
        self._model.set_entries(entries)
        self._view.selectRow(0)
        self._place()

    def _ordered(self) -> list[QAction]:
        """The commands that can be carried out now, those used last in front."""
        recent = {key: place for place, key in enumerate(self._commands.recent())}
        usable = [
            action
            for action in self._commands.all()
            if action.isEnabled() and action.isVisible() and action.objectName() != "go.palette"  # it is open
        ]
        return sorted(usable, key=partial(_recency, recent))

    def _entry(self, action: QAction) -> Entry:
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = action.text().replace("&", "")
        return Entry(text, action.trigger, str(action.property("iconName") or ""), shortcut)

    def _entry_for_text(self, typed: str) -> Entry:
        if self._is_address(typed):
            return Entry(self.tr("Open “{text}”").format(text=typed), partial(self.open_requested.emit, typed), "link")
        text = self.tr("Search for “{text}”").format(text=typed)
        return Entry(text, partial(self.search_requested.emit, typed), "search")

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        rows = min(_MAX_ROWS, max(1, self._model.rowCount()))
        self._view.setFixedHeight(rows * ROW_PX)
        width = min(_WIDTH_PX, window.width() - 32)
        height = self._column.sizeHint().height()
        self.setGeometry((window.width() - width) // 2, _TOP_PX, width, height)


def _recency(recent: dict[str, int], action: QAction) -> int:
    return recent.get(action.objectName(), len(recent))
