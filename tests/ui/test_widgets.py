"""The small widgets, used by keyboard and mouse."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hubdesk.ui.notices import Notice
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button, primary_button
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.code_box import CodeBox
from hubdesk.ui.widgets.flow import FlowLayout
from hubdesk.ui.widgets.focus_ring import FocusRing
from hubdesk.ui.widgets.labels import ElidedLabel
from hubdesk.ui.widgets.meters import Ring, ThinProgress
from hubdesk.ui.widgets.notice_bar import NoticeBar
from hubdesk.ui.widgets.painting import owner_color, pill_font, pill_width
from hubdesk.ui.widgets.search_field import SearchField
from hubdesk.ui.widgets.segmented import Segmented


def test_a_chip_is_removed_by_keys_and_mouse(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip(theme, "Apache-2.0", removable=True)
    qtbot.addWidget(chip)
    chip.show()
    spy = QSignalSpy(chip.removed)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space):
        QTest.keyClick(chip, key)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    QTest.mouseClick(chip, Qt.MouseButton.MiddleButton)
    assert spy.count() == 5
    assert chip.isChecked()
    assert chip.accessibleDescription()


def test_a_checkable_chip_is_not_removed(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip(theme, "GGUF", checkable=True)
    qtbot.addWidget(chip)
    spy = QSignalSpy(chip.removed)
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert spy.count() == 0
    assert chip.isChecked()


def test_segments_move_with_the_arrows(qtbot: QtBot, theme: Theme) -> None:
    segments = Segmented(theme)
    qtbot.addWidget(segments)
    for value in ("models", "datasets", "spaces"):
        segments.add(value, value.title())
    with qtbot.waitActive(segments):
        segments.show()
        segments.activateWindow()
    segments.button("models").setFocus()
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    assert segments.value() == "models"
    QTest.keyClick(segments.button("models"), Qt.Key.Key_Left)
    QTest.keyClick(segments.button("models"), Qt.Key.Key_Right)
    QTest.keyClick(segments.button("datasets"), Qt.Key.Key_Right)
    assert chosen == ["datasets", "spaces"]
    segments.set_value("models")
    segments.set_value("nothing")
    assert segments.value() == "models"
    assert chosen == ["datasets", "spaces"]


def test_flow_breaks_lines_and_leaves_out_what_is_hidden(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    flow = FlowLayout(area, spacing=10)
    boxes = [QLabel(area) for _ in range(4)]
    for box in boxes:
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    area.resize(220, 200)
    area.show()
    assert flow.heightForWidth(220) == 50
    assert flow.heightForWidth(1000) == 20
    flow.setGeometry(QRect(0, 0, 220, 200))
    assert boxes[1].pos() == QPoint(110, 0)
    assert boxes[2].pos() == QPoint(0, 30)
    boxes[0].hide()
    boxes[1].hide()
    assert flow.heightForWidth(220) == 20


def test_escape_clears_the_search_field_first(qtbot: QtBot, theme: Theme) -> None:
    field = SearchField(theme)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "qwen")
    assert field.text() == "qwen"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_code_box_copies(qtbot: QtBot, theme: Theme) -> None:
    box = CodeBox(theme, "hf download gpt2")
    qtbot.addWidget(box)
    box.show()
    QTest.mouseClick(box.findChild(QWidget, "copyCode"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "hf download gpt2"


def test_an_elided_label_shows_the_whole_text_when_it_fits(qtbot: QtBot) -> None:
    label = ElidedLabel("a rather long name of a repository")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    wide = label.grab().toImage()
    label.resize(60, label.height())
    assert label.minimumSizeHint().width() < 60
    assert wide.width() > label.grab().toImage().width()


def test_a_notice_offers_its_action_once(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    done: list[str] = []
    bar.show_notice(Notice("bad", "It failed.", "circle-alert", "Try again", partial(done.append, "x"), details="502"))
    action, details = bar.findChild(QPushButton, "noticeAction"), bar.findChild(QWidget, "noticeDetails")
    assert action.isVisible()
    QTest.mouseClick(details, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "It failed.\n502"
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == ["x"]
    assert not bar.isVisible()


def test_a_notice_without_action_shows_none_and_escape_closes_it(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    closed = QSignalSpy(bar.closed)
    bar.show_notice(Notice("info", "Copied.", "check"))
    assert not bar.findChild(QWidget, "noticeAction").isVisible()
    assert not bar.findChild(QWidget, "noticeDetails").isVisible()
    QTest.keyClick(bar.findChild(QWidget, "noticeClose"), Qt.Key.Key_Escape)
    assert closed.count() == 1
    assert not bar.isVisible()


def test_meters_say_their_value_in_words(qtbot: QtBot, theme: Theme) -> None:
    bar, ring = ThinProgress(theme), Ring(theme)
    qtbot.addWidget(bar)
    qtbot.addWidget(ring)
    bar.set_fraction(0.42)
    assert bar.accessibleDescription() == "42 percent"
    bar.set_fraction(-1)
    assert bar.accessibleDescription() == "Busy"
    ring.show_value(0.92, token="good", text="92")
    assert ring.accessibleDescription() == "92"


def test_the_ring_is_for_buttons_focused_by_keyboard(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.setContentsMargins(20, 20, 20, 20)
    field, first, second = QLineEdit(window), primary_button(theme, "", window), flat_button(theme, "x", window)
    for widget in (field, first, second):
        row.addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    rings = window.findChildren(FocusRing)
    assert [ring for ring in rings if ring.isVisible()] == []
    QTest.keyClick(field, Qt.Key.Key_Tab)
    ring = next(ring for ring in window.findChildren(FocusRing) if ring.isVisible())
    assert ring.widget() is first
    assert ring.geometry().contains(first.geometry().adjusted(-3, -3, 3, 3))
    first.setProperty("tightRing", True)
    field.setFocus()
    first.setFocus()
    assert first.geometry().adjusted(-2, -2, 2, 2).contains(ring.geometry())
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert [ring for ring in window.findChildren(FocusRing) if ring.isVisible()] == []


def test_enter_presses_the_focused_button_and_not_the_main_one(qtbot: QtBot, theme: Theme) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    row = QHBoxLayout(dialog)
    main, other = primary_button(theme, "", dialog), flat_button(theme, "x", dialog)
    main.setDefault(True)
    pressed: list[str] = []
    main.clicked.connect(lambda: pressed.append("main"))
    other.clicked.connect(lambda: pressed.append("other"))
    for widget in (main, other):
        row.addWidget(widget)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    other.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(other, key)
    assert pressed == ["other"] * 3
    main.setFocus()
    QTest.keyClick(main, Qt.Key.Key_Return)
    assert pressed[3:] == ["main"]
    other.setCheckable(True)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert pressed[4:] == ["main"]
    assert not other.isChecked()


def test_owners_keep_their_colour() -> None:
    assert owner_color("Qwen", dark=False) == owner_color("Qwen", dark=False)
    assert owner_color("Qwen", dark=False) != owner_color("openai", dark=False)


def test_a_pill_is_as_wide_as_its_text(theme: Theme) -> None:
    font = pill_font(theme)
    assert pill_width("safetensors", font) > pill_width("gguf", font) > 16


def test_buttons_follow_the_theme(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    button = flat_button(theme, "x", window)
    column.addWidget(button)

    def pixels() -> QPixmap:
        return button.icon().pixmap(16, 16)

    before = pixels().toImage()
    theme.set_preference("dark")
    assert pixels().toImage() != before
    theme.set_preference("light")
    assert pixels().toImage() == before
