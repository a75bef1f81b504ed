"""Figures as people read them: sizes, counts, speeds, times; in the language and locale of the window."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

_SIZE_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_COUNT_UNITS = ((1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k"))
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def number_text(value: int) -> str:
    """A whole number with the locale's separators: `24,318`."""
    return QLocale().toString(value)


def _short(value: float) -> str:
    """Three digits at most: `16.4`, `164`; no `.0`."""
    digits = 1 if value < 99.95 else 0
    rounded = round(value, digits)
    if rounded == int(rounded):
        digits = 0
    return QLocale().toString(rounded, "f", digits)


def size_text(size: int) -> str:
    """Bytes in decimal units, as the Hub counts: `16.4 GB`."""
    value = float(max(0, size))
    unit = 0
    while value >= 999.5 and unit < len(_SIZE_UNITS) - 1:
        value /= 1000
        unit += 1
    return f"{_short(value)} {_SIZE_UNITS[unit]}"


def speed_text(bytes_per_second: float) -> str:
    """Bytes per second: `46 MB/s`."""
    return QCoreApplication.translate("Format", "{size}/s").format(size=size_text(int(bytes_per_second)))


def count_text(count: int) -> str:
    """A count in short: `742`, `1.9k`, `12.4M`."""
    for step, unit in _COUNT_UNITS:
        if count >= step * 0.9995:  # 999.5 rounds to 1000
            return f"{_short(count / step)}{unit}"
    return number_text(count)


def parameters_text(parameters: int) -> str:
    """A number of parameters in short: `8.2B`, `568M`."""
    return count_text(parameters)


def duration_text(seconds: float) -> str:
    """How long something takes, in one or two units: `45 s`, `7 min 48 s`, `2 h 5 min`."""
    total = max(0, round(seconds))
    if total < _MINUTE:
        return QCoreApplication.translate("Format", "{seconds} s").format(seconds=total)
    if total < 10 * _MINUTE:
        text = QCoreApplication.translate("Format", "{minutes} min {seconds} s")
        return text.format(minutes=total // _MINUTE, seconds=total % _MINUTE)
    if total < _HOUR:
        return QCoreApplication.translate("Format", "{minutes} min").format(minutes=round(total / _MINUTE))
    if total < 2 * _DAY:
        text = QCoreApplication.translate("Format", "{hours} h {minutes} min")
        return text.format(hours=total // _HOUR, minutes=total % _HOUR // _MINUTE)
    return QCoreApplication.translate("Format", "{days} days").format(days=total // _DAY)


def clock_text(seconds: float) -> str:
    """A countdown: `0:42`, `12:05`."""
    total = max(0, round(seconds))
    return f"{total // 60}:{total % 60:02d}"


def ago_text(moment: datetime, now: datetime | None = None) -> str:
    """How long ago: `just now`, `5 minutes ago`, `2 days ago`, `1 year ago`. A naive moment is taken as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < _MINUTE:
        return QCoreApplication.translate("Format", "just now")
    if seconds < _HOUR:
        return _ago_minutes(int(seconds // _MINUTE))
    if seconds < _DAY:
        return _ago_hours(int(seconds // _HOUR))
    return _ago_days(int(seconds // _DAY))


def _ago_minutes(minutes: int) -> str:
    if minutes == 1:
        return QCoreApplication.translate("Format", "1 minute ago")
    return QCoreApplication.translate("Format", "{minutes} minutes ago").format(minutes=minutes)


def _ago_hours(hours: int) -> str:
    if hours == 1:
        return QCoreApplication.translate("Format", "1 hour ago")
    return QCoreApplication.translate("Format", "{hours} hours ago").format(hours=hours)


def _ago_days(days: int) -> str:
    if days == 1:
        return QCoreApplication.translate("Format", "yesterday")
    if days < 14:
        return QCoreApplication.translate("Format", "{days} days ago").format(days=days)
    if days < 60:
        return QCoreApplication.translate("Format", "{weeks} weeks ago").format(weeks=days // 7)
    if days < 365:
        return QCoreApplication.translate("Format", "{months} months ago").format(months=days // 30)
    years = days // 365
    if years == 1:
        return QCoreApplication.translate("Format", "1 year ago")
    return QCoreApplication.translate("Format", "{years} years ago").format(years=years)


def date_text(moment: datetime) -> str:
    """The day and time in the locale's short form, in this computer's time zone."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
