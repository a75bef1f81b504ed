"""The texts of the window are collected, checked and compiled by Qt's own tools."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from devtools import translations

SOURCE = """
from PySide6.QtCore import QObject

class Greeter(QObject):
    def greet(self) -> str:
        return self.tr("Hello {name}")
"""


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one module, in place of ours."""
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "greeter.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(translations, "SOURCES", folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for .ts files."""
    return tmp_path / "i18n"


def translate(ts: Path, text: str) -> None:
    tree = ET.parse(ts)
    for translation in tree.iter("translation"):
        translation.text = text
        translation.attrib.clear()
    tree.write(ts, encoding="utf-8")


def test_new_texts_are_collected_and_reported_until_translated(sources: Path, folder: Path) -> None:
    assert list(translations.update(folder)) == ["hubdesk_ko.ts: not translated: Greeter: 'Hello {name}'"]
    assert list(translations.check(folder)) == ["hubdesk_ko.ts: not translated: Greeter: 'Hello {name}'"]
    translate(folder / "hubdesk_ko.ts", "{name} 님, 안녕하세요")
    assert list(translations.check(folder)) == []


def test_the_compiled_file_speaks(sources: Path, folder: Path) -> None:
    list(translations.update(folder))
    translate(folder / "hubdesk_ko.ts", "{name} 님, 안녕하세요")
    list(translations.compile_all(folder))
    translator = QTranslator()
    assert translator.load(str(folder / "hubdesk_ko.qm"))
    assert translator.translate("Greeter", "Hello {name}") == "{name} 님, 안녕하세요"


def test_a_changed_text_makes_the_file_stale(sources: Path, folder: Path) -> None:
    list(translations.update(folder))
    translate(folder / "hubdesk_ko.ts", "{name} 님, 안녕하세요")
    (sources / "greeter.py").write_text(SOURCE.replace("Hello", "Welcome"), encoding="utf-8")
    problems = list(translations.check(folder))
    assert any("not collected: Greeter: 'Welcome {name}'" in line for line in problems)
    assert any("no longer used: Greeter: 'Hello {name}'" in line for line in problems)


def test_only_changed_files_are_compiled(sources: Path, folder: Path) -> None:
    list(translations.update(folder))
    ts, qm = folder / "hubdesk_ko.ts", folder / "hubdesk_ko.qm"
    assert translations.is_current(ts)
    before = qm.stat().st_mtime_ns
    list(translations.compile_all(folder))
    assert qm.stat().st_mtime_ns == before
    os.utime(ts, ns=(before + 1, before + 1))
    assert not translations.is_current(ts)
    list(translations.compile_all(folder))
    assert qm.stat().st_mtime_ns > before


def test_a_missing_file_is_reported(folder: Path) -> None:
    assert list(translations.check(folder)) == ["hubdesk_ko.ts: missing; run `python3 dev.py i18n`"]


def test_a_broken_file_is_an_error_with_the_tools_words(folder: Path) -> None:
    folder.mkdir()
    (folder / "hubdesk_ko.ts").write_text("this is no XML", encoding="utf-8")
    with pytest.raises(translations.ToolError, match="lrelease failed"):
        list(translations.compile_all(folder))


def test_an_unknown_tool_is_an_error() -> None:
    with pytest.raises(translations.ToolError, match="ltranslate is not in"):
        translations.find_tool("ltranslate")
