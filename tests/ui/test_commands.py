"""Commands, the palette's filter, and the palette itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hubdesk.ui.commands import Commands
from hubdesk.ui.palette import CommandPalette
from hubdesk.ui.palette_model import Entry, filtered, match
from hubdesk.ui.theme import Theme


class _Document(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.done = 0

    def act(self) -> None:
        self.done += 1


class _Actor(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def find(self) -> None:
        self.done.append("find")

    def dark(self) -> None:
        self.done.append("dark")


def test_the_visible_document_carries_out_a_shared_command(qtbot: QtBot, theme: Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(theme, window)
    first, second = _Document(window), _Document(window)
    for document in (first, second):
        commands.add("download", lambda: "Download", document.act)
    window.show()
    second.hide()
    first.show()
    commands.find("download").trigger()  # type: ignore[union-attr]
    assert (first.done, second.done) == (1, 0)
    second.show()
    commands.find("download").trigger()  # type: ignore[union-attr]
    assert (first.done, second.done) == (1, 1)


def test_a_command_goes_when_its_last_document_goes(qtbot: QtBot, theme: Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(theme, window)
    document = _Document(window)
    commands.add("download", lambda: "Download", document.act)
    assert [action.objectName() for action in commands.all()] == ["download"]
    document.deleteLater()
    QApplication.sendPostedEvents(document, QEvent.Type.DeferredDelete.value)
    assert commands.all() == []
    commands.find("download").trigger()  # type: ignore[union-attr]
    commands.retranslate()


def test_shortcuts_work_in_the_window(qtbot: QtBot, theme: Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands, actor = Commands(theme, window), _Actor()
    commands.attach(window)
    commands.add("find", lambda: "Find", actor.find, shortcut="Ctrl+F|Ctrl+L")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert actor.done == ["find", "find"]
    assert commands.recent() == ["find"]


def test_matching_prefers_whole_words_then_beginnings_then_anything() -> None:
    entries = [
        Entry(text, list) for text in ("Download the snapshot", "Light theme", "Dark theme", "Theme of the system")
    ]
    assert [entry.text for entry in filtered(entries, "dark")] == ["Dark theme"]
    assert filtered(entries, "the")[0].text == "Theme of the system"
    assert filtered(entries, "dt")[0].text == "Dark theme"
    assert filtered(entries, "xyz") == []
    assert filtered(entries, "  ") == entries
    assert filtered(entries, "th da") == []


def test_matching_marks_the_letters() -> None:
    assert match("dt", "Dark theme") is not None
    assert match("dt", "Dark theme")[1] == (0, 5)  # type: ignore[index]
    assert match("theme", "Dark theme")[1] == (5, 6, 7, 8, 9)  # type: ignore[index]
    assert match("İ", "İstanbul") is not None
    assert match("검", "‘th’ 검색") is not None


def _palette(qtbot: QtBot, theme: Theme) -> tuple[QMainWindow, CommandPalette, _Actor, QLineEdit]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    center = QWidget(window)
    QVBoxLayout(center).addWidget(QPushButton("x", center))
    window.setCentralWidget(center)
    commands, actor = Commands(theme, window), _Actor()
    commands.add("find", lambda: "Find in page", actor.find, shortcut="Ctrl+F", icon="search")
    commands.add("dark", lambda: "Dark theme", actor.dark)
    palette = CommandPalette(theme, commands, lambda text: text.startswith("hf://"), window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    palette.open_palette()
    return window, palette, actor, palette.findChild(QLineEdit, "paletteField")


def test_the_palette_runs_what_is_typed_and_remembers_it(qtbot: QtBot, theme: Theme) -> None:
    _window, palette, actor, field = _palette(qtbot, theme)
    assert palette.entries() == ["Find in page", "Dark theme"]
    QTest.keyClicks(field, "dark")
    assert palette.entries() == ["Dark theme", "Search for “dark”"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert actor.done == ["dark"]
    assert not palette.isVisible()
    palette.open_palette()
    assert palette.entries() == ["Dark theme", "Find in page"]


def test_the_palette_moves_with_the_arrows_and_closes_on_escape(qtbot: QtBot, theme: Theme) -> None:
    window, palette, actor, field = _palette(qtbot, theme)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert actor.done == ["dark"]
    button = window.findChild(QPushButton)
    button.setFocus()
    palette.open_palette()
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert button.hasFocus()


def test_the_palette_searches_and_opens_addresses(qtbot: QtBot, theme: Theme) -> None:
    window, palette, _actor, field = _palette(qtbot, theme)
    assert window.isVisible()
    searched, opened = QSignalSpy(palette.search_requested), QSignalSpy(palette.open_requested)
    QTest.keyClicks(field, "zzz")
    assert palette.entries() == ["Search for “zzz”"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    palette.open_palette()
    field.setText("hf://datasets/f")
    assert palette.entries()[0] == "Open “hf://datasets/f”"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert searched.at(0) == ["zzz"]
    assert opened.at(0) == ["hf://datasets/f"]
