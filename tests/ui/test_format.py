"""Figures as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from hubdesk.ui.format import (
    ago_text,
    clock_text,
    count_text,
    date_text,
    duration_text,
    number_text,
    parameters_text,
    size_text,
    speed_text,
)

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def american() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (-1, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (5_234, "5.2 kB"),
        (999_400, "999 kB"),
        (999_600, "1 MB"),
        (16_381_470_720, "16.4 GB"),
        (164_000_000_000, "164 GB"),
        (2**60, "1,153 PB"),
    ],
)
def test_sizes_are_decimal_as_on_the_hub(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (742, "742"),
        (1_000, "1k"),
        (1_900, "1.9k"),
        (231_000, "231k"),
        (999_499, "999k"),
        (999_500, "1M"),
        (12_400_000, "12.4M"),
        (8_190_735_360, "8.2B"),
    ],
)
def test_counts_are_short(count: int, text: str) -> None:
    assert count_text(count) == text
    assert parameters_text(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (45, "45 s"), (468, "7 min 48 s"), (1_500, "25 min"), (7_500, "2 h 5 min"), (300_000, "3 days")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=21), "3 weeks ago"),
        (timedelta(days=150), "5 months ago"),
        (timedelta(days=400), "1 year ago"),
        (timedelta(days=1100), "3 years ago"),
    ],
)
def test_how_long_ago(ago: timedelta, text: str) -> None:
    assert ago_text(NOW - ago, NOW) == text
    assert ago_text((NOW - ago).replace(tzinfo=None), NOW) == text


def test_the_rest() -> None:
    assert speed_text(46_000_000) == "46 MB/s"
    assert clock_text(42) == "0:42"
    assert clock_text(725) == "12:05"
    assert number_text(24_318) == "24,318"
    assert "26" in date_text(NOW)


def test_figures_follow_the_locale() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert size_text(16_381_470_720) == "16,4 GB"
    assert number_text(24_318) == "24.318"
