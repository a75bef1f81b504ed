"""Settings: saved whole, told to listeners, and a broken file loses nothing but itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hubdesk.core.settings import Settings, SettingsStore


def test_a_change_is_saved_and_told(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    heard: list[Settings] = []
    stop = store.subscribe(heard.append)
    store.change(language="ko", recent_searches=("bert", "한국어"))
    store.change(language="ko")
    stop()
    store.change(theme="dark")
    assert [settings.language for settings in heard] == ["ko"]
    again = SettingsStore(tmp_path / "settings.json").current
    assert again.language == "ko"
    assert again.theme == "dark"
    assert again.recent_searches == ("bert", "한국어")


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\x00\x01", '"text"'])
def test_a_broken_file_is_set_aside(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    store = SettingsStore(path)
    assert store.current == Settings()
    assert (tmp_path / "settings.json.broken").read_text() == content
    store.change(theme="light")
    assert SettingsStore(path).current.theme == "light"


def test_undecodable_bytes_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"\xff\xfe\xff")
    assert SettingsStore(path).current == Settings()


def test_unknown_names_and_wrong_types_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": 7, "theme": "dark", "later": True, "transfers_at_once": True}))
    settings = SettingsStore(path).current
    assert settings.language == "system"
    assert settings.theme == "dark"
    assert settings.transfers_at_once == 3
