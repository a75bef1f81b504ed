"""What is shown while an upload is planned: what is being done, how far it is, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk.ui.format import size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.meters import ThinProgress

_BAR_PX = 280


class UploadProgress(QWidget):
    """Busy while files are looked for, a share while they are hashed."""

    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setObjectName("uploadProgress")
        self._title = make_label(theme, "section", parent=self)
        self._text = make_label(theme, "secondary", "muted", self)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._bar = ThinProgress(theme, self)
        self._bar.setFixedWidth(_BAR_PX)
        self._stop = plain_button(theme, "x", self, small=True)
        self._stop.setObjectName("uploadPlanStop")
        self._stop.clicked.connect(self.stop_requested)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.retranslate()

    def begin(self) -> None:
        """Nothing is known yet."""
        self.show_hashed(0, 0)

    def show_hashed(self, done: int, total: int) -> None:
        """So many bytes of so many."""
        self._done, self._total = done, total
        self._bar.set_fraction(done / total if total else -1.0)
        self.retranslate()

    def retranslate(self) -> None:
        """The words."""
        if self._total:
            self._title.setText(self.tr("Comparing with the repository"))
            text = self.tr("{done} of {total} read, to leave out what is there already")
            self._text.setText(text.format(done=size_text(self._done), total=size_text(self._total)))
        else:
            self._title.setText(self.tr("Looking at the files"))
            self._text.setText(self.tr("Nothing is sent before you start it."))
        self._stop.setText(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop planning"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
