"""The language follows the setting, with figures and Qt's own texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from hubdesk.core.settings import SettingsStore
from hubdesk.ui.translate import LANGUAGES, Translator, system_language


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


def test_the_system_speaks_one_of_ours() -> None:
    assert system_language() in LANGUAGES


def test_a_run_can_have_its_own_language_until_the_setting_changes(qapp: QApplication, settings: SettingsStore) -> None:
    translator = Translator(qapp, settings, language="ko")
    assert translator.language == "ko"
    assert QLocale().language() == QLocale.Language.Korean
    assert qapp.translate("QPlatformTheme", "Cancel") == "취소"
    settings.change(theme="dark")
    assert translator.language == "ko"
    settings.change(language="en")
    assert translator.language == "en"
    assert QLocale().language() == QLocale.Language.English
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"
    translator.deleteLater()


def test_an_unknown_language_is_the_systems(qapp: QApplication, settings: SettingsStore) -> None:
    settings.change(language="tlh")
    translator = Translator(qapp, settings)
    assert translator.language == system_language()
    translator.deleteLater()
