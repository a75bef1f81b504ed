"""The settings page changes settings at once, finds them, and speaks the language chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hubdesk.core.settings import SettingsStore
from hubdesk.core.tasks import TaskRunner
from hubdesk.services import Services
from hubdesk.ui.commands import Commands
from hubdesk.ui.context import UiContext
from hubdesk.ui.notices import Notices
from hubdesk.ui.settings.rows import SettingRow
from hubdesk.ui.settings.view import SettingsView
from hubdesk.ui.theme import Theme


class _Marked(QTranslator):
    """A language in which every text stands in brackets."""

    def translate(self, _context: str, source: str, _comment: str | None = None, _count: int = -1) -> str:
        return f"⟦{source}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def view(theme: Theme, settings: SettingsStore) -> Iterator[SettingsView]:
    nothing = cast("Services", None)  # the page needs none of them
    ctx = UiContext(theme, TaskRunner(print), settings, Notices(), Commands(theme), nothing)
    page = SettingsView(ctx)
    page.resize(800, 700)
    page.show()
    yield page
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(page)
    settings.change(theme="dark")  # a page that is gone hears nothing


def _choose(view: QWidget, name: str, row: int) -> None:
    box = view.findChild(QComboBox, name)
    box.setFocus()
    box.setCurrentIndex(row)
    box.activated.emit(row)


def _visible_titles(view: QWidget) -> list[str]:
    return [row.title() for row in view.findChildren(SettingRow) if row.isVisible()]


def test_each_control_changes_its_setting_at_once(view: SettingsView, settings: SettingsStore) -> None:
    _choose(view, "languageSelector", 2)
    _choose(view, "themeSelector", 1)
    _choose(view, "remoteImages", 2)
    _choose(view, "downloadPlace", 1)
    _choose(view, "settingSpeedLimit", 1)
    _choose(view, "settingAtOnce", 0)
    now = settings.current
    assert (now.language, now.theme, now.remote_images) == ("ko", "light", "never")
    assert (now.download_to_cache, now.speed_limit_bps, now.transfers_at_once) == (False, 1_000_000, 1)


def test_changes_from_elsewhere_are_shown(view: SettingsView, settings: SettingsStore) -> None:
    settings.change(remote_images="all", speed_limit_bps=3_000_000)
    assert view.findChild(QComboBox, "remoteImages").currentData() == "all"
    assert view.findChild(QComboBox, "settingSpeedLimit").currentText() == "3 MB/s"


def test_recent_searches_are_cleared(view: SettingsView, settings: SettingsStore) -> None:
    button = view.findChild(QPushButton, "forgetRecent")
    assert not button.isEnabled()
    settings.change(recent_searches=("qwen",))
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert settings.current.recent_searches == ()
    assert not button.isEnabled()


def test_the_field_finds_settings(view: SettingsView) -> None:
    everything = _visible_titles(view)
    field = view.findChild(QLineEdit, "settingsSearch")
    QTest.keyClicks(field, "CACHE hf")
    assert _visible_titles(view) == ["Download to"]
    field.setText("downloads")
    assert "Speed limit" in _visible_titles(view)
    field.setText("no such thing")
    assert _visible_titles(view) == []
    assert any(label.isVisible() and label.text() == "No setting says that" for label in view.findChildren(QLabel))
    field.clear()
    assert _visible_titles(view) == everything


def test_every_text_changes_with_the_language(qtbot: QtBot, view: SettingsView, qapp: QApplication) -> None:
    def stale(mark: bool) -> list[str]:
        texts = [label.text() for label in view.findChildren(QLabel)]
        texts += [button.text() for button in view.findChildren(QPushButton)]
        texts += [widget.accessibleName() for widget in view.findChildren(QComboBox)]
        return [text for text in texts if text and text.startswith("⟦") is not mark]

    assert stale(False) == []
    language = _Marked()
    qapp.installTranslator(language)
    try:
        qtbot.waitUntil(lambda: stale(True) == [])
        assert view.findChild(QComboBox, "themeSelector").currentText() == "⟦As the system⟧"
    finally:
        qapp.removeTranslator(language)
    qtbot.waitUntil(lambda: stale(False) == [])


def test_every_control_has_a_name_and_is_reached_by_tab(view: SettingsView) -> None:
    wanted = {"settingsSearch", "languageSelector", "themeSelector", "remoteImages", "downloadPlace"}
    wanted |= {"downloadFolderButton", "settingSpeedLimit", "settingAtOnce"}
    reached, order = set(), []
    view.activateWindow()
    view.findChild(QLineEdit, "settingsSearch").setFocus()
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        order.append(focus.objectName())
        reached.add(focus.objectName())
        assert focus.accessibleName(), focus.objectName()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert wanted <= reached
    assert order[:3] == ["settingsSearch", "languageSelector", "themeSelector"]
