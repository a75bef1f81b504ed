"""Chips that flow, and those that wait behind "+N more"."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hubdesk.ui.details.chips import ChipFlow, make_chip
from hubdesk.ui.theme import Theme


@pytest.fixture
def flow(theme: Theme, qtbot: QtBot) -> ChipFlow:
    flow = ChipFlow()
    qtbot.addWidget(flow)
    flow.resize(400, 30)
    flow.set_pieces([(make_chip(f"tag number {number}", flow),) for number in range(20)])
    flow.show()
    return flow


def shown(flow: ChipFlow) -> list[QPushButton]:
    return [chip for chip in flow.findChildren(QPushButton) if chip.isVisible() and chip.objectName() != "moreChips"]


def more(flow: ChipFlow) -> QPushButton:
    return flow.findChildren(QPushButton, "moreChips")[-1]


def test_one_line_shows_what_fits_and_how_many_more(flow: ChipFlow) -> None:
    count = len(shown(flow))

    assert 1 <= count < 20
    assert more(flow).text() == f"+{20 - count} more"
    assert all(chip.geometry().right() < 400 for chip in [*shown(flow), more(flow)])
    assert len({chip.y() for chip in [*shown(flow), more(flow)]}) == 1


def test_more_opens_all_lines_and_closes_them_again(flow: ChipFlow, qtbot: QtBot) -> None:
    one_line = flow.heightForWidth(400)

    qtbot.mouseClick(more(flow), Qt.MouseButton.LeftButton)
    assert len(shown(flow)) == 20
    assert flow.heightForWidth(400) > one_line
    assert more(flow).text() == "Show fewer"

    qtbot.mouseClick(more(flow), Qt.MouseButton.LeftButton)
    assert flow.heightForWidth(400) == one_line


def test_a_wide_flow_needs_no_more(theme: Theme, qtbot: QtBot) -> None:
    flow = ChipFlow()
    qtbot.addWidget(flow)
    flow.resize(900, 30)
    flow.set_pieces([(make_chip("one", flow),), (make_chip("two & three", flow),)])
    flow.show()

    assert [chip.text() for chip in shown(flow)] == ["one", "two && three"]
    assert not more(flow).isVisible()


def test_a_chip_wider_than_the_flow_is_cut_to_it(theme: Theme, qtbot: QtBot) -> None:
    flow = ChipFlow()
    qtbot.addWidget(flow)
    flow.resize(150, 30)
    flow.set_pieces([(make_chip("a very long tag that nobody should ever have written " * 3, flow),)])
    flow.show()

    assert all(chip.geometry().right() < 150 for chip in shown(flow))


def test_nothing_takes_no_room(theme: Theme, qtbot: QtBot) -> None:
    flow = ChipFlow()
    qtbot.addWidget(flow)
    flow.set_pieces([])

    assert flow.heightForWidth(400) == 0
    assert flow.isHidden()
