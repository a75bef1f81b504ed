"""All keyboard shortcuts on one page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hubdesk.ui.commands import Commands
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import primary_button
from hubdesk.ui.widgets.labels import make_label

_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutsDialog(QDialog):
    """The commands that have keys, and the keys that lists share."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands = commands
        self.setObjectName("shortcutsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 560)
        self._title = make_label(theme, "title", parent=self)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._close = primary_button(theme, "", self)
        self._close.setObjectName("shortcutsClose")
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """All texts."""
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._title.setText(self.tr("Keyboard shortcuts"))
        self._area.setAccessibleName(self.tr("Keyboard shortcuts"))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._area.setWidget(self._build_list())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _build_list(self) -> QWidget:
        body = QWidget(self._area)
        body.setProperty("kind", "content")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        for row, (text, keys) in enumerate(self._lines()):
            label = make_label(self._theme, "body", parent=body)
            label.setText(text)
            grid.addWidget(label, row, 0)
            grid.addWidget(self._key_label(keys, body), row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(grid.rowCount(), 1)
        return body

    def _key_label(self, keys: str, parent: QWidget) -> QLabel:
        label = make_label(self._theme, "secondary", "muted", parent)
        label.setText(keys)
        return label

    def _lines(self) -> list[tuple[str, str]]:
        lines = []
        for action in self._commands.all():
            keys = [shortcut.toString(_NATIVE) for shortcut in action.shortcuts()]
            if keys:
                lines.append((action.text().replace("&", ""), ", ".join(keys)))
        lines += [
            (self.tr("Move in a list"), "↑ ↓"),
            (self.tr("Open what is chosen"), QKeySequence(Qt.Key.Key_Return).toString(_NATIVE)),
            (self.tr("Take away a filter"), QKeySequence(Qt.Key.Key_Delete).toString(_NATIVE)),
            (self.tr("Menu bar"), "Alt"),
        ]
        return lines
