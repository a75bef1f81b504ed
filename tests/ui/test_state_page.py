"""The page that stands in for content."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hubdesk.core.errors import ErrorKind, HubError, NetworkError
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.skeleton import SkeletonRows
from hubdesk.ui.widgets.state_page import StatePage


def _page(qtbot: QtBot, theme: Theme) -> StatePage:
    page = StatePage(theme)
    qtbot.addWidget(page)
    page.resize(480, 480)
    page.show()
    return page


def _button(page: StatePage, text: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.isVisible() and button.text() == text)


def test_loading_is_blank_first_then_skeleton_then_a_clock_with_stop(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, theme)
    stopped: list[str] = []
    page.show_loading(lambda: stopped.append("x"))
    skeleton = page.findChild(SkeletonRows)
    stop = page.findChild(QPushButton, "stopLoading")
    assert not skeleton.isVisible()
    qtbot.waitUntil(skeleton.isVisible, timeout=2000)
    assert not stop.isVisible()
    qtbot.waitUntil(stop.isVisible, timeout=3000)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert stopped == ["x"]


def test_an_error_offers_to_try_again_and_to_copy_what_the_server_said(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, theme)
    tried: list[str] = []
    error = HubError(ErrorKind.SERVER, "Bad Gateway hf_abcdefghijklmnop", status=502, request_id="Root=1-68f2")
    page.show_error(error, lambda: tried.append("x"))
    assert page.title() == "The Hub could not answer"
    QTest.mouseClick(_button(page, "Copy details"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "502" in copied
    assert "Root=1-68f2" in copied
    assert "hf_abc" not in copied
    QTest.mouseClick(_button(page, "Try again"), Qt.MouseButton.LeftButton)
    assert tried == ["x"]


def test_a_gated_repository_leads_to_its_page(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, theme)
    opened: list[str] = []
    page.show_error(HubError(ErrorKind.GATED), list, action=lambda: opened.append("x"))
    QTest.mouseClick(_button(page, "Open the page"), Qt.MouseButton.LeftButton)
    assert opened == ["x"]


def test_a_rate_limit_counts_down_and_goes_on_by_itself(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, theme)
    resumed: list[str] = []
    page.show_error(HubError(ErrorKind.RATE_LIMITED, retry_after=1), lambda: resumed.append("x"))
    assert "0:01" in page.text()
    assert 0 < page.seconds_left() <= 1
    qtbot.waitUntil(lambda: resumed == ["x"], timeout=3000)
    assert page.seconds_left() == 0


def test_waiting_can_be_stopped(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, theme)
    resumed: list[str] = []
    page.show_rate_limited(60, lambda: resumed.append("x"))
    QTest.mouseClick(_button(page, "Stop waiting"), Qt.MouseButton.LeftButton)
    assert page.seconds_left() == 0
    assert resumed == []
    QTest.mouseClick(_button(page, "Try again"), Qt.MouseButton.LeftButton)
    assert resumed == ["x"]


def test_offline_looks_again_by_itself(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, theme)
    page.show_error(NetworkError(ErrorKind.OFFLINE), list)
    assert 15 < page.seconds_left() <= 20
    page.clear()
    assert page.seconds_left() == 0


def test_an_empty_page_takes_the_buttons_over(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, theme)
    button = plain_button(theme, "x")
    button.setText("Clear filters")
    page.show_empty("search-x", "No model matches", "Take one away.", button)
    assert button.isVisible()
    assert page.accessibleName() == "" or page.title() == "No model matches"
    gone: list[QWidget] = []
    button.destroyed.connect(lambda: gone.append(page))
    page.show_loading()
    page.show_empty("search-x", "Still none", "")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(gone) == 1
