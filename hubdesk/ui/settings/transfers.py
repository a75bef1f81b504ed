"""The settings of transfers over the day, and of what becomes of them when the window is closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from hubdesk.core.settings import Settings, SettingsStore
from hubdesk.transfers.hours import MINUTES_OF_A_DAY, InHours
from hubdesk.ui.closing import Quitting
from hubdesk.ui.format import speed_text
from hubdesk.ui.settings.controls import Choice
from hubdesk.ui.settings.rows import SettingRow, SettingSection
from hubdesk.ui.theme import Theme
from hubdesk.ui.tray import Tray

_SPEEDS = (500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000)
_STEP = 30  # minutes


class TransferSettings(SettingSection):
    """Shows them, changes them, and follows changes made elsewhere."""

    def __init__(self, theme: Theme, settings: SettingsStore, parent: QWidget) -> None:
        self._settings = settings
        self._meaning = Choice("hoursMean", parent)
        self._begin = Choice("hoursBegin", parent)
        self._end = Choice("hoursEnd", parent)
        self._days = Choice("hoursDays", parent)
        self._limit = Choice("hoursLimit", parent)
        self._quitting = Choice("whenQuitting", parent)
        self._notify = Choice("notifyEnded", parent)
        controls = (self._meaning, self._begin, self._end, self._days, self._limit, self._quitting, self._notify)
        self._lines = [SettingRow(theme, control, parent) for control in controls]
        super().__init__(theme, self._lines, parent)
        self._meaning.chosen.connect(self._on_meaning)
        self._begin.chosen.connect(self._on_begin)
        self._end.chosen.connect(self._on_end)
        self._days.chosen.connect(self._on_days)
        self._limit.chosen.connect(self._on_limit)
        self._quitting.chosen.connect(self._on_quitting)
        self._notify.chosen.connect(self._on_notify)
        self.destroyed.connect(settings.subscribe(self.show_values))
        self.retranslate()

    def retranslate(self) -> None:
        """All texts."""
        self.set_heading(self.tr("Hours and quitting"))
        meaning, begin, end, days, limit, quitting, notify = self._lines
        meaning.set_texts(self.tr("Within these hours"), self.tr("For times when others need the line."))
        begin.set_texts(self.tr("From"), "")
        end.set_texts(self.tr("Until"), self.tr("Earlier than the beginning means the next day."))
        days.set_texts(self.tr("On"), "")
        limit.set_texts(
            self.tr("Speed within these hours"), self.tr("The general limit holds, too, if it is the lower one.")
        )
        quitting.set_texts(
            self.tr("When the window is closed"), self.tr("While transfers are under way. Otherwise HubDesk quits.")
        )
        notify.set_texts(
            self.tr("Notify of transfers that end"), self.tr("While the window is not in front of the others.")
        )
        self._meaning.set_choices(
            [
                (InHours.NOTHING, self.tr("As at any time")),
                (InHours.LIMIT, self.tr("Limit the speed")),
                (InHours.REST, self.tr("Let transfers rest")),
            ]
        )
        self._days.set_choices([("all", self.tr("Every day")), ("weekdays", self.tr("Monday to Friday"))])
        self._notify.set_choices([("yes", self.tr("Yes")), ("no", self.tr("No"))])
        self.show_values(self._settings.current)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_values(self, settings: Settings) -> None:
        """What is in force; what does not count now cannot be chosen."""
        for control, minute in ((self._begin, settings.hours_begin), (self._end, settings.hours_end)):
            minutes = sorted({*range(0, MINUTES_OF_A_DAY, _STEP), minute})
            control.set_choices([(str(one), f"{one // 60:02}:{one % 60:02}") for one in minutes])
            control.set_value(str(minute))
        speeds = sorted({*_SPEEDS, settings.hours_limit_bps})
        self._limit.set_choices([(str(speed), speed_text(speed)) for speed in speeds])
        self._limit.set_value(str(settings.hours_limit_bps))
        self._meaning.set_value(settings.hours_mean)
        self._days.set_value("weekdays" if settings.hours_weekdays_only else "all")
        self._quitting.set_choices(self._quitting_choices(settings))
        self._quitting.set_value(settings.when_quitting)
        self._notify.set_value("yes" if settings.notify else "no")
        has_hours = settings.hours_mean != InHours.NOTHING
        for control in (self._begin, self._end, self._days):
            control.setEnabled(has_hours)
        self._limit.setEnabled(settings.hours_mean == InHours.LIMIT)

    def _quitting_choices(self, settings: Settings) -> list[tuple[str, str]]:
        """Going on in the tray is offered where there is one."""
        choices = [(Quitting.ASK.value, self.tr("Ask"))]
        if Tray.available() or settings.when_quitting == Quitting.TRAY:
            choices.append((Quitting.TRAY.value, self.tr("Keep running in the tray")))
        choices.append((Quitting.PAUSE.value, self.tr("Pause and quit")))
        choices.append((Quitting.STOP.value, self.tr("Stop, go on at the next start")))
        return choices

    def _on_meaning(self, value: str) -> None:
        self._settings.change(hours_mean=value)

    def _on_begin(self, value: str) -> None:
        self._settings.change(hours_begin=int(value))

    def _on_end(self, value: str) -> None:
        self._settings.change(hours_end=int(value))

    def _on_days(self, value: str) -> None:
        self._settings.change(hours_weekdays_only=value == "weekdays")

    def _on_limit(self, value: str) -> None:
        self._settings.change(hours_limit_bps=int(value))

    def _on_quitting(self, value: str) -> None:
        self._settings.change(when_quitting=value)

    def _on_notify(self, value: str) -> None:
        self._settings.change(notify=value == "yes")
