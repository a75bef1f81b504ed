"""The bar below the files: what is ticked, and the button that downloads it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.ui.details.files_chosen import ChosenFiles
from hubdesk.ui.format import number_text, size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import link_button, plain_button
from hubdesk.ui.widgets.frames import rule
from hubdesk.ui.widgets.labels import make_label


class FilesFooter(QFrame):
    """Hidden while nothing is ticked."""

    download_requested = Signal()

    def __init__(self, theme: Theme, chosen: ChosenFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._text = make_label(theme, "secondary", "muted", self)
        self._text.setObjectName("chosenText")
        self._none = link_button(theme, "", self)
        self._none.setObjectName("untickButton")
        self._none.clicked.connect(chosen.untick_all)
        self._download = plain_button(theme, "download", self)
        self._download.setObjectName("downloadChosenButton")
        self._download.clicked.connect(self.download_requested)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self._none)
        row.addStretch(1)
        row.addWidget(self._download)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule(self))
        layout.addLayout(row)
        chosen.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language in force, and the figures."""
        count, size = number_text(self._chosen.count), size_text(self._chosen.total_bytes)
        self.setVisible(bool(self._chosen.count) or self._chosen.waiting)
        self._none.setText(self.tr("Untick all"))
        self._none.setAccessibleName(self.tr("Untick all files"))
        self._download.setEnabled(not self._chosen.waiting)
        if self._chosen.waiting:
            self._text.setText(self.tr("Counting the files of the folder…"))
        else:
            self._text.setText(self.tr("{count} ticked").format(count=count))
        text = (
            self.tr("Download 1 file ({size})")
            if self._chosen.count == 1
            else self.tr("Download {count} files ({size})")
        )
        self._download.setText(text.format(count=count, size=size))
        self._download.setAccessibleName(self._download.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
