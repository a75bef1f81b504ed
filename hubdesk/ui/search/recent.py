"""The popup below the search field: what was searched for lately, and a way to forget it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.ui.search.row_button import RowButton
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import make_label

_LIMIT = 8


class RecentSearches(QFrame):
    """A frame over the panel; the field keeps the focus until Down is pressed."""

    chosen = Signal(str)
    forgotten = Signal()
    left_upwards = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._panel = parent
        self._buttons: list[RowButton] = []
        self.setObjectName("recentSearches")
        self.setProperty("kind", "box")
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 36))
        self.setGraphicsEffect(shadow)
        self._title = make_label(theme, "caption", "muted", self)
        self._title.setContentsMargins(8, 2, 0, 2)
        self._forget = link_button(theme, "", self)
        self._forget.setObjectName("forgetSearches")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 0, 0)
        foot.addWidget(self._forget)
        foot.addStretch(1)
        column.addLayout(foot)
        self._forget.clicked.connect(self._on_forget)
        self._forget.installEventFilter(self)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """All texts again."""
        self.setAccessibleName(self.tr("Recent searches"))
        self._title.setText(self.tr("Recent searches"))
        self._forget.setText(self.tr("Forget these"))
        self._forget.setAccessibleName(self.tr("Forget recent searches"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_below(self, field: QWidget, texts: Sequence[str]) -> None:
        """Open below the field; nothing to show, nothing opens."""
        if not texts:
            self.hide()
            return
        self._fill(texts[:_LIMIT])
        place = field.mapTo(self._panel, QPoint(0, field.height() + 4))
        self.setFixedWidth(field.width())
        self.adjustSize()
        self.move(place)
        self.raise_()
        self.show()

    def focus_first(self) -> bool:
        """Give the first row the focus; False where there is none."""
        if self.isVisible() and self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def holds_focus(self) -> bool:
        """Whether the focus is on one of its rows."""
        widget = QApplication.focusWidget()
        return widget is not None and self.isAncestorOf(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk the rows, Escape closes; leaving it closes it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event.key())
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return super().eventFilter(watched, event)

    def customEvent(self, _event: QEvent) -> None:
        """Some row lost the focus: close, unless another row has it now."""
        if not self.holds_focus():
            self.hide()

    def _on_key(self, watched: QObject, key: int) -> bool:
        rows: list[QObject] = [*self._buttons, self._forget]
        if key == Qt.Key.Key_Escape:
            self.left_upwards.emit()
            self.hide()
            return True
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down) or watched not in rows:
            return False
        place = rows.index(watched) + (1 if key == Qt.Key.Key_Down else -1)
        if place < 0:
            self.left_upwards.emit()
        elif place < len(rows) and isinstance(target := rows[place], QWidget):
            target.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _fill(self, texts: Sequence[str]) -> None:
        for old in self._buttons:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [self._make_row(text) for text in texts]

    def _make_row(self, text: str) -> RowButton:
        button = RowButton(self._theme, self, icon="rotate-ccw-clock")
        button.set_texts(text)
        button.setProperty("search", text)
        button.setAccessibleName(self.tr("Search for {text}").format(text=text))
        button.installEventFilter(self)
        button.clicked.connect(self._on_clicked)
        self._rows.addWidget(button)
        return button

    def _on_clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("search")))
        self.hide()  # last: hiding what has the focus would move it

    def _on_forget(self) -> None:
        self.forgotten.emit()
        self.hide()
