"""What the details view says when something cannot be shown, and how one gets on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helpers.details import (
    MINILM,
    QWEN,
    MakeView,
    WaitUntil,
    button,
    card_text,
    child,
    choose_tab,
    files_shown,
    files_view,
    label,
    names,
    shown,
    state_title,
)
from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.tab_row import FILES
from hubdesk.ui.details.view import DetailsView

# offscreen has no windows to raise, and popups ask for both
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        (RepoRef("nobody/nothing"), "This repository was not found"),
        (RepoRef("minji/withdrawn-model"), "The Hub has disabled this repository"),
        (RepoRef("not an id"), "This is not the name of a repository"),
    ],
)
async def test_what_cannot_be_shown_says_why(
    make_view: MakeView, wait_until: WaitUntil, ref: RepoRef, title: str
) -> None:
    view = make_view()

    view.show_repo(ref)

    await wait_until(lambda: state_title(view) == title)
    assert not button(view, "downloadButton").isVisible()


async def test_gated_files_say_that_the_owner_is_asked(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, RepoRef("meta-llama/Llama-3.1-8B-Instruct"), wait_until)
    await files_shown(view, wait_until)

    notice = child(view, QWidget, "accessNotice")
    assert isinstance(notice, QWidget)
    assert notice.isVisible()


async def test_a_failure_can_be_tried_again(
    make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot, practice_hub: PracticeHub
) -> None:
    practice_hub.set_faults("status=500;path=/api/models/Qwen/Qwen3-8B/revision")
    view = make_view()
    view.show_repo(QWEN)
    await wait_until(lambda: state_title(view) == "The Hub could not answer", timeout=30)

    practice_hub.clear_faults()
    qtbot.mouseClick(button(view, "stateAction"), Qt.MouseButton.LeftButton)

    await wait_until(lambda: "Qwen3-8B" in card_text(view))


async def test_a_tab_that_failed_is_tried_again_alone(
    make_view: MakeView, wait_until: WaitUntil, qtbot: QtBot, practice_hub: PracticeHub
) -> None:
    view = make_view()
    await shown(view, MINILM, wait_until)
    practice_hub.set_faults("status=500;path=/tree/")
    choose_tab(view, FILES)
    await wait_until(lambda: state_title(view) == "The Hub could not answer", timeout=30)
    practice_hub.clear_faults()

    actions = [each for each in view.findChildren(QAbstractButton, "stateAction") if each.isVisible()]
    qtbot.mouseClick(actions[0], Qt.MouseButton.LeftButton)

    await wait_until(lambda: "config.json" in names(files_view(view)))


async def test_a_busy_hub_is_waited_for(make_view: MakeView, wait_until: WaitUntil, practice_hub: PracticeHub) -> None:
    practice_hub.set_faults("rate_limit=1;path=/api/models/Qwen/Qwen3-8B/revision;count=1")
    view = make_view()

    view.show_repo(QWEN)

    await wait_until(lambda: "Qwen3-8B" in card_text(view), timeout=20)


async def test_the_last_of_quick_choices_wins(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    view.show_repo(MINILM)
    view.show_repo(RepoRef("minji/night-bus-llm"))
    view.show_repo(QWEN)

    await wait_until(lambda: "Qwen3-8B" in card_text(view))
    assert label(view, "detailsTitle").text() == "Qwen / Qwen3-8B"


async def test_a_view_closed_while_loading_leaves_nothing_behind(
    ctx: UiContext, qtbot: QtBot, wait_until: WaitUntil
) -> None:
    view = DetailsView(ctx)
    view.show()
    view.show_repo(QWEN)
    await wait_until(lambda: ctx.tasks.running())

    view.deleteLater()

    await wait_until(lambda: not ctx.tasks.running())
