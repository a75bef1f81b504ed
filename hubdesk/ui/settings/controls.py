"""The controls of the settings: a choice among values, and a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.labels import ElidedLabel, set_tone

_WIDTH_PX = 220
_NARROW_PX = 120


class Choice(QComboBox):
    """`chosen` carries the value that a person picked; setting it from code is silent."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumWidth(_NARROW_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)

    def sizeHint(self) -> QSize:
        """All of one width."""
        return QSize(_WIDTH_PX, super().sizeHint().height())

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Values and their texts; what was chosen stays chosen."""
        choices = list(choices)
        value = self.value()
        if [(self.itemData(row), self.itemText(row)) for row in range(self.count())] == choices:
            return
        self.clear()
        for key, text in choices:
            self.addItem(text, key)
        self.set_value(value)

    def value(self) -> str:
        """The value chosen."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose this value, if there is one."""
        row = self.findData(value)
        if row >= 0:
            self.setCurrentIndex(row)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a setting under the mouse."""
        event.ignore()

    def _on_activated(self, row: int) -> None:
        self.chosen.emit(str(self.itemData(row)))


class FolderChoice(QWidget):
    """The folder's path and a button to choose another."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._folder = ""
        self._path = ElidedLabel("", self, mode=Qt.TextElideMode.ElideMiddle)
        self._path.setMinimumWidth(_NARROW_PX)
        self._path.setMaximumWidth(_WIDTH_PX)
        self._path.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._button = plain_button(theme, "folder-open", self)
        self._button.setObjectName(f"{name}Button")
        self._button.clicked.connect(self._on_clicked)
        self.setFocusProxy(self._button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._path, 1)
        row.addWidget(self._button)
        self.retranslate()

    def set_folder(self, folder: str) -> None:
        """Show this folder; empty is none yet."""
        self._folder = folder
        self._path.setText(folder or self.tr("None chosen yet"))
        set_tone(self._path, "" if folder else "muted")

    def retranslate(self) -> None:
        """The texts."""
        self._button.setText(self.tr("Choose…"))
        self._button.setAccessibleName(self.tr("Choose the folder for downloads"))
        self.set_folder(self._folder)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_clicked(self) -> None:
        start = self._folder or str(Path.home())
        dialog = QFileDialog(self, self.tr("Folder for downloads"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_selected)
        dialog.open()

    def _on_selected(self, folder: str) -> None:
        if folder:
            self.set_folder(folder)
            self.chosen.emit(folder)
