"""The transfers folded to one line, which unfolds them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.summary import Summary, summary_text
from hubdesk.ui.widgets.buttons import flat_button
from hubdesk.ui.widgets.labels import ElidedLabel, make_label
from hubdesk.ui.widgets.meters import ThinProgress

_HEIGHT = 36


class FoldedTransfers(QWidget):
    """Title, sums, a thin bar and its percentage."""

    unfold_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary: Summary | None = None
        self.setObjectName("transfersSummary")
        self.setMinimumHeight(_HEIGHT - 2)
        self._icon = make_label(theme, "body", parent=self)
        self._title = make_label(theme, "body", parent=self)
        font = theme.font("body")
        font.setWeight(font.Weight.DemiBold)
        self._title.setFont(font)
        self._text = ElidedLabel(parent=self)
        self._text.setFont(theme.font("secondary"))
        self._text.setProperty("tone", "muted")
        self._bar = ThinProgress(theme, self)
        self._bar.setFixedWidth(220)
        self._percent = make_label(theme, "secondary", "muted", self)
        self._unfold = flat_button(theme, "chevron-up", self, small=True)
        self._unfold.setObjectName("unfoldTransfers")
        self._unfold.setProperty("tightRing", True)  # the line is not much higher than the button
        self._unfold.clicked.connect(self.unfold_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addWidget(self._percent)
        row.addWidget(self._unfold)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def show_summary(self, summary: Summary) -> None:
        """The sums."""
        self._summary = summary
        has_bar = summary.is_busy and summary.total_bytes > 0
        self._bar.setVisible(has_bar)
        self._percent.setVisible(has_bar)
        self._bar.set_fraction(summary.fraction)
        self._show_texts()

    def take_focus(self) -> None:
        """The keyboard stays where it was: on what unfolds again."""
        self._unfold.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Texts and names."""
        self._title.setText(self.tr("Transfers"))
        self._unfold.setToolTip(self.tr("Unfold the transfers"))
        self._unfold.setAccessibleName(self.tr("Unfold the transfers"))
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere unfolds."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.unfold_requested.emit()

    def _show_texts(self) -> None:
        text = summary_text(self._summary) if self._summary is not None else ""
        self._text.setText(text)
        self.setAccessibleName(self.tr("Transfers: {summary}").format(summary=text))
        if self._summary is not None:
            percent = round(self._summary.fraction * 100)
            self._percent.setText(self.tr("{percent} %").format(percent=percent))

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("arrow-up-down", "accent", 16, self.devicePixelRatioF()))
