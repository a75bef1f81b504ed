"""A few choices side by side, of which one holds."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from hubdesk.ui.theme import Theme


class Segmented(QFrame):
    """Segments with a value each; `chosen` tells when a person picks another one. Arrow keys move the choice."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self._icons: dict[str, str] = {}
        self.setProperty("kind", "segmented")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        self._group.buttonClicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)

    def add(self, value: str, text: str = "", *, icon: str = "") -> QPushButton:
        """Add a segment; the first one holds until another is set."""
        button = QPushButton(text, self)
        button.setObjectName(f"segment_{value}")
        button.setProperty("kind", "segment")
        button.setProperty("value", value)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(text)
        button.setChecked(not self._buttons)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._buttons[value] = button
        self._icons[value] = icon
        self._group.addButton(button)
        self._row.addWidget(button)
        self._on_theme_changed()
        return button

    def set_text(self, value: str, text: str) -> None:
        """Another text for a segment."""
        self._buttons[value].setText(text)
        self._buttons[value].setAccessibleName(text)

    def value(self) -> str:
        """The value of the segment that holds."""
        button = self._group.checkedButton()
        return str(button.property("value")) if button is not None else ""

    def set_value(self, value: str) -> None:
        """Let this segment hold, without a signal. An unknown value changes nothing."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)

    def button(self, value: str) -> QPushButton:
        """The segment itself."""
        return self._buttons[value]

    def _on_clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("value")))

    def _on_theme_changed(self) -> None:
        for value, name in self._icons.items():
            if name:
                self._buttons[value].setIcon(self._theme.icon(name, "muted_on_fill", 14, on="text", gap=4))
                self._buttons[value].setIconSize(QSize(18, 14))
