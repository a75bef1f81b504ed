"""Garbage with Qt objects in it goes on the window's thread."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QStringListModel, Qt
from pytestqt.qtbot import QtBot

from hubdesk.ui.garbage import GarbageCollector


@pytest.fixture
def collector() -> Iterator[GarbageCollector]:
    """A collector at work; Python's own rests."""
    collector = GarbageCollector()
    yield collector
    gc.unfreeze()
    collector.deleteLater()


def test_threads_collect_nothing(collector: GarbageCollector, qtbot: QtBot) -> None:
    ended: list[threading.Thread] = []
    model = QStringListModel()
    model.destroyed.connect(lambda: ended.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)
    keeper = QObject()
    keeper.model, model.keeper = model, keeper  # type: ignore[attr-defined]  # a circle that only a collection opens
    del model, keeper
    kept: list[object] = []
    thread = threading.Thread(target=_allocate, args=(kept,))
    thread.start()
    thread.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.main_thread()]
    assert not gc.isenabled()


def _allocate(kept: list[object]) -> None:
    """What a thread of the Hub pool does all the time; Python would have collected at least once."""
    collections = sum(each["collections"] for each in gc.get_stats())
    kept.extend(json.loads('{"a": [1, {"b": []}]}') for _ in range(20_000))
    assert sum(each["collections"] for each in gc.get_stats()) == collections


def test_each_generation_has_its_turn(collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[int] = []
    counts = [(10, 0, 0), (701, 0, 0), (701, 11, 0), (701, 11, 11)]
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", turns.append)
    for count in counts:
        monkeypatch.setattr(gc, "get_count", lambda count=count: count)
        collector.collect_if_due()
    assert turns == [0, 1, 1]  # a full one only after a minute
    collector._last_full -= 61
    collector.collect_if_due()
    assert turns[-1] == 2
