"""The plan before a download: loads, refuses, adjusts, starts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from helpers.fake_queue import FakePlanner, FakeQueue, example_files
from hubdesk.core.errors import DiskError, ErrorKind, HubError, NetworkError
from hubdesk.core.types import Connection, RepoRef, RepoType
from hubdesk.transfers.model import DownloadRequest
from hubdesk.ui.transfers.plan_code import folder_for, python_code, shell_command, split_patterns
from hubdesk.ui.transfers.plan_dialog import DownloadPlanDialog
from hubdesk.ui.transfers.plan_files import PlanFilesModel, PlanFilesView
from hubdesk.ui.widgets.code_box import CodeBox

WaitUntil = Callable[..., Awaitable[None]]
REQUEST = DownloadRequest(RepoRef("Qwen/Qwen3-8B"))
HUB = Connection("hub", "https://huggingface.co", Path("/cache"))
PRACTICE = Connection("practice", "http://127.0.0.1:9", Path("/practice/cache"), is_practice=True)
MakeDialog = Callable[..., DownloadPlanDialog]


@pytest.fixture
async def make_dialog(ctx: Any, qtbot: QtBot) -> MakeDialog:  # noqa: ANN401 - stands in for a UiContext
    def make(request: DownloadRequest = REQUEST) -> DownloadPlanDialog:
        dialog = DownloadPlanDialog(ctx, request)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return make


def button(dialog: DownloadPlanDialog, name: str) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def start_button(dialog: DownloadPlanDialog) -> QAbstractButton:
    return button(dialog, "downloadPlanStart")


def field(dialog: DownloadPlanDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit), name
    return found


def texts(dialog: DownloadPlanDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def files(dialog: DownloadPlanDialog) -> PlanFilesView:
    found = dialog.findChild(PlanFilesView)
    assert isinstance(found, PlanFilesView)
    return found


async def test_shows_the_plan_and_starts_it(make_dialog: MakeDialog, queue: FakeQueue, wait_until: WaitUntil) -> None:
    dialog = make_dialog()
    assert not start_button(dialog).isEnabled()
    await wait_until(start_button(dialog).isEnabled)
    assert files(dialog).model().rowCount() == 5
    assert "8.4 GB to download in 3 files" in texts(dialog)
    assert "1.2 GB already here" in texts(dialog)
    start_button(dialog).click()
    await wait_until(lambda: not dialog.isVisible())
    plan, replaced = queue.added[0]
    assert [file.path for file in plan.files] == [file.path for file in example_files()[:4]]
    assert plan.request.files == tuple(file.path for file in example_files()[:4])
    assert replaced == frozenset()


async def test_other_files_are_replaced_only_when_checked(
    make_dialog: MakeDialog, queue: FakeQueue, wait_until: WaitUntil
) -> None:
    dialog = make_dialog()
    await wait_until(start_button(dialog).isEnabled)
    assert "unless you check it" in texts(dialog)
    files(dialog).selectRow(4)
    QTest.keyClick(files(dialog), Qt.Key.Key_Space)
    assert "will be replaced" in texts(dialog)
    start_button(dialog).click()
    await wait_until(lambda: queue.added)
    plan, replaced = queue.added[0]
    assert replaced == frozenset({"tokenizer/tokenizer.json"})
    assert plan.request == REQUEST


async def test_without_files_there_is_nothing_to_start(make_dialog: MakeDialog, wait_until: WaitUntil) -> None:
    dialog = make_dialog()
    await wait_until(start_button(dialog).isEnabled)
    button(dialog, "planNone").click()
    assert not start_button(dialog).isEnabled()
    assert start_button(dialog).toolTip()
    button(dialog, "planAll").click()
    assert start_button(dialog).isEnabled()


async def test_what_does_not_fit_cannot_start(
    make_dialog: MakeDialog, planner: FakePlanner, wait_until: WaitUntil
) -> None:
    planner.free_bytes = 1_000_000
    dialog = make_dialog()
    await wait_until(lambda: "Does not fit" in texts(dialog))
    assert not start_button(dialog).isEnabled()
    files(dialog).selectAll()
    button(dialog, "planNone").click()
    files(dialog).selectRow(0)
    QTest.keyClick(files(dialog), Qt.Key.Key_Space)
    assert start_button(dialog).isEnabled()


@pytest.mark.parametrize(
    "error",
    [
        NetworkError(ErrorKind.TIMEOUT),
        HubError(ErrorKind.SERVER, status=503),
        HubError(ErrorKind.REVISION_NOT_FOUND),
        HubError(ErrorKind.GATED),
        DiskError(ErrorKind.NO_PERMISSION),
    ],
)
async def test_errors_are_said_and_can_be_tried_again(
    make_dialog: MakeDialog, planner: FakePlanner, wait_until: WaitUntil, error: HubError
) -> None:
    planner.error = error
    dialog = make_dialog()
    await wait_until(lambda: planner.requests)
    await wait_until(lambda: not files(dialog).isVisible() and len(texts(dialog)) > 60)
    assert not start_button(dialog).isEnabled()
    planner.error = None
    field(dialog, "planRevision").setFocus()
    QTest.keyClick(field(dialog, "planRevision"), Qt.Key.Key_A)
    await wait_until(start_button(dialog).isEnabled)


async def test_a_closed_gate_leads_to_its_page(
    make_dialog: MakeDialog, planner: FakePlanner, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    planner.error = HubError(ErrorKind.GATED)
    dialog = make_dialog()
    await wait_until(lambda: "The owner asks for consent first" in texts(dialog))
    page = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Open the page")
    page.click()
    assert opened == ["https://huggingface.co/Qwen/Qwen3-8B"]


async def test_patterns_and_revision_plan_again(
    make_dialog: MakeDialog, planner: FakePlanner, wait_until: WaitUntil
) -> None:
    dialog = make_dialog()
    await wait_until(start_button(dialog).isEnabled)
    QTest.keyClicks(field(dialog, "planInclude"), "*.json, *.txt")
    assert not start_button(dialog).isEnabled()  # or it would fetch what the fields said before
    await wait_until(lambda: planner.requests[-1].include == ("*.json", "*.txt"))
    assert len(planner.requests) == 2  # once typing has paused
    field(dialog, "planInclude").clear()
    QTest.keyClicks(field(dialog, "planInclude"), "none")
    await wait_until(lambda: "No file matches" in texts(dialog))
    assert not start_button(dialog).isEnabled()


async def test_a_folder_is_remembered(
    make_dialog: MakeDialog,
    planner: FakePlanner,
    ctx: Any,  # noqa: ANN401
    queue: FakeQueue,
    wait_until: WaitUntil,
    tmp_path: Path,
) -> None:
    ctx.settings.change(download_dir=str(tmp_path))
    dialog = make_dialog()
    target = dialog.findChild(object, "planTarget")
    target.button("folder").click()  # type: ignore[attr-defined]
    await wait_until(start_button(dialog).isEnabled)
    assert planner.requests[-1].local_dir == tmp_path / "Qwen3-8B"
    assert ctx.settings.current.download_to_cache
    start_button(dialog).click()
    await wait_until(lambda: queue.added)
    await wait_until(lambda: not ctx.settings.current.download_to_cache)
    assert ctx.settings.current.download_dir == str(tmp_path)


async def test_a_queue_that_refuses_keeps_the_dialog(
    make_dialog: MakeDialog, queue: FakeQueue, wait_until: WaitUntil
) -> None:
    queue.error = DiskError(ErrorKind.DISK_FULL)
    dialog = make_dialog()
    await wait_until(start_button(dialog).isEnabled)
    start_button(dialog).click()
    await wait_until(lambda: not files(dialog).isVisible())
    assert dialog.isVisible()
    assert queue.added == []


async def test_closing_starts_nothing(make_dialog: MakeDialog, queue: FakeQueue) -> None:
    dialog = make_dialog()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert queue.added == []


async def test_code_says_the_same(make_dialog: MakeDialog, wait_until: WaitUntil) -> None:
    dialog = make_dialog()
    await wait_until(start_button(dialog).isEnabled)
    box = dialog.findChild(CodeBox)
    assert isinstance(box, CodeBox)
    assert not box.isVisible()
    button(dialog, "showCodeButton").click()
    assert box.isVisible()
    assert box.text().startswith("hf download Qwen/Qwen3-8B")
    assert "tokenizer/tokenizer.json" not in box.text()


def test_commands() -> None:
    assert shell_command(REQUEST, HUB) == "hf download Qwen/Qwen3-8B"
    request = DownloadRequest(
        RepoRef("me/data", RepoType.DATASET), "v1", include=("*.json", "a b"), local_dir=Path("/tmp/x y")
    )
    assert shell_command(request, HUB).replace(" \\\n ", "") == (
        "hf download me/data --repo-type dataset --revision v1"
        " --include '*.json' --include 'a b' --local-dir '/tmp/x y'"
    )
    assert shell_command(REQUEST, PRACTICE) == (
        "HF_ENDPOINT=http://127.0.0.1:9 hf download Qwen/Qwen3-8B --cache-dir /practice/cache"
    )
    compile(python_code(request, HUB), "code", "exec")
    assert "allow_patterns=['*.json', 'a b']" in python_code(request, HUB)
    single = DownloadRequest(RepoRef("me/m"), files=("config.json",))
    assert "hf_hub_download" in python_code(single, PRACTICE)
    assert "endpoint='http://127.0.0.1:9'" in python_code(single, PRACTICE)


def test_patterns_and_folders() -> None:
    assert split_patterns(" *.json,  a/*; *.json ") == ("*.json", "a/*")
    assert folder_for(Path("/x"), "m") == Path("/x/m")
    assert folder_for(Path("/x/m"), "m") == Path("/x/m")


def test_the_model_of_files(qtbot: QtBot) -> None:
    model = PlanFilesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_files(example_files())
    assert [file.path for file in model.chosen()] == [file.path for file in example_files()[:4]]
    model.setData(model.index(0, 0), None, Qt.ItemDataRole.CheckStateRole)
    assert model.chosen()[0].path == "config.json"
    model.set_files(example_files())
    assert model.chosen()[0].path == "config.json"  # a choice outlives a new plan of the same files
    model.set_all(True)
    assert len(model.chosen()) == 4
    spoken = str(model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "model-00001-of-00002.safetensors, 1.2 GB here, 4.9 GB"


async def test_chosen_files_leave_no_gap_where_the_patterns_were(
    make_dialog: MakeDialog, wait_until: WaitUntil
) -> None:
    dialog = make_dialog(DownloadRequest(RepoRef("Qwen/Qwen3-8B"), files=("config.json",)))
    await wait_until(start_button(dialog).isEnabled)
    assert not field(dialog, "planInclude").isVisible()
    assert field(dialog, "planRevision").x() == 0
