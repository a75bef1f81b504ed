"""One line of the settings: what it is, what it means, and its control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.frames import box_frame, rule
from hubdesk.ui.widgets.labels import make_label

_NARROW_PX = 480


class SettingRow(QWidget):
    """A title, a hint below it, and the control at the right."""

    def __init__(self, theme: Theme, control: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.control = control
        self._title = make_label(theme, "body", parent=self)
        self._hint = make_label(theme, "secondary", "muted", self)
        self._hint.setWordWrap(True)
        self._title.setBuddy(control)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._hint)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 12, 16, 12)
        self._row.setSpacing(24)
        self._row.addLayout(texts, 3)
        self._row.addWidget(control, 2)
        self._row.setAlignment(control, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_texts(self, title: str, hint: str) -> None:
        """What it is, and what it means."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.control.setAccessibleName(title)
        self.control.setAccessibleDescription(hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the control stands below its texts."""
        narrow = event.size().width() < _NARROW_PX
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8 if narrow else 24)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        self._row.setAlignment(self.control, side | Qt.AlignmentFlag.AlignVCenter)
        super().resizeEvent(event)

    def title(self) -> str:
        """What it is."""
        return self._title.text()

    def says(self, words: str) -> bool:
        """Whether every word occurs in its texts."""
        text = f"{self._title.text()} {self._hint.text()}".casefold()
        return all(word in text for word in words.casefold().split())


class SettingSection(QWidget):
    """A heading and its rows in a box."""

    def __init__(self, theme: Theme, rows: list[SettingRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._heading: QLabel = make_label(theme, "section", parent=self)
        box = box_frame(self)
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._rules = []
        for number, row in enumerate(rows):
            line = rule(box)
            line.setVisible(bool(number))
            self._rules.append(line)
            lines.addWidget(line)
            lines.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(box)

    def set_heading(self, text: str) -> None:
        """The heading."""
        self._heading.setText(text)

    def show_matching(self, words: str) -> int:
        """Show the rows that say all these words, all of them if the heading does; answers how many."""
        everything = not words or all(word in self._heading.text().casefold() for word in words.casefold().split())
        shown = 0
        for row, line in zip(self._rows, self._rules, strict=True):
            visible = everything or row.says(words)
            row.setVisible(visible)
            line.setVisible(visible and shown > 0)
            shown += visible
        self.setVisible(shown > 0)
        return shown
