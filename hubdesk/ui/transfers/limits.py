"""How fast, and how many at once: two choices in the header."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from hubdesk.core.settings import Settings, SettingsStore
from hubdesk.ui.format import speed_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.labels import make_label

_SPEEDS = (0, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000)
_AT_ONCE = (1, 2, 3, 4, 6, 8)


class Limits(QWidget):
    """Shows and changes the two settings; whoever listens to the settings tells the queue."""

    def __init__(self, theme: Theme, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._speed_label = make_label(theme, "secondary", "muted", self)
        self._speed = _combo("speedLimit", self)
        self._count_label = make_label(theme, "secondary", "muted", self)
        self._count = _combo("transfersAtOnce", self)
        self._speed_label.setBuddy(self._speed)
        self._count_label.setBuddy(self._count)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._speed_label, self._speed, self._count_label, self._count):
            row.addWidget(widget)
        self._show(settings.current)
        self._speed.activated.connect(self._on_speed_chosen)
        self._count.activated.connect(self._on_count_chosen)
        self._forget = settings.subscribe(self._show)
        self.destroyed.connect(self._forget)
        self.retranslate()

    def retranslate(self) -> None:
        """Labels and the words in the choices."""
        self._speed_label.setText(self.tr("Limit"))
        self._speed.setAccessibleName(self.tr("Speed limit"))
        self._speed.setToolTip(self.tr("Speed limit of all transfers together"))
        self._count_label.setText(self.tr("At once"))
        self._count.setAccessibleName(self.tr("Transfers at once"))
        self._count.setToolTip(self.tr("How many transfers run at the same time"))
        for row in range(self._speed.count()):
            self._speed.setItemText(row, self._speed_text(int(self._speed.itemData(row))))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _speed_text(self, bytes_per_second: int) -> str:
        return speed_text(bytes_per_second) if bytes_per_second else self.tr("None")

    def _show(self, settings: Settings) -> None:
        speeds = sorted({*_SPEEDS, settings.speed_limit_bps})
        _fill(self._speed, speeds, [self._speed_text(speed) for speed in speeds], settings.speed_limit_bps)
        counts = sorted({*_AT_ONCE, settings.transfers_at_once})
        _fill(self._count, counts, [str(count) for count in counts], settings.transfers_at_once)

    def _on_speed_chosen(self, row: int) -> None:
        self._settings.change(speed_limit_bps=int(self._speed.itemData(row)))

    def _on_count_chosen(self, row: int) -> None:
        self._settings.change(transfers_at_once=int(self._count.itemData(row)))


def _combo(name: str, parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setObjectName(name)
    combo.setProperty("small", True)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo


def _fill(combo: QComboBox, values: list[int], texts: list[str], current: int) -> None:
    if [combo.itemData(row) for row in range(combo.count())] != values:
        combo.clear()
        for value, text in zip(values, texts, strict=True):
            combo.addItem(text, value)
    combo.setCurrentIndex(values.index(current))
