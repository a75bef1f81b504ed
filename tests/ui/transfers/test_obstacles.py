"""What stands in the way is said in words and figures, and something can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from helpers.fake_queue import FakePlanner, make_transfer
from hubdesk.core.errors import ErrorKind
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import Direction, DownloadRequest, Orphan, State, WaitReason
from hubdesk.transfers.space import Shortage
from hubdesk.ui.transfers.actions import Action, allowed_actions
from hubdesk.ui.transfers.plan_dialog import DownloadPlanDialog
from hubdesk.ui.transfers.texts import about_text


def test_a_lack_of_space_has_its_figures(qtbot: QtBot) -> None:
    transfer = make_transfer(
        1, "a/b", State.WAITING, wait_reason=WaitReason.SPACE, error=ErrorKind.DISK_FULL, file_count=2,
        error_detail=Shortage(4_200_000_000, 1_100_000_000).detail,
    )  # fmt: skip
    assert about_text(transfer) == "4.2 GB to come, 1.1 GB free on that disk · 2 files"


def test_a_refusal_is_none_that_could_be_waited_for(qtbot: QtBot) -> None:
    gated = {"error": ErrorKind.GATED, "file_count": 2}
    failed = make_transfer(1, "a/b", State.FAILED, **gated)
    waiting = make_transfer(1, "a/b", State.WAITING, wait_reason=WaitReason.ACCESS, **gated)
    assert about_text(failed) == "The owner has refused access · 2 files"
    assert about_text(waiting) == "The owner asks for consent first · 2 files"


def test_only_finished_downloads_are_verified() -> None:
    for state in State:
        for direction in Direction:
            found = Action.VERIFY in allowed_actions(make_transfer(1, "a/b", state, direction=direction))
            assert found == (state is State.DONE and direction is Direction.DOWNLOAD)


async def test_the_plan_says_what_else_there_is(ctx: Any, planner: FakePlanner, qtbot: QtBot, wait_until: Any) -> None:  # noqa: ANN401 - stand-ins
    lock = Path("/lock")
    planner.needs_access = True
    planner.orphans = (Orphan(Path("/a"), 1_200_000_000, lock), Orphan(Path("/b"), 7, lock, in_use=True))
    dialog = DownloadPlanDialog(ctx, DownloadRequest(RepoRef("Qwen/Qwen3-8B")))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()

    def says(text: str) -> bool:
        return any(text in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())

    await wait_until(lambda: says("You have no access yet"))
    assert says("1.2 GB of unfinished downloads by other programs")
    remove = dialog.findChild(QAbstractButton, "planRemoveOrphans")
    assert isinstance(remove, QAbstractButton)
    remove.click()
    await wait_until(lambda: says("Another program is downloading some of these files"))
    assert not remove.isVisible()
